/** The forecast: each amount once, in the period it closes in, of whichever calendar; quotas by the days they share. */
import { describe, expect, it } from 'vitest'
import { fiscalStarts } from '#db/shared/dates/periods.ts'
import { forecastPeriods } from '#db/shared/forecast.ts'
import { anOpportunity, stagesOf } from '../contract/examples/opportunities.ts'
import { testDatabase } from '../helpers/database.ts'

const thb = (minor: number) => ({ minor, currency: 'THB' })

describe('periods', () => {
  it('are months and quarters of three calendars and of the own year, without gaps', () => {
    const solar = forecastPeriods('2026-11-22', 'month', 'persian', fiscalStarts.farvardin, 3)
    expect(solar.map(({ start, end }) => [start, end])).toEqual([
      ['2026-11-22', '2026-12-21'],
      ['2026-12-22', '2027-01-20'],
      ['2027-01-21', '2027-02-19'],
    ])
    for (const [unit, calendar, fiscal] of [
      ['month', 'gregory', fiscalStarts.january],
      ['quarter', 'buddhist', fiscalStarts.october],
      ['month', 'persian', fiscalStarts.farvardin],
      ['quarter', 'persian', fiscalStarts.farvardin],
      ['fiscalQuarter', 'buddhist', fiscalStarts.october],
      ['fiscalYear', 'gregory', { calendar: 'gregory', month: 4, day: 6 }],
    ] as const) {
      const periods = forecastPeriods('2026-11-22', unit, calendar, fiscal, 6)
      expect(periods).toHaveLength(6)
      expect(periods[0]?.start && periods[0].start <= '2026-11-22' && periods[0].end >= '2026-11-22').toBe(
        true,
      )
      for (const [at, period] of periods.entries()) {
        const next = periods[at + 1]
        if (next) expect(Date.parse(next.start) - Date.parse(period.end)).toBe(86_400_000)
      }
    }
    expect(forecastPeriods('2026-11-22', 'fiscalYear', 'buddhist', fiscalStarts.october, 1)[0]?.year).toBe(
      2570,
    )
  })
})

describe('the forecast', () => {
  it('counts each amount once, by category, owner and pipeline, and weighs it', async () => {
    const db = testDatabase()
    await db.call('settings.set', { scope: 'database', key: 'defaultCurrency', value: 'THB' })
    const first = await anOpportunity(db, { amount: thb(1000), closeDate: '2026-12-05' })
    const { stages } = await stagesOf(db)
    await anOpportunity(db, { amount: thb(2000), closeDate: '2026-12-20', stageId: stages[2] })
    await anOpportunity(db, {
      amount: thb(4000),
      closeDate: '2027-01-02',
      category: 'commit',
      probability: 90,
    })
    await anOpportunity(db, { amount: thb(8000), closeDate: '2026-12-09', category: 'omitted' })
    const won = await anOpportunity(db, { amount: thb(16_000), closeDate: '2026-11-30' })
    await db.call('opportunity.close', { id: won, status: 'won', on: '2026-11-23' })
    const input = { from: '2026-11-22', periods: 3, unit: 'month' } as const
    const { total, rows } = await db.call('forecast.get', input)
    expect(rows).toHaveLength(1)
    expect(
      total.map(({ won: sold, commit, bestCase, pipeline, weighted }) =>
        [sold, commit, bestCase, pipeline, weighted].map(({ minor }) => minor),
      ),
    ).toEqual([
      [16_000, 0, 0, 0, 16_000],
      [0, 0, 2000, 1000, 1100],
      [0, 4000, 0, 0, 3600],
    ])
    const by = await db.call('forecast.get', { ...input, by: 'category' })
    expect(by.rows.map(({ key, total: sum }) => [key, sum.weighted.minor])).toEqual([
      ['bestCase', 1000],
      ['commit', 3600],
      ['omitted', 0],
      ['pipeline', 16_100],
    ])
    const owners = await db.call('forecast.get', { ...input, by: 'owner' })
    expect(owners.rows).toHaveLength(1)
    await db.call('record.trash', { entity: 'opportunity', id: first })
    expect((await db.call('forecast.get', input)).total[1]?.pipeline.minor).toBe(0)
  })

  it('shares a quota of a quarter among its months by days, and replaces one set again', async () => {
    const db = testDatabase()
    const quarter = { start: '2026-10-01', end: '2026-12-31' }
    await db.call('quota.set', { ...quarter, amount: thb(1) })
    await db.call('quota.set', { ...quarter, amount: thb(9200) })
    const { total } = await db.call('forecast.get', { from: '2026-10-15', periods: 4, currency: 'THB' })
    expect(total.map(({ quota }) => quota.minor)).toEqual([3100, 3000, 3100, 0])
    await db.call('quota.set', { ...quarter, amount: null })
    expect(
      (await db.call('forecast.get', { from: '2026-10-15', currency: 'THB' })).total[0]?.quota.minor,
    ).toBe(0)
  })

  it('follows the fiscal year of the business', async () => {
    const db = testDatabase()
    await db.call('settings.set', {
      scope: 'database',
      key: 'fiscalStart',
      value: { calendar: 'gregory', month: 10, day: 1 },
    })
    const { periods } = await db.call('forecast.get', {
      from: '2026-11-22',
      unit: 'fiscalQuarter',
      calendar: 'buddhist',
      periods: 2,
    })
    expect(periods).toEqual([
      { start: '2026-10-01', end: '2026-12-31', year: 2570, quarter: 1 },
      { start: '2027-01-01', end: '2027-03-31', year: 2570, quarter: 2 },
    ])
  })
})

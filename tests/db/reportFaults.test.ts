/** Reports over what is odd: more rows than paper takes, amounts of several currencies, instants at the edges of months. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contact } from '#db/shared/contacts.ts'
import { history } from '#db/shared/notes.ts'
import { readerOf } from '#db/shared/reader.ts'
import { testDatabase } from '../helpers/database.ts'

const reader = readerOf('en', 'UTC')

describe('paper', () => {
  it('takes no more rows than somebody would read; a file takes them all', async () => {
    const db = testDatabase()
    db.write((write) => {
      for (let at = 0; at < 2_001; at++) write.insert(contact, { givenName: `N ${at}`, status: `s ${at}` })
    })
    const own = { name: 'new', definition: { base: 'contact', columns: ['givenName'] }, reader }
    const refused = { record: { code: 'Invalid', reason: 'reportTooLong', params: { max: 2_000 } } }
    await expect(db.call('report.compose', own)).rejects.toMatchObject(refused)
    await expect(db.call('report.compose', { name: 'contactsByStatus', reader })).rejects.toMatchObject(
      refused,
    )
    const out = `${db.file}.csv`
    expect(await db.call('report.export', { ...own, out, format: 'csv' })).toMatchObject({ rows: 2_001 })
    const shorter = { ...own, definition: { ...own.definition, top: 1_000 } }
    expect(await db.call('report.compose', shorter)).toMatchObject({ rows: 1_000 })
  })
})

describe('amounts of several currencies', () => {
  it('are in no ready-made report added up: totals name each, and no bar of one stands beside one of another', async () => {
    const db = testDatabase()
    const amounts = [
      { minor: 100_000, currency: 'THB' },
      { minor: 5_000_000, currency: 'IRR' },
      { minor: 7_000, currency: 'USD' },
    ]
    for (const status of ['open', 'won'])
      for (const amount of amounts)
        await db.call('record.create', {
          entity: 'opportunity',
          data: { name: `${status} ${amount.currency}`, amount, status, closeDate: '2026-11-20' },
        })
    const { reports } = await db.call('report.list', { reader })
    let seen = 0
    for (const { name, area } of reports.filter(({ area }) => area === 'sales')) {
      const result = await db.call('report.run', { name, parameters: { period: 'all' }, reader })
      for (const [at, { kind }] of result.columns.entries()) {
        const total = result.totals?.[at]
        if (kind !== 'money' || !total?.text) continue
        seen++
        expect(total.value, `${area} ${name}`).toBeNull()
        expect(result.chart && result.columns[result.chart.column]?.kind, name).not.toBe('money')
      }
    }
    expect(seen).toBeGreaterThan(3)
    // Read from right to left, each stays with its currency.
    const asked = { name: 'closeReasons', parameters: { period: 'all' as const } }
    const { totals } = await db.call('report.run', { ...asked, reader: readerOf('fa', 'UTC') })
    const text = totals?.find(({ text: said }) => said?.includes('IRR'))?.text ?? ''
    expect(text.split(' · ').map((part) => /^\u2067\S+ ([A-Z]{3})\u2069$/.exec(part)?.[1])).toEqual([
      'IRR',
      'THB',
      'USD',
    ])
  })
})

describe('months', () => {
  it('are those of the reader, to the instant, in every time zone and calendar', async () => {
    const db = testDatabase()
    const edges = fc.tuple(fc.integer({ min: 0, max: 11 }), fc.integer({ min: -16 * 3_600, max: 16 * 3_600 }))
    // Also of the Persian year, which begins on 21 March, and one of the nights in which clocks change.
    const instants = [
      ...fc.sample(edges, { numRuns: 150, seed: 9 }).map(([m, s]) => Date.UTC(2026, m, 1) + s * 1_000),
      ...fc.sample(edges, { numRuns: 150, seed: 10 }).map(([m, s]) => Date.UTC(2026, m, 21) + s * 1_000),
      ...[-1, 0, 1].map((ms) => Date.parse('2026-03-08T07:00:00Z') + ms),
    ]
    db.write((write) => {
      for (const at of instants) write.insert(history, { kind: 'call', at, regarding: 'edge' })
    })
    const definition = { base: 'history', by: [{ field: 'at', unit: 'month' as const }] }
    for (const [language, zone, calendar] of [
      ['en', 'UTC', 'gregory'],
      ['th', 'Asia/Bangkok', 'gregory'],
      ['fa', 'Asia/Tehran', 'persian'],
      ['en', 'America/New_York', 'gregory'],
      ['en', 'Pacific/Kiritimati', 'gregory'],
      ['fa', 'America/St_Johns', 'persian'],
    ] as const) {
      const words = new Intl.DateTimeFormat('en', {
        timeZone: zone,
        calendar,
        year: 'numeric',
        month: 'numeric',
      })
      const counts = new Map<string, number>()
      for (const at of [...instants].sort((a, b) => a - b))
        counts.set(words.format(at), (counts.get(words.format(at)) ?? 0) + 1)
      const asked = { reader: readerOf(language, zone), parameters: { period: 'all' as const } }
      const numbers = async (name: string, more: object = {}): Promise<unknown[]> =>
        (await db.call('report.run', { name, ...asked, ...more })).rows
          .map(({ cells }) => cells[1]?.value)
          .filter((n) => n !== 0)
      expect(await numbers('new', { definition }), zone).toEqual([...counts.values()])
      expect(await numbers('doneOverTime'), zone).toEqual([...counts.values()])
    }
  })
})

/** Alarms through the contract: when they ring, and what a changed clock or zone makes of those that wait. */
import { describe, expect, test } from 'vitest'
import { bangkok, daily } from '../helpers/activities.ts'
import { testDatabase } from '../helpers/database.ts'

describe('alarms', () => {
  test('ring when their time has come, once, and again when put off; missed ones ring late', async () => {
    const db = testDatabase()
    const at = (minutes: number) => new Date(db.sources.now() + minutes * 60_000).toISOString()
    const { id } = await db.call('activity.schedule', {
      data: { kind: 'call', startAt: at(30), alarmMinutes: 10 },
    })
    const ask = () => db.call('activity.alarms', {})
    const before = await ask()
    expect(before.due).toEqual([])
    expect(Math.round((Date.parse(before.next ?? '') - db.sources.now()) / 60_000)).toBe(20)
    db.sources.advance(3 * 86_400_000)
    expect((await ask()).due).toMatchObject([{ id }])
    await db.call('activity.snooze', { alarms: [{ id, occurrence: null }], until: at(5) })
    expect((await ask()).due).toEqual([])
    db.sources.advance(6 * 60_000)
    expect((await ask()).due).toMatchObject([{ id }])
    // A clock that goes back rings nothing twice and forgets nothing.
    db.sources.advance(-86_400_000)
    expect((await ask()).due).toEqual([])
    db.sources.advance(86_400_000)
    await db.call('activity.snooze', { alarms: [{ id, occurrence: null }], until: null })
    expect(await ask()).toEqual({ due: [], more: 0, next: null })
  })

  test('of a recurring activity ring for the last occurrence, not for each that was missed', async () => {
    const db = testDatabase()
    await daily(db, { alarmMinutes: 0 })
    db.sources.advance(5 * 86_400_000)
    const { due, next } = await db.call('activity.alarms', bangkok)
    expect(due).toMatchObject([{ occurrence: '2026-11-27' }])
    expect(next).toBe('2026-11-28T02:00:00.000Z')
  })
})

describe('a clock or zone that changes while alarms wait', () => {
  test('forward rings what was passed over, backward waits again, and what was laid to rest stays so', async () => {
    const db = testDatabase()
    await daily(db, { alarmMinutes: 0 })
    const ask = async () => {
      const { due, next } = await db.call('activity.alarms', bangkok)
      return [due.map(({ occurrence }) => occurrence), next?.slice(0, 10)]
    }
    db.sources.advance(3 * 86_400_000)
    expect(await ask()).toEqual([['2026-11-25'], '2026-11-26'])
    const [rung] = (await db.call('activity.alarms', bangkok)).due
    await db.call('activity.snooze', {
      alarms: [{ id: rung?.id ?? '', occurrence: '2026-11-25' }],
      until: null,
    })
    // Set back two days: what it passes again rings at its time, what was laid to rest does not.
    db.sources.advance(-2 * 86_400_000)
    expect(await ask()).toEqual([['2026-11-23'], '2026-11-24'])
    db.sources.advance(2 * 86_400_000)
    expect(await ask()).toEqual([[], '2026-11-26'])
  })

  test('another zone of the computer moves no alarm; daylight saving of its own zone does', async () => {
    const db = testDatabase()
    await db.call('activity.schedule', {
      data: {
        kind: 'call',
        timeZone: 'America/New_York',
        startAt: '2026-11-23T14:00:00Z',
        rule: 'FREQ=MONTHLY',
        alarmMinutes: 30,
      },
    })
    const next = async (timeZone: string) => (await db.call('activity.alarms', { timeZone })).next
    for (const zone of ['Asia/Bangkok', 'Asia/Tehran', 'Pacific/Kiritimati'])
      expect(await next(zone)).toBe('2026-11-23T13:30:00.000Z')
    db.sources.advance(120 * 86_400_000)
    // 09:00 in New York is an hour earlier once summer time has begun.
    for (const zone of ['Asia/Bangkok', 'America/Los_Angeles'])
      expect(await next(zone)).toBe('2027-03-23T12:30:00.000Z')
  })
})

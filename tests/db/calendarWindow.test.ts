// What the calendar counts by walking an index is what laying everything out gives: any lengths, zones, rules, filters, readers.
import { expect, it } from 'vitest'
import { activity } from '#db/shared/activities.ts'
import { contact } from '#db/shared/contacts.ts'
import { testDatabase } from '../helpers/database.ts'

const zones = [
  'Asia/Bangkok',
  'Asia/Tehran',
  'Europe/Berlin',
  'America/New_York',
  'UTC',
  'Nowhere/None',
] as const
const rules = ['FREQ=DAILY;COUNT=9', 'FREQ=WEEKLY;BYDAY=MO,FR', 'FREQ=DAILY;INTERVAL=5']
const MINUTE = 60_000

/** The same choices every time. */
function chooser(seed: number) {
  let state = seed
  return <T>(...from: readonly [T, ...T[]]): T => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return from[Math.floor((state / 0x1_0000_0000) * from.length)] ?? from[0]
  }
}

it.each([1, 2, 3])('counts what it lays out (%i)', async (seed) => {
  const db = testDatabase({ seed })
  const pick = chooser(seed)
  // The clock of Berlin and New York turns within these weeks.
  const start = Date.UTC(2026, 9, 20)
  const secret = db.write((write) => write.create(contact, { givenName: 'Secret', private: true }))
  db.write((write) => {
    for (let i = 0; i < 600; i++) {
      const allDay = pick(true, false, false, false)
      const timeZone = pick(...zones)
      const at = start + Math.floor((i * 7919) % 40_000) * MINUTE
      write.insert(activity, {
        kind: pick('call', 'meeting', 'todo'),
        regarding: `Item ${i}`,
        startAt: allDay ? Math.floor(at / 86_400_000) * 86_400_000 - 7 * 60 * MINUTE : at,
        durationMinutes: pick(null, 0, 30, 60, 1440, 1440, 2 * 1440, 10 * 1440),
        allDay: allDay ? 1 : pick(null, 0),
        timeZone,
        status: pick('open', 'done', 'cancelled', null),
        rule: pick(null, null, null, null, null, ...rules),
        contactId: pick(null, secret),
        ownerId: 1,
        trashedAt: pick(null, null, null, null, 5),
        private: pick(null, null, 1),
      })
    }
  })
  for (const timeZone of zones.slice(0, 5))
    for (const [from, to] of [
      ['2026-10-19', '2026-11-22'],
      ['2026-10-25', '2026-10-25'],
      ['2026-11-01', '2026-11-02'],
    ] as const)
      for (const more of [{}, { closed: false }, { kinds: ['call', 'todo'] }]) {
        const asked = { from, to, timeZone, ...more }
        const { items } = await db.call('activity.range', { ...asked, limit: 5_000 })
        const { days, total } = await db.call('activity.days', { ...asked, each: 5 })
        expect(total).toBe(items.length)
        const found = days.map(({ day, count, items: first }) => ({
          day,
          count,
          first: first.map(({ id }) => id),
        }))
        const laidOut = []
        for (
          let day = from as string;
          day <= to;
          day = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
        ) {
          const there = items.filter(({ firstDay, lastDay }) => firstDay <= day && lastDay >= day)
          if (there.length)
            laidOut.push({ day, count: there.length, first: there.slice(0, 5).map(({ id }) => id) })
        }
        expect(found).toEqual(laidOut)
      }
})

it('follows the trash at once', async () => {
  const db = testDatabase()
  const { id: contactId } = await db.call('record.create', { entity: 'contact', data: { givenName: 'Ann' } })
  const { id } = await db.call('activity.schedule', {
    data: { kind: 'call', startAt: '2026-11-23T03:00:00Z', durationMinutes: 30, contactId },
  })
  const asked = { from: '2026-11-23', to: '2026-11-23', timeZone: 'UTC' }
  expect((await db.call('activity.days', asked)).total).toBe(1)
  await db.call('record.trash', { entity: 'activity', id })
  expect((await db.call('activity.days', asked)).total).toBe(0)
  await db.call('record.restore', { entity: 'activity', id })
  expect((await db.call('activity.days', asked)).total).toBe(1)
})

// The calendar on paper: the month, the digits and the words of its reader, everything of the day, nothing hidden.
import { expect, it } from 'vitest'
import { type Reader, readerOf } from '#db/shared/reader.ts'
import { testDatabase } from '../helpers/database.ts'

const bangkok = 'Asia/Bangkok'
const thai = readerOf('th', bangkok)
const persian = readerOf('fa', 'Asia/Tehran')
const english = readerOf('en', bangkok)

async function filled() {
  const db = testDatabase()
  const { id: contactId } = await db.call('record.create', {
    entity: 'contact',
    data: { givenName: 'สมชาย', familyName: 'ใจดี', phones: ['081 234 5678'] },
  })
  const plan = (data: Record<string, unknown>) =>
    db.call('activity.schedule', { data: { timeZone: bangkok, kind: 'call', ...data } })
  await plan({ regarding: 'Quote <b>', startAt: '2026-11-23T02:00:00Z', contactId, priority: 'high' })
  await plan({
    regarding: 'Fair',
    kind: 'meeting',
    startAt: '2026-11-23T17:00:00Z',
    allDay: true,
    durationMinutes: 2880,
  })
  await plan({ regarding: 'Secret', startAt: '2026-11-23T03:00:00Z' })
  for (let n = 0; n < 12; n++) await plan({ regarding: `Many ${n}`, startAt: '2026-11-27T02:00:00Z' })
  await db.call('record.create', { entity: 'holiday', data: { date: '2026-11-24', name: 'วันหยุด' } })
  const { items } = await db.call('activity.range', {
    from: '2026-11-23',
    to: '2026-11-23',
    timeZone: bangkok,
  })
  const secret = items.find(({ regarding }) => regarding === 'Secret')
  await db.call('record.trash', { entity: 'activity', id: secret?.id ?? '' })
  return db
}

const compose = async (view: 'day' | 'week' | 'month', reader: Reader, day = '2026-11-23') =>
  (await filled()).call('calendar.compose', { view, day, reader })

it('gives a day sheet with times, people and their numbers', async () => {
  const { document, records } = await compose('day', english)
  expect(records).toBe(1)
  expect(document.title).toContain('November 23, 2026')
  expect(document.html).toContain('Quote &lt;b&gt;')
  expect(document.html).toMatch(/09:00<\/bdi>–<bdi dir="ltr">09:15/)
  expect(document.html).toContain('81 234 5678')
  expect(document.html).not.toContain('Secret')
  expect(document.footer?.digits).toBe('latn')
})

it('gives a week with its holidays, whole days on each of theirs', async () => {
  const { document } = await compose('week', thai)
  expect(document.html.match(/>Fair</g)).toHaveLength(2)
  expect(document.html).toContain('วันหยุด')
  expect(document.html).toContain('2569')
})

it('gives a month of the calendar of its reader on one page', async () => {
  const { document } = await compose('month', persian)
  expect(document.title).toBe('آذر ۱۴۰۵')
  expect(document.footer).toBeNull()
  // ۱ آذر is 22 November; what does not fit is counted.
  expect(document.html).toContain('۱ آذر')
  expect(document.html).toContain('+۵')
  expect(document.html).not.toMatch(/>\d+</)
})

it('of a day that does not exist is refused', async () => {
  await expect(compose('day', english, '2026-02-30')).rejects.toMatchObject({
    record: { issues: [{ field: 'day', code: 'date' }] },
  })
})

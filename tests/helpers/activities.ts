/** What tests of activities begin with: a person, something daily, and the days of a stretch as one line each. */
import type { TestDatabase } from './database.ts'

export const contact = async (db: TestDatabase, data: Record<string, unknown> = { givenName: 'Ann' }) =>
  (await db.call('record.create', { entity: 'contact', data })).id
export const get = (db: TestDatabase, entity: string, id: string) => db.call('record.get', { entity, id })
export const bangkok = { timeZone: 'Asia/Bangkok' }
/** Nine in the morning in Bangkok, daily from Sunday 22 November 2026. */
export const daily = async (db: TestDatabase, more: Record<string, unknown> = {}) =>
  (
    await db.call('activity.schedule', {
      data: {
        kind: 'call',
        regarding: 'Standup',
        startAt: '2026-11-22T02:00:00Z',
        rule: 'FREQ=DAILY',
        ...bangkok,
        ...more,
      },
    })
  ).id
export const daysOf = async (db: TestDatabase, from: string, to: string) =>
  (await db.call('activity.range', { from, to, ...bangkok })).items.map(({ firstDay, startAt, regarding }) =>
    [firstDay, startAt.slice(11, 16), regarding].join(' '),
  )

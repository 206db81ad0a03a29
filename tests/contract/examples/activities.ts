/** Activities, series, calls, calendars and the business calendar. */
import { mkdirSync, writeFileSync } from 'node:fs'
import type { TestDatabase } from '../../helpers/database.ts'
import type { Examples } from './examples.ts'
import { aContact } from './makers.ts'

export const activitiesExamples = {
  'activity.schedule': async (db) => ({
    data: {
      kind: 'call',
      regarding: 'Price',
      startAt: '2026-11-23T03:00:00Z',
      contactId: await aContact(db),
    },
    participants: { contacts: [await aContact(db)] },
  }),
  'activity.change': async (db) => ({
    id: await aRecurring(db),
    occurrence: '2026-11-24',
    scope: 'following',
    data: { startAt: '2026-11-24T07:00:00Z' },
  }),
  'activity.remove': async (db) => ({ id: await aRecurring(db), occurrence: '2026-11-24', scope: 'one' }),
  'activity.complete': async (db) => ({
    id: await anActivity(db),
    resultCode: 'reached',
    followUp: { kind: 'meeting', startAt: '2026-12-01T03:00:00Z' },
  }),
  'activity.log': async (db) => ({ kind: 'call', contacts: [await aContact(db)], resultCode: 'notReached' }),
  'activity.get': async (db) => ({ id: await anActivity(db) }),
  'activity.range': async (db) => {
    await aRecurring(db)
    return { from: '2026-11-22', to: '2026-11-30' }
  },
  'activity.days': async (db) => {
    await aRecurring(db)
    return { from: '2026-11-01', to: '2026-11-30' }
  },
  'activity.tasks': async (db) => {
    await anActivity(db)
    return {}
  },
  'activity.preview': async () => ({ startAt: '2026-11-22T03:00:00Z', rule: 'FREQ=WEEKLY' }),
  'activity.options': async () => ({}),
  'activity.reassign': async (db) => {
    const { id: user } = await db.call('record.create', {
      entity: 'user',
      data: { name: 'Bo', role: 'standard' },
    })
    return { target: { ids: [await anActivity(db)] }, user }
  },
  'activity.reschedule': async (db) => ({ target: { ids: [await anActivity(db)] }, days: 2 }),
  'activity.completeMany': async (db) => ({ target: { ids: [await anActivity(db)] }, resultCode: 'busy' }),
  'activity.rollOver': async (db) => {
    await db.call('activity.schedule', { data: { kind: 'todo', startAt: '2026-11-01T03:00:00Z' } })
    return {}
  },
  'activity.alarms': async (db) => {
    await anActivity(db)
    return {}
  },
  'activity.snooze': async (db) => ({
    alarms: [{ id: await anActivity(db), occurrence: null }],
    until: '2026-11-22T05:00:00Z',
  }),
  'series.save': async () => ({
    data: { name: 'Welcome' },
    steps: [{ offsetDays: 0, kind: 'call' }],
  }),
  'series.get': async (db) => ({ id: await aSeries(db) }),
  'series.preview': async (db) => ({ id: await aSeries(db), anchor: '2026-11-28' }),
  'series.apply': async (db) => ({
    id: await aSeries(db),
    anchor: '2026-11-28',
    target: { ids: [await aContact(db)] },
  }),
  'series.shift': async (db) => ({ target: { ids: [await aRun(db)] }, days: 3 }),
  'series.stop': async (db) => ({ target: { ids: [await aRun(db)] } }),
  'ics.export': async (db) => {
    await aRecurring(db)
    return { out: `${db.file}.ics` }
  },
  'calendar.compose': async () => ({
    view: 'week' as const,
    day: '2026-11-23',
    reader: {
      language: 'fa' as const,
      calendar: 'persian' as const,
      digits: 'arabext' as const,
      country: 'IR',
      timeZone: 'Asia/Tehran',
    },
  }),
  'ics.publish': async (db) => {
    const folder = `${db.file}.published`
    mkdirSync(folder)
    return { folder }
  },
  'ics.import': async (db) => {
    const file = `${db.file}.in.ics`
    writeFileSync(
      file,
      'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261201T030000Z\r\nSUMMARY:Fair\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
    )
    return { files: [file] }
  },
  'call.find': async (db) => {
    await db.call('record.create', { entity: 'contact', data: { givenName: 'A', phones: ['081 234 5678'] } })
    return { number: '+66 (81) 234-5678' }
  },
  'business.calendar': async () => ({ from: '2026-11-01', to: '2026-12-31' }),
  'holiday.lists': async () => ({}),
  'holiday.add': async () => ({ country: 'TH' as const }),
  'holiday.remove': async (db) => {
    await db.call('holiday.add', { country: 'IR' })
    return { country: 'IR' as const }
  },
} satisfies Partial<Examples>

async function anActivity(db: TestDatabase): Promise<string> {
  const data = {
    kind: 'call',
    startAt: '2026-11-22T03:00:00Z',
    alarmMinutes: 5,
    contactId: await aContact(db),
  }
  return (await db.call('activity.schedule', { data })).id
}

async function aRecurring(db: TestDatabase): Promise<string> {
  const data = {
    kind: 'meeting',
    startAt: '2026-11-22T03:00:00Z',
    rule: 'FREQ=DAILY',
    timeZone: 'Asia/Bangkok',
  }
  return (await db.call('activity.schedule', { data })).id
}

async function aSeries(db: TestDatabase): Promise<string> {
  const steps = [
    { offsetDays: 0, kind: 'call', regarding: 'Welcome' },
    { offsetDays: 7, kind: 'meeting', minutes: 600 },
  ]
  return (await db.call('series.save', { data: { name: 'Welcome', daysOff: 'next' }, steps })).id
}

async function aRun(db: TestDatabase): Promise<string> {
  const id = await aSeries(db)
  await db.call('series.apply', { id, anchor: '2026-11-28', target: { ids: [await aContact(db)] } })
  return (await db.call('record.list', { entity: 'seriesRun' })).rows[0]?.id ?? ''
}

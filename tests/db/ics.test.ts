/** Calendar files: what goes out comes back the same, and what other programs write is understood, broken zones included. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ICAL from 'ical.js'
import { describe, expect, it, test } from 'vitest'
import { knownZone } from '#db/shared/recurrenceZones.ts'
import { readIcs } from '#db/transfer/icsReader.ts'
import { folded } from '#db/transfer/icsWriter.ts'
import { type TestDatabase, temporaryFolder, testDatabase } from '../helpers/database.ts'

const zone = { timeZone: 'Asia/Tehran' }
const shown = async (db: TestDatabase, from = '2026-03-01', to = '2027-03-31') =>
  (await db.call('activity.range', { from, to, ...zone })).items.map(
    ({
      startAt,
      endAt,
      allDay,
      firstDay,
      kind,
      regarding,
      status,
      priority,
      place,
      alarmMinutes,
      private: secret,
    }) => ({
      startAt: allDay ? firstDay : startAt,
      endAt: allDay ? '' : endAt,
      kind,
      regarding,
      status,
      priority: priority ?? 'normal',
      place,
      alarmMinutes,
      secret,
    }),
  )

async function full(): Promise<TestDatabase> {
  const db = testDatabase()
  const plan = (data: Record<string, unknown>) => db.call('activity.schedule', { data: { ...zone, ...data } })
  const { id: ann } = await db.call('record.create', {
    entity: 'contact',
    data: { givenName: 'Ann; "A", \n Lee', emails: ['ann@example.com'] },
  })
  await plan({
    kind: 'call',
    regarding: 'Comma, semicolon; back\\slash\nnew line',
    startAt: '2026-11-23T06:00:00Z',
    contactId: ann,
    priority: 'high',
    alarmMinutes: 15,
  })
  await plan({
    kind: 'todo',
    regarding: 'قرارداد را بفرست '.repeat(12).trim(),
    startAt: '2026-11-24T20:30:00Z',
    allDay: true,
    durationMinutes: 2880,
    private: true,
  })
  const { id } = await plan({
    kind: 'meeting',
    regarding: 'ประชุม',
    place: 'Office',
    startAt: '2026-11-22T05:00:00Z',
    rule: 'FREQ=WEEKLY;BYDAY=SU;COUNT=6',
  })
  await db.call('activity.remove', { id, occurrence: '2026-11-29', scope: 'one' })
  await db.call('activity.change', {
    id,
    occurrence: '2026-12-06',
    scope: 'one',
    data: { startAt: '2026-12-06T09:00:00Z' },
  })
  await plan({
    kind: 'todo',
    regarding: 'New York',
    timeZone: 'America/New_York',
    startAt: '2026-03-06T14:00:00Z',
    rule: 'FREQ=DAILY;COUNT=5',
  })
  await plan({
    kind: 'call',
    regarding: 'Esfand',
    startAt: '2026-03-20T06:00:00Z',
    rule: 'RSCALE=PERSIAN;FREQ=MONTHLY;SKIP=BACKWARD;COUNT=3',
  })
  return db
}

describe('a calendar file', () => {
  test('brings everything into another database, once', async () => {
    const [from, to] = [await full(), testDatabase()]
    const out = join(temporaryFolder(), 'a.ics')
    expect(await from.call('ics.export', { out, ...zone })).toMatchObject({ rows: 6 })
    const text = readFileSync(out, 'utf8')
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    const { name } = new ICAL.Component(ICAL.parse(text))
    expect(name).toBe('vcalendar')
    const first = await to.call('ics.import', { files: [out], ...zone })
    expect(first).toMatchObject({ read: 6, created: 6, undated: 0, unfollowed: 0, unknownZones: [] })
    expect(await shown(to)).toEqual(await shown(from))
    expect(await to.call('ics.import', { files: [out], ...zone })).toMatchObject({ created: 0 })
    expect(await shown(to)).toEqual(await shown(from))
    await to.call('operation.undo', { operation: first.operation ?? '' })
  })

  test('daylight saving of its zone is described so that a second implementation finds the same moments', async () => {
    const db = await full()
    const out = join(temporaryFolder(), 'a.ics')
    await db.call('ics.export', { out, ...zone })
    const calendar = new ICAL.Component(ICAL.parse(readFileSync(out, 'utf8')))
    for (const definition of calendar.getAllSubcomponents('vtimezone'))
      ICAL.TimezoneService.register(
        new ICAL.Timezone(definition),
        String(definition.getFirstPropertyValue('tzid')),
      )
    const event = calendar
      .getAllSubcomponents('vevent')
      .map((each) => new ICAL.Event(each))
      .find(({ summary }) => summary === 'New York')
    const times: string[] = []
    const walk = event?.iterator()
    for (let next = walk?.next(); next; next = walk?.next()) times.push(next.toJSDate().toISOString())
    ICAL.TimezoneService.reset()
    expect(times).toEqual(
      (await shown(db)).filter(({ regarding }) => regarding === 'New York').map(({ startAt }) => startAt),
    )
  })

  test('is published where others subscribe', async () => {
    const db = await full()
    const folder = join(temporaryFolder(), 'public')
    mkdirSync(folder)
    await db.call('ics.publish', { folder, ...zone })
    expect(readFileSync(join(folder, 'Samphan.ics'), 'utf8')).toContain('X-WR-CALNAME:Samphan')
  })
})

const event = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'UID:x', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join(
    '\r\n',
  )

describe('what other programs write', () => {
  it.each([
    ['a zone by name', 'DTSTART;TZID=Asia/Bangkok:20261122T090000', '2026-11-22T02:00:00.000Z'],
    [
      'a zone by its Windows name',
      'DTSTART;TZID=SE Asia Standard Time:20261122T090000',
      '2026-11-22T02:00:00.000Z',
    ],
    [
      'a zone by a path',
      'DTSTART;TZID=/freeassociation.sourceforge.net/Asia/Bangkok:20261122T090000',
      '2026-11-22T02:00:00.000Z',
    ],
    ['UTC', 'DTSTART:20261122T020000Z', '2026-11-22T02:00:00.000Z'],
    ['no zone at all', 'DTSTART:20261122T090000', '2026-11-22T05:30:00.000Z'],
    ['a zone nobody knows', 'DTSTART;TZID=Customized Time Zone:20261122T090000', '2026-11-22T05:30:00.000Z'],
    [
      'a time that its clock skips',
      'DTSTART;TZID=America/New_York:20260308T023000',
      '2026-03-08T07:30:00.000Z',
    ],
  ])('%s', (what, start, at) => {
    const read = readIcs(event(start, 'DURATION:PT1H', 'SUMMARY:X'), 'Asia/Tehran')
    expect(read?.items.map(({ startAt }) => new Date(startAt).toISOString())).toEqual([at])
    expect(read?.unknownZones.length).toBe(what.includes('nobody') ? 1 : 0)
  })

  it('rules that cannot be followed stay readable', () => {
    const read = readIcs(event('DTSTART:20261122T020000Z', 'RRULE:FREQ=HOURLY', 'DESCRIPTION:Note'), 'UTC')
    expect(read).toMatchObject({
      unfollowed: 1,
      items: [{ rule: null, description: 'Note\n\nRRULE:FREQ=HOURLY' }],
    })
  })

  it('tasks, alarms, people and priorities', () => {
    const todo = event(
      'DTSTART;VALUE=DATE:20261122',
      'PRIORITY:1',
      'CLASS:PRIVATE',
      'ATTENDEE;CN=A:mailto:Ann@Example.com',
      'BEGIN:VALARM',
      'TRIGGER:-PT30M',
      'ACTION:DISPLAY',
      'END:VALARM',
    )
    expect(readIcs(todo, 'UTC')?.items).toMatchObject([
      {
        allDay: true,
        day: '2026-11-22',
        durationMinutes: 1440,
        priority: 'high',
        isPrivate: true,
        alarmMinutes: 30,
        emails: ['ann@example.com'],
      },
    ])
  })

  it('holidays by file, once', async () => {
    const db = testDatabase()
    const file = join(temporaryFolder(), 'h.ics')
    writeFileSync(file, event('DTSTART;VALUE=DATE:20261225', 'SUMMARY:Christmas'))
    await db.call('ics.import', { files: [file], as: 'holidays' })
    await db.call('ics.import', { files: [file], as: 'holidays' })
    expect(
      (await db.call('business.calendar', { from: '2026-12-01', to: '2026-12-31' })).holidays,
    ).toMatchObject([{ date: '2026-12-25', name: 'Christmas', working: false }])
  })

  it.each([
    '',
    'not a calendar',
    'BEGIN:VCALENDAR',
    '{"a":1}',
    event('DTSTART:99999999'),
    event('SUMMARY:no start'),
  ])('survives %j', (text) => expect(readIcs(text, 'UTC')?.items ?? []).toEqual([]))
})

test('a line is never cut inside a character', () => {
  const line = `SUMMARY:${'ประชุม👩‍👩‍👧'.repeat(20)}`
  expect(folded(line).split('\r\n ').join('')).toBe(line)
})

/** In the manner of the programs they are named after, with what each is known for. */
describe('files as real programs write them', () => {
  const fixture = (name: string): string =>
    readFileSync(new URL(`../transfer/fixtures/ics/${name}.ics`, import.meta.url), 'utf8')
  const read = (name: string, zone = 'Asia/Bangkok') => {
    const calendar = readIcs(fixture(name), zone)
    return {
      ...calendar,
      items: (calendar?.items ?? []).map((item) => ({ ...item, at: new Date(item.startAt).toISOString() })),
    }
  }

  it('Google: a zone with daylight saving, an exception, a moved occurrence in another zone, a span of days', () => {
    const { items, unknownZones } = read('google')
    expect(unknownZones).toEqual([])
    expect(items).toMatchObject([
      {
        at: '2026-10-26T13:00:00.000Z',
        timeZone: 'America/New_York',
        rule: 'FREQ=WEEKLY;COUNT=4;BYDAY=MO',
        exceptions: ['2026-11-09'],
        alarmMinutes: 30,
        emails: ['ann@example.com', 'sales@example.com'],
      },
      { at: '2026-11-17T03:00:00.000Z', recurrenceDay: '2026-11-16', timeZone: 'Asia/Bangkok' },
      { allDay: true, day: '2026-12-31', durationMinutes: 2 * 1440, summary: 'ปิดปีใหม่, ทั้งบริษัท' },
    ])
  })

  it('Google: what it shows here is what it shows there', async () => {
    const db = testDatabase()
    const file = join(temporaryFolder(), 'google.ics')
    writeFileSync(file, fixture('google'))
    expect(await db.call('ics.import', { files: [file], ...zone })).toMatchObject({ created: 3 })
    const meetings = (await shown(db)).filter(({ endAt }) => endAt !== '')
    expect(meetings.map(({ startAt }) => startAt)).toEqual([
      '2026-10-26T13:00:00.000Z',
      // Summer time has ended in New York: an hour later elsewhere.
      '2026-11-02T14:00:00.000Z',
      '2026-11-17T03:00:00.000Z',
    ])
    // What somebody did with it since stays: the file knows nothing of results.
    const [first] = (await db.call('activity.range', { from: '2026-11-17', to: '2026-11-17', ...zone })).items
    await db.call('activity.complete', { id: first?.id ?? '', resultCode: 'held' })
    await db.call('ics.import', { files: [file], ...zone })
    expect((await shown(db)).find(({ startAt }) => startAt === '2026-11-17T03:00:00.000Z')?.status).toBe(
      'done',
    )
  })

  it('Outlook: zones of its own making are known by what their clocks do', () => {
    const { items, unknownZones } = read('outlook')
    expect(unknownZones).toEqual([])
    expect(items).toMatchObject([
      {
        at: '2026-07-01T08:00:00.000Z',
        durationMinutes: 60,
        description: 'Agenda:\n1. Prices\n2. Delivery\n',
      },
      { at: '2026-12-01T04:00:00.000Z', durationMinutes: 30 },
      // Summer time begins within: still two days.
      { allDay: true, day: '2026-03-28', durationMinutes: 2 * 1440, timeZone: 'Europe/Berlin' },
    ])
    // Of zones that fit, the reader's own.
    expect(read('outlook', 'Europe/Vienna').items[0]?.timeZone).toBe('Europe/Vienna')
  })

  it('Apple: further dates, one of them moved, alarms that never ring, whole days over a change of clocks', () => {
    const { items } = read('apple', 'Europe/Berlin')
    expect(
      items.map(({ uid, at, recurrenceDay, summary }) => [uid?.slice(-10), at, recurrenceDay, summary]),
    ).toEqual([
      ['0000000001', '2026-12-01T09:00:00.000Z', null, 'Tour'],
      ['0000000001', '2026-12-05T15:00:00.000Z', '2026-12-05', 'Tour, later'],
      ['ng-weekend', '2026-10-23T22:00:00.000Z', null, 'Clock goes back'],
      ['-at-moment', '2026-12-10T09:00:00.000Z', null, 'Alarm by the moment'],
      ['2026-12-03', '2026-12-03T09:00:00.000Z', null, 'Tour'],
      ['2026-12-07', '2026-12-07T09:00:00.000Z', null, 'Tour'],
    ])
    expect(items.map(({ alarmMinutes }) => alarmMinutes)).toEqual([60, null, null, 15, 60, 60])
    expect(items[2]).toMatchObject({ allDay: true, day: '2026-10-24', durationMinutes: 3 * 1440 })
  })

  it('Thunderbird: tasks by when they are due, its paths of zones, exceptions by day, floating times', () => {
    const { items, unknownZones } = read('thunderbird')
    expect(unknownZones).toEqual([])
    const named = (uid: string) => items.find((item) => item.uid === uid)
    expect(named('todo-1')).toMatchObject({
      at: '2026-11-22T13:30:00.000Z',
      status: 'open',
      priority: 'high',
    })
    expect(named('todo-2')).toMatchObject({ status: 'done', allDay: true, day: '2026-11-03' })
    expect(named('daily')).toMatchObject({
      at: '2026-11-23T12:00:00.000Z',
      timeZone: knownZone('America/Argentina/Buenos_Aires'),
      rule: 'FREQ=DAILY;UNTIL=20261127T120000Z',
      exceptions: ['2026-11-25'],
      alarmMinutes: 5,
    })
    expect(named('floating')?.at).toBe('2026-11-22T01:00:00.000Z')
  })

  it('a careless one: everything that can be read is, and the rest is told', () => {
    const { items, undated, unfollowed, unknownZones } = read('careless')
    expect(items).toMatchObject([
      {
        summary: 'Delivery',
        description: 'First line\nsecond line, not folded\n\nRRULE:FREQ=WEEKLY;BYDAY=XX',
        at: '2026-11-22T02:00:00.000Z',
        alarmMinutes: null,
      },
      { summary: 'Pick-up' },
    ])
    expect([undated, unfollowed, unknownZones]).toEqual([1, 2, ['Warehouse Time']])
  })

  it('a rule in UTC keeps its days; a definition whose clock is broken is no zone', () => {
    const late = event('DTSTART:20261122T230000Z', 'RRULE:FREQ=WEEKLY;BYDAY=SU')
    expect(readIcs(late, 'Asia/Bangkok')?.items).toMatchObject([{ timeZone: 'UTC', day: '2026-11-22' }])
    const broken = event('DTSTART;TZID=Nowhere:20261122T090000').replace(
      'BEGIN:VEVENT',
      'BEGIN:VTIMEZONE\r\nTZID:Nowhere\r\nBEGIN:STANDARD\r\nTZOFFSETTO:+9999\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT',
    )
    expect(readIcs(broken, 'Asia/Bangkok')).toMatchObject({
      unknownZones: ['Nowhere'],
      items: [{ startAt: Date.UTC(2026, 10, 22, 2) }],
    })
    const offset = readIcs(event('DTSTART;TZID=GMT+0330:20261122T090000'), 'Asia/Tehran')
    expect(offset).toMatchObject({ unknownZones: [], items: [{ timeZone: 'Asia/Tehran' }] })
  })

  it('a character cut in two by folding is whole again; holidays of several days and of every year are all taken', async () => {
    const db = testDatabase()
    const file = join(temporaryFolder(), 'cut.ics')
    const whole = Buffer.from(event('DTSTART;VALUE=DATE:20261225', 'SUMMARY:คริสต์มาส'))
    const at = whole.indexOf('คริสต์มาส') + 4
    writeFileSync(file, Buffer.concat([whole.subarray(0, at), Buffer.from('\r\n '), whole.subarray(at)]))
    await db.call('ics.import', { files: [file], ...zone })
    expect((await shown(db)).map(({ regarding }) => regarding)).toEqual(['คริสต์มาส'])
    const holidays = join(temporaryFolder(), 'h.ics')
    writeFileSync(
      holidays,
      event(
        'DTSTART;VALUE=DATE:20261225',
        'DTEND;VALUE=DATE:20261227',
        'RRULE:FREQ=YEARLY',
        'SUMMARY:Christmas',
      ),
    )
    await db.call('ics.import', { files: [holidays], as: 'holidays', ...zone })
    const days = (await db.call('business.calendar', { from: '2026-01-01', to: '2028-12-31' })).holidays
    expect(days.map(({ date }) => date)).toEqual([
      '2026-12-25',
      '2026-12-26',
      '2027-12-25',
      '2027-12-26',
      '2028-12-25',
      '2028-12-26',
    ])
  })
})

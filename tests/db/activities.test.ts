/** Activities end to end through the contract: scheduling, recurrence edits, completing, timelines, calls, holidays. */
import { describe, expect, it, test } from 'vitest'
import { checkDatabase } from '#db/core/check.ts'
import { bangkok, contact, daily, daysOf, get } from '../helpers/activities.ts'
import { testDatabase } from '../helpers/database.ts'

describe('scheduling', () => {
  it('fills in what was not said', async () => {
    const db = testDatabase()
    const { id: companyId } = await db.call('record.create', { entity: 'company', data: { name: 'Siam' } })
    const contactId = await contact(db, { givenName: 'Ann', companyId })
    const { id } = await db.call('activity.schedule', {
      data: { kind: 'meeting', startAt: '2026-11-23T03:00:00Z', contactId },
    })
    expect(await get(db, 'activity', id)).toMatchObject({
      companyId,
      durationMinutes: 60,
      status: 'open',
      timeZone: 'UTC',
    })
  })

  it.each([
    [{ rule: 'FREQ=SOMETIMES' }, 'rule', 'rule'],
    [{ rule: 'FREQ=HOURLY' }, 'rule', 'ruleUnsupported'],
    [{ timeZone: 'Mars/Base' }, 'timeZone', 'timeZone'],
    [{ durationMinutes: -1 }, 'durationMinutes', 'duration'],
    [{ startAt: 'soon' }, 'startAt', 'instant'],
  ])('refuses %o', async (data, field, code) => {
    const db = testDatabase()
    const all = { kind: 'call', startAt: '2026-11-23T03:00:00Z', ...data }
    await expect(db.call('activity.schedule', { data: all })).rejects.toMatchObject({
      record: { code: 'Invalid', issues: [{ field, code }] },
    })
  })

  it('keeps a whole day the same day for readers elsewhere', async () => {
    const db = testDatabase()
    await db.call('activity.schedule', {
      data: { kind: 'todo', regarding: 'Day', startAt: '2026-11-22T20:00:00Z', allDay: true, ...bangkok },
    })
    for (const timeZone of ['Asia/Bangkok', 'America/Los_Angeles', 'Pacific/Auckland']) {
      const { items } = await db.call('activity.range', { from: '2026-11-23', to: '2026-11-23', timeZone })
      expect(items).toMatchObject([{ firstDay: '2026-11-23', lastDay: '2026-11-23', allDay: true }])
    }
  })

  it('stands on the timeline of everybody it is with, and moves there with its time', async () => {
    const db = testDatabase()
    const [ann, bo] = [await contact(db), await contact(db, { givenName: 'Bo' })]
    const { id } = await db.call('activity.schedule', {
      data: { kind: 'meeting', regarding: 'Plan', startAt: '2026-11-23T03:00:00Z', contactId: ann },
      participants: { contacts: [ann, bo] },
    })
    const line = (of: string) => db.call('timeline.list', { entity: 'contact', id: of })
    expect((await line(ann)).entries).toMatchObject([{ entity: 'activity', id }])
    expect((await line(bo)).entries).toMatchObject([
      { entity: 'activity', id, at: '2026-11-23T03:00:00.000Z' },
    ])
    const moved = await db.call('activity.change', { id, data: { startAt: '2026-11-25T03:00:00Z' } })
    expect((await line(bo)).entries).toMatchObject([{ id, at: '2026-11-25T03:00:00.000Z' }])
    expect(checkDatabase(db.conn, { rebuild: false }).findings).toEqual([])
    await db.call('operation.undo', { operation: moved.operation ?? '' })
    expect((await line(bo)).entries).toMatchObject([{ at: '2026-11-23T03:00:00.000Z' }])
    await db.call('activity.change', { id, data: {}, participants: { contacts: [] } })
    expect((await line(bo)).entries).toEqual([])
  })
})

describe('a recurring activity', () => {
  it('moves one, these and the following, or all of its occurrences', async () => {
    const db = testDatabase()
    const id = await daily(db)
    await db.call('activity.change', {
      id,
      occurrence: '2026-11-24',
      scope: 'one',
      data: { startAt: '2026-11-24T05:00:00Z' },
    })
    expect(await daysOf(db, '2026-11-22', '2026-11-25')).toEqual([
      '2026-11-22 02:00 Standup',
      '2026-11-23 02:00 Standup',
      '2026-11-24 05:00 Standup',
      '2026-11-25 02:00 Standup',
    ])
    const rest = await db.call('activity.change', {
      id,
      occurrence: '2026-11-25',
      scope: 'following',
      data: { startAt: '2026-11-25T08:00:00Z', regarding: 'Later' },
    })
    expect(rest.id).not.toBe(id)
    expect(await daysOf(db, '2026-11-23', '2026-11-26')).toEqual([
      '2026-11-23 02:00 Standup',
      '2026-11-24 05:00 Standup',
      '2026-11-25 08:00 Later',
      '2026-11-26 08:00 Later',
    ])
    await db.call('activity.change', {
      id: rest.id,
      occurrence: '2026-11-27',
      scope: 'all',
      data: { startAt: '2026-11-28T01:00:00Z' },
    })
    expect(await daysOf(db, '2026-11-25', '2026-11-27')).toEqual([
      '2026-11-26 01:00 Later',
      '2026-11-27 01:00 Later',
    ])
    for (let undos = 0; undos < 3; undos++) await db.call('operation.undo', {})
    expect(await daysOf(db, '2026-11-24', '2026-11-25')).toEqual([
      '2026-11-24 02:00 Standup',
      '2026-11-25 02:00 Standup',
    ])
  })

  it('turns its weekdays with it, and its exceptions', async () => {
    const db = testDatabase()
    const id = await daily(db, { startAt: '2026-11-23T02:00:00Z', rule: 'FREQ=WEEKLY;BYDAY=MO' })
    await db.call('activity.remove', { id, occurrence: '2026-11-30', scope: 'one' })
    await db.call('activity.change', {
      id,
      occurrence: '2026-11-23',
      data: { startAt: '2026-11-25T02:00:00Z' },
    })
    expect(await daysOf(db, '2026-11-22', '2026-12-10')).toEqual([
      '2026-11-25 02:00 Standup',
      '2026-12-09 02:00 Standup',
    ])
    expect(await get(db, 'activity', id)).toMatchObject({
      rule: 'FREQ=WEEKLY;BYDAY=WE',
      exceptions: ['2026-12-02'],
    })
  })

  it('loses one, the following, or all', async () => {
    const db = testDatabase()
    const id = await daily(db)
    await db.call('activity.remove', { id, occurrence: '2026-11-23', scope: 'one' })
    expect(await daysOf(db, '2026-11-22', '2026-11-24')).toHaveLength(2)
    await db.call('activity.remove', { id, occurrence: '2026-11-25', scope: 'following' })
    expect(await daysOf(db, '2026-11-22', '2027-11-22')).toHaveLength(2)
    await db.call('activity.remove', { id })
    expect(await daysOf(db, '2026-11-22', '2027-11-22')).toEqual([])
  })

  it('keeps nine o’clock through daylight saving', async () => {
    const db = testDatabase()
    await daily(db, { startAt: '2026-03-06T14:00:00Z', timeZone: 'America/New_York' })
    const { items } = await db.call('activity.range', {
      from: '2026-03-07',
      to: '2026-03-09',
      timeZone: 'America/New_York',
    })
    expect(items.map(({ startAt }) => startAt)).toEqual([
      '2026-03-07T14:00:00.000Z',
      '2026-03-08T13:00:00.000Z',
      '2026-03-09T13:00:00.000Z',
    ])
  })

  it('refuses an occurrence it does not have', async () => {
    const db = testDatabase()
    const id = await daily(db, { rule: 'FREQ=WEEKLY' })
    await expect(
      db.call('activity.change', { id, occurrence: '2026-11-24', scope: 'one', data: {} }),
    ).rejects.toMatchObject({ record: { issues: [{ code: 'occurrence' }] } })
  })
})

describe('completing', () => {
  test('writes history for everybody, schedules the next step, moves the dates of contacts; undo takes all of it back', async () => {
    const db = testDatabase()
    const [ann, bo] = [await contact(db), await contact(db, { givenName: 'Bo' })]
    const { id } = await db.call('activity.schedule', {
      data: { kind: 'call', regarding: 'Price', startAt: '2026-11-22T03:00:00Z', contactId: ann },
      participants: { contacts: [bo] },
    })
    const done = await db.call('activity.complete', {
      id,
      resultCode: 'reached',
      details: 'They agree.',
      durationMinutes: 7,
      at: '2026-11-22T03:30:00Z',
      followUp: { kind: 'meeting', startAt: '2026-12-01T03:00:00Z', regarding: 'Contract' },
    })
    expect(done.history).toHaveLength(2)
    expect(await get(db, 'activity', id)).toMatchObject({ status: 'done', resultCode: 'reached' })
    expect(await get(db, 'history', done.history[0] ?? '')).toMatchObject({
      kind: 'call',
      regarding: 'Price',
      body: 'They agree.',
      resultCode: 'reached',
      durationMinutes: 7,
      params: { activity: id, outcome: 'reached' },
    })
    const reached = '2026-11-22T03:30:00.000Z'
    for (const who of [ann, bo])
      expect(await get(db, 'contact', who)).toMatchObject({
        lastAttempt: reached,
        lastReach: reached,
        lastMeeting: null,
      })
    const { entries } = await db.call('timeline.list', { entity: 'contact', id: ann })
    expect(entries.map(({ entity, id: of }) => [entity, of])).toEqual([
      ['activity', done.followUp],
      ['history', done.history[0]],
    ])
    expect((await db.call('activity.get', { id: done.followUp ?? '' })).participants.contacts).toMatchObject([
      { id: bo },
    ])
    expect(checkDatabase(db.conn, { rebuild: false }).findings).toEqual([])
    const list = await db.call('record.list', {
      entity: 'contact',
      filter: { field: 'lastReach', op: 'is', value: '2026-11-22' },
      sort: ['-lastReach'],
    })
    expect(list.total).toBe(2)
    await db.call('operation.undo', {})
    expect(await get(db, 'contact', ann)).toMatchObject({ lastAttempt: null, lastReach: null })
    expect(checkDatabase(db.conn, { rebuild: false }).findings).toEqual([])
  })

  test('of one occurrence leaves the others', async () => {
    const db = testDatabase()
    const id = await daily(db)
    const first = await db.call('activity.complete', { id })
    expect(first.id).not.toBe(id)
    const { items } = await db.call('activity.tasks', bangkok)
    expect(items).toMatchObject([{ id, occurrence: '2026-11-23' }])
  })

  test('an own result says what it means', async () => {
    const db = testDatabase()
    const ann = await contact(db)
    await db.call('record.create', {
      entity: 'resultCode',
      data: { name: 'Voicemail', kinds: ['call'], outcome: 'attempted' },
    })
    await db.call('activity.log', {
      kind: 'call',
      contacts: [ann],
      resultCode: 'Voicemail',
      at: '2026-11-01T00:00:00Z',
    })
    expect(await get(db, 'contact', ann)).toMatchObject({
      lastAttempt: '2026-11-01T00:00:00.000Z',
      lastReach: null,
    })
    const { results } = await db.call('activity.options', {})
    expect(results.find(({ name }) => name === 'Voicemail')).toMatchObject({
      own: true,
      outcome: 'attempted',
    })
  })

  test('dates follow history that is changed, trashed, made private or moved', async () => {
    const db = testDatabase()
    const [ann, bo] = [await contact(db), await contact(db, { givenName: 'Bo' })]
    const at = '2026-11-01T00:00:00.000Z'
    const { id } = await db.call('record.create', {
      entity: 'history',
      data: { kind: 'letter', at, contactId: ann },
    })
    const letters = async () => [
      (await get(db, 'contact', ann)).lastLetter,
      (await get(db, 'contact', bo)).lastLetter,
    ]
    const set = (data: Record<string, unknown>) => db.call('record.update', { entity: 'history', id, data })
    expect(await letters()).toEqual([at, null])
    await set({ contactId: bo })
    expect(await letters()).toEqual([null, at])
    await set({ at: '2026-10-01T00:00:00.000Z' })
    expect(await letters()).toEqual([null, '2026-10-01T00:00:00.000Z'])
    await set({ private: true })
    expect(await letters()).toEqual([null, null])
    await set({ private: false })
    await db.call('record.trash', { entity: 'history', id })
    expect(await letters()).toEqual([null, null])
    db.conn.db.prepare('UPDATE contact SET lastLetter = 5').run()
    expect(checkDatabase(db.conn, { rebuild: false }).findings).toMatchObject([
      { kind: 'lastDates', count: 2 },
    ])
    await db.call('database.rebuild', {})
    expect(await letters()).toEqual([null, null])
  })
})

describe('a number that calls', () => {
  test.each([
    '0812345678',
    '+66 81 234 5678',
    '081-234-5678',
    '๐๘๑ ๒๓๔ ๕๖๗๘',
    '۰۸۱۲۳۴۵۶۷۸',
    'tel:+66812345678',
    '0066 81 2345678',
  ])('%s is Ann’s', async (number) => {
    const db = testDatabase()
    const id = await contact(db, { givenName: 'Ann', phones: [{ label: 'mobile', value: '081 234 5678' }] })
    const { id: company } = await db.call('record.create', {
      entity: 'company',
      data: { name: 'Siam', phones: ['+66812345678'] },
    })
    const { matches } = await db.call('call.find', { number })
    expect(matches).toMatchObject([
      { entity: 'contact', id, label: 'mobile', exact: true },
      { entity: 'company', id: company },
    ])
  })

  test('of nobody is nobody’s; without its area it is found by its end', async () => {
    const db = testDatabase()
    const id = await contact(db, { givenName: 'Ann', phones: ['02 123 4567'] })
    expect((await db.call('call.find', { number: '089 999 9999' })).matches).toEqual([])
    expect((await db.call('call.find', { number: '123-4567' })).matches).toMatchObject([{ id, exact: false }])
    expect((await db.call('call.find', { number: '' })).matches).toEqual([])
  })
})

describe('holidays', () => {
  test('of a country come and go together; own days stay, and whose they are is said', async () => {
    const db = testDatabase()
    const days = async () =>
      (await db.call('business.calendar', { from: '2025-01-01', to: '2027-12-31' })).holidays
    await db.call('record.create', { entity: 'holiday', data: { date: '2026-06-15', name: 'Our day' } })
    const { added } = await db.call('holiday.add', { country: 'TH' })
    await db.call('holiday.add', { country: 'IR' })
    expect(await db.call('holiday.remove', { country: 'TH' })).toMatchObject({ removed: added })
    const left = await days()
    expect(new Set(left.map(({ country }) => country))).toEqual(new Set([null, 'IR']))
    const [own] = left.filter(({ country }) => country === null)
    expect(own?.ownerId).toBe(left.find(({ country }) => country === 'IR')?.ownerId)
    expect(own?.ownerId).not.toBeNull()
    await db.call('operation.undo', {})
    expect((await days()).filter(({ country }) => country === 'TH')).toHaveLength(added)
    await db.call('operation.redo', {})
    expect(await db.call('holiday.add', { country: 'TH' })).toMatchObject({ added })
  })
})

/** What is to be done: counted, paged and changed many at a time; and series of activities for a whole lookup. */
import { describe, expect, test } from 'vitest'
import { bangkok, contact, daily, daysOf } from '../helpers/activities.ts'
import { testDatabase } from '../helpers/database.ts'

describe('tasks', () => {
  test('come in pages, what recurs among what happens once', async () => {
    const db = testDatabase()
    await daily(db)
    await daily(db, { regarding: 'Weekly', startAt: '2026-11-24T02:00:00Z', rule: 'FREQ=WEEKLY' })
    for (const day of [20, 21, 23, 25])
      await db.call('activity.schedule', {
        data: { kind: 'todo', regarding: `${day}`, startAt: `2026-11-${day}T03:00:00Z`, ...bangkok },
      })
    const page = async (offset: number, limit = 2) =>
      (await db.call('activity.tasks', { show: 'open', offset, limit, ...bangkok })).items.map(
        ({ regarding }) => regarding,
      )
    expect(await page(0, 10)).toEqual(['20', '21', 'Standup', '23', 'Weekly', '25'])
    expect([...(await page(0)), ...(await page(2)), ...(await page(4))]).toEqual(await page(0, 10))
    expect(await page(6)).toEqual([])
    const { counts, total } = await db.call('activity.tasks', { show: 'overdue', ...bangkok })
    expect(total).toBe(2)
    expect(counts).toMatchObject({ overdue: 2, today: 1, tomorrow: 1, open: 6 })
  })

  test('are counted by when they are due, and found by words, people and priority', async () => {
    const db = testDatabase()
    const ann = await contact(db)
    const todo = (regarding: string, startAt: string, more = {}) =>
      db.call('activity.schedule', { data: { kind: 'todo', regarding, startAt, ...bangkok, ...more } })
    await todo('ส่งใบเสนอราคา', '2026-11-20T03:00:00Z', { contactId: ann })
    await todo('Today', '2026-11-22T08:00:00Z', { priority: 'high' })
    await todo('Tomorrow', '2026-11-23T03:00:00Z')
    await todo('Far', '2027-01-23T03:00:00Z')
    const { counts, items } = await db.call('activity.tasks', bangkok)
    expect(counts).toEqual({ overdue: 1, today: 1, tomorrow: 1, week: 2, open: 4 })
    expect(items.map(({ regarding }) => regarding)).toEqual(['ส่งใบเสนอราคา', 'Today', 'Tomorrow', 'Far'])
    const found = async (input: Parameters<typeof db.call<'activity.tasks'>>[1]) =>
      (await db.call('activity.tasks', { ...bangkok, ...input })).items.map(({ regarding }) => regarding)
    expect(await found({ search: 'ใบเสนอ' })).toEqual(['ส่งใบเสนอราคา'])
    expect(await found({ search: 'ann' })).toEqual(['ส่งใบเสนอราคา'])
    expect(await found({ contact: ann })).toEqual(['ส่งใบเสนอราคา'])
    expect(await found({ priority: 'high' })).toEqual(['Today'])
    expect(await found({ show: 'tomorrow' })).toEqual(['Tomorrow'])
    expect(await db.call('activity.rollOver', bangkok)).toMatchObject({ changed: 1 })
    expect((await db.call('activity.tasks', bangkok)).counts).toMatchObject({ overdue: 0, today: 2 })
    const { id: user } = await db.call('record.create', {
      entity: 'user',
      data: { name: 'Bo', role: 'standard' },
    })
    const all = { filter: { field: 'kind', op: 'is', value: 'todo' } } as const
    expect(await db.call('activity.reassign', { target: all, user })).toMatchObject({ changed: 4 })
    expect((await db.call('activity.tasks', { users: [user], ...bangkok })).total).toBe(4)
    expect(await db.call('activity.reschedule', { target: all, onto: '2026-12-24' })).toMatchObject({
      changed: 4,
    })
    expect(await daysOf(db, '2026-12-24', '2026-12-24')).toHaveLength(4)
    expect(await db.call('activity.completeMany', { target: all })).toMatchObject({ changed: 4 })
    expect((await db.call('activity.tasks', { show: 'closed' })).total).toBe(4)
  })
})

describe('a series', () => {
  test('is scheduled for a lookup by working days, shifted and stopped', async () => {
    const db = testDatabase()
    await db.call('holiday.add', { country: 'TH' })
    const [ann, bo] = [await contact(db), await contact(db, { givenName: 'Bo' })]
    const { id } = await db.call('series.save', {
      data: { name: 'Welcome', daysOff: 'next' },
      steps: [
        { offsetDays: 0, kind: 'call', regarding: 'Hello', minutes: 600 },
        { offsetDays: 5, kind: 'letter', regarding: 'Thanks' },
        { offsetDays: -1, kind: 'todo', regarding: 'Prepare' },
      ],
    })
    // 5 December 2026 is a Saturday and a holiday, the 7th stands in for it.
    expect(
      (await db.call('series.preview', { id, anchor: '2026-11-30' })).steps.map(({ day }) => day),
    ).toEqual(['2026-11-30', '2026-11-30', '2026-12-08'])
    const applied = await db.call('series.apply', {
      id,
      anchor: '2026-11-30',
      target: { ids: [ann, bo] },
      ...bangkok,
    })
    expect(applied).toMatchObject({ applied: 2, scheduled: 6 })
    const { rows } = await db.call('record.list', { entity: 'seriesRun' })
    expect(rows).toHaveLength(2)
    const [run] = rows.filter(({ contactId }) => contactId === ann)
    const target = { ids: [run?.id ?? ''] }
    const open = async (contactId: string) =>
      (await db.call('activity.tasks', { contact: contactId, ...bangkok })).items.map(
        ({ firstDay }) => firstDay,
      )
    await db.call('series.shift', { target, anchor: '2026-12-14' })
    expect(await open(ann)).toEqual(['2026-12-14', '2026-12-14', '2026-12-21'])
    expect(await open(bo)).toEqual(['2026-11-30', '2026-11-30', '2026-12-08'])
    expect(await db.call('series.stop', { target })).toMatchObject({ stopped: 1, removed: 3 })
    expect(await open(ann)).toEqual([])
    await db.call('operation.undo', {})
    expect(await open(ann)).toHaveLength(3)
    expect((await db.call('series.get', { id })).running).toBe(2)
  })

  test('counts working days where it is told to', async () => {
    const db = testDatabase()
    const { id } = await db.call('series.save', {
      data: { name: 'W', workingDays: true },
      steps: [{ offsetDays: 3, kind: 'call' }],
    })
    // From a Thursday over the weekend of Thailand.
    expect((await db.call('series.preview', { id, anchor: '2026-11-26' })).steps).toMatchObject([
      { day: '2026-12-01' },
    ])
  })
})

/** The calendar's month, a long timeline, a series for many people: each on a database made for it, which goes at the end. */
import { allRows, type Connection } from '../core/connection.ts'
import { createDatabase } from '../core/database.ts'
import { pluck, prepared } from '../core/lookup/statements.ts'
import { planOf } from '../core/plan.ts'
import { originate, type Write } from '../core/write.ts'
import { Engine } from '../host/engine.ts'
import { activity } from '../shared/activities.ts'
import { contact } from '../shared/contacts.ts'
import type { Entity } from '../shared/entity.ts'
import type { DbValue } from '../shared/fields.ts'
import { idToText } from '../shared/id.ts'
import { history } from '../shared/notes.ts'
import { seriesRun } from '../shared/series.ts'
import type { Bench, Row } from './bench.ts'
import { compare, type Line, timed, timedAsync } from './measure.ts'

const IN_MONTH = 20_000
const ENTRIES = 10_000
const MOST_PEOPLE = 10_000
const EACH = 4
const PAGE = 50
const HALF_HOUR = 30 * 60_000
const DAY = 86_400_000
/** What the window asks for when it shows November 2026 from Monday on. */
const FROM = '2026-10-26'
const TO = '2026-12-06'
const NOVEMBER = Date.UTC(2026, 10, 1)
const SLOTS = 30 * 48

/** Measures on a fresh database that `fill` has put something in. */
async function onFresh<T>(
  bench: Bench,
  name: string,
  fill: (write: Write) => T,
  measure: (engine: Engine, made: T) => Promise<Line>,
): Promise<Line> {
  const engine = new Engine(createDatabase(bench.leftover(`${name}-${process.pid}.samphan`)))
  try {
    const { result } = originate(engine.conn, bench.start(engine.conn, 'bench'), fill)
    return await measure(engine, result)
  } finally {
    engine.close()
  }
}

const people = (write: Write, count: number): number[] =>
  Array.from({ length: count }, (_, at) => write.insert(contact, { givenName: `Person ${at}` }))

const idOf = (conn: Connection, entity: Entity, rowId: number): string =>
  allRows<{ id: Uint8Array }>(conn, `SELECT id FROM "${entity.name}" WHERE rowId = ?`, rowId)
    .map(({ id }) => idToText(id))
    .join('')

/** Half hours all over November, none over midnight. */
function fillMonth(write: Write): void {
  const party = people(write, 200)
  for (let i = 0; i < IN_MONTH; i++)
    write.insert(activity, {
      kind: ['call', 'meeting', 'todo'][i % 3] ?? 'todo',
      regarding: `Item ${i}`,
      startAt: NOVEMBER + ((i * 7919) % SLOTS) * HALF_HOUR,
      durationMinutes: 30,
      timeZone: 'UTC',
      status: i % 4 ? 'open' : 'done',
      contactId: party[i % party.length] ?? null,
    })
}

/** Every day of November: how many, and the first few. */
const monthByHand = `SELECT day, n, rowId, id FROM (
  SELECT date(startAt / 1000, 'unixepoch') AS day, rowId, id, startAt, count(*) OVER (PARTITION BY startAt / ${DAY}) AS n,
    row_number() OVER (PARTITION BY startAt / ${DAY} ORDER BY startAt, rowId) AS place FROM visibleActivity)
  WHERE place <= ${EACH} ORDER BY startAt, rowId`

const month: Row = {
  name: 'activities.month',
  measure: (bench) =>
    onFresh(bench, 'month', fillMonth, async (engine) => {
      const { conn } = engine
      const asked = { from: FROM, to: TO, each: EACH, timeZone: 'UTC' }
      const byHand = allRows<{ day: string; n: number; rowId: number; id: Uint8Array }>(conn, monthByHand)
      const [low, high] = [Date.parse(FROM), Date.parse(TO) + DAY]
      const read = prepared(conn, 'SELECT * FROM main.activity WHERE rowId = ?', 'raw')
      return compare({
        name: 'activities.month',
        n: bench.n,
        unit: 'ms',
        runs: bench.runs,
        async answers() {
          const { days, total } = await bench.call('activity.days', asked, engine)
          return {
            ours: [total, days.flatMap(({ day, count, items }) => items.map(({ id }) => [day, count, id]))],
            plain: [IN_MONTH, byHand.map(({ day, n, id }) => [day, n, idToText(id)])],
          }
        },
        ours: async () => [await timedAsync(() => bench.call('activity.days', asked, engine))],
        limit: () => [
          timed(() => {
            pluck(conn, 'SELECT rowId FROM main.activity WHERE startAt >= ? AND startAt < ?', low, high)
            for (const { rowId } of byHand) read.get(rowId)
          }),
        ],
        note: ({ ours }) =>
          `goal ≤ 50 ms: ${(ours.at(-1) ?? 0) <= 50 ? 'reached' : 'missed'} by the slowest; six weeks of the calendar, ${IN_MONTH} activities in them, counted by day, the first ${EACH} of each with names; limit: their ids from the index on the start, and the rows shown, undecoded`,
      })
    }),
}

/** One person with a long past: calls and notes of ten thousand hours. */
function fillTimeline(write: Write): number {
  const [person = 0] = people(write, 1)
  for (let i = 0; i < ENTRIES; i++)
    write.insert(history, {
      kind: 'call',
      at: NOVEMBER - i * 2 * HALF_HOUR,
      regarding: `Entry ${i}`,
      contactId: person,
    })
  return person
}

const timeline: Row = {
  name: 'timeline.10k',
  measure: (bench) =>
    onFresh(bench, 'timeline', fillTimeline, async (engine, person) => {
      const { conn } = engine
      const id = idOf(conn, contact, person)
      const all = allRows<{ rowId: number; id: Uint8Array }>(
        conn,
        'SELECT rowId, id FROM visibleHistory WHERE contactId = ? ORDER BY at DESC, rowId DESC',
        person,
      )
      const read = prepared(conn, 'SELECT * FROM main.history WHERE rowId = ?', 'raw')
      /** A page from the top, the middle and the end. */
      const starts = [0, ENTRIES / 2, ENTRIES - PAGE]
      const page = (at: number) => {
        const before = at === 0 ? undefined : all[at - 1]
        return bench.call(
          'timeline.list',
          {
            entity: 'contact',
            id,
            limit: PAGE,
            ...(before && {
              after: {
                entity: 'history',
                id: idToText(before.id),
                at: new Date(NOVEMBER - (at - 1) * 2 * HALF_HOUR).toISOString(),
              },
            }),
          },
          engine,
        )
      }
      return compare({
        name: 'timeline.10k',
        n: bench.n,
        unit: 'ms',
        runs: bench.runs,
        async answers() {
          const ours = []
          for (const at of starts) ours.push((await page(at)).entries.map((entry) => entry.id))
          return { ours, plain: starts.map((at) => all.slice(at, at + PAGE).map((row) => idToText(row.id))) }
        },
        async ours() {
          const samples = []
          for (const at of starts) samples.push(await timedAsync(() => page(at)))
          return samples
        },
        limit: () =>
          starts.map((at) => timed(() => all.slice(at, at + PAGE).map(({ rowId }) => read.get(rowId)))),
        note: ({ ours }) =>
          `no frame lost: ${(ours.at(-1) ?? 0) <= 100 ? 'yes' : 'no'} (slowest ${(ours.at(-1) ?? 0).toFixed(1)} ms, 100 allowed); a page of ${PAGE} at the top, in the middle and at the end of ${ENTRIES} entries; limit: those rows by id, undecoded`,
      })
    }),
}

class NotKept extends Error {}

/** The rows a series made, once more by bare SQL in one transaction that comes to nothing. */
function bareAgain(conn: Connection): number {
  const ready = [activity, seriesRun].map((entity) => {
    const names = ['displayName', 'sortKey', ...planOf(entity).columns]
    const rows = allRows<Record<string, DbValue>>(
      conn,
      `SELECT ${names.join(', ')} FROM main."${entity.name}"`,
    )
    return {
      insert: conn.prepare(
        `INSERT INTO main."${entity.name}"(id, ${names.join(', ')}) VALUES(?, ${names.map(() => '?').join(', ')})`,
      ),
      rows: rows.map((row) => [conn.newId(), ...names.map((name) => row[name] ?? null)]),
    }
  })
  try {
    return conn.db.transaction(() => {
      const ms = timed(() => {
        for (const { insert, rows } of ready) for (const row of rows) insert.run(...row)
      })
      throw Object.assign(new NotKept(), { ms })
    })()
  } catch (error) {
    if (error instanceof NotKept && 'ms' in error) return Number(error.ms)
    throw error
  }
}

const series: Row = {
  name: 'series.10k',
  measure: (bench) => {
    const count = Math.min(MOST_PEOPLE, bench.n)
    return onFresh(
      bench,
      'series',
      (write) => people(write, count),
      async (engine, rowIds) => {
        const { conn } = engine
        const offsets = [0, 7, 30]
        const { id } = await bench.call(
          'series.save',
          {
            data: { name: 'Welcome', daysOff: 'keep' },
            steps: offsets.map((offsetDays) => ({ offsetDays, kind: 'call', regarding: 'Hello' })),
          },
          engine,
        )
        const target = { ids: rowIds.map((rowId) => idOf(conn, contact, rowId)) }
        const apply = () =>
          bench.call('series.apply', { id, anchor: '2026-11-23', target, timeZone: 'UTC' }, engine)
        const undo = (operation: string | null) =>
          bench.call('operation.undo', { operation: operation ?? '' }, engine)
        const limits: number[] = []
        return compare({
          name: 'series.10k',
          n: bench.n,
          unit: 'ms',
          runs: bench.runs,
          async answers() {
            const done = await apply()
            const made = allRows(
              conn,
              "SELECT date(startAt / 1000, 'unixepoch') AS day, count(*) AS n, count(DISTINCT contactId) AS people FROM visibleActivity GROUP BY 1 ORDER BY 1",
            )
            await undo(done.operation)
            return {
              ours: [done.applied, done.scheduled, made],
              plain: [
                count,
                count * offsets.length,
                ['2026-11-23', '2026-11-30', '2026-12-23'].map((day) => ({ day, n: count, people: count })),
              ],
            }
          },
          async ours() {
            let operation: string | null = null
            const ms = await timedAsync(async () => {
              operation = (await apply()).operation
            })
            limits.push(bareAgain(conn))
            await undo(operation)
            return [ms]
          },
          limit: () => limits.splice(0),
          note: () =>
            `no goal; a series of ${offsets.length} steps applied to ${count} contacts in one operation, committed in chunks, with log and timelines; limit: the same rows by bare SQL in one transaction, not committed`,
        })
      },
    )
  },
}

export const activityRows: readonly Row[] = [month, timeline, series]

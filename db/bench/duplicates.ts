/** Finding duplicates and merging them: everything beside an import of the same, one record typed, two merged with all they have. */
import { allRows, type Connection, getRow } from '../core/connection.ts'
import { demoDuplicates } from '../demo/duplicates.ts'
import type { Engine } from '../host/engine.ts'
import type { DuplicateGroup } from '../shared/duplicates.ts'
import { idToText } from '../shared/id.ts'
import { type Bench, type Row, SEED } from './bench.ts'
import { importCommitted, LARGE } from './import.ts'
import { compare, median, quantile, rounded, timedAsync } from './measure.ts'

const pairsOf = (groups: readonly DuplicateGroup[]): Set<string> =>
  new Set(groups.flatMap(({ pairs }) => pairs.map(({ first, second }) => [first, second].sort().join(' '))))

/** Identities in the order of the demo's keys. */
const idsOf = (conn: Connection): string[] =>
  allRows<{ id: Uint8Array }>(conn, 'SELECT id FROM contact WHERE stub = 0 ORDER BY rowId').map(({ id }) =>
    idToText(id),
  )

/** A copy may have been changed so much in between that it is no longer one. */
const RARELY = 0.1
const MOST = 20_000

const scanRow: Row = {
  name: 'duplicates.scan',
  async measure(bench) {
    const engine = await bench.scratch()
    const { conn } = engine
    const everything = async () => {
      const contacts = await bench.call('duplicate.scan', { entity: 'contact', limit: MOST }, engine)
      await bench.call('duplicate.scan', { entity: 'company', limit: MOST }, engine)
      return contacts
    }
    const csv = await bench.csv()
    const path = bench.leftover(`scanned-${process.pid}.samphan`)
    let edits = 0
    return compare({
      name: 'duplicates.scan',
      n: bench.n,
      unit: 'ms',
      runs: bench.n >= LARGE ? 1 : bench.runs,
      async answers() {
        const ids = idsOf(conn)
        const { total, groups } = await everything()
        const found = pairsOf(groups)
        const copies = [...demoDuplicates({ contacts: bench.n, seed: SEED })]
          .filter(({ kind }) => kind === 'copy')
          .map(({ of, key }) => [ids[of] ?? '', ids[key] ?? ''].sort().join(' '))
        const missed = copies.filter((pair) => !found.has(pair)).length
        return {
          ours: [groups.length, missed <= copies.length * RARELY],
          plain: [Math.min(total, MOST), true],
        }
      },
      async ours() {
        // What was read for the last scan is of no use once something has changed.
        const id = idsOf(conn)[edits++] ?? ''
        await bench.call(
          'record.update',
          { entity: 'contact', id, data: { jobTitle: `Scanned ${edits}` } },
          engine,
        )
        return [await timedAsync(everything)]
      },
      limit: async () => [await importCommitted(bench, csv, path)],
      note: () =>
        'goal ≤ 0.1; all contacts, then all companies, every criterion, from nothing read to groups with reasons; limit: import of the same from CSV to a closed database',
    })
  },
}

/** People as they would be typed again: name and what they are reached by. */
function typedAgain(conn: Connection, most: number): { id: string; data: Record<string, unknown> }[] {
  const rows = allRows<{ id: Uint8Array; givenName: string; familyName: string; phones: string }>(
    conn,
    `SELECT id, givenName, familyName, phones FROM visibleContact WHERE givenName IS NOT NULL AND familyName IS NOT NULL
       AND json_array_length(phones) > 0 ORDER BY rowId`,
  )
  const step = Math.max(1, Math.floor(rows.length / most))
  return rows
    .filter((_, at) => at % step === 0)
    .slice(0, most)
    .map(({ id, givenName, familyName, phones }) => ({
      id: idToText(id),
      data: { givenName, familyName, phones: JSON.parse(phones) as unknown },
    }))
}

const checkRow: Row = {
  name: 'duplicates.check',
  async measure(bench) {
    const engine = await bench.engine()
    const people = typedAgain(engine.conn, 200)
    const check = (data: Record<string, unknown>) =>
      bench.call('duplicate.check', { entity: 'contact', data }, engine)
    const get = (id: string) => bench.call('record.get', { entity: 'contact', id }, engine)
    const samples = async (ask: (one: (typeof people)[number]) => Promise<unknown>): Promise<number[]> => {
      const times: number[] = []
      for (const one of people) times.push(await timedAsync(() => ask(one)))
      return times
    }
    // The middle of the runs for each person, so that what befell the machine once is not taken for what a name costs.
    const runs: (readonly number[])[] = []
    const usual = (): number[] =>
      people.map((_, at) => median(runs.map((times) => times[at] ?? Number.NaN))).sort((a, b) => a - b)
    return compare({
      name: 'duplicates.check',
      n: bench.n,
      unit: 'ms',
      runs: bench.runs,
      async answers() {
        const known: boolean[] = []
        for (const { id, data } of people)
          known.push((await check(data)).twins.some((twin) => twin.id === id))
        return { ours: known, plain: people.map(() => true) }
      },
      async ours() {
        const times = await samples(({ data }) => check(data))
        runs.push(times)
        return times
      },
      limit: () => samples(({ id }) => get(id)),
      note: ({ ours, limit }) =>
        `goal p99 ≤ 1 ms, is ${rounded(quantile(usual(), 0.99))} ms of each person's middle run, ${rounded(quantile(ours, 0.99))} ms of all (record.get of all in the same run: ${rounded(quantile(limit, 0.99))} ms); duplicate.check of a name and telephones typed again; limit: record.get of the same record`,
    })
  },
}

const CHILDREN = 1_000

/** Two contacts with as many notes each. */
async function twoWithChildren(bench: Bench, engine: Engine, mark: string): Promise<[string, string]> {
  const make = async (n: number): Promise<string> => {
    const data = { givenName: `Merged ${mark}`, familyName: `Twin ${n}`, jobTitle: n ? 'Owner' : null }
    const { id } = await bench.call('record.create', { entity: 'contact', data }, engine)
    const { conn } = engine
    for (let note = 0; note < CHILDREN; note++)
      await bench.call(
        'record.create',
        { entity: 'note', data: { contactId: id, body: `${n} ${note}` } },
        engine,
      )
    conn.db.pragma('wal_checkpoint(TRUNCATE)')
    return id
  }
  return [await make(0), await make(1)]
}

const childrenOf = (conn: Connection): unknown =>
  allRows(conn, `SELECT rowId, contactId, updatedAt FROM note ORDER BY rowId DESC LIMIT ${2 * CHILDREN}`)

const mergeRow: Row = {
  name: 'merge.children',
  async measure(bench) {
    const engine = await bench.scratch()
    const { conn } = engine
    let pair: [string, string] = ['', '']
    return compare({
      name: 'merge.children',
      n: bench.n,
      unit: 'ms',
      runs: bench.runs,
      async answers() {
        pair = await twoWithChildren(bench, engine, 'here')
        const before = childrenOf(conn)
        await bench.call('duplicate.merge', { entity: 'contact', ids: pair }, engine)
        const seen = getRow<{ n: number }>(
          conn,
          `SELECT count(*) AS n FROM visibleNote v JOIN contact c ON c.rowId = v.contactId JOIN contact w ON w.rowId = c.canonicalId
           WHERE w.displayName = ?`,
          'Merged here Twin 0',
        )
        const after = childrenOf(conn)
        await bench.call('operation.undo', {}, engine)
        return { ours: [after, seen?.n], plain: [before, 2 * CHILDREN] }
      },
      async ours() {
        const ms = await timedAsync(() =>
          bench.call('duplicate.merge', { entity: 'contact', ids: pair }, engine),
        )
        await bench.call('operation.undo', {}, engine)
        return [ms]
      },
      async limit() {
        const ms = await timedAsync(() =>
          bench.call(
            'record.update',
            { entity: 'contact', id: pair[0], data: { jobTitle: `Edited ${performance.now()}` } },
            engine,
          ),
        )
        await bench.call('operation.undo', {}, engine)
        return [ms]
      },
      note: () =>
        `goal < 50 ms; duplicate.merge of two contacts with ${CHILDREN} notes each, of which none is written; limit: one edit of the contact that stays`,
    })
  },
}

export const duplicateRows: readonly Row[] = [scanRow, checkRow, mergeRow]

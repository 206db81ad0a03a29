/** Taking back a bulk edit, beside doing it: the job a person starts from a list, and its one undo. */
import { allRows, type Connection } from '../core/connection.ts'
import type { Engine } from '../host/engine.ts'
import { idToText } from '../shared/id.ts'
import type { Bench, Row } from './bench.ts'
import { compare, timedAsync } from './measure.ts'

const ROWS = 10_000

const titles = (conn: Connection): unknown =>
  allRows(conn, `SELECT rowId, jobTitle FROM contact ORDER BY rowId LIMIT ${ROWS}`)

async function edit(bench: Bench, engine: Engine, ids: readonly string[], value: string): Promise<string> {
  const { operation } = await bench.call(
    'bulk.edit',
    { entity: 'contact', target: { ids: [...ids] }, changes: [{ do: 'set', field: 'jobTitle', value }] },
    engine,
  )
  return operation ?? ''
}

const bulk: Row = {
  name: 'undo.bulk',
  async measure(bench) {
    const engine = await bench.scratch()
    const { conn } = engine
    const ids = allRows<{ id: Uint8Array }>(
      conn,
      `SELECT id FROM visibleContact ORDER BY rowId LIMIT ${ROWS}`,
    ).map(({ id }) => idToText(id))
    const done: number[] = []
    return compare({
      name: 'undo.bulk',
      n: bench.n,
      unit: 'ms',
      runs: bench.runs,
      async answers() {
        const before = titles(conn)
        const operation = await edit(bench, engine, ids, 'Bulk')
        const undone = await bench.call('operation.undo', { operation }, engine)
        return {
          ours: [titles(conn), undone.reverted, undone.kept],
          plain: [before, ids.length, []],
        }
      },
      async ours(run) {
        let operation = ''
        done.push(
          await timedAsync(async () => {
            operation = await edit(bench, engine, ids, `Bulk ${run}`)
          }),
        )
        return [await timedAsync(() => bench.call('operation.undo', { operation }, engine))]
      },
      limit: () => done.splice(0),
      note: () =>
        `goal ≤ 1.2; bulk.edit of one field of ${ids.length} contacts in one operation, committed in chunks; limit: the edit itself`,
    })
  },
}

export const undoRows: readonly Row[] = [bulk]

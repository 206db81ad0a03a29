/** Taking back a bulk edit, beside doing it. */
import { allRows, type Connection } from '../core/connection.ts'
import { originate } from '../core/write.ts'
import { contact } from '../shared/contacts.ts'
import type { Bench, Row } from './bench.ts'
import { compare, timed, timedAsync } from './measure.ts'

const ROWS = 10_000

const titles = (conn: Connection): unknown =>
  allRows(conn, `SELECT rowId, jobTitle FROM contact ORDER BY rowId LIMIT ${ROWS}`)

function edit(bench: Bench, conn: Connection, rowIds: readonly number[], jobTitle: string): string {
  const { operation } = originate(conn, bench.start(conn, 'record.update'), (write) => {
    for (const rowId of rowIds) write.update(contact, rowId, { jobTitle })
  })
  return operation ?? ''
}

const bulk: Row = {
  name: 'undo.bulk',
  async measure(bench) {
    const engine = await bench.scratch()
    const { conn } = engine
    const rowIds = allRows<{ rowId: number }>(
      conn,
      `SELECT rowId FROM visibleContact ORDER BY rowId LIMIT ${ROWS}`,
    ).map(({ rowId }) => rowId)
    const done: number[] = []
    return compare({
      name: 'undo.bulk',
      n: bench.n,
      unit: 'ms',
      runs: bench.runs,
      async answers() {
        const before = titles(conn)
        const operation = edit(bench, conn, rowIds, 'Bulk')
        const undone = await bench.call('operation.undo', { operation }, engine)
        return {
          ours: [titles(conn), undone.reverted, undone.kept],
          plain: [before, rowIds.length, []],
        }
      },
      async ours(run) {
        let operation = ''
        done.push(timed(() => (operation = edit(bench, conn, rowIds, `Bulk ${run}`))))
        return [await timedAsync(() => bench.call('operation.undo', { operation }, engine))]
      },
      limit: () => done.splice(0),
      note: () =>
        `goal ≤ 1.2; one field of ${rowIds.length} contacts in one operation, committed; limit: the edit itself`,
    })
  },
}

export const undoRows: readonly Row[] = [bulk]

/** The life of a winner: who was merged into it and taken out again, and what was written to it in between. */
import type { DbValue } from '../../shared/fields.ts'
import { allRows, type Connection } from '../connection.ts'
import type { Plan } from '../plan.ts'
import { historyOf, type RowChange } from '../rowHistory.ts'

/** One transaction that concerned the winner. */
export interface Step {
  readonly seq: number
  readonly opId: number
  readonly undoes: number | null
  /** Rows that became part of the winner, and that ceased to be, in the order of their changes. */
  readonly merged: readonly number[]
  readonly parted: readonly number[]
  /** Of the winner: log key → value before and after. */
  readonly values: ReadonlyMap<string, { readonly before: DbValue; readonly after: DbValue }>
}

type Growing = Step & { readonly merged: number[]; readonly parted: number[] }

export interface Merges {
  readonly winner: number
  readonly steps: readonly Step[]
  /** Merged into the winner now, in the order in which they were. */
  readonly losers: readonly number[]
  /** When each of them was. */
  readonly since: ReadonlyMap<number, number>
  /** Each row that ever was merged into the winner, with its own changes. */
  readonly histories: ReadonlyMap<number, readonly RowChange[]>
}

const MERGED = '4'

export function mergesInto(conn: Connection, plan: Plan, winner: number): Merges {
  const own = historyOf(conn, plan, winner)
  const histories = new Map<number, RowChange[]>()
  for (const rowId of candidates(conn, plan, winner, own))
    if (rowId !== winner) histories.set(rowId, historyOf(conn, plan, rowId))
  const steps = new Map<number, Growing>()
  const at = ({ seq, txId, opId, undoes }: RowChange) => {
    const known = steps.get(txId)
    if (known) return known
    const step: Growing = { seq, opId, undoes, merged: [], parted: [], values: new Map() }
    steps.set(txId, step)
    return step
  }
  const losers: { rowId: number; seq: number }[] = []
  for (const [rowId, changes] of histories) {
    let since: number | undefined
    for (const change of changes) {
      const merge = change.values.get(MERGED)
      if (!merge) continue
      if (merge.before === winner) {
        at(change).parted.push(rowId)
        since = undefined
      }
      if (merge.after === winner) {
        at(change).merged.push(rowId)
        since = change.seq
      }
    }
    if (since !== undefined) losers.push({ rowId, seq: since })
  }
  const first = Math.min(...[...steps.values()].map((step) => step.seq))
  for (const change of own) {
    if (change.seq < first && !steps.has(change.txId)) continue
    const step = at(change)
    // A row may change more than once in a transaction; what counts is how it came out.
    const values = new Map(step.values)
    for (const [key, { before, after }] of change.values)
      values.set(key, { before: values.get(key)?.before ?? before, after })
    steps.set(change.txId, { ...step, values })
  }
  return {
    winner,
    steps: [...steps.values()].sort((a, b) => a.seq - b.seq),
    losers: losers.sort((a, b) => a.seq - b.seq).map(({ rowId }) => rowId),
    since: new Map(losers.map(({ rowId, seq }) => [rowId, seq])),
    histories,
  }
}

/**
 * Losers that stay merged and came after some that go: what they had in common with those was not taken from them, because
 * it was there.
 */
export function heirsOf(since: ReadonlyMap<number, number>, going: readonly number[]): number[] {
  const from = Math.min(...going.map((loser) => since.get(loser) ?? Number.POSITIVE_INFINITY))
  return [...since].filter(([loser, seq]) => !going.includes(loser) && seq > from).map(([loser]) => loser)
}

/** Rows merged into the winner now, and those that changed along with it when something was merged or parted. */
function candidates(conn: Connection, plan: Plan, winner: number, own: readonly RowChange[]): Set<number> {
  const { name, id } = plan.entity
  const found = new Set(
    allRows<{ rowId: number }>(conn, `SELECT rowId FROM "${name}" WHERE mergedInto = ?`, winner).map(
      (row) => row.rowId,
    ),
  )
  const along = `SELECT DISTINCT c.rowId FROM tx t JOIN change c ON c.seq BETWEEN t.firstChange AND t.lastChange
    WHERE t.rowId = ? AND c.entity = ? AND c.before LIKE '{%"4":%'`
  for (const txId of new Set(own.filter((change) => change.values.size).map((change) => change.txId)))
    for (const row of allRows<{ rowId: number }>(conn, along, txId, id)) found.add(row.rowId)
  return found
}

/** What a loser's field held right after a step. */
export function valueAt(
  histories: Merges['histories'],
  rowId: number,
  seq: number,
  key: string,
  now: DbValue,
): DbValue {
  for (const change of histories.get(rowId) ?? []) {
    const value = change.values.get(key)
    if (value && change.seq > seq) return value.before
  }
  return now
}

/** What is worked out of lines and kept on the record they belong to: totals of quotes, amounts of opportunities. */
import type { Entity } from '../shared/entity.ts'
import type { DbValue } from '../shared/fields.ts'
import type { Connection } from './connection.ts'
import { amountColumns, amountLineColumns, keepAmount } from './lineAmounts.ts'
import { keepTotals, termColumns, totalLineColumns } from './quoteTotals.ts'

type Row = Readonly<Record<string, DbValue>>

const kinds = [
  {
    of: 'quote',
    line: 'quoteLine',
    ref: 'quoteId',
    own: termColumns,
    lines: totalLineColumns,
    keep: keepTotals,
  },
  {
    of: 'opportunity',
    line: 'opportunityLine',
    ref: 'opportunityId',
    own: amountColumns,
    lines: amountLineColumns,
    keep: keepAmount,
  },
] as const
export type Summed = (typeof kinds)[number]['of']

/** The columns to read of a row that may change sums; undefined for entities that never do. */
export function totalled({ name }: Entity): readonly string[] | undefined {
  for (const kind of kinds) {
    if (name === kind.of) return kind.own
    if (name === kind.line) return kind.lines
  }
  return undefined
}

/** The records whose sums a written row concerns. */
export function summedBy(
  entity: Entity,
  rowId: number,
  before: Row,
  after: Row,
): readonly [Summed, number][] {
  return kinds.flatMap(({ of, line, ref }): [Summed, number][] => {
    if (entity.name === of) return [[of, rowId]]
    if (entity.name !== line) return []
    return [before[ref], after[ref]].filter((row) => typeof row === 'number').map((row) => [of, row])
  })
}

/** Works the sums of a record out anew. True when they changed. */
export const keepSums = (conn: Connection, of: Summed, rowId: number): boolean =>
  kinds.find((kind) => kind.of === of)?.keep(conn, rowId) ?? false

/**
 * The amount of an opportunity that follows its lines. Who writes lines here logs the new amount (core/effects/opportunities.ts);
 * but two laptops that each added a line have each logged a sum without the other's. So every device works it out of the lines
 * it has, whatever came last: pure derivation, called by both doors of the write path and by `db check --rebuild`. The currency
 * is the one that was written.
 */
import { toDecimal } from '../shared/numbers/money.ts'
import { netOfLines } from '../shared/quoteTotals.ts'
import { allRows, type Connection, getRow } from './connection.ts'

/** What of a line decides. */
export const amountLineColumns = [
  'opportunityId',
  'quantity',
  'unitPrice',
  'discountPercent',
  'trashedAt',
  'deletedAt',
] as const
/** What of an opportunity does. */
export const amountColumns = ['amount', 'amountFrom'] as const

interface LineRow {
  readonly quantity: number | null
  readonly unitPrice: number | null
  readonly discountPercent: number | null
  readonly gone: number
}

/** The lines of an opportunity added up: how many there are, and whether there ever were any. */
export interface LineSum {
  readonly minor: number
  readonly lines: number
  readonly ever: boolean
}

/** @throws RangeError for sums that no currency can hold */
export function sumOfLines(conn: Connection, rowId: number, currency: string): LineSum {
  const all = allRows<LineRow>(
    conn,
    `SELECT quantity, unitPrice, discountPercent, trashedAt IS NOT NULL OR deletedAt IS NOT NULL AS gone
     FROM main.opportunityLine WHERE opportunityId = ? AND stub = 0`,
    rowId,
  )
  const there = all.filter(({ gone }) => gone === 0)
  const subtotal = netOfLines(
    there.map(({ quantity, unitPrice, discountPercent }) => ({
      quantity: quantity ?? 1,
      unitPrice: unitPrice ?? 0,
      discountPercent,
    })),
    currency,
  )
  toDecimal(subtotal, currency)
  return { minor: subtotal, lines: there.length, ever: all.length > 0 }
}

interface Follows {
  readonly rowId: number
  readonly currency: string
  readonly minor: number
}

const following = `SELECT rowId, currency, minor FROM main.opportunity
  WHERE amountFrom = 'lines' AND currency IS NOT NULL AND stub = 0 AND deletedAt IS NULL`

/** What should stand there instead; undefined when it is right, or when only another device can have written such sums. */
function otherwise(conn: Connection, { rowId, currency, minor }: Follows): number | undefined {
  try {
    const sum = sumOfLines(conn, rowId, currency)
    return !sum.ever || sum.minor === minor ? undefined : sum.minor
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Works the amount of an opportunity out anew. True when it changed. */
export function keepAmount(conn: Connection, opportunityId: number): boolean {
  const row = getRow<Follows>(conn, `${following} AND rowId = ?`, opportunityId)
  const minor = row && otherwise(conn, row)
  if (!row || minor === undefined) return false
  conn
    .prepare('UPDATE opportunity SET amount = ? WHERE rowId = ?')
    .run(JSON.stringify({ minor, currency: row.currency }), opportunityId)
  return true
}

export const amountsBetween = (conn: Connection, from: number, to: number): number[] =>
  allRows<Follows>(conn, `${following} AND rowId > ? AND rowId <= ?`, from, to).map(({ rowId }) => rowId)

export const amountsToKeep = (conn: Connection): number[] =>
  allRows<Follows>(conn, following).map(({ rowId }) => rowId)

/** How many amounts their lines do not bear out. Reads only. */
export const wrongAmounts = (conn: Connection): number =>
  allRows<Follows>(conn, following).filter((row) => otherwise(conn, row) !== undefined).length

export function rebuildAmounts(conn: Connection): void {
  for (const rowId of amountsToKeep(conn)) keepAmount(conn, rowId)
}

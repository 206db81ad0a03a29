/**
 * What rows that came without the write path leave to be worked out by this device: when contacts were last reached, what
 * tickets wait for, what quotes and opportunities come to.
 */
import { entityNamed } from '../shared/registry.ts'
import { allRows, type Connection } from './connection.ts'
import { datedContacts, recomputeDates } from './lastDates.ts'
import { amountsToKeep, keepAmount } from './lineAmounts.ts'
import { type Plan, planOf } from './plan.ts'
import { allQuotes, keepTotals } from './quoteTotals.ts'
import { keepClocks } from './tickets/clocks.ts'
import { Promises } from './tickets/promises.ts'

/** More tickets than it is worth to ask for each one's customer. */
const MANY = 1_000

export interface Work {
  readonly plan: Plan
  readonly rowIds: readonly number[]
  /** True when the row says something else now. */
  readonly keep: (rowId: number) => boolean
}

/** In the order in which it is to be done. */
export function workLeft(conn: Connection): Work[] {
  const tickets = allRows<{ rowId: number }>(conn, 'SELECT rowId FROM ticket WHERE stub = 0')
  const promises = new Promises(conn)
  if (tickets.length > MANY) promises.forMany()
  return [
    {
      plan: planOf(entityNamed('contact')),
      rowIds: datedContacts(conn),
      keep: (rowId) => recomputeDates(conn, rowId),
    },
    {
      plan: planOf(entityNamed('ticket')),
      rowIds: tickets.map(({ rowId }) => rowId),
      keep: (rowId) => keepClocks(promises, rowId),
    },
    {
      plan: planOf(entityNamed('quote')),
      rowIds: allQuotes(conn),
      keep: (rowId) => keepTotals(conn, rowId),
    },
    {
      plan: planOf(entityNamed('opportunity')),
      rowIds: amountsToKeep(conn),
      keep: (rowId) => keepAmount(conn, rowId),
    },
  ]
}

/**
 * What rows that came without the write path leave to be worked out by this device: when contacts were last reached, what
 * tickets wait for, what quotes and opportunities come to.
 */
import type { Entity } from '../shared/entity.ts'
import { entityNamed } from '../shared/registry.ts'
import { allRows, type Connection } from './connection.ts'
import { datedContacts, dateNew, recomputeDates } from './lastDates.ts'
import { amountsBetween, amountsToKeep, keepAmount } from './lineAmounts.ts'
import { type Plan, planOf } from './plan.ts'
import { allQuotes, keepTotals, quotesBetween } from './quoteTotals.ts'
import { clockNew, keepClocks } from './tickets/clocks.ts'
import { Promises } from './tickets/promises.ts'

/** More tickets than it is worth to ask for each one's customer. */
const MANY = 1_000

/** What a kind's derived columns follow from. */
const followsFrom: Readonly<Record<string, readonly string[]>> = {
  contact: ['history'],
  ticket: [
    'ticketMessage',
    'contact',
    'company',
    'queue',
    'slaPolicy',
    'businessHours',
    'holiday',
    'setting',
  ],
  quote: ['quoteLine'],
  opportunity: ['opportunityLine'],
}

/** A kind of which rows are to come, as far as it matters here. */
export interface Coming {
  readonly entity: Entity
  /** Some of them are here already. */
  readonly overlaps: boolean
  /** Other rows of the kind are here. */
  readonly joinsOthers: boolean
}

/** The same kinds, what something follows from before it. */
export function sourcesFirst<T extends Coming>(coming: readonly T[]): T[] {
  const byName = new Map(coming.map((one) => [one.entity.name, one]))
  const ordered = new Set<T>()
  const take = (one: T): void => {
    for (const name of followsFrom[one.entity.name] ?? []) {
      const source = byName.get(name)
      if (source && !ordered.has(source)) take(source)
    }
    ordered.add(one)
  }
  for (const one of coming) take(one)
  return [...ordered]
}

/**
 * Rows worked out as they come, which is once and on pages that are being written anyway. Only where nothing of what they
 * follow from is here in another version: all else is left to `workLeft`.
 */
export class WorkOnNew {
  readonly #conn: Connection
  readonly #kinds = new Set<string>()
  #promises: Promises | undefined

  constructor(conn: Connection, coming: readonly Coming[]) {
    this.#conn = conn
    const overlaps = new Set(coming.filter((one) => one.overlaps).map(({ entity }) => entity.name))
    const joinsOthers = new Set(coming.filter((one) => one.joinsOthers).map(({ entity }) => entity.name))
    for (const [name, sources] of Object.entries(followsFrom)) {
      if ([name, ...sources].some((one) => overlaps.has(one))) continue
      // What is promised to the customers of tickets that are here may be among what comes.
      if (name === 'ticket' && joinsOthers.has(name)) continue
      this.#kinds.add(name)
    }
  }

  isDone(kind: string): boolean {
    return this.#kinds.has(kind)
  }

  /** Rows (from, to] have just come, and all that they follow from before them. */
  work({ entity: { name } }: Plan, from: number, to: number): void {
    if (!this.isDone(name)) return
    const conn = this.#conn
    if (name === 'contact') dateNew(conn, from, to)
    else if (name === 'ticket') {
      this.#promises ??= new Promises(conn).forMany()
      clockNew(this.#promises, from, to)
    } else if (name === 'quote') for (const rowId of quotesBetween(conn, from, to)) keepTotals(conn, rowId)
    else for (const rowId of amountsBetween(conn, from, to)) keepAmount(conn, rowId)
  }
}

export interface Work {
  readonly plan: Plan
  readonly rowIds: readonly number[]
  /** True when the row says something else now. */
  readonly keep: (rowId: number) => boolean
}

/** In the order in which it is to be done. */
export function workLeft(conn: Connection, done: WorkOnNew): Work[] {
  const tickets = done.isDone('ticket') ? ofMerged(conn) : allTickets(conn)
  const promises = new Promises(conn)
  if (tickets.length > MANY) promises.forMany()
  return [
    {
      plan: planOf(entityNamed('contact')),
      rowIds: done.isDone('contact') ? rowsOf(conn, merged('contact')) : datedContacts(conn),
      keep: (rowId) => recomputeDates(conn, rowId),
    },
    {
      plan: planOf(entityNamed('ticket')),
      rowIds: tickets,
      keep: (rowId) => keepClocks(promises, rowId),
    },
    {
      plan: planOf(entityNamed('quote')),
      rowIds: done.isDone('quote') ? [] : allQuotes(conn),
      keep: (rowId) => keepTotals(conn, rowId),
    },
    {
      plan: planOf(entityNamed('opportunity')),
      rowIds: done.isDone('opportunity') ? [] : amountsToKeep(conn),
      keep: (rowId) => keepAmount(conn, rowId),
    },
  ]
}

const rowsOf = (conn: Connection, sql: string): number[] =>
  allRows<{ rowId: number }>(conn, sql).map(({ rowId }) => rowId)
const allTickets = (conn: Connection): number[] => rowsOf(conn, 'SELECT rowId FROM ticket WHERE stub = 0')

/** Records that were merged, and those they became. */
const merged = (table: string): string =>
  `SELECT rowId FROM ${table} WHERE mergedInto IS NOT NULL UNION SELECT canonicalId FROM ${table} WHERE mergedInto IS NOT NULL`

/** Tickets that were merged, and those whose customers were: they are worked out when it is known who became whom. */
const ofMerged = (conn: Connection): number[] =>
  rowsOf(
    conn,
    `${merged('ticket')} UNION SELECT rowId FROM ticket WHERE stub = 0 AND contactId IN (${merged('contact')})
     UNION SELECT rowId FROM ticket WHERE stub = 0 AND companyId IN (${merged('company')})`,
  )

/** What can be chosen: kinds and results, built-in ones and own ones, and whose an activity can be. */
import { allRows, type Connection } from '../../core/connection.ts'
import type { Handlers } from '../../core/context.ts'
import { baseKinds, builtInResults, kindColours } from '../../shared/activityCodes.ts'
import { idToText } from '../../shared/id.ts'

interface TypeRow {
  readonly id: Uint8Array
  readonly name: string
  readonly base: string | null
  readonly colour: string | null
  readonly hidden: number | null
}
interface ResultRow {
  readonly id: Uint8Array
  readonly name: string
  readonly kinds: string | null
  readonly outcome: string | null
  readonly hidden: number | null
}
interface UserRow {
  readonly id: Uint8Array
  readonly displayName: string | null
}

function typesOf(conn: Connection) {
  const rows = allRows<TypeRow>(
    conn,
    'SELECT id, name, base, colour, hidden FROM visibleActivityType ORDER BY ifnull(position, 9999), sortKey, rowId',
  )
  const own = new Map(rows.map((row) => [row.name, row]))
  const builtIn = baseKinds.map((name) => {
    const row = own.get(name)
    own.delete(name)
    return {
      name: name as string,
      base: name as string,
      colour: row?.colour ?? kindColours[name],
      own: false,
      hidden: row?.hidden === 1,
      id: row ? idToText(row.id) : null,
    }
  })
  const others = [...own.values()].map((row) => ({
    name: row.name,
    base: row.base ?? 'todo',
    colour: row.colour ?? 'grey',
    own: true,
    hidden: row.hidden === 1,
    id: idToText(row.id),
  }))
  return [...builtIn, ...others]
}

const kindsOf = (json: string | null): string[] => {
  const kinds: unknown = json === null ? [] : JSON.parse(json)
  return Array.isArray(kinds) ? kinds.map(String) : []
}

function resultsOf(conn: Connection) {
  const rows = allRows<ResultRow>(
    conn,
    'SELECT id, name, kinds, outcome, hidden FROM visibleResultCode ORDER BY ifnull(position, 9999), sortKey, rowId',
  )
  const own = new Map(rows.map((row) => [row.name, row]))
  const builtIn = builtInResults.map(({ code, kinds, outcome }) => {
    const row = own.get(code)
    own.delete(code)
    return {
      name: code,
      kinds: [...kinds] as string[],
      outcome: outcome as string,
      own: false,
      hidden: row?.hidden === 1,
      id: row ? idToText(row.id) : null,
    }
  })
  const others = [...own.values()].map((row) => ({
    name: row.name,
    kinds: kindsOf(row.kinds),
    outcome: row.outcome ?? 'none',
    own: true,
    hidden: row.hidden === 1,
    id: idToText(row.id),
  }))
  return [...builtIn, ...others]
}

export const optionHandlers = {
  'activity.options': (ctx) => ({
    types: typesOf(ctx.conn),
    results: resultsOf(ctx.conn),
    users: allRows<UserRow>(
      ctx.conn,
      'SELECT id, displayName FROM visibleUser WHERE active IS NOT 0 ORDER BY sortKey, rowId',
    ).map(({ id, displayName }) => ({ id: idToText(id), name: displayName })),
  }),
} satisfies Handlers<'activity.options'>

/**
 * How columns become statements: what an update has to read and bring with it, what an insert names, and the fields people
 * added themselves, which share one column. Writes nothing.
 */
import type { Statement } from 'better-sqlite3'
import { customKey, isCustomName } from '../shared/entity.ts'
import type { DbValue } from '../shared/fields.ts'
import type { Connection } from './connection.ts'
import { isDated } from './lastDates.ts'
import { totalled } from './lineSums.ts'
import type { Plan } from './plan.ts'
import type { Columns, MutableColumns } from './rowWriter.ts'

/** What writing some columns of a row brings with it, and the statement that reads all that must be known for it. */
export interface Touch {
  readonly retitle: boolean
  readonly reline: boolean
  /** A tombstone is found nowhere: its derived places go with it and come back with it. */
  readonly entombs: boolean
  readonly totals: ReturnType<typeof totalled>
  readonly select: string
}

const touches = new WeakMap<Plan, Map<string, Touch>>()
const MOST_TOUCHES = 1_000

/** What writing these columns brings with it. */
export function touchOf(plan: Plan, touched: readonly string[]): Touch {
  let known = touches.get(plan)
  if (!known || known.size >= MOST_TOUCHES) {
    known = new Map()
    touches.set(plan, known)
  }
  const key = touched.join(',')
  let touch = known.get(key)
  if (!touch) {
    touch = touchFor(plan, touched)
    known.set(key, touch)
  }
  return touch
}

function touchFor(plan: Plan, touched: readonly string[]): Touch {
  const { entity } = plan
  const retitle = touched.some((name) => plan.titleColumns.has(name))
  const reline = touched.some((name) => plan.timelineColumns.has(name))
  const entombs = touched.includes('deletedAt')
  const totals = totalled(entity)
  const read = new Set([
    ...touched.map((name) => (isCustomName(name) ? 'custom' : name)),
    ...(retitle ? plan.titleColumns : []),
    ...(reline ? plan.timelineColumns : []),
    ...(entombs ? [...plan.pointColumns, ...plan.timelineColumns] : []),
    'deletedAt',
    ...(isDated(entity) ?? []),
    ...(entity.name === 'ticketMessage' ? ['ticketId'] : []),
    ...(totals ?? []),
  ])
  const select = `SELECT ${[...read].join(',')} FROM "${entity.name}" WHERE rowId = ?`
  return { retitle, reline, entombs, totals, select }
}

/** The statement that inserts rows of an entity, over every column met so far. */
export interface Shape {
  readonly names: string[]
  readonly met: Set<string>
  statement: Statement<unknown[], unknown>
}

const shapes = new WeakMap<Connection, Map<Plan, Shape>>()
const derivedNames = ['rowId', 'id', 'canonicalId', 'updatedAt', 'displayName', 'sortKey']

/** The statement for such a row. Grows with the columns rows use, so that an import of any files needs few statements and binds few NULLs. */
export function shapeFor(conn: Connection, plan: Plan, row: Columns): Shape {
  let byPlan = shapes.get(conn)
  if (!byPlan) {
    byPlan = new Map()
    shapes.set(conn, byPlan)
  }
  const known = byPlan.get(plan)
  const met = known?.met ?? new Set<string>()
  const names = known?.names ?? []
  const before = names.length
  for (const name in row)
    if ((row[name] ?? null) !== null && !met.has(name)) {
      met.add(name)
      names.push(name)
    }
  if (known && names.length === before) return known
  const all = [...derivedNames, ...names]
  const sql = `INSERT INTO "${plan.entity.name}"(${all.join(',')}) VALUES(${all.map(() => '?').join(',')})`
  const statement = conn.db.prepare<unknown[], unknown>(sql)
  const shape = known ?? { names, met, statement }
  shape.statement = statement
  byPlan.set(plan, shape)
  return shape
}

/** Folds `custom.*` keys into the `custom` JSON column; `before` is what the column held. */
export function splitCustom(columns: Columns, before: Record<string, DbValue> | null): Columns {
  if (!hasCustom(columns)) return columns
  const row: MutableColumns = {}
  let custom: Record<string, DbValue> | undefined
  for (const name in columns) {
    const value = columns[name] ?? null
    if (!isCustomName(name)) row[name] = value
    else {
      custom ??= { ...before }
      if (value === null) delete custom[customKey(name)]
      else custom[customKey(name)] = value
    }
  }
  if (custom) row.custom = Object.keys(custom).length ? JSON.stringify(custom) : null
  return row
}

function hasCustom(columns: Columns): boolean {
  for (const name in columns) if (isCustomName(name)) return true
  return false
}

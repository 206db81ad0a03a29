/**
 * Registers of a record that is not here yet, folded into the columns of its row in one go. Says the same as `columnsWith`
 * (registers.ts) of a row that is new, which a test compares; made for thousands of records in one transaction.
 */
import type { DbValue } from '../shared/fields.ts'
import type { Connection } from './connection.ts'
import type { Plan } from './plan.ts'
import {
  type About,
  aboutOf,
  aboutsOf,
  emptyRow,
  groupColumns,
  listOf,
  registerName,
  setOrder,
} from './registers.ts'
import type { MutableColumns } from './rowWriter.ts'

/** What is not taken as it stands: references, files, and what this program does not know. Undefined leaves it out. */
export type Unusual = (register: string, value: DbValue, about: About) => DbValue | undefined

interface List {
  readonly about: About
  readonly parts: Map<string, string>
  order: readonly string[]
}

const isUsual = ({ known, field }: About): boolean => known && field?.kind !== 'ref' && field?.kind !== 'file'

const usuals = new WeakMap<Plan, Map<string, string>>()
/** Registers that are a column as they stand: most of them. */
function usualsOf(plan: Plan): Map<string, string> {
  let usual = usuals.get(plan)
  if (!usual) {
    usual = new Map()
    usuals.set(plan, usual)
  }
  return usual
}

export function columnsOfNew(
  conn: Connection,
  plan: Plan,
  rowId: number,
  registers: Readonly<Record<string, DbValue>>,
  unusual: Unusual,
): MutableColumns {
  const columns = emptyRow(plan)
  const usual = usualsOf(plan)
  let lists: Map<string, List> | undefined
  for (const register in registers) {
    const given = registers[register] ?? null
    const column = usual.get(register)
    if (column !== undefined) {
      columns[column] = given
      continue
    }
    const about = aboutOf(plan, register)
    const { key, part, order, group } = registerName(register)
    if (part === undefined && !order) {
      if (group === undefined && about.column !== undefined && isUsual(about) && aboutsOf(plan).size < MOST)
        usual.set(register, about.column)
      const value = isUsual(about) && group === undefined ? given : unusual(register, given, about)
      if (value === undefined) continue
      if (group !== undefined) Object.assign(columns, groupColumns(plan, group, value))
      else if (about.column !== undefined) columns[about.column] = value
      continue
    }
    if (!about.known) {
      unusual(register, given, about)
      continue
    }
    lists ??= new Map()
    let list = lists.get(key)
    if (!list) {
      list = { about, parts: new Map(), order: [] }
      lists.set(key, list)
    }
    if (order) {
      setOrder(conn, plan, rowId, key, given)
      list.order = JSON.parse(String(given ?? '[]')) as string[]
    } else if (given !== null) list.parts.set(part ?? '', String(given))
  }
  if (lists)
    for (const { about, parts, order } of lists.values())
      if (about.column !== undefined) columns[about.column] = listOf(about.field, parts, order)
  return columns
}

/** Custom fields are without number. */
const MOST = 10_000

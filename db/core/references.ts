/** References inside registers: local rows here, identities wherever they leave the device. */
import type { DbValue } from '../shared/fields.ts'
import { idToText, textToId } from '../shared/id.ts'
import { entityNamed } from '../shared/registry.ts'
import { type Connection, getRow } from './connection.ts'
import { type Plan, planOf } from './plan.ts'
import { aboutOf, keysOf, registerName } from './registers.ts'
import { columnOf, type RowWriter } from './rowWriter.ts'

/** A register's value as others can read it: local references as the identities they mean. */
export function asIdentity(conn: Connection, plan: Plan, register: string, value: DbValue): DbValue {
  const { group } = registerName(register)
  if (group === undefined) return identityOf(conn, plan, register, value)
  if (typeof value !== 'string') return value
  const values = JSON.parse(value) as Record<string, DbValue>
  for (const key of keysOf(plan, register)) values[key] = identityOf(conn, plan, key, values[key] ?? null)
  return JSON.stringify(values)
}

function identityOf(conn: Connection, plan: Plan, key: string, value: DbValue): DbValue {
  if (typeof value !== 'number') return value
  const field = plan.fieldByName.get(columnOf(plan, key) ?? '')
  if (field?.kind !== 'ref') return value
  const to = entityNamed(field.name === 'mergedInto' ? plan.entity.name : (field.to ?? ''))
  const row = getRow<{ id: Uint8Array }>(conn, `SELECT id FROM "${to.name}" WHERE rowId = ?`, value)
  return row ? idToText(row.id) : null
}

/** A register's value with references as local rows; hidden stubs stand for what is not here. */
export function localised(
  rows: RowWriter,
  plan: Plan,
  register: string,
  value: DbValue,
  self: { readonly id: Uint8Array; readonly rowId: number },
): DbValue {
  if (typeof value !== 'string') return value
  if (!register.startsWith('g:')) return localRef(rows, plan, register, value, self)
  const values = JSON.parse(value) as Record<string, DbValue>
  for (const key of keysOf(plan, register)) values[key] = localRef(rows, plan, key, values[key] ?? null, self)
  return JSON.stringify(values)
}

function localRef(
  rows: RowWriter,
  plan: Plan,
  key: string,
  value: DbValue,
  self: { readonly id: Uint8Array; readonly rowId: number },
): DbValue {
  if (typeof value !== 'string') return value
  const { field } = aboutOf(plan, key)
  if (field?.kind !== 'ref') return value
  const known = knownTo(rows)
  const name = `${field.name === 'mergedInto' ? plan.entity.name : field.to} ${value}`
  const found = known.get(name)
  if (found !== undefined) return found
  const to = field.name === 'mergedInto' ? plan.entity : entityNamed(field.to ?? '')
  const id = textToId(value)
  // The first user of a database made itself.
  if (to === plan.entity && id && Buffer.compare(id, self.id) === 0) return self.rowId
  const rowId = rows.rowFor(planOf(to), id)
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(name, rowId)
  return rowId
}

/** Rows that references of this transaction meant: most mean the same user, and many the same company. */
const knownRows = new WeakMap<RowWriter, Map<string, number>>()
const MOST_KNOWN = 5_000
function knownTo(rows: RowWriter): Map<string, number> {
  const known = knownRows.get(rows) ?? new Map<string, number>()
  knownRows.set(rows, known)
  return known
}

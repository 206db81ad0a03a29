/** A record of any kind, from its definition alone: the same number gives the same. */
import { allRows, type Connection } from '#db/core/connection.ts'
import type { Plan } from '#db/core/plan.ts'
import type { Write } from '#db/core/write.ts'
import type { Field } from '#db/shared/entity.ts'
import { type DbValue, elementProperties } from '#db/shared/fields.ts'

/** Who may see it and what it was merged into are looked at by the simulator. */
const kept: ReadonlySet<string> = new Set(['private', 'mergedInto', 'deletedAt', 'createdBy', 'createdAt'])
export const writable = (plan: Plan): Field[] =>
  plan.entity.fields.filter((field) => !field.derived && !kept.has(field.name))

const DAY_MS = 86_400_000

/** A stored value of the field's kind; the same number gives the same. */
export function storedValue({ conn }: Write, field: Field, n: number): DbValue {
  if (n % 7 === 0 && !field.required) return null
  const day = `2026-0${(n % 9) + 1}-1${n % 10}`
  switch (field.kind) {
    case 'number':
      return n / 8
    case 'integer':
      return n
    case 'yesNo':
      return n % 2
    case 'money':
      return JSON.stringify({ minor: n, currency: n % 2 ? 'THB' : 'EUR' })
    case 'date':
      return day
    case 'yearly':
      return n % 2 ? day : `--0${(n % 9) + 1}-11`
    case 'instant':
      return Date.UTC(2026, 0, 1) + n * DAY_MS
    case 'choice':
      return field.options?.[n % field.options.length] ?? null
    case 'tags':
      return tagsOf(n)
    case 'ref':
      return rowIn(conn, field.to ?? '', n)
    case 'list':
      return listOf(field, n)
    case 'file':
      return JSON.stringify({ sha256: n.toString(16).padStart(64, '0'), size: n, mime: 'text/plain' })
    case 'json':
      return JSON.stringify({ n })
    default:
      return `${field.name} ${n}`
  }
}

function tagsOf(n: number): string | null {
  const tags = ['a', 'b', 'c'].filter((_, at) => (n >> at) & 1)
  return tags.length ? JSON.stringify(n % 2 ? tags.reverse() : tags) : null
}

function listOf(field: Field, n: number): string | null {
  const [property = 'value'] =
    field.elements === 'address' ? ['city'] : elementProperties[field.elements ?? 'extra']
  const elements = [1, 2, 3]
    .filter((at) => (n >> at) & 1)
    .map((at) => ({
      id: `e${at}`,
      [property]: field.elements === 'event' ? '--05-01' : `08${at} 000 000${n % 4}`,
    }))
  return elements.length ? JSON.stringify(n % 2 ? elements.reverse() : elements) : null
}

function rowIn(conn: Connection, name: string, n: number): number | null {
  const rows = allRows<{ rowId: number }>(
    conn,
    `SELECT rowId FROM "${name}" WHERE stub = 0 AND deletedAt IS NULL ORDER BY id LIMIT 3`,
  )
  return rows[n % Math.max(1, rows.length)]?.rowId ?? null
}

export const filled = (write: Write, plan: Plan, n: number): Record<string, DbValue> =>
  Object.fromEntries(writable(plan).map((field, at) => [field.name, storedValue(write, field, n + at * 3)]))

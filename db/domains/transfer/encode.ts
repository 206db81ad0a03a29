/**
 * Drafts → encoded columns. A value its field cannot hold is kept as an extra; where an entity has no extras, the record is
 * refused: nothing a source said may vanish.
 */
import type { Connection } from '../../core/connection.ts'
import { customFieldsOf } from '../../core/customFields.ts'
import type { Columns } from '../../core/rowWriter.ts'
import { databaseSetting } from '../../core/settings.ts'
import { type Entity, type Field, isCustomName } from '../../shared/entity.ts'
import { AppError } from '../../shared/errors.ts'
import { type DbValue, type EncodeEnv, encodeField } from '../../shared/fields.ts'
import { parsePhone } from '../../shared/phone.ts'
import { fieldNamed } from '../../shared/registry.ts'
import { type CellContext, readCell } from '../../transfer/cells.ts'
import type { Draft, Extra } from './draft.ts'

export type Encoded = Record<string, DbValue>

/** What only verbs of their own may set. */
const unwritable = new Set(['trashedAt', 'mergedInto', 'deletedAt', 'createdBy'])

export class Encoder {
  readonly #env: EncodeEnv
  readonly #conn: Connection
  readonly #cells: CellContext
  readonly #custom = new Map<Entity, ReadonlyMap<string, Field>>()

  constructor(conn: Connection, cells: CellContext) {
    this.#conn = conn
    this.#cells = cells
    const country = String(databaseSetting(conn, 'defaultCountry') ?? 'TH')
    this.#env = { elementId: conn.newElementId, phone: (typed) => parsePhone(typed, country) }
  }

  /** A field by name, custom ones included. */
  field(entity: Entity, name: string): Field | undefined {
    if (!isCustomName(name)) return fieldNamed(entity, name)
    let custom = this.#custom.get(entity)
    if (!custom) {
      custom = new Map(customFieldsOf(this.#conn, entity).map((field) => [field.name, field]))
      this.#custom.set(entity, custom)
    }
    return custom.get(name)
  }

  /** The columns of a draft without its references, or the field that makes it impossible to write. */
  encode(draft: Draft): { columns: Encoded } | { refused: string } {
    const { entity, values } = draft
    const columns: Encoded = {}
    const extras: Extra[] = [...draft.extras]
    for (const name in values) {
      const value = values[name]
      if (value === undefined || value === null) continue
      const field = this.field(entity, name)
      const encoded = field && this.#value(field, value)
      if (encoded !== undefined && field && !unwritable.has(name)) columns[name] = encoded
      else
        extras.push({
          name: field?.label ?? name,
          value: typeof value === 'string' ? value : JSON.stringify(value),
        })
    }
    if (extras.length > 0) {
      const field = fieldNamed(entity, 'extras')
      const encoded =
        field &&
        this.#value(
          field,
          extras.filter(({ value }) => value !== ''),
        )
      if (encoded === undefined) return { refused: extras[0]?.name ?? 'extras' }
      columns.extras = encoded
    }
    return { columns }
  }

  /** Encoded, or undefined when the field cannot hold it. */
  #value(field: Field, value: unknown): DbValue | undefined {
    try {
      // Cells of foreign files come as text; the field's kind says what they mean.
      if (isCustomName(field.name) && typeof value === 'string') {
        const read = readCell(field, value, this.#cells)
        return 'bad' in read ? undefined : encodeField(field, read.value, this.#env)
      }
      return encodeField(field, value, this.#env)
    } catch (error) {
      if (error instanceof AppError && error.record.code === 'Invalid') return undefined
      throw error
    }
  }
}

/** The required fields a record would lack. */
export const lacks = (entity: Entity, columns: Columns): Field | undefined =>
  entity.fields.find((field) => field.required && (columns[field.name] ?? null) === null)

/**
 * Drafts → encoded columns. A value its field cannot hold is kept as an extra; where an entity has no extras, the record is
 * refused: nothing a source said may vanish.
 */
import { type ContactPoint, pointsOfElements } from '../../core/derive.ts'
import type { Columns } from '../../core/rowWriter.ts'
import { type Entity, type Field, isCustomName } from '../../shared/entity.ts'
import { AppError } from '../../shared/errors.ts'
import { type DbValue, type EncodeEnv, encodeField } from '../../shared/fields.ts'
import { parsePhone } from '../../shared/phone.ts'
import { fieldNamed } from '../../shared/registry.ts'
import { type CellContext, readCell } from '../../transfer/cells.ts'
import type { Draft, Extra } from './draft.ts'
import { cellContext, fieldIn, type Scene } from './scene.ts'

export type Encoded = Record<string, DbValue>

/** What only verbs of their own may set. */
const unwritable = new Set(['trashedAt', 'mergedInto', 'deletedAt', 'createdBy'])

export class Encoder {
  readonly #env: EncodeEnv
  readonly #scene: Scene
  readonly #cells: CellContext
  /** Of the lists encoded last. */
  #points: ContactPoint[] = []

  constructor(scene: Scene, elementId: () => string) {
    this.#scene = scene
    this.#cells = cellContext(scene)
    this.#env = {
      elementId,
      phone: (typed) => parsePhone(typed, scene.country),
      onElements: (kind, elements) => {
        for (const point of pointsOfElements(kind, elements)) this.#points.push(point)
      },
    }
  }

  /** The columns of a draft without its references, and its contact points; or the field that makes it impossible to write. */
  encode(draft: Draft): { columns: Encoded; points: readonly ContactPoint[] } | { refused: string } {
    const { entity, values } = draft
    this.#points = []
    const columns: Encoded = {}
    const extras: Extra[] = [...draft.extras]
    for (const name in values) {
      const value = values[name]
      if (value === undefined || value === null) continue
      const field = fieldIn(this.#scene, entity, name)
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
    return { columns, points: this.#points }
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

/** A required field a record would lack. References count as given while they are still to be found. */
export const lacks = (
  entity: Entity,
  columns: Columns,
  refs: readonly { readonly field: string }[] = [],
): Field | undefined =>
  requiredOf(entity).find(
    ({ name }) => (columns[name] ?? null) === null && !refs.some(({ field }) => field === name),
  )

const required = new WeakMap<Entity, readonly Field[]>()
function requiredOf(entity: Entity): readonly Field[] {
  const known = required.get(entity) ?? entity.fields.filter((field) => field.required)
  required.set(entity, known)
  return known
}

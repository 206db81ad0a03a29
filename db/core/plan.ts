/**
 * What the loops over an entity's definition need again and again, worked out once: columns, what is derived from what.
 * Pure data from `shared`; no SQL is run here.
 */
import { derivedColumns, type Entity, type Field } from '../shared/entity.ts'

export interface Plan {
  readonly entity: Entity
  /** Logged columns in definition order. */
  readonly columns: readonly string[]
  readonly fieldById: ReadonlyMap<number, Field>
  readonly fieldByName: ReadonlyMap<string, Field>
  /** Columns whose change alters displayName and sortKey. */
  readonly titleColumns: ReadonlySet<string>
  /** List columns whose values are contact points. */
  readonly pointColumns: readonly string[]
  readonly timelineColumns: ReadonlySet<string>
  /** Some field names a file by its content. */
  readonly hasFiles: boolean
  /** References that are facts; a derived one leads nowhere another device knows. */
  readonly refs: readonly Field[]
}

const PERSON = [
  'honorific',
  'prefix',
  'givenName',
  'middleName',
  'familyName',
  'suffix',
  'nickname',
  'companyId',
  'emails',
  'phones',
]

const plans = new WeakMap<Entity, Plan>()

export function planOf(entity: Entity): Plan {
  let plan = plans.get(entity)
  if (!plan) {
    plan = {
      entity,
      columns: entity.fields.filter((field) => !field.derived).map((field) => field.name),
      fieldById: new Map(entity.fields.map((field) => [field.id, field])),
      fieldByName: new Map(entity.fields.map((field) => [field.name, field])),
      titleColumns: new Set(entity.title.from === 'person' ? PERSON : [entity.title.field]),
      pointColumns: entity.fields
        .filter(
          (field) => field.elements === 'phone' || field.elements === 'email' || field.elements === 'handle',
        )
        .map((field) => field.name),
      timelineColumns: new Set(
        entity.timeline ? [entity.timeline.shows ?? entity.timeline.at, ...entity.timeline.subjects] : [],
      ),
      hasFiles: entity.fields.some((field) => field.kind === 'file'),
      refs: entity.fields.filter((field) => field.kind === 'ref' && !field.derived),
    }
    plans.set(entity, plan)
  }
  return plan
}

/** Every column a row of the entity has, system and derived included. */
export const allColumns = (entity: Entity): string[] => [
  'rowId',
  'id',
  ...entity.fields.map((field) => field.name),
  'stub',
  'custom',
  ...derivedColumns,
]

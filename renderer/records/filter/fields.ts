/** What can be asked of an entity's records: its own fields, those of the records it refers to, and what refers to it. */
import type { Entity, Field, FieldKind } from '#db/shared/entity.ts'
import { elementProperties } from '#db/shared/fields.ts'
import type { FilterOp } from '#db/shared/filter.ts'
import { allEntities, findEntity } from '#db/shared/registry.ts'
import type { Text } from '../../i18n/I18nProvider.tsx'
import { fieldLabel } from '../columns.tsx'

/** A field as a condition names it. */
export interface AskField {
  /** `jobTitle`, `addresses.city`, `companyId.industry`. */
  readonly path: string
  readonly label: string
  readonly field: Field
  /** Whose field it is: for the words of choices and the values in use. */
  readonly entity: string
  /** Of list elements. */
  readonly property?: string
}

const never: ReadonlySet<FieldKind> = new Set(['file', 'json'])
const texts: readonly FilterOp[] = ['contains', 'startsWith', 'is', 'isNot', 'isEmpty', 'notEmpty']
const numbers: readonly FilterOp[] = [
  'is',
  'isNot',
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
  'isEmpty',
  'notEmpty',
]
const days: readonly FilterOp[] = [
  'is',
  'lt',
  'gt',
  'between',
  'withinLast',
  'withinNext',
  'isEmpty',
  'notEmpty',
]
const byKind: Partial<Record<FieldKind, readonly FilterOp[]>> = {
  number: numbers,
  integer: numbers,
  money: ['is', 'gt', 'gte', 'lt', 'lte', 'isEmpty', 'notEmpty'],
  date: days,
  instant: days,
  yearly: ['anniversaryWithin', 'is', 'isEmpty', 'notEmpty'],
  yesNo: ['is'],
  choice: ['is', 'isNot', 'in', 'isEmpty', 'notEmpty'],
  tags: ['contains', 'isEmpty', 'notEmpty'],
  ref: ['is', 'isNot', 'contains', 'startsWith', 'isEmpty', 'notEmpty'],
  list: ['contains', 'startsWith', 'is', 'isEmpty', 'notEmpty'],
}

/** The comparisons a field takes, the likeliest first. */
export function opsOf({ field, property }: Pick<AskField, 'field' | 'property'>): readonly FilterOp[] {
  if (property !== undefined) return texts
  if (field.elements === 'event') return ['anniversaryWithin', 'isEmpty', 'notEmpty']
  return byKind[field.kind] ?? texts
}

const isDay = ({ kind }: Pick<Field, 'kind'>): boolean =>
  kind === 'date' || kind === 'instant' || kind === 'yearly'

/** A comparison in the words of its kind: days are before and after, numbers less and more. */
export const opWord = (op: FilterOp, field: Pick<Field, 'kind'>): string =>
  isDay(field) && op === 'lt' ? 'before' : isDay(field) && op === 'gt' ? 'after' : op

export const valueless: ReadonlySet<FilterOp> = new Set(['isEmpty', 'notEmpty'])
export const spanned: ReadonlySet<FilterOp> = new Set(['withinLast', 'withinNext'])

/** Parts of an address people ask for. */
const places = ['city', 'district', 'province', 'postalCode', 'country'] as const

function ownFields(
  entity: string,
  fields: readonly Field[],
  prefix: { readonly path: string; readonly label: string },
  t: Text,
  has: (id: string) => boolean,
): AskField[] {
  return fields
    .filter((field) => !never.has(field.kind))
    .flatMap((field): AskField[] => {
      const label = `${prefix.label}${fieldLabel(entity, field, t, has)}`
      const whole: AskField = { path: `${prefix.path}${field.name}`, label, field, entity }
      if (field.elements !== 'address') return [whole]
      return [
        whole,
        ...places
          .filter((place) => elementProperties.address.includes(place))
          .map((place) => ({
            ...whole,
            path: `${whole.path}.${place}`,
            label: `${label} › ${t(`address.${place}`)}`,
            property: place,
          })),
      ]
    })
}

/** Own fields first, then those one reference away. `custom`: the fields people made, by entity. */
export function askFields(
  entity: Entity,
  fieldsOf: (entity: Entity) => readonly Field[],
  t: Text,
  has: (id: string) => boolean,
): AskField[] {
  const own = ownFields(entity.name, fieldsOf(entity), { path: '', label: '' }, t, has)
  const beyond = entity.fields
    .filter((field) => field.kind === 'ref' && !field.system && field.name !== 'ownerId')
    .flatMap((field) => {
      const to = findEntity(field.to ?? '')
      if (!to?.listed) return []
      const label = `${fieldLabel(entity.name, field, t, has)} › `
      return ownFields(to.name, fieldsOf(to), { path: `${field.name}.`, label }, t, has)
    })
  return [...own, ...beyond]
}

/** Entities whose records refer to this one's: what `some` and `none` can ask for. Memberships are asked for as groups. */
export const relatedTo = (entity: Entity): readonly Entity[] =>
  allEntities().filter(
    (other) =>
      other.listed &&
      other.name !== 'groupMember' &&
      other.fields.some((field) => field.to === entity.name && !field.system),
  )

/**
 * Where a column of a file can go, and how that is written in a map (`addresses.city:home@address home`). Pure; the host
 * reads the same notation.
 */
import type { Output } from '#db/shared/contract.ts'
import { type Entity, type Field, isCustomName } from '#db/shared/entity.ts'
import type { Text } from '../../i18n/I18nProvider.tsx'
import { fieldLabel } from '../../records/columns.tsx'
import type { Option } from '../../ui/fields/Select.tsx'

export type Preview = Output<'transfer.preview'>
export type Mapping = Preview['mapping'][number]
/** Column → target, null for “keep as an extra”; only what the user decided. */
export type ColumnMap = Readonly<Record<string, string | null>>

/** The choice that has no field: the column is kept with the record under its own name. */
export const KEEP = 'keep'
export const IGNORE = 'ignore'

/** Lists whose elements carry a label. */
const labelled = /^(phones|emails|websites|addresses)(\.|$)/
export const labelCodes = [
  '',
  'work',
  'home',
  'mobile',
  'fax',
  'main',
  'other',
  'assistant',
  'pager',
] as const

export interface Column {
  readonly index: number
  readonly name: string
  readonly example: string
  /** Where it goes now; undefined: kept as an extra. */
  readonly target: Mapping | undefined
  /** Decided by the user. */
  readonly chosen: boolean
}

/** The columns of a previewed file with where each goes, edits that the host has not seen yet included. */
export function columnsOf({ header, examples, mapping }: Preview, edits: ColumnMap): readonly Column[] {
  const left = [...mapping]
  return header.map((name, index) => {
    const at = left.findIndex((each) => each.column === name)
    const found = at < 0 ? undefined : left.splice(at, 1)[0]
    const chosen = Object.hasOwn(edits, name)
    const target = chosen ? targetOf(name, edits[name] ?? null) : found
    return { index, name, example: examples[index] ?? '', target, chosen }
  })
}

function targetOf(column: string, text: string | null): Mapping | undefined {
  if (text === null) return undefined
  const [, field = '', label, slot] = /^([^:@]+)(?::([^@]*))?(?:@(.+))?$/.exec(text) ?? []
  return {
    column,
    field,
    confidence: 1,
    ...(label !== undefined && { label }),
    ...(slot !== undefined && { slot }),
  }
}

export const choiceOf = (target: Mapping | undefined): string => target?.field ?? KEEP

/** Whether the label of its elements can be chosen here: no column of the file says it. */
export function takesLabel(column: Column, columns: readonly Column[]): boolean {
  const { target } = column
  if (!target || !labelled.test(target.field) || /\.(label|type|list)$/.test(target.field)) return false
  const list = target.field.split('.')[0]
  return !columns.some(
    (other) =>
      other.target?.field === `${list}.label` &&
      other.target.slot === target.slot &&
      target.slot !== undefined,
  )
}

/** How a choice is written in the map. `label` undefined: as it was, as far as it fits. */
export function writeTarget(
  choice: string,
  label: string | undefined,
  before: Mapping | undefined,
): string | null {
  if (choice === KEEP) return null
  if (!labelled.test(choice)) return choice
  const list = choice.split('.')[0]
  const same = before?.field.split('.')[0] === list ? before : undefined
  const said = (label ?? same?.label ?? '').replace(/[:@]/g, ' ').trim()
  // Parts of one address are told by their label; other elements stand in one column each.
  const slot =
    label === undefined && same?.slot
      ? same.slot
      : list === 'addresses'
        ? `address ${said}`.trim()
        : undefined
  return `${choice}${said ? `:${said}` : ''}${slot ? `@${slot}` : ''}`
}

const addressParts = [
  'formatted',
  'street',
  'street2',
  'houseNumber',
  'unit',
  'building',
  'moo',
  'soi',
  'road',
  'subdistrict',
  'district',
  'city',
  'province',
  'postalCode',
  'country',
  'poBox',
] as const

/** Lists a column can be one element of. */
const listTargets = new Set(['emails', 'phones', 'websites', 'events'])
const refTargets: Readonly<Record<string, string>> = {
  companyId: 'companyName',
  parentId: 'parentName',
  referredById: 'referredBy',
}

interface Words {
  readonly t: Text
  readonly has: (id: string) => boolean
}

/** What a target is called. */
export function targetLabel(
  entity: Entity,
  fields: readonly Field[],
  choice: string,
  { t, has }: Words,
): string {
  if (has(`transfer.target.${choice}`)) return t(`transfer.target.${choice}`)
  const [list = '', part] = choice.split('.')
  const own = fields.find(({ name }) => name === choice)
  if (own) return fieldLabel(entity.name, own, t, has)
  const field = fields.find(({ name }) => name === list || name === `${list}Id`)
  const name = field ? fieldLabel(entity.name, field, t, has) : list
  if (part === undefined) return name
  const word = list === 'addresses' ? `address.${part}` : `element.${part}`
  return t('transfer.target.part', { list: name, part: has(word) ? t(word) : part })
}

/** All that can be chosen, in the order of the definition; `inUse` adds what the file's own targets need. */
export function targetOptions(
  entity: Entity,
  fields: readonly Field[],
  own: boolean,
  inUse: readonly string[],
  words: Words,
): readonly Option[] {
  const choices = own
    ? ['id', ...fields.filter(isOwnTarget).map(ownName), 'notes']
    : [...(entity.title.from === 'person' ? ['fullName'] : []), ...fields.flatMap(foreignTargets), 'notes']
  const all = [...new Set([...choices, ...inUse.filter((choice) => choice !== IGNORE && choice !== KEEP)])]
  return [
    { value: KEEP, label: words.t('transfer.target.keep') },
    { value: IGNORE, label: words.t('transfer.target.ignore') },
    ...all.map((value) => ({ value, label: targetLabel(entity, fields, value, words) })),
  ]
}

const isOwnTarget = (field: Field): boolean => field.kind !== 'file'
const ownName = (field: Field): string => (field.kind === 'ref' ? field.name.replace(/Id$/, '') : field.name)

function foreignTargets(field: Field): string[] {
  if (isCustomName(field.name)) return [field.name]
  if (field.kind === 'ref') return refTargets[field.name] ? [refTargets[field.name] ?? ''] : []
  if (field.name === 'addresses') return addressParts.map((part) => `addresses.${part}`)
  if (field.kind === 'list') return listTargets.has(field.name) ? [field.name] : []
  return field.kind === 'file' || field.kind === 'json' || field.system ? [] : [field.name]
}

export type Certainty = 'chosen' | 'certain' | 'likely' | 'unsure' | 'extra' | 'unread'

/** How sure the program is of a column. */
export function certaintyOf({ target, chosen }: Column): Certainty {
  if (chosen) return 'chosen'
  if (!target) return 'extra'
  return target.confidence >= 0.95 ? 'certain' : target.confidence >= 0.7 ? 'likely' : 'unsure'
}

/** A lookup in words: “Company starts with Siam, with no history (date within the last 90 days)”. */
import type { Entity } from '#db/shared/entity.ts'
import type { FieldFilter, Filter } from '#db/shared/filter.ts'
import type { LookupStep } from '#db/shared/lookups.ts'
import { allEntities, findEntity } from '#db/shared/registry.ts'
import { useRead } from '../data/hooks.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { useFormat } from '../i18n/useFormat.tsx'
import { type AskField, opWord } from './filter/fields.ts'
import { useAskFields } from './filter/useAskFields.ts'

/** Entities that references lead to: the same ones every time, so that each may be asked by a hook. */
const targets = [
  ...new Set(allEntities().flatMap(({ fields }) => fields.flatMap(({ to }) => (to ? [to] : [])))),
]
const MOST_NAMES = 100

/** Identities that a filter compares references with, by entity. */
function idsIn(
  filter: Filter,
  entity: Entity,
  of: (entity: Entity) => readonly AskField[],
): [string, string][] {
  if ('and' in filter) return filter.and.flatMap((part) => idsIn(part, entity, of))
  if ('or' in filter) return filter.or.flatMap((part) => idsIn(part, entity, of))
  if ('not' in filter) return idsIn(filter.not, entity, of)
  if ('group' in filter) return []
  if ('some' in filter || 'none' in filter) {
    const inner = findEntity('some' in filter ? filter.some : filter.none)
    return inner && filter.where ? idsIn(filter.where, inner, of) : []
  }
  const field = of(entity).find(({ path }) => path === filter.field)?.field
  if (field?.kind !== 'ref' || !field.to || (filter.op !== 'is' && filter.op !== 'isNot')) return []
  return typeof filter.value === 'string' ? [[field.to, filter.value]] : []
}

/** The names behind identities. */
function useNames(ids: readonly [string, string][]): (id: string) => string | undefined {
  const names = new Map<string, string>()
  for (const entity of targets) {
    const wanted = [...new Set(ids.filter(([to]) => to === entity).map(([, id]) => id))].slice(0, MOST_NAMES)
    // biome-ignore lint/correctness/useHookAtTopLevel: the list of entities never changes
    const rows = useRead(
      'record.list',
      { entity, filter: { field: 'id', op: 'in', value: wanted }, limit: MOST_NAMES },
      { depends: { on: [entity] }, enabled: wanted.length > 0 },
    ).data?.rows
    for (const row of rows ?? []) names.set(row.id, String(row.displayName ?? ''))
  }
  return (id) => names.get(id)
}

/** Words for what led to a lookup; an empty text for “everything”. */
export function useDescribeSteps(entity: Entity, steps: readonly LookupStep[]): string {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const fields = useAskFields()
  const groups = useRead('group.list', {}, { depends: { on: ['group'] } }).data?.groups
  const nameOf = useNames(steps.flatMap(({ filter }) => (filter ? idsIn(filter, entity, fields.of) : [])))
  const groupName = (id: string): string =>
    groups?.find((group) => group.id === id)?.name ?? t('filter.group.gone')

  function valueText(value: unknown, ask: AskField | undefined): string {
    if (Array.isArray(value)) return format.list(value.map((each) => valueText(each, ask)))
    if (typeof value === 'object' && value !== null && 'amount' in value && 'unit' in value)
      return t(`filter.span.${String(value.unit)}`, { n: Number(value.amount) })
    if (typeof value === 'number') return format.number(value)
    if (typeof value === 'boolean') return t(value ? 'value.yes' : 'value.no')
    if (typeof value !== 'string') return ''
    if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) return format.dateTime(value)
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return format.date(value)
    const choice = ask && `${ask.entity}.choice.${ask.field.name}.${value}`
    if (choice && has(choice)) return t(choice)
    return format.isolate(nameOf(value) ?? value)
  }
  function one({ field: path, op, value }: FieldFilter, of: Entity): string {
    if (path === 'id' && op === 'in' && Array.isArray(value))
      return t('list.step.picked', { n: value.length })
    const ask = fields.of(of).find((each) => each.path === path)
    const spanned = (op === 'withinLast' || op === 'withinNext') && typeof value === 'number'
    return t(`filter.phrase.${ask ? opWord(op, ask.field) : op}`, {
      field: ask?.label ?? format.isolate(path),
      value: spanned ? t('filter.span.day', { n: value }) : valueText(value, ask),
    })
  }
  function words(filter: Filter, of: Entity): string {
    const inner = (part: Filter): string =>
      ('and' in part && part.and.length > 1) || ('or' in part && part.or.length > 1)
        ? `(${words(part, of)})`
        : words(part, of)
    if ('and' in filter) return filter.and.map(inner).join(t('filter.join.and'))
    if ('or' in filter) return filter.or.map(inner).join(t('filter.join.or'))
    if ('not' in filter) return t('filter.phrase.not', { what: words(filter.not, of) })
    if ('group' in filter) return t('filter.phrase.group', { what: format.isolate(groupName(filter.group)) })
    if ('some' in filter || 'none' in filter) {
      const none = 'none' in filter
      const name = none ? filter.none : filter.some
      const related = findEntity(name)
      const what = has(`${name}.many`) ? t(`${name}.many`) : name
      if (!filter.where || !related) return t(`filter.phrase.${none ? 'none' : 'some'}`, { what })
      return t(`filter.phrase.${none ? 'noneWhere' : 'someWhere'}`, {
        what,
        where: words(filter.where, related),
      })
    }
    return one(filter, of)
  }
  return steps
    .map((step) => {
      const parts: string[] = []
      if (step.search) parts.push(t('list.step.search', { text: format.isolate(step.search) }))
      if (step.filter) parts.push(words(step.filter, entity))
      if (step.picked) parts.push(t('list.step.picked', { n: step.picked }))
      const what = parts.join(t('filter.join.and'))
      if (step.combine === 'invert') return t('list.step.invert')
      if (!what) return ''
      return step.combine === 'replace' ? what : t(`list.step.${step.combine}`, { what })
    })
    .filter(Boolean)
    .join(' ')
}

/** A lookup in words: “Company starts with Siam”. */
import type { Entity, Field } from '#db/shared/entity.ts'
import type { FieldFilter, Filter } from '#db/shared/filter.ts'
import type { LookupStep } from '#db/shared/lookups.ts'
import { useRead } from '../data/hooks.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { useFormat } from '../i18n/useFormat.tsx'
import { fieldLabel } from './columns.tsx'

/** Words for one step of a lookup; an empty text for “everything”. */
export function useDescribeStep(entity: Entity, fields: readonly Field[]): (step: LookupStep) => string {
  const t = useText()
  const has = useHasText()
  const format = useFormat()

  const groups = useRead('group.list', {}, { depends: { on: ['group'] } }).data?.groups
  const groupName = (id: string): string =>
    groups?.find((group) => group.id === id)?.name ?? t('filter.group.gone')

  function valueText(value: unknown): string {
    if (Array.isArray(value)) return format.list(value.map(valueText))
    if (typeof value === 'number') return format.number(value)
    if (typeof value === 'boolean') return t(value ? 'value.yes' : 'value.no')
    if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) return format.dateTime(value)
    if (typeof value === 'string')
      return /^\d{4}-\d{2}-\d{2}$/.test(value) ? format.date(value) : format.isolate(value)
    return ''
  }
  function one(filter: FieldFilter): string {
    const field = fields.find(({ name }) => name === filter.field)
    const label = field ? fieldLabel(entity.name, field, t, has) : filter.field
    return t(`filter.phrase.${filter.op}`, { field: label, value: valueText(filter.value) })
  }
  function words(filter: Filter): string {
    if ('and' in filter) return filter.and.map(words).join(t('filter.join.and'))
    if ('or' in filter) return filter.or.map(words).join(t('filter.join.or'))
    if ('not' in filter) return t('filter.phrase.not', { what: words(filter.not) })
    if ('some' in filter) return t('filter.phrase.some', { what: t(`${filter.some}.many`) })
    if ('none' in filter) return t('filter.phrase.none', { what: t(`${filter.none}.many`) })
    if ('group' in filter) return t('filter.phrase.group', { what: format.isolate(groupName(filter.group)) })
    return one(filter)
  }
  return (step) => {
    const parts: string[] = []
    if (step.search) parts.push(t('list.step.search', { text: format.isolate(step.search) }))
    if (step.filter) parts.push(words(step.filter))
    if (step.picked) parts.push(t('list.step.picked', { n: step.picked }))
    const what = parts.join(t('filter.join.and'))
    if (step.combine === 'invert') return t('list.step.invert')
    if (!what) return ''
    return step.combine === 'replace' ? what : t(`list.step.${step.combine}`, { what })
  }
}

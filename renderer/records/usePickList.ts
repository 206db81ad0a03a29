/** What a pick list offers: the choices of a custom field, the list of the settings, values in use, and ours to begin with. */
import type { Field } from '#db/shared/entity.ts'
import { useRead } from '../data/hooks.ts'
import { useSettings } from '../data/settings.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []

/** Suggestions for a field of an entity; the values in use are only asked for while `wanted`. */
export function usePickList(entity: string, field: Field, wanted: boolean): readonly string[] {
  const t = useText()
  const has = useHasText()
  const settings = useSettings()
  const used = useRead(
    'record.values',
    { entity, field: field.name },
    // Suggestions may be a little old: they are asked for again with the next record.
    { depends: { on: [] }, enabled: wanted, keep: true },
  ).data
  const kept = texts(settings?.database[`pickList.${entity}.${field.name}`])
  const id = `record.suggest.${field.name}`
  const usual = field.codes ?? (has(id) ? t(id).split('|') : [])
  const first = field.options ?? (kept.length ? kept : usual)
  return [...new Set([...first, ...(used?.values ?? [])])]
}

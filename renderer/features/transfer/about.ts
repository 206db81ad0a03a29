/** A file that says something of people who are here: what its columns can be, and whether all is said that an import needs. */
import { type About, type AboutKind, abouts, saidTargets, whoTargets } from '#db/shared/about.ts'
import type { Entity, Field } from '#db/shared/entity.ts'
import type { Text } from '../../i18n/I18nProvider.tsx'
import { fieldLabel } from '../../records/columns.tsx'
import type { Option } from '../../ui/fields/Select.tsx'
import { type ColumnMap, columnsOf, KEEP, type Preview } from './targets.ts'

interface Words {
  readonly t: Text
  readonly has: (id: string) => boolean
}

function labelOf(entity: Entity, fields: readonly Field[], target: string, { t, has }: Words): string {
  if (has(`transfer.target.${target}`)) return t(`transfer.target.${target}`)
  const field = fields.find(({ name }) => name === target)
  return field ? fieldLabel(entity.name, field, t, has) : t(`contact.field.${target}`)
}

/** What a column can be; what is nothing of it is not read. */
export const aboutOptions = (
  what: AboutKind,
  entity: Entity,
  fields: readonly Field[],
  words: Words,
): readonly Option[] => [
  { value: KEEP, label: words.t('transfer.about.unread') },
  ...[...whoTargets, ...saidTargets[what]].map((value) => ({
    value,
    label: labelOf(entity, fields, value, words),
  })),
]

/** Whether a column of the file says one of these. */
export const saysOf = (preview: Preview, map: ColumnMap, ...targets: readonly string[]): boolean =>
  columnsOf(preview, map).some(({ target }) => target !== undefined && targets.includes(target.field))

/** Whether an import could begin. */
export function isSaid(about: About, preview: Preview, map: ColumnMap): boolean {
  if (!saysOf(preview, map, ...whoTargets)) return false
  switch (about.what) {
    case 'consent':
      return about.decision !== undefined || saysOf(preview, map, 'decision', 'optedOut')
    case 'list':
      return about.list !== undefined
    case 'campaign':
      return about.campaign !== undefined
    case 'answer':
      return about.campaign !== undefined && (about.status !== undefined || saysOf(preview, map, 'status'))
  }
}

/** `about:consent` → consent; undefined for records. */
export const aboutNamed = (value: string): AboutKind | undefined =>
  abouts.find((what) => value === `about:${what}`)

/** Operations in words: what was done, to how many of what, from where. */
import type { Output } from '#db/shared/contract.ts'
import type { Format } from '../../i18n/format.ts'
import type { Text } from '../../i18n/I18nProvider.tsx'

export type Operation = Output<'operation.list'>['operations'][number]
export type Has = (id: string) => boolean

/** `Import: friends.vcf`, `Undo: Changed`. */
export function operationText({ kind, params }: Operation, t: Text, has: Has): string {
  const id = `operation.${kind}`
  const done = t(has(id) ? id : 'operation.other')
  const file = params?.file
  if (typeof file === 'string' && file !== '') return t('operations.with', { done, what: file })
  const of = params?.of
  if (typeof of === 'string') {
    const undone = `operation.${of}`
    return t('operations.with', { done, what: t(has(undone) ? undone : 'operation.other') })
  }
  return done
}

/** `1,204 contacts and 300 companies`. */
export function recordsText({ entities }: Operation, t: Text, has: Has, format: Format): string {
  const parts = Object.entries(entities).map(([entity, n]) =>
    has(`${entity}.count`) ? t(`${entity}.count`, { n }) : t('operations.records', { n }),
  )
  return parts.length === 0 ? t('operations.nothing') : format.list(parts)
}

export const sourceText = ({ source }: Operation, t: Text, has: Has): string =>
  has(`source.${source}`) ? t(`source.${source}`) : source

/** Error records in the reader's words: the most specific wording the catalogues have. */
import type { ErrorRecord } from '#db/shared/errors.ts'
import type { Text } from './I18nProvider.tsx'

/** The sentence for an error record; the most specific wording there is. */
export function errorText(error: ErrorRecord, t: Text, has: (id: string) => boolean): string {
  const specific = error.reason && `error.${error.code}.${error.reason}`
  const id = specific && has(specific) ? specific : `error.${error.code}`
  return t(id, { ...error.params, ref: error.ref ?? '' })
}

/** The sentence for one issue of an Invalid error. */
export function issueText(
  issue: NonNullable<ErrorRecord['issues']>[number],
  t: Text,
  has: (id: string) => boolean,
): string {
  const id = `issue.${issue.code}`
  return has(id) ? t(id, issue.params ?? {}) : t('issue.other')
}

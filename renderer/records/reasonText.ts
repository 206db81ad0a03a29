/** Why two records may be one, in words. */
import type { Twin } from '#db/shared/duplicates.ts'
import type { Text } from '../i18n/I18nProvider.tsx'

type Reason = Twin['because'][number]

export const reasonText = ({ code, values: [a = '', b = ''] }: Reason, t: Text): string =>
  t(`duplicate.reason.${code}`, { a, b }).trim()

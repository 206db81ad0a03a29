/** Says above the fields of a record that one must not call, or not be in touch at all. */
import { IconHandStop } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useText } from '../../i18n/I18nProvider.tsx'
import type { RecordProps } from '../../records/extensions.tsx'
import classes from './Consent.module.css'
import { useConsent } from './useConsent.ts'

export function Banner({ entity, record }: RecordProps): ReactNode {
  const t = useText()
  const channels = useConsent(entity, record.id)?.channels
  const refused = (channel: string): boolean =>
    channels?.some((each) => each.channel === channel && each.state === 'refused') ?? false
  const word = refused('all') ? 'all' : refused('phone') ? 'phone' : undefined
  if (!word) return null
  return (
    <div className={classes.banner} role="status">
      <IconHandStop size={18} stroke={1.6} aria-hidden="true" />
      <span>{t(`consent.banner.${word}`)}</span>
    </div>
  )
}

/** Why rows of a file were not taken in, and how many for each reason. */
import type { ReactNode } from 'react'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import layout from '../../ui/layout.module.css'

export function Reasons({ reasons }: { readonly reasons: Readonly<Record<string, number>> }): ReactNode {
  const t = useText()
  const has = useHasText()
  const all = Object.entries(reasons).sort(([, a], [, b]) => b - a)
  if (all.length === 0) return null
  return (
    <ul className={layout.lines} aria-label={t('transfer.reasons')}>
      {all.map(([code, n]) => (
        <li key={code} className={layout.hint}>
          {t('transfer.reasons.line', {
            n,
            why: has(`transfer.reject.${code}`) ? t(`transfer.reject.${code}`) : code,
          })}
        </li>
      ))}
    </ul>
  )
}

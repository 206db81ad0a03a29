/** Sums of money: in one currency, with what could not be converted said beside it. */
import type { ReactNode } from 'react'
import type { MoneyTotal } from '#db/shared/money/sums.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { Tooltip } from '../../ui/Tooltip.tsx'

export function MoneyText({ total }: { readonly total: MoneyTotal }): ReactNode {
  const t = useText()
  const format = useFormat()
  const text = format.money(total.minor, total.currency)
  if (total.missing.length === 0) return text
  const missing = format.list(total.missing.map(({ minor, currency }) => format.money(minor, currency)))
  return (
    <>
      {text}{' '}
      <Tooltip label={t('money.missing', { missing })}>
        <span>
          <Badge tone="warning">{t('money.incomplete')}</Badge>
        </span>
      </Tooltip>
    </>
  )
}

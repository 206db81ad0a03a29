/** How campaigns and their members are worded: states, reasons, money. */
import type { ReactNode } from 'react'
import type { MemberState, Refused } from '#db/shared/campaigns.ts'
import { currencyCodes } from '#db/shared/numbers/currencies.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { useHasText, usePreferences, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import layout from '../../ui/layout.module.css'
import classes from './Campaigns.module.css'

const tones: Partial<Record<MemberState, Tone>> = {
  sent: 'accent',
  queued: 'accent',
  replied: 'success',
  responded: 'success',
  converted: 'success',
  failed: 'danger',
  optedOut: 'danger',
  excluded: 'warning',
}

export function MemberStatus({
  status,
  reason,
}: {
  readonly status: MemberState
  readonly reason: string | null
}): ReactNode {
  const t = useText()
  const has = useHasText()
  const tone = tones[status]
  const why =
    reason === null
      ? undefined
      : has(`campaign.refusal.${reason}`)
        ? t(`campaign.refusal.${reason}`)
        : has(`mail.reason.${reason}`)
          ? t(`mail.reason.${reason}`)
          : reason
  return (
    <span className={classes.status}>
      <Badge {...(tone && { tone })}>{t(`campaignMember.choice.status.${status}`)}</Badge>
      {why && <span className={layout.hint}>{why}</span>}
    </span>
  )
}

/** How many must not be reached, why, and who the first of them are. */
export function RefusedList({ refused }: { readonly refused: Refused }): ReactNode {
  const t = useText()
  if (refused.length === 0) return null
  return (
    <ul className={classes.refused} aria-label={t('campaign.refused')}>
      {refused.map(({ code, count, first }) => (
        <li key={code}>
          <strong>{t('campaign.refused.line', { n: count, why: t(`campaign.refusal.${code}`) })}</strong>
          <div className={layout.hint}>
            <bdi>{first.map(({ name }) => name).join(' · ')}</bdi>
            {count > first.length && ` ${t('lists.more', { n: count - first.length })}`}
          </div>
        </li>
      ))}
    </ul>
  )
}

interface Money {
  readonly minor: number
  readonly currency: string
}
/** A stored amount; null for what is none. */
export const moneyOf = (value: unknown): Money | null => {
  const { minor, currency } = Object(value)
  return typeof minor === 'number' && typeof currency === 'string' ? { minor, currency } : null
}

/** Currencies to choose from: that of the campaign first, then that of whoever looks. */
export function useCurrencies(campaign: WireRecord): readonly string[] {
  const { currency } = usePreferences()
  const own = moneyOf(campaign.cost) ?? moneyOf(campaign.budget)
  return [...new Set([own?.currency ?? currency, currency, ...currencyCodes])]
}

export function useMoney(): (money: Money | null) => string {
  const format = useFormat()
  return (money) => (money === null ? '—' : format.money(money.minor, money.currency))
}

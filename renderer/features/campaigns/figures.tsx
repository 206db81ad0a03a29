/** The figures of a campaign in words and numbers, for its own page and beside those of another; and what chance has to do with them. */
import type { ReactNode } from 'react'
import type { CampaignSummary } from '#db/shared/campaigns.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import layout from '../../ui/layout.module.css'
import { useMoney } from './words.tsx'

/** Below it a difference is called more than chance. */
const LEVEL = 0.05

/** A number with its share of another. */
export function useShare(): (n: number, of: number) => string {
  const t = useText()
  const format = useFormat()
  return (n, of) =>
    of === 0
      ? format.integer(n)
      : t('campaign.share', { n: format.integer(n), share: format.percent(n / of) })
}

export interface Figure {
  readonly label: string
  say(of: CampaignSummary): string
}

export function useFigures(): readonly Figure[] {
  const format = useFormat()
  const money = useMoney()
  const share = useShare()
  return [
    { label: 'campaign.members', say: ({ members }) => format.integer(members) },
    { label: 'campaign.reached', say: ({ reached, members }) => share(reached, members) },
    { label: 'campaign.answered', say: ({ answered, reached }) => share(answered, reached) },
    { label: 'campaign.converted', say: ({ converted, reached }) => share(converted, reached) },
    { label: 'campaign.field.cost', say: ({ cost }) => money(cost) },
    { label: 'campaign.costPerAnswer', say: ({ costPerAnswer }) => money(costPerAnswer) },
    { label: 'campaign.value', say: ({ value }) => money(value) },
    {
      label: 'campaign.roi',
      say: ({ roi, reached }) => (roi === null || reached === 0 ? '—' : format.percent(roi)),
    },
  ]
}

/** Whether a difference is more than chance; nothing where nobody could say. */
export function Chance({ pValue }: { readonly pValue: number | null }): ReactNode {
  const t = useText()
  const format = useFormat()
  if (pValue === null) return null
  return (
    <p className={layout.hint} role="status">
      {t(pValue < LEVEL ? 'campaign.significant' : 'campaign.notSignificant', {
        p: format.number(pValue, 3),
      })}
    </p>
  )
}

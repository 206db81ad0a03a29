/** The campaigns a record is in, and how far each got with it. */
import type { ReactNode } from 'react'
import { type Consenting, isConsenting } from '#db/shared/consent.ts'
import type { Entity } from '#db/shared/entity.ts'
import { useRead } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import type { RecordProps } from '../../records/extensions.tsx'
import { go } from '../../state/route.ts'
import { LinkButton } from '../../ui/LinkButton.tsx'
import layout from '../../ui/layout.module.css'
import { MemberStatus } from './words.tsx'

const side = ({ name }: Entity): Consenting => (isConsenting(name) ? name : 'contact')

const useCampaignsOf = (entity: Entity, id: string) =>
  useRead(
    'campaign.of',
    { entity: side(entity), id },
    { depends: { on: ['campaign', 'campaignMember'] }, keep: true },
  ).data?.campaigns

export const useCampaignCount = (entity: Entity, id: string): number | undefined =>
  useCampaignsOf(entity, id)?.length

export function CampaignsTab({ entity, record }: RecordProps): ReactNode {
  const t = useText()
  const format = useFormat()
  const mine = useCampaignsOf(entity, record.id)
  return (
    <div className={layout.tab}>
      {mine?.length === 0 && <p className={layout.hint}>{t('campaign.inNone')}</p>}
      <ul className={layout.lines}>
        {(mine ?? []).map(({ id, name, kind, status, reason, at }) => (
          <li key={id} className={layout.line}>
            <LinkButton onClick={() => go({ section: 'campaigns', id })}>{name}</LinkButton>
            <span className={layout.hint}>{t(`campaign.choice.kind.${kind}`)}</span>
            <MemberStatus status={status} reason={reason} />
            {at !== null && <span className={layout.end}>{format.day(at)}</span>}
          </li>
        ))}
      </ul>
    </div>
  )
}

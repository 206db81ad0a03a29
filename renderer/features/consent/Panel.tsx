/** The consent of a record: what holds for each channel, and every statement with its basis and proof. */
import { IconHandStop, IconMinus, IconShieldCheck } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { ConsentEntry, Standing } from '#db/shared/consent.ts'
import type { Entity } from '#db/shared/entity.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import type { RecordProps } from '../../records/extensions.tsx'
import { useMay } from '../../state/session.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import layout from '../../ui/layout.module.css'
import classes from './Consent.module.css'
import { ConsentDialog, type Draft, freshDraft } from './ConsentDialog.tsx'
import { sideOf, useConsent } from './useConsent.ts'

export const useConsentCount = (entity: Entity, id: string): number | undefined =>
  useConsent(entity, id)?.entries.length

const icons = { refused: IconHandStop, granted: IconShieldCheck, none: IconMinus }

export function Panel({ entity, record, readOnly }: RecordProps): ReactNode {
  const t = useText()
  const said = useConsent(entity, record.id)
  const may = useMay('edit')
  const [draft, setDraft] = useState<Draft>()
  const name = String(record.displayName ?? '')
  return (
    <div className={classes.panel}>
      {!readOnly && may && (
        <div className={classes.bar}>
          <Button
            size="small"
            icon={<IconHandStop size={14} />}
            onClick={() => setDraft(freshDraft('refused'))}
          >
            {t('consent.refuse')}
          </Button>
          <Button
            size="small"
            icon={<IconShieldCheck size={14} />}
            onClick={() => setDraft(freshDraft('granted'))}
          >
            {t('consent.agree')}
          </Button>
        </div>
      )}
      <ul className={classes.channels} aria-label={t('consent.field.channel')}>
        {said?.channels
          .filter(({ channel }) => channel !== 'all')
          .map(({ channel, state }) => (
            <Channel key={channel} channel={channel} state={state} />
          ))}
      </ul>
      {said?.entries.length === 0 && <p className={layout.hint}>{t('consent.none')}</p>}
      {said && said.entries.length > 0 && (
        <ul className={classes.entries} aria-label={t('consent.many')}>
          {said.entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      {draft && (
        <ConsentDialog
          draft={draft}
          what={name}
          of={{ entity: sideOf(entity), id: record.id }}
          onClose={() => setDraft(undefined)}
        />
      )}
    </div>
  )
}

function Channel({ channel, state }: { readonly channel: string; readonly state: Standing }): ReactNode {
  const t = useText()
  const Icon = icons[state]
  return (
    <li className={classes.channel} data-state={state}>
      <Icon size={16} stroke={1.6} aria-hidden="true" />
      <strong>{t(`consent.choice.channel.${channel}`)}</strong>
      <span className={layout.hint}>{t(`consent.state.${state}`)}</span>
    </li>
  )
}

function Entry({ entry }: { readonly entry: ConsentEntry }): ReactNode {
  const t = useText()
  const format = useFormat()
  const facts = [
    entry.basis && t(`consent.choice.basis.${entry.basis}`),
    entry.until && t('consent.untilDay', { day: format.date(entry.until) }),
    entry.keepUntil && t('consent.keepDay', { day: format.date(entry.keepUntil) }),
    entry.by && t('consent.by', { name: entry.by }),
  ].filter((fact) => typeof fact === 'string')
  return (
    <li className={classes.entry} data-over={!entry.counts || undefined}>
      <div className={classes.head}>
        <Badge tone={!entry.counts ? 'neutral' : entry.decision === 'granted' ? 'success' : 'danger'}>
          {t(`consent.choice.decision.${entry.decision}`)}
        </Badge>
        <span>{t(`consent.choice.channel.${entry.channel}`)}</span>
        <span className={layout.hint}>
          <bdi>{entry.purpose ?? t('consent.purpose.every')}</bdi>
        </span>
        {!entry.counts && <span className={layout.hint}>{t('consent.over')}</span>}
        <span className={classes.at}>{format.day(entry.at)}</span>
      </div>
      {entry.source && (
        <p className={layout.words}>
          <bdi>{entry.source}</bdi>
        </p>
      )}
      {entry.wording && (
        <blockquote className={classes.quote}>
          <bdi>{entry.wording}</bdi>
        </blockquote>
      )}
      {entry.proof && (
        <p className={layout.words}>
          {t('consent.field.proof')}: <bdi>{entry.proof}</bdi>
        </p>
      )}
      {facts.length > 0 && <p className={layout.hint}>{facts.join(' · ')}</p>}
    </li>
  )
}

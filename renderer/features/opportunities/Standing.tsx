/** At the head of an opportunity's page: the way it has come, how long it has stood there, what comes next, and its end. */
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowRight,
  IconCalendarEvent,
  IconTrophy,
  IconX,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useRead } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../../i18n/useFormat.tsx'
import type { RecordProps } from '../../records/extensions.tsx'
import { runCommand, useOffers } from '../../state/commands.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { useMoving } from './moving.tsx'
import classes from './Opportunities.module.css'

export function StandingBanner({ entity, record, readOnly }: RecordProps): ReactNode {
  return entity.name === 'opportunity' ? <Standing record={record} readOnly={readOnly} /> : null
}

const depends = { on: ['opportunity', 'stage', 'pipeline', 'activity', 'stageChange'] }

function Standing({ record, readOnly }: Pick<RecordProps, 'record' | 'readOnly'>): ReactNode {
  const t = useText()
  const format = useFormat()
  const moving = useMoving()
  const { data } = useRead('opportunity.standing', { id: record.id }, { depends, keep: true })
  const canSchedule = useOffers((state) => state.offers.some((offer) => offer.id === 'activity.call'))
  if (!data) return null
  const card = { id: record.id, name: String(record.displayName ?? '') }
  const open = data.status === 'open'
  const at = data.stages.findIndex(({ current }) => current)
  return (
    <section className={classes.standing} aria-label={t('opportunity.standing')}>
      <ol className={classes.way}>
        {data.stages.map((stage, place) => (
          <li
            key={stage.id}
            data-past={(at >= 0 && place < at) || undefined}
            data-current={stage.current || undefined}
          >
            <button
              type="button"
              className={classes.step}
              disabled={readOnly || (stage.current && open)}
              aria-current={stage.current ? 'step' : undefined}
              onClick={() => moving.move(card, stage)}
            >
              <span className={classes.stepName} data-cut>
                <Bdi>{stage.name}</Bdi>
              </span>
              <span className={classes.stepFacts}>
                {stage.days === null
                  ? format.percent(stage.probability / 100)
                  : t('opportunity.days', { n: stage.days })}
              </span>
            </button>
          </li>
        ))}
      </ol>
      <div className={classes.facts}>
        {!open && (
          <Badge tone={data.status === 'won' ? 'success' : 'danger'}>
            {t(`opportunity.choice.status.${data.status}`)}
          </Badge>
        )}
        {data.rotting && (
          <span className={classes.rot}>
            <IconAlertTriangle size={14} aria-hidden="true" />
            {t('opportunity.rotting', { n: data.days, most: data.rotDays ?? 0 })}
          </span>
        )}
        {open && (
          <span className={classes.nextStep} data-none={data.next === null || undefined}>
            {data.next?.activity ? (
              <IconCalendarEvent size={15} aria-hidden="true" />
            ) : (
              <IconArrowRight size={15} aria-hidden="true" className={classes.mirrored} />
            )}
            <span className={classes.label}>{t('opportunity.field.nextStep')}</span>
            {data.next ? (
              <strong data-late={data.next.overdue || undefined}>
                <Bdi>{data.next.text}</Bdi>
                {data.next.at && ` · ${format.dateTime(data.next.at)}`}
              </strong>
            ) : (
              <span>{t('opportunity.next.none')}</span>
            )}
          </span>
        )}
        {open && !data.next && !readOnly && canSchedule && (
          <Button size="small" tone="quiet" onClick={() => runCommand('activity.call')}>
            {t('opportunity.next.schedule')}
          </Button>
        )}
        {data.weighted && open && (
          <span className={classes.label}>
            {t('opportunity.weighted')} {format.money(data.weighted.minor, data.weighted.currency)} ·{' '}
            {format.percent(data.probability / 100)} · {t(`opportunity.choice.category.${data.category}`)}
          </span>
        )}
        <span className={classes.space} />
        {!readOnly &&
          (open ? (
            <>
              <Button size="small" icon={<IconTrophy size={15} />} onClick={() => moving.close(card, 'won')}>
                {t('opportunity.mark.won')}
              </Button>
              <Button
                size="small"
                tone="quiet"
                icon={<IconX size={15} />}
                onClick={() => moving.close(card, 'lost')}
              >
                {t('opportunity.mark.lost')}
              </Button>
            </>
          ) : (
            <Button size="small" icon={<IconArrowBackUp size={15} />} onClick={() => moving.reopen(card)}>
              {t('opportunity.reopen')}
            </Button>
          ))}
      </div>
      {moving.dialog}
    </section>
  )
}

/** At the head of a page: how a ticket stands with what was promised; what is open with a customer. */
import { IconAlertTriangle, IconCheck, IconPlayerPause, IconTicket } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { ClockRow } from '#db/shared/sla.ts'
import { useRead } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Bdi, Ltr, useFormat } from '../../i18n/useFormat.tsx'
import type { RecordProps } from '../../records/extensions.tsx'
import { openRecord } from '../../records/open.ts'
import { Button } from '../../ui/Button.tsx'
import classes from './Tickets.module.css'
import { DueText, PriorityBadge, ticketDepends } from './words.tsx'

const priorities = ['urgent', 'high', 'normal', 'low'] as const

/** Priority, the clocks of the promise, and the numbers of tickets that were merged into it. */
export function TicketBanner({ entity, record }: RecordProps): ReactNode {
  return entity.name === 'ticket' ? <Standing id={record.id} record={record} /> : null
}

function Standing({
  id,
  record,
}: {
  readonly id: string
  readonly record: RecordProps['record']
}): ReactNode {
  const t = useText()
  const depends = { on: [...ticketDepends.on, 'slaPolicy', 'businessHours', 'holiday'] }
  const clocks = useRead('sla.clocks', { id }, { depends, keep: true }).data
  const around = useRead(
    'ticket.around',
    { id },
    { depends: { on: ['ticket', 'ticketLink', 'ticketWatcher'] } },
  ).data
  const priority = priorities.find((each) => each === record.priority)
  return (
    <div className={classes.banner} role="note">
      {typeof record.number === 'string' && (
        <strong className={classes.number}>
          <Ltr>{record.number}</Ltr>
        </strong>
      )}
      {priority && <PriorityBadge priority={priority} />}
      {clocks?.clocks.map((clock) => (
        <Clock key={clock.name} clock={clock} />
      ))}
      {clocks?.neverOpen && (
        <span className={classes.late}>
          <IconAlertTriangle size={13} aria-hidden="true" /> {t('sla.neverOpen')}
        </span>
      )}
      {clocks?.policy?.name && (
        <span className={classes.clock}>
          <Bdi>{clocks.policy.name}</Bdi>
        </span>
      )}
      {around && around.merged.length > 0 && (
        <span className={classes.clock}>
          {t('ticket.mergedNumbers')} <Ltr>{around.merged.join(', ')}</Ltr>
        </span>
      )}
      {around && around.sameNumber.length > 0 && (
        <Button size="small" onClick={() => openRecord('ticket', around.sameNumber[0] ?? id)}>
          {t('ticket.sameNumber')}
        </Button>
      )}
    </div>
  )
}

function Clock({ clock }: { readonly clock: ClockRow }): ReactNode {
  const t = useText()
  const format = useFormat()
  const { due, metAt, late, paused } = clock
  return (
    <span className={classes.clock}>
      <span className={classes.clockName}>{t(`ticket.choice.late.${clock.name}`)}</span>
      {metAt !== null && (
        <span className={late ? classes.late : classes.met} title={format.dateTime(metAt)}>
          {late ? (
            <IconAlertTriangle size={13} aria-hidden="true" />
          ) : (
            <IconCheck size={13} aria-hidden="true" />
          )}{' '}
          {t(late ? 'sla.metLate' : 'sla.met')}
        </span>
      )}
      {metAt === null && paused && (
        <span>
          <IconPlayerPause size={13} aria-hidden="true" /> {t('sla.paused')}
        </span>
      )}
      {metAt === null && !paused && due !== null && <DueText due={due} />}
    </span>
  )
}

/**
 * Open tickets of a contact or a company, on their pages and those of their opportunities; complaints and broken promises
 * say so before anybody sells anything.
 */
export function CustomerBanner({ entity, record }: RecordProps): ReactNode {
  if (entity.name === 'contact' || entity.name === 'company')
    return <Customer entity={entity.name} id={record.id} />
  if (entity.name !== 'opportunity') return null
  const { companyId, contactId } = record
  if (typeof companyId === 'string') return <Customer entity="company" id={companyId} />
  return typeof contactId === 'string' ? <Customer entity="contact" id={contactId} /> : null
}

function Customer({
  entity,
  id,
}: {
  readonly entity: 'contact' | 'company'
  readonly id: string
}): ReactNode {
  const t = useText()
  const { data } = useRead('ticket.of', { entity, id, limit: 1 }, { depends: ticketDepends })
  if (!data || data.open === 0) return null
  const [first] = data.tickets
  const tone = data.complaints > 0 || data.breaches > 0 ? 'danger' : undefined
  return (
    <div className={classes.banner} data-tone={tone} role="note">
      <IconTicket size={15} aria-hidden="true" />
      <span>{t('ticket.banner.open', { n: data.open })}</span>
      {data.complaints > 0 && <strong>{t('ticket.banner.complaints', { n: data.complaints })}</strong>}
      {data.breaches > 0 && <strong>{t('ticket.banner.breaches', { n: data.breaches })}</strong>}
      <span className={classes.space} />
      {first && (
        <Button size="small" onClick={() => openRecord('ticket', first.id)}>
          {t('ticket.banner.show')}
        </Button>
      )}
    </div>
  )
}

/** How tickets, their statuses and their due times are said and drawn, wherever one is shown. */
import { IconAlertTriangle, IconClock } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { Output } from '#db/shared/contract.ts'
import { openPhases, type Phase, type Priority } from '#db/shared/ticketCodes.ts'
import type { TicketCard } from '#db/shared/tickets.ts'
import { useRead } from '../../data/hooks.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Bdi, Ltr, useFormat } from '../../i18n/useFormat.tsx'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import classes from './Tickets.module.css'

export type Options = Output<'ticket.options'>

/** What a read of tickets depends on. */
export const ticketDepends = {
  on: ['ticket', 'ticketMessage', 'contact', 'company', 'queue', 'user', 'setting'],
}

export const useOptions = (): Options | undefined =>
  useRead('ticket.options', {}, { depends: { on: ['setting', 'queue', 'user'] }, keep: true }).data

/** A code of a field as its word, an own name as it is. */
export function useWord(): (field: 'status' | 'type' | 'channel' | 'late', code: string) => string {
  const t = useText()
  const has = useHasText()
  return (field, code) => {
    const id = `ticket.choice.${field}.${code}`
    return has(id) ? t(id) : code
  }
}

const phaseTones: Readonly<Record<Phase, Tone>> = {
  new: 'accent',
  open: 'accent',
  waiting: 'warning',
  solved: 'success',
  closed: 'neutral',
}
export const toneOf = (phase: Phase): Tone => phaseTones[phase]

export function StatusBadge({
  status,
  phase,
}: {
  readonly status: string
  readonly phase: Phase
}): ReactNode {
  const word = useWord()
  return (
    <Badge tone={toneOf(phase)}>
      <Bdi>{word('status', status)}</Bdi>
    </Badge>
  )
}

const priorityTones: Readonly<Record<Priority, Tone>> = {
  urgent: 'danger',
  high: 'warning',
  normal: 'neutral',
  low: 'neutral',
}

export function PriorityBadge({ priority }: { readonly priority: Priority }): ReactNode {
  const t = useText()
  return <Badge tone={priorityTones[priority]}>{t(`ticket.choice.priority.${priority}`)}</Badge>
}

const MINUTE = 60_000

/** The present, once a minute. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** Until when, and whether that has passed: said in words, not by colour alone. */
export function DueText({ due }: { readonly due: string }): ReactNode {
  const t = useText()
  const format = useFormat()
  const now = useNow()
  const over = Date.parse(due) < now
  return (
    <span className={classes.due} data-over={over || undefined} title={format.dateTime(due)}>
      {over ? <IconAlertTriangle size={13} aria-hidden="true" /> : <IconClock size={13} aria-hidden="true" />}
      {t(over ? 'ticket.overdueSince' : 'ticket.dueIn', { when: format.relative(due, now) })}
    </span>
  )
}

export const isOpen = ({ phase }: Pick<TicketCard, 'phase'>): boolean => openPhases.includes(phase)

/** A ticket in two or three lines: on a board, in a panel. */
export function CardText({
  card,
  status,
}: {
  readonly card: TicketCard
  readonly status?: boolean
}): ReactNode {
  const t = useText()
  const word = useWord()
  const customer = card.contact?.name ?? card.company?.name
  return (
    <span className={classes.card}>
      <span className={classes.cardHead}>
        {card.number !== null && (
          <span className={classes.number}>
            <Ltr>{card.number}</Ltr>
          </span>
        )}
        {card.type === 'complaint' && <Badge tone="danger">{word('type', card.type)}</Badge>}
        {card.priority !== 'normal' && <PriorityBadge priority={card.priority} />}
        {status && <StatusBadge status={card.status} phase={card.phase} />}
      </span>
      <span className={classes.subject}>
        <Bdi>{card.subject}</Bdi>
      </span>
      {customer && (
        <span className={classes.cardFoot}>
          <Bdi>{customer}</Bdi>
        </span>
      )}
      <span className={classes.cardFoot}>
        {isOpen(card) && card.dueAt !== null && <DueText due={card.dueAt} />}
        {!isOpen(card) && card.late.length > 0 && <Badge tone="danger">{t('ticket.wasLate')}</Badge>}
        <span className={classes.space} />
        <span className={classes.assignee}>
          {card.assignee?.name ? <Bdi>{card.assignee.name}</Bdi> : isOpen(card) && t('ticket.nobody')}
        </span>
      </span>
    </span>
  )
}

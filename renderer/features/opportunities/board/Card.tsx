/** An opportunity on the board: what, who, how much, when, and what comes next. Enter opens it. */
import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import {
  IconAlertTriangle,
  IconArrowRight,
  IconCalendarEvent,
  IconClockExclamation,
} from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { OpportunityCard } from '#db/shared/opportunities.ts'
import { useText } from '../../../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../../../i18n/useFormat.tsx'
import { go } from '../../../state/route.ts'
import { todayIso } from '../../../ui/dates/typedDay.ts'
import classes from './Board.module.css'

/** What is carried while a card is dragged. */
export const DRAGGED = 'opportunityCard'

interface Props {
  readonly card: OpportunityCard
  readonly stage: string
  readonly carried: boolean
  readonly mayMove: boolean
}

export const openOpportunity = (id: string): void => go({ section: 'opportunities', id, full: true })

export function Card({ card, stage, carried, mayMove }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const element = useRef<HTMLLIElement>(null)
  const [dragging, setDragging] = useState(false)
  const { id, name } = card
  useEffect(() => {
    const own = element.current
    if (!own || !mayMove) return undefined
    return draggable({
      element: own,
      getInitialData: () => ({ [DRAGGED]: { id, name, stage } }),
      onDragStart: () => setDragging(true),
      onDrop: () => setDragging(false),
    })
  }, [id, name, stage, mayMove])
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || carried) return
    event.preventDefault()
    openOpportunity(id)
  }
  const late = card.status === 'open' && card.closeDate !== null && card.closeDate < todayIso()
  const who = card.company ?? card.contact
  return (
    <li
      ref={element}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: cards are opened and carried by keyboard
      tabIndex={0}
      className={classes.card}
      data-card={id}
      data-name={name}
      data-stage={stage}
      data-dragging={dragging || undefined}
      data-movable={mayMove || undefined}
      data-carried={carried || undefined}
      data-rotting={card.rotting || undefined}
      aria-roledescription={mayMove ? t('opportunity.card.role') : undefined}
      onClick={() => openOpportunity(id)}
      onKeyDown={onKeyDown}
    >
      <div className={classes.cardName}>
        <Bdi>{name}</Bdi>
      </div>
      {who && (
        <div className={classes.dim}>
          <Bdi>{who.name ?? t('record.ref.hidden')}</Bdi>
        </div>
      )}
      <div className={classes.facts}>
        {card.amount && (
          <span className={classes.amount}>{format.money(card.amount.minor, card.amount.currency)}</span>
        )}
        {card.closeDate && (
          <span className={classes.date} data-late={late || undefined}>
            {late && <IconClockExclamation size={13} role="img" aria-label={t('opportunity.late')} />}
            {format.date(card.closeDate)}
          </span>
        )}
      </div>
      {card.status === 'open' && (
        <div className={classes.next} data-none={card.next === null || undefined}>
          {card.next ? (
            <>
              {card.next.activity ? (
                <IconCalendarEvent size={13} aria-hidden="true" />
              ) : (
                <IconArrowRight size={13} aria-hidden="true" className={classes.mirrored} />
              )}
              <span className={classes.nextText} data-cut>
                <Bdi>{card.next.text}</Bdi>
              </span>
              {card.next.at && (
                <span data-late={card.next.overdue || undefined}>{format.day(card.next.at, 'short')}</span>
              )}
            </>
          ) : (
            t('opportunity.next.none')
          )}
          {card.rotting && (
            <span className={classes.rot}>
              <IconAlertTriangle size={13} aria-hidden="true" />
              {t('opportunity.days', { n: card.days })}
            </span>
          )}
        </div>
      )}
    </li>
  )
}

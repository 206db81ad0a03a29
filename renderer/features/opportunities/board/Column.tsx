/** One column (of one lane): its cards, more of them when asked, and the place they are dropped on. */
import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Output } from '#db/shared/contract.ts'
import type { OpportunityCard } from '#db/shared/opportunities.ts'
import { useRead } from '../../../data/hooks.ts'
import { useText } from '../../../i18n/I18nProvider.tsx'
import { useFormat } from '../../../i18n/useFormat.tsx'
import { Button } from '../../../ui/Button.tsx'
import { asked, depends, useFilters } from '../filters.ts'
import classes from './Board.module.css'
import { Card, DRAGGED } from './Card.tsx'
import type { Carried } from './carrying.ts'

export type Cell = Output<'opportunity.board'>['lanes'][number]['cells'][number]

interface Props {
  readonly cell: Cell
  readonly name: string
  /** Whose cards; absent: everybody's. */
  readonly lane?: string | null
  /** A card in hand would land here. */
  readonly target: boolean
  readonly carried: string | undefined
  /** Whether cards of this owner may be moved. */
  readonly mayMove: (owner: string | null) => boolean
  readonly onDrop: (card: Carried) => void
}

const MORE = 100

function isCarried(value: unknown): value is Carried {
  return typeof value === 'object' && value !== null && 'id' in value && 'stage' in value && 'name' in value
}

export function Column({ cell, name, lane, target, carried, mayMove, onDrop }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const filters = useFilters()
  const place = useRef<HTMLDivElement>(null)
  const [over, setOver] = useState(false)
  const [limit, setLimit] = useState(0)
  const more = useRead(
    'opportunity.cards',
    { ...asked(filters), stage: cell.stage, limit: Math.max(1, limit), ...(lane !== undefined && { lane }) },
    { depends, enabled: limit > 0, keep: true },
  )
  const cards: readonly OpportunityCard[] = limit > 0 && more.data ? more.data.cards : cell.cards
  const dropped = useRef(onDrop)
  useEffect(() => {
    dropped.current = onDrop
  })
  useEffect(() => {
    const element = place.current
    if (!element || cell.stage === 'none') return undefined
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => isCarried(source.data[DRAGGED]),
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false)
        const card = source.data[DRAGGED]
        if (isCarried(card)) dropped.current(card)
      },
    })
  }, [cell.stage])
  return (
    <div
      ref={place}
      className={classes.column}
      data-over={over || target || undefined}
      data-column={cell.stage}
    >
      <ul aria-label={name} className={classes.cards}>
        {cards.map((card) => (
          <Card
            key={card.id}
            card={card}
            stage={cell.stage}
            carried={carried === card.id}
            mayMove={mayMove(card.owner?.id ?? null)}
          />
        ))}
      </ul>
      {cell.count > cards.length && (
        <Button size="small" tone="quiet" onClick={() => setLimit(cards.length + MORE)}>
          {t('opportunity.board.more', { n: format.integer(cell.count - cards.length) })}
        </Button>
      )}
    </div>
  )
}

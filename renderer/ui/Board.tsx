/**
 * Cards in columns, moved by mouse or by keyboard. Arrows go from card to card, Enter opens one; Space takes it up, arrows
 * carry it to another column, Space puts it down, Escape puts it back. What a card shows and what moving means is the
 * caller's. Knows no domain.
 */
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useText } from '../i18n/I18nProvider.tsx'
import { useFormat } from '../i18n/useFormat.tsx'
import classes from './Board.module.css'
import { Spoken } from './Spoken.tsx'

export interface BoardCard {
  readonly id: string
  /** What it is called when it is spoken of. */
  readonly name: string
  readonly content: ReactNode
  /** It stays where it is, though others can be moved. */
  readonly fixed?: boolean
}

export interface BoardColumn {
  readonly id: string
  readonly title: string
  /** How many there are in all; more than the cards given when they are not all shown. */
  readonly count: number
  /** Under the title: a sum, a probability. */
  readonly note?: ReactNode
  readonly tone?: 'accent' | 'warning' | 'success' | 'danger'
  readonly cards: readonly BoardCard[]
  /** Below the cards: the way to the rest of them. */
  readonly foot?: ReactNode
}

interface Props {
  readonly label: string
  readonly columns: readonly BoardColumn[]
  /** Shown in a column without cards. */
  readonly empty: string
  readonly onOpen: (id: string) => void
  /** Absent: cards stay where they are. */
  readonly onMove?: ((id: string, to: string) => void) | undefined
}

/** A card that is being carried by keyboard, and the column it hovers over. */
interface Carried {
  readonly id: string
  readonly over: number
}

export function Board({ label, columns, empty, onOpen, onMove }: Props): ReactNode {
  const t = useText()
  const [carried, setCarried] = useState<Carried>()
  const [said, setSaid] = useState('')
  const board = useRef<HTMLDivElement>(null)
  const focusOn = useRef<string>(undefined)

  // A card that moved is another element: the cursor goes along.
  useEffect(() => {
    if (focusOn.current === undefined) return
    const card = board.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(focusOn.current)}"]`)
    if (!card) return
    card.focus()
    if (columns.some((column) => column.cards.some(({ id }) => id === focusOn.current)))
      focusOn.current = undefined
  }, [columns])

  const cardAt = (column: number, row: number): HTMLElement | undefined => {
    const cards = board.current?.querySelectorAll<HTMLElement>(`[data-column="${column}"] [data-card]`)
    return cards?.[Math.min(row, cards.length - 1)]
  }
  const step = (column: number, row: number, across: number, down: number): void => {
    if (down !== 0) {
      cardAt(column, row + down < 0 ? 0 : row + down)?.focus()
      return
    }
    for (let next = column + across; next >= 0 && next < columns.length; next += across) {
      const card = cardAt(next, row)
      if (card) {
        card.focus()
        return
      }
    }
  }
  const carry = ({ id, over }: Carried, card: BoardCard, across: number): void => {
    const next = Math.min(Math.max(over + across, 0), columns.length - 1)
    setCarried({ id, over: next })
    setSaid(t('ui.board.over', { name: card.name, column: columns[next]?.title ?? '' }))
  }
  const drop = (from: number, card: BoardCard): void => {
    const to = columns[carried?.over ?? from]
    setCarried(undefined)
    if (!to || to.id === columns[from]?.id) {
      setSaid(t('ui.board.back', { name: card.name }))
      return
    }
    focusOn.current = card.id
    setSaid(t('ui.board.moved', { name: card.name, column: to.title }))
    onMove?.(card.id, to.id)
  }
  const onKeyDown = (event: KeyboardEvent, column: number, row: number, card: BoardCard): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const mirrored = document.documentElement.dir === 'rtl' ? -1 : 1
    const across = event.key === 'ArrowRight' ? mirrored : event.key === 'ArrowLeft' ? -mirrored : 0
    const down = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const holds = carried?.id === card.id
    if (event.key === ' ' && onMove && !card.fixed) {
      if (holds) drop(column, card)
      else {
        setCarried({ id: card.id, over: column })
        setSaid(t('ui.board.taken', { name: card.name }))
      }
    } else if (event.key === 'Escape' && holds) {
      setCarried(undefined)
      setSaid(t('ui.board.back', { name: card.name }))
    } else if (event.key === 'Enter' && !holds) onOpen(card.id)
    else if (across !== 0 && holds && carried) carry(carried, card, across)
    else if ((across !== 0 || down !== 0) && !holds) step(column, row, across, down)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={classes.frame}>
      <div role="status" className={classes.said}>
        <Spoken>{said}</Spoken>
      </div>
      <div ref={board} className={classes.board} role="group" aria-label={label}>
        {columns.map((column, at) => (
          <Column
            key={column.id}
            column={column}
            index={at}
            empty={empty}
            over={carried?.over === at}
            onDrop={onMove && ((id) => onMove(id, column.id))}
          >
            {column.cards.map((card, row) => (
              <Card
                key={card.id}
                card={card}
                movable={onMove !== undefined && !card.fixed}
                first={row === 0}
                carried={carried?.id === card.id}
                onOpen={() => onOpen(card.id)}
                onLeft={() => carried?.id === card.id && setCarried(undefined)}
                onKeyDown={(event) => onKeyDown(event, at, row, card)}
              />
            ))}
          </Column>
        ))}
      </div>
    </div>
  )
}

interface ColumnProps {
  readonly column: BoardColumn
  readonly index: number
  readonly empty: string
  readonly over: boolean
  readonly onDrop: ((id: string) => void) | undefined
  readonly children: ReactNode
}

const cardIn = (data: Record<string | symbol, unknown>): string | undefined =>
  typeof data.card === 'string' ? data.card : undefined

function Column({ column, index, empty, over, onDrop, children }: ColumnProps): ReactNode {
  const format = useFormat()
  const frame = useRef<HTMLElement>(null)
  const [hovered, setHovered] = useState(false)
  const latest = useRef(onDrop)
  latest.current = onDrop
  useEffect(() => {
    const element = frame.current
    if (!element) return
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => cardIn(source.data) !== undefined && latest.current !== undefined,
      onDragEnter: () => setHovered(true),
      onDragLeave: () => setHovered(false),
      onDrop: ({ source }) => {
        setHovered(false)
        const id = cardIn(source.data)
        const inside = id !== undefined && element.querySelector(`[data-card="${CSS.escape(id)}"]`) !== null
        if (id !== undefined && !inside) latest.current?.(id)
      },
    })
  }, [])
  return (
    <section
      ref={frame}
      className={classes.column}
      data-column={index}
      data-over={over || hovered || undefined}
      aria-label={column.title}
    >
      <header className={classes.head} data-tone={column.tone}>
        <h2 className={classes.title} data-cut>
          <bdi>{column.title}</bdi>
        </h2>
        <span className={classes.count}>{format.integer(column.count)}</span>
        {column.note !== undefined && <span className={classes.note}>{column.note}</span>}
      </header>
      <div className={classes.cards}>
        {column.cards.length > 0 ? (
          <ul className={classes.list} aria-label={column.title}>
            {children}
          </ul>
        ) : (
          <p className={classes.empty}>{empty}</p>
        )}
        {column.foot}
      </div>
    </section>
  )
}

interface CardProps {
  readonly card: BoardCard
  readonly movable: boolean
  readonly first: boolean
  readonly carried: boolean
  readonly onOpen: () => void
  readonly onLeft: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

function Card({ card, movable, first, carried, onOpen, onLeft, onKeyDown }: CardProps): ReactNode {
  const frame = useRef<HTMLButtonElement>(null)
  const [dragged, setDragged] = useState(false)
  useEffect(() => {
    const element = frame.current
    if (!element || !movable) return
    return draggable({
      element,
      getInitialData: () => ({ card: card.id }),
      onDragStart: () => setDragged(true),
      onDrop: () => setDragged(false),
    })
  }, [card.id, movable])
  return (
    <li>
      <button
        ref={frame}
        type="button"
        className={classes.card}
        data-card={card.id}
        data-carried={carried || undefined}
        data-dragged={dragged || undefined}
        // One stop per column for Tab; arrows reach the others.
        tabIndex={first ? 0 : -1}
        onClick={(event) => event.detail > 0 && onOpen()}
        onKeyDown={onKeyDown}
        onBlur={onLeft}
      >
        {card.content}
      </button>
    </li>
  )
}

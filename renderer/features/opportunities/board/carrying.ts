/** Moving a card by keyboard: which card is in hand, over which column, and what is said about it. Knows no data. */
import { type KeyboardEvent, type RefObject, useState } from 'react'

export interface Carried {
  readonly id: string
  readonly name: string
  readonly stage: string
}

interface Options {
  readonly root: RefObject<HTMLDivElement | null>
  /** Columns a card can be put into, in reading order. */
  readonly order: readonly string[]
  readonly nameOf: (stage: string) => string
  readonly say: (text: string) => void
  readonly drop: (card: Carried, stage: string) => void
}

interface Carrying {
  readonly carried: Carried | undefined
  readonly target: string | undefined
  readonly onKeyDown: (event: KeyboardEvent) => void
}

const cardsIn = (root: HTMLElement): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('[data-card]')]
const cardOf = (element: HTMLElement): Carried => ({
  id: element.dataset.card ?? '',
  name: element.dataset.name ?? '',
  stage: element.dataset.stage ?? '',
})

/** The next card in a direction: up and down within a column, sideways to the nearest one of the next column that has any. */
function neighbour(
  root: HTMLElement,
  from: HTMLElement,
  key: string,
  order: readonly string[],
): HTMLElement | undefined {
  const all = cardsIn(root)
  const column = all.filter((card) => card.dataset.stage === from.dataset.stage)
  const place = column.indexOf(from)
  if (key === 'ArrowUp' || key === 'ArrowDown') return column[place + (key === 'ArrowDown' ? 1 : -1)]
  const step = forward(key) ? 1 : -1
  for (let at = order.indexOf(from.dataset.stage ?? '') + step; at >= 0 && at < order.length; at += step) {
    const next = all.filter((card) => card.dataset.stage === order[at])
    if (next.length > 0) return next[Math.min(place, next.length - 1)]
  }
  return undefined
}

/** Towards the end of the line: left where text runs right to left. */
const forward = (key: string): boolean => (key === 'ArrowRight') === (document.documentElement.dir !== 'rtl')

export function useCarrying({ root, order, say, nameOf, drop }: Options): Carrying {
  const [held, setHeld] = useState<{ readonly card: Carried; readonly target: string }>()
  const carry = (key: string): void => {
    if (!held) return
    const next = order[order.indexOf(held.target) + (forward(key) ? 1 : -1)]
    if (next === undefined) return
    setHeld({ ...held, target: next })
    say(nameOf(next))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const card = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-card]') : null
    if (!card || !root.current || event.altKey || event.ctrlKey || event.metaKey) return
    const done = (): void => {
      event.preventDefault()
      event.stopPropagation()
    }
    if (held) {
      if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
        done()
        carry(event.key)
      } else if (event.key === ' ' || event.key === 'Enter') {
        done()
        setHeld(undefined)
        drop(held.card, held.target)
      } else if (event.key === 'Escape') {
        done()
        setHeld(undefined)
        say(nameOf(held.card.stage))
      } else if (event.key.startsWith('Arrow')) done()
      return
    }
    if (event.key === ' ' && card.dataset.movable !== undefined) {
      done()
      const taken = cardOf(card)
      setHeld({ card: taken, target: taken.stage })
      say(`${taken.name}: ${nameOf(taken.stage)}`)
    } else if (event.key.startsWith('Arrow')) {
      const next = neighbour(root.current, card, event.key, order)
      if (!next) return
      done()
      next.focus()
    }
  }
  return { carried: held?.card, target: held?.target, onKeyDown }
}

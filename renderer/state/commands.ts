/**
 * What the window can do right now: screens offer handlers for commands while they are shown; keys, menus, palette and
 * buttons run them. The command table itself is db/shared/commands.ts. A command nobody offers does nothing and is
 * shown nowhere.
 */
import { useEffect, useRef } from 'react'
import { create } from 'zustand'
import type { CommandId } from '#db/shared/commands.ts'

type Handler = () => void

interface Offer {
  readonly id: CommandId
  readonly run: Handler
}

interface Offers {
  /** In order of arrival: the last offer of a command is the one in front. */
  readonly offers: readonly Offer[]
}

export const useOffers = create<Offers>()(() => ({ offers: [] }))

/** Offers a command until the returned function is called. */
export function offer(id: CommandId, run: Handler): () => void {
  const mine: Offer = { id, run }
  useOffers.setState(({ offers }) => ({ offers: [...offers, mine] }))
  return () => useOffers.setState(({ offers }) => ({ offers: offers.filter((other) => other !== mine) }))
}

export const isOffered = (id: CommandId): boolean =>
  useOffers.getState().offers.some((entry) => entry.id === id)

/** Ids of all commands that can be done now. */
export const offeredIds = (): readonly CommandId[] => [
  ...new Set(useOffers.getState().offers.map(({ id }) => id)),
]

/** Does a command, if anybody offers it. */
export function runCommand(id: CommandId): boolean {
  const found = useOffers.getState().offers.findLast((entry) => entry.id === id)
  found?.run()
  return found !== undefined
}

/** Offers a command while the component is shown; `undefined` when it cannot be done at the moment. */
export function useCommand(id: CommandId, handler: Handler | undefined): void {
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  const possible = handler !== undefined
  useEffect(() => (possible ? offer(id, () => latest.current?.()) : undefined), [id, possible])
}

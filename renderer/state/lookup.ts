/** The lookups in front, per entity: what lists show now, for what works on them, and what a screen elsewhere asks a list for. */
import { useMemo } from 'react'
import { create } from 'zustand'
import type { Filter } from '#db/shared/filter.ts'
import type { LookupStep } from '#db/shared/lookups.ts'

export interface ShownLookup {
  readonly lookupId: string
  /** Undefined while it is being counted. */
  readonly total: number | undefined
  /** What led to it. */
  readonly steps: readonly LookupStep[]
}

interface Lookups {
  readonly shown: Readonly<Record<string, ShownLookup | undefined>>
  readonly asked: Readonly<Record<string, Filter | undefined>>
}

const useLookups = create<Lookups>()(() => ({ shown: {}, asked: {} }))

/** Told by the list that shows it; undefined when it no longer does. */
export function showLookup(entity: string, lookup: ShownLookup | undefined): void {
  useLookups.setState(({ shown }) => ({ shown: { ...shown, [entity]: lookup } }))
}

export const useShownLookup = (entity: string): ShownLookup | undefined =>
  useLookups((state) => state.shown[entity])

/** The same, asked once. */
export const lookupShown = (entity: string): ShownLookup | undefined => useLookups.getState().shown[entity]

/** The lookup of the list that is shown now, whatever it is of. */
export function useFrontLookup(): (ShownLookup & { readonly entity: string }) | undefined {
  const shown = useLookups((state) => state.shown)
  return useMemo(() => {
    for (const [entity, lookup] of Object.entries(shown)) if (lookup) return { ...lookup, entity }
    return undefined
  }, [shown])
}

/** Asks the list of an entity for these records, or for everything again. */
export function askFor(entity: string, filter: Filter | undefined): void {
  useLookups.setState(({ asked }) => ({ asked: { ...asked, [entity]: filter } }))
}

export const useAsked = (entity: string): Filter | undefined => useLookups((state) => state.asked[entity])

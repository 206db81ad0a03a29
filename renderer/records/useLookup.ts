/**
 * One lookup of this window: made, paged, changed and refreshed through the contract. The host holds the ids; here are
 * its id, version and how many records it has. A crash of the host makes it anew from the same steps.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ErrorRecord } from '#db/shared/errors.ts'
import type { Filter } from '#db/shared/filter.ts'
import type { Lookup } from '#db/shared/lookups.ts'
import { useRead } from '../data/hooks.ts'
import { call, port, recordOf } from '../data/port.ts'

/** What a lookup is asked for: everything when neither is given. */
export interface LookupQuery {
  readonly filter?: Filter
  readonly search?: string
  /** Picked one by one. */
  readonly ids?: readonly string[]
}
export type Combine = 'replace' | 'add' | 'narrow' | 'remove'

export interface LookupRow {
  readonly id: string
  /** Values in the order of the fields asked for; null when the record is gone from sight. */
  readonly values: readonly unknown[] | null
}

export interface LookupState {
  readonly lookup: Lookup | undefined
  /** Known at once for a filtered lookup, a moment later for everything. */
  readonly total: number | undefined
  /** Records changed since the snapshot was taken; Infinity after an import, when nobody counts. */
  readonly changed: number
  /** Another number after every change: cells are to be read anew, also where the same row was changed again. */
  readonly revision: number
  readonly error: ErrorRecord | undefined
  /** `sort`: another order than it has. */
  apply(query: LookupQuery, combine: Combine, sort?: readonly string[]): Promise<void>
  resort(sort: readonly string[]): Promise<void>
  previous(): Promise<void>
  invert(): Promise<void>
  refresh(): Promise<void>
  rows(fields: readonly string[], offset: number, limit: number, signal?: AbortSignal): Promise<LookupRow[]>
  locate(id: string): Promise<number | undefined>
  typeAhead(text: string): Promise<number | undefined>
}

export function useLookup(entity: string, start: LookupQuery, sort: readonly string[]): LookupState {
  const [lookup, setLookup] = useState<Lookup>()
  const [error, setError] = useState<ErrorRecord>()
  const current = useRef<Lookup>(undefined)
  const started = JSON.stringify([entity, start])
  const sortNow = useRef(sort)
  sortNow.current = sort

  const take = useCallback((next: Lookup) => {
    current.current = next
    setLookup(next)
    setError(undefined)
  }, [])
  /** Runs a change (of the lookup `held`, if there is one) and shows what became of it. */
  const change = useCallback(
    async (work: () => Promise<Lookup>, held?: Lookup) => {
      try {
        take(await work())
      } catch (failure) {
        // What was asked of a lookup that has been replaced meanwhile (the host died) is nobody's trouble.
        if (!held || held === current.current) setError(recordOf(failure))
      }
    },
    [take],
  )

  const make = useCallback(
    (query: LookupQuery) =>
      call('lookup.create', {
        entity,
        ...wire(query),
        ...(sortNow.current.length && { sort: [...sortNow.current] }),
      }),
    [entity],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: `started` is the entity and query by value
  useEffect(() => {
    let live = true
    void change(async () => {
      const made = await make(start)
      if (!live) void call('lookup.close', { lookupId: made.lookupId }).catch(ignoreClosed)
      return made
    })
    return () => {
      live = false
      const held = current.current
      // Whoever asks for rows from now on asks for none, not for those of a lookup that is closed.
      current.current = undefined
      if (held) void call('lookup.close', { lookupId: held.lookupId }).catch(ignoreClosed)
    }
  }, [started])

  // The host lost its memory: the same query again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `started` is the query by value
  useEffect(() => {
    let lost = false
    return port.onState((state) => {
      if (state === 'lost') lost = true
      else if (state === 'connected' && lost) {
        lost = false
        void change(() => make(start))
      }
    })
  }, [change, make, started])

  const counted = useRead(
    'lookup.status',
    { lookupId: lookup?.lookupId ?? '' },
    { depends: { on: [entity] }, enabled: lookup !== undefined, keep: true },
  )
  const status = counted.isPlaceholderData ? undefined : counted.data
  // The first page came before anybody had counted; counting may have found that somebody changed it meanwhile.
  useEffect(() => {
    const held = current.current
    if (status && held && held.total === null && status.version >= held.version)
      take({ ...held, version: status.version, total: status.total })
  }, [status, take])
  const fresh = status && lookup && status.version === lookup.version ? status : undefined

  const withLookup = useCallback(
    (work: (held: Lookup) => Promise<Lookup>) => {
      const held = current.current
      return held ? change(() => work(held), held) : Promise.resolve()
    },
    [change],
  )

  /** Asks at the version held; one that the host has gone past in the meantime is taken over first. */
  const asked = useCallback(
    async <T>(work: (held: Lookup) => Promise<T>): Promise<T | undefined> => {
      const held = current.current
      if (!held) return undefined
      try {
        return await work(held)
      } catch (failure) {
        if (recordOf(failure).reason !== 'lookupVersion') throw failure
        const { version, total } = await call('lookup.status', { lookupId: held.lookupId })
        const next = { ...held, version, total }
        if (current.current?.lookupId === held.lookupId && current.current.version < version) take(next)
        return work(next)
      }
    },
    [take],
  )

  return {
    lookup,
    total: lookup?.total ?? fresh?.total,
    changed: fresh?.many ? Number.POSITIVE_INFINITY : (fresh?.changed ?? 0),
    revision: counted.dataUpdatedAt,
    error,
    apply: useCallback(
      (query, combine, sort) =>
        withLookup((held) => {
          const order = sort ?? held.sort
          return call('lookup.create', {
            entity,
            ...wire(query),
            from: { lookupId: held.lookupId, combine },
            ...(order.length && { sort: [...order] }),
          })
        }),
      [entity, withLookup],
    ),
    resort: useCallback(
      (next) => withLookup((held) => call('lookup.resort', { lookupId: held.lookupId, sort: [...next] })),
      [withLookup],
    ),
    previous: useCallback(
      () => withLookup((held) => call('lookup.previous', { lookupId: held.lookupId })),
      [withLookup],
    ),
    invert: useCallback(
      () => withLookup((held) => call('lookup.invert', { lookupId: held.lookupId })),
      [withLookup],
    ),
    refresh: useCallback(
      () => withLookup((held) => call('lookup.refresh', { lookupId: held.lookupId })),
      [withLookup],
    ),
    rows: useCallback(
      async (fields, offset, limit, signal) => {
        const page = await asked(({ lookupId, version }) =>
          call(
            'lookup.page',
            { lookupId, version, offset, limit, fields: [...fields] },
            signal ? { signal } : {},
          ),
        )
        return page ? page.ids.map((id, index) => ({ id, values: page.rows[index] ?? null })) : []
      },
      [asked],
    ),
    locate: useCallback(
      async (id) => {
        const found = await asked(({ lookupId, version }) => call('lookup.locate', { lookupId, version, id }))
        return found?.offset ?? undefined
      },
      [asked],
    ),
    typeAhead: useCallback(
      async (text) => {
        const found = await asked(({ lookupId, version }) =>
          call('lookup.typeAhead', { lookupId, version, text }),
        )
        return found?.offset ?? undefined
      },
      [asked],
    ),
  }
}

const wire = ({ ids, ...query }: LookupQuery) => ({ ...query, ...(ids && { ids: [...ids] }) })

/** Closing what a restarted host no longer knows is no failure. */
function ignoreClosed(failure: unknown): void {
  const { code } = recordOf(failure)
  if (code !== 'NotFound' && code !== 'Unavailable') throw failure
}

/**
 * The entries of a timeline: everything newest first, page by page; or, narrowed by words or by a kind of history, from
 * the list of each entity that can be on it. Either way entries of the same form.
 */
import { useInfiniteQuery, useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Output } from '#db/shared/contract.ts'
import type { Entity } from '#db/shared/entity.ts'
import type { ErrorRecord } from '#db/shared/errors.ts'
import type { Filter } from '#db/shared/filter.ts'
import type { TimelineEntry } from '#db/shared/timeline.ts'
import { readKey } from '../data/hooks.ts'
import { type CallError, call, recordOf } from '../data/port.ts'
import { timelineKindsOf } from './sections.ts'

const FIRST = 50
const NEXT = 200
const NARROWED = 200

export interface TimelineQuery {
  /** Only entries of these entities; all when absent. */
  readonly entities?: readonly string[] | undefined
  /** Only those that match, among entries of one entity. */
  readonly filter?: Filter | undefined
  readonly search: string
}

export interface TimelineState {
  readonly entries: readonly TimelineEntry[]
  readonly loading: boolean
  readonly error: ErrorRecord | undefined
  readonly more: boolean
  readonly loadMore: () => void
}

type Page = Output<'timeline.list'>

export function useTimeline(entity: Entity, id: string, query: TimelineQuery): TimelineState {
  const narrowed = query.search !== '' || query.filter !== undefined
  const paged = usePaged(entity, id, query.entities, !narrowed)
  const found = useNarrowed(entity, id, query, narrowed)
  return narrowed ? found : paged
}

function usePaged(
  entity: Entity,
  id: string,
  entities: readonly string[] | undefined,
  enabled: boolean,
): TimelineState {
  const kinds = timelineKindsOf(entity, true).map(({ kind }) => kind.name)
  const people = entity.name === 'company'
  const input = { entity: entity.name, id, people, ...(entities && { entities: [...entities] }) }
  const answer = useInfiniteQuery({
    queryKey: readKey('timeline.list', { on: kinds }, input),
    queryFn: ({ pageParam, signal }) =>
      call(
        'timeline.list',
        { ...input, limit: pageParam ? NEXT : FIRST, ...(pageParam && { after: pageParam }) },
        { signal },
      ),
    initialPageParam: undefined as { at: string; entity: string; id: string } | undefined,
    getNextPageParam: (page: Page) => {
      const last = page.entries.at(-1)
      if (!page.more || !last) return undefined
      const { entity: kind, id: place } = last.place ?? last
      return { at: last.at, entity: kind, id: place }
    },
    enabled,
  })
  const entries = useMemo(() => answer.data?.pages.flatMap((page) => page.entries) ?? [], [answer.data])
  return {
    entries,
    loading: answer.isPending || answer.isFetchingNextPage,
    error: answer.error ? recordOf(answer.error) : undefined,
    more: answer.hasNextPage,
    loadMore: () => {
      if (!answer.isFetchingNextPage) void answer.fetchNextPage()
    },
  }
}

/** The entries of each kind that match, merged by time. */
function useNarrowed(entity: Entity, id: string, query: TimelineQuery, enabled: boolean): TimelineState {
  const kinds = timelineKindsOf(entity).filter(({ kind }) => query.entities?.includes(kind.name) ?? true)
  const answers = useQueries({
    queries: kinds.map(({ kind, subject }) => {
      const own: Filter = { field: subject, op: 'is', value: id }
      const { until } = kind.timeline ?? {}
      const about: Filter = until
        ? { and: [own, { not: { field: until.field, op: 'in', value: [...until.values] } }] }
        : own
      const input = {
        entity: kind.name,
        filter: query.filter ? { and: [about, query.filter] } : about,
        sort: [`-${kind.timeline?.at ?? 'createdAt'}`],
        limit: NARROWED,
        ...(query.search !== '' && { search: query.search }),
      }
      return {
        queryKey: readKey('record.list', { on: [kind.name] }, input),
        queryFn: ({ signal }: { signal: AbortSignal }) => call('record.list', input, { signal }),
        enabled,
      }
    }),
  })
  const failure = answers.find((answer) => answer.error)?.error as CallError | null | undefined
  const entries = answers.flatMap((answer, index): TimelineEntry[] => {
    const kind = kinds[index]?.kind
    if (!kind) return []
    return (answer.data?.rows ?? []).map((record) => ({
      entity: kind.name,
      id: record.id,
      at: String(record[kind.timeline?.at ?? 'createdAt'] ?? ''),
      record,
    }))
  })
  return {
    entries: entries.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)),
    loading: enabled && answers.some((answer) => answer.isPending),
    error: failure ? recordOf(failure) : undefined,
    more: false,
    loadMore: () => undefined,
  }
}

/** The pinned entries of every kind that can be pinned, newest first. */
export function usePinned(entity: Entity, id: string): readonly TimelineEntry[] {
  const kinds = timelineKindsOf(entity).filter(({ kind }) =>
    kind.fields.some(({ name }) => name === 'pinned'),
  )
  const answers = useQueries({
    queries: kinds.map(({ kind, subject }) => {
      const filter: Filter = {
        and: [
          { field: subject, op: 'is', value: id },
          { field: 'pinned', op: 'is', value: true },
        ],
      }
      const input = { entity: kind.name, filter, sort: [`-${kind.timeline?.at ?? 'createdAt'}`], limit: 50 }
      return {
        queryKey: readKey('record.list', { on: [kind.name] }, input),
        queryFn: ({ signal }: { signal: AbortSignal }) => call('record.list', input, { signal }),
      }
    }),
  })
  return answers.flatMap((answer, index) => {
    const kind = kinds[index]?.kind
    if (!kind) return []
    return (answer.data?.rows ?? []).map((record) => ({
      entity: kind.name,
      id: record.id,
      at: String(record[kind.timeline?.at ?? 'createdAt'] ?? ''),
      record,
    }))
  })
}

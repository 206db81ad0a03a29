/** Reading, writing and long work from components: `useRead`, `useWrite`, `useJob`. All typed by the contract. */
import {
  keepPreviousData,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
} from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Input, Name, Output } from '#db/shared/contract.ts'
import type { ErrorRecord } from '#db/shared/errors.ts'
import type { Progress } from '#db/shared/wire.ts'
import { type CallError, call, recordOf } from './port.ts'

/** What a read depends on, for live.ts: entity names, and ids where only those matter. */
export interface Depends {
  /** Entities whose changes concern this read; `'*'` for any. */
  readonly on: readonly string[]
  /** Only these records of theirs. */
  readonly ids?: readonly string[]
}

interface ReadOptions {
  readonly depends: Depends
  readonly enabled?: boolean
  /** Show the last answer while a new question is under way. */
  readonly keep?: boolean
}

/** The cache key of a read: name, what it depends on, input. live.ts reads the second part. */
export const readKey = <N extends Name>(name: N, depends: Depends, input: Input<N>) =>
  [name, depends, input] as const

/** The answer of a query, kept fresh by change notices. */
export function useRead<N extends Name>(
  name: N,
  input: Input<N>,
  { depends, enabled = true, keep = false }: ReadOptions,
): UseQueryResult<Output<N>, CallError> {
  return useQuery<Output<N>, CallError>({
    queryKey: readKey(name, depends, input),
    queryFn: ({ signal }) => call(name, input, { signal }),
    enabled,
    ...(keep && { placeholderData: keepPreviousData }),
  })
}

/** A mutation. The screen repaints by the change notice, which the host sends before it replies. */
export function useWrite<N extends Name>(name: N): UseMutationResult<Output<N>, CallError, Input<N>> {
  return useMutation<Output<N>, CallError, Input<N>>({ mutationFn: (input) => call(name, input) })
}

export type JobState<N extends Name> =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly progress: Progress; readonly startedAt: number }
  | { readonly state: 'done'; readonly result: Output<N> }
  | { readonly state: 'failed'; readonly error: ErrorRecord }

interface Job<N extends Name> {
  readonly job: JobState<N>
  readonly start: (input: Input<N>) => Promise<Output<N> | undefined>
  readonly cancel: () => void
  readonly reset: () => void
}

/** Long work with progress and cancel. The result of a cancelled job says what it had done. */
export function useJob<N extends Name>(name: N): Job<N> {
  const [job, setJob] = useState<JobState<N>>({ state: 'idle' })
  const controller = useRef<AbortController>(undefined)
  const mounted = useRef(true)
  useEffect(() => {
    mounted.current = true
    return () => {
      mounted.current = false
    }
  }, [])

  const start = useCallback(
    async (input: Input<N>) => {
      const mine = new AbortController()
      controller.current = mine
      const startedAt = Date.now()
      const show = (next: JobState<N>): void => {
        if (mounted.current && controller.current === mine) setJob(next)
      }
      show({ state: 'running', progress: { done: 0 }, startedAt })
      try {
        const onProgress = (progress: Progress): void => show({ state: 'running', progress, startedAt })
        const result = await call(name, input, { signal: mine.signal, onProgress })
        show({ state: 'done', result })
        return result
      } catch (error) {
        show({ state: 'failed', error: recordOf(error) })
        return undefined
      }
    },
    [name],
  )
  const cancel = useCallback(() => controller.current?.abort(), [])
  const reset = useCallback(() => setJob({ state: 'idle' }), [])
  return { job, start, cancel, reset }
}

/** One report as it is now: its last answer while another is worked out, and a way to end that. */
import { useQueryClient } from '@tanstack/react-query'
import type { Output } from '#db/shared/contract.ts'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { readKey, useRead } from '../../data/hooks.ts'
import type { Asked } from './ReportView.tsx'

/** Worked out when asked, never by itself because something changed. */
const depends = { on: [] } as const

export interface Reported {
  readonly data: Output<'report.run'> | undefined
  /** What is shown answers the question before. */
  readonly isStale: boolean
  readonly error: ErrorRecord | undefined
  readonly isRunning: boolean
  /** It was ended, and there is no answer to this question. */
  readonly isStopped: boolean
  readonly stop: () => void
  readonly again: () => void
}

export function useReport(asked: Asked, enabled = true): Reported {
  const client = useQueryClient()
  const { data, error, isFetching, isPlaceholderData, refetch } = useRead('report.run', asked, {
    depends,
    enabled,
    keep: true,
  })
  const isStopped = enabled && !isFetching && !error && (!data || isPlaceholderData)
  return {
    data: isStopped ? undefined : data,
    isStale: isPlaceholderData,
    error: error?.record,
    isRunning: isFetching,
    isStopped,
    stop: () => void client.cancelQueries({ queryKey: readKey('report.run', depends, asked), exact: true }),
    again: () => void refetch(),
  }
}

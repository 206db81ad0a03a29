/**
 * What a tile shows: the last result at once, then a fresh one, again after changes. What takes long is not worked out again by
 * itself: its tile says as of when it is and that something has changed since.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Input } from '#db/shared/contract.ts'
import type { ErrorRecord } from '#db/shared/errors.ts'
import type { ReportResult } from '#db/shared/reports.ts'
import { call, port, recordOf } from '../../../data/port.ts'

/** From here on a tile waits to be asked. */
const LONG_MS = 1_500
const SETTLED_MS = 800
const MOST_KEPT = 60

interface Kept {
  readonly result: ReportResult
  readonly took: number
}
/** Results of this window, newest last. */
const kept = new Map<string, Kept>()

function keep(key: string, value: Kept): void {
  kept.delete(key)
  kept.set(key, value)
  const [oldest] = kept.keys()
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
}

export interface TileData {
  readonly result: ReportResult | undefined
  readonly error: ErrorRecord | undefined
  readonly busy: boolean
  /** Something changed since the result, and it takes too long to ask by itself. */
  readonly changed: boolean
  /** It was ended before there was anything to show. */
  readonly stopped: boolean
  readonly refresh: () => void
  readonly stop: () => void
}

export function useTileData(asked: Input<'report.run'>): TileData {
  const key = JSON.stringify(asked)
  const [shown, setShown] = useState<{ readonly key: string; readonly kept: Kept | undefined }>({
    key,
    kept: kept.get(key),
  })
  const [error, setError] = useState<ErrorRecord>()
  const [busy, setBusy] = useState(false)
  const [changed, setChanged] = useState(false)
  const [stopped, setStopped] = useState(false)
  const running = useRef<AbortController>(undefined)
  const question = useRef(asked)
  question.current = asked

  const refresh = useCallback(() => {
    running.current?.abort()
    const mine = new AbortController()
    running.current = mine
    setBusy(true)
    setChanged(false)
    setStopped(false)
    const begun = performance.now()
    call('report.run', question.current, { signal: mine.signal })
      .then((result) => {
        if (running.current !== mine) return
        const value = { result, took: performance.now() - begun }
        keep(key, value)
        setShown({ key, kept: value })
        setError(undefined)
        setBusy(false)
      })
      .catch((failure: unknown) => {
        const record = recordOf(failure)
        if (running.current !== mine || record.code === 'Cancelled') return
        setError(record)
        setBusy(false)
      })
  }, [key])

  const stop = useCallback(() => {
    running.current?.abort()
    running.current = undefined
    setBusy(false)
    setStopped(true)
  }, [])

  useEffect(() => {
    const known = kept.get(key)
    setShown({ key, kept: known })
    if (!known || known.took < LONG_MS) refresh()
    let timer: ReturnType<typeof setTimeout> | undefined
    const stopHearing = port.onChanged(() => {
      clearTimeout(timer)
      const took = kept.get(key)?.took ?? 0
      if (took >= LONG_MS) setChanged(true)
      else timer = setTimeout(refresh, SETTLED_MS)
    })
    return () => {
      stopHearing()
      clearTimeout(timer)
      running.current?.abort()
      running.current = undefined
    }
  }, [key, refresh])

  const result = shown.key === key ? shown.kept?.result : undefined
  return { result, error, busy, changed, stopped, refresh, stop }
}

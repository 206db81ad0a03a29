/** The work behind a dialog's button: one at a time, and what went wrong kept to be shown beside the fields. */
import { type KeyboardEvent, useCallback, useRef, useState } from 'react'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { recordOf } from '../data/port.ts'

export interface Submit {
  readonly busy: boolean
  readonly error: ErrorRecord | undefined
  /** Does nothing while earlier work goes on. Answers whether it succeeded. */
  readonly submit: (work: () => Promise<void>) => Promise<boolean>
}

export function useSubmit(): Submit {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ErrorRecord>()
  const going = useRef(false)
  const submit = useCallback(async (work: () => Promise<void>): Promise<boolean> => {
    if (going.current) return false
    going.current = true
    setBusy(true)
    setError(undefined)
    try {
      await work()
      return true
    } catch (failure) {
      setError(recordOf(failure))
      return false
    } finally {
      going.current = false
      setBusy(false)
    }
  }, [])
  return { busy, error, submit }
}

/** Ctrl+Enter (Cmd on macOS) from any field of a form, also from one where Enter makes a new line. */
export const onSaveKeys =
  (save: () => void) =>
  (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    save()
  }

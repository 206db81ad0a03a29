/** State of this device that outlives the window: layouts, splits. Read from the host once, written back a moment later. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '../data/port.ts'
import { useSettings } from '../data/settings.ts'

const WRITE_AFTER_MS = 400

/** `[value, set, known]`; `known` is false until the host has answered. `parse` turns what was stored into a value. */
export function useRemembered<Value>(
  key: string,
  initial: Value,
  parse: (stored: unknown) => Value | undefined,
): [Value, (next: Value) => void, boolean] {
  const settings = useSettings()
  const [own, setOwn] = useState<Value>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const pending = useRef<Value>(undefined)
  const stored = settings && key in settings.device ? parse(settings.device[key]) : undefined

  const write = useCallback(() => {
    const value = pending.current
    if (value === undefined) return
    pending.current = undefined
    // Plain JSON; the host validates it again.
    void call('settings.setLocal', { key, value: structuredClone(value) as never }).catch(
      (error: unknown) => {
        console.error('a layout could not be kept', error)
      },
    )
  }, [key])
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      write()
    },
    [write],
  )
  const set = useCallback(
    (next: Value) => {
      setOwn(next)
      pending.current = next
      clearTimeout(timer.current)
      timer.current = setTimeout(write, WRITE_AFTER_MS)
    },
    [write],
  )
  return [own ?? stored ?? initial, set, settings !== undefined]
}

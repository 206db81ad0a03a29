/** What the search box holds, once the fingers rest for a moment: one question per pause, not per key. */
import { useEffect, useState } from 'react'
import { useUi } from '../state/ui.ts'

const SETTLE_MS = 60

export function useSettledSearch(): string {
  const typed = useUi((state) => state.search)
  const [settled, setSettled] = useState(typed.trim())
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed.trim()), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return settled
}

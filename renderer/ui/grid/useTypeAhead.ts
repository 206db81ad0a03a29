/** Typing letters over a list: gathers them for a moment and jumps to the first row that starts so. */
import { useEffect, useRef, useState } from 'react'

const FORGET_MS = 1200

interface TypeAhead {
  readonly text: string
  readonly typing: boolean
  readonly type: (text: string) => void
  readonly clear: () => void
}

export function useTypeAhead(
  find: ((typed: string) => Promise<number | undefined>) | undefined,
  found: (index: number) => void,
): TypeAhead {
  const [text, setText] = useState('')
  const latest = useRef('')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  function clear(): void {
    clearTimeout(timer.current)
    latest.current = ''
    setText('')
  }
  function type(more: string): void {
    const typed = latest.current + more
    latest.current = typed
    setText(typed)
    clearTimeout(timer.current)
    timer.current = setTimeout(clear, FORGET_MS)
    void find?.(typed).then((index) => {
      if (index !== undefined && latest.current === typed) found(index)
    })
  }
  return { text, typing: text !== '', type, clear }
}

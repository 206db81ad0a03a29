/** The grid's scroller: measures the window, keeps the true position, maps it to the bar and back (scroll.ts). */
import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { isScaled, maxPosition, positionShowing, type ScrollSpace, scrolled, scrollTopOf } from './scroll.ts'

const REST_MS = 140
const DEFAULT_ROW = 32

interface GridScroll {
  readonly space: ScrollSpace
  readonly position: number
  /** Which way the eye travels. */
  readonly direction: 1 | -1
  readonly onScroll: () => void
  /** Brings a row into sight. */
  readonly show: (index: number) => void
  /** Puts a row at the top. */
  readonly jump: (index: number) => void
}

export function useGridScroll(scroller: RefObject<HTMLDivElement | null>, count: number): GridScroll {
  const [size, setSize] = useState({ rowHeight: DEFAULT_ROW, viewport: 0 })
  const [position, setPosition] = useState(0)
  const [direction, setDirection] = useState<1 | -1>(1)
  const lastTop = useRef(0)
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)
  const density = useRef<string>(undefined)
  const space: ScrollSpace = { count, ...size }
  const latest = useRef({ space, position })

  useLayoutEffect(() => {
    latest.current = { space, position }
  })

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const measure = (): void => {
      const rowHeight = Number.parseFloat(getComputedStyle(element).getPropertyValue('--row')) || DEFAULT_ROW
      setSize({ rowHeight, viewport: Math.max(0, element.clientHeight - rowHeight) })
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    const root = new MutationObserver(() => {
      if (density.current !== document.documentElement.dataset.density) {
        density.current = document.documentElement.dataset.density
        measure()
      }
    })
    root.observe(document.documentElement, { attributeFilter: ['data-density'] })
    return () => {
      observer.disconnect()
      root.disconnect()
      clearTimeout(rest.current)
    }
  }, [scroller])

  // Fewer rows or a taller window may leave the position beyond the end.
  const bounded = Math.min(position, maxPosition(space))
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element || bounded === position) return
    setPosition(bounded)
    element.scrollTop = scrollTopOf(bounded, latest.current.space)
    lastTop.current = element.scrollTop
  }, [scroller, bounded, position])

  function go(to: number): void {
    const element = scroller.current
    if (!element) return
    const now = latest.current
    const next = Math.min(Math.max(0, to), maxPosition(now.space))
    setDirection(next >= now.position ? 1 : -1)
    setPosition(next)
    latest.current = { ...now, position: next }
    element.scrollTop = scrollTopOf(next, now.space)
    lastTop.current = element.scrollTop
  }

  function onScroll(): void {
    const element = scroller.current
    if (!element) return
    const now = latest.current
    const top = element.scrollTop
    if (Math.abs(top - lastTop.current) < 0.5) return
    const next = scrolled(now.position, lastTop.current, top, now.space)
    lastTop.current = top
    // Scroll events come just before the frame: drawing now means no frame shows stale rows.
    flushSync(() => {
      setDirection(next >= now.position ? 1 : -1)
      setPosition(next)
    })
    if (!isScaled(now.space)) return
    clearTimeout(rest.current)
    rest.current = setTimeout(() => {
      element.scrollTop = scrollTopOf(latest.current.position, latest.current.space)
      lastTop.current = element.scrollTop
    }, REST_MS)
  }

  return {
    space,
    position: bounded,
    direction,
    onScroll,
    show: (index) => go(positionShowing(index, latest.current.position, latest.current.space)),
    jump: (index) => go(index * latest.current.space.rowHeight),
  }
}

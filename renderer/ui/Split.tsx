/** Two panes and a bar between them, by mouse or arrow keys. The share of the first is remembered by the caller. */
import { useDirection } from '@mantine/core'
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react'
import classes from './Split.module.css'

interface Props {
  /** Names the bar. */
  readonly label: string
  /** Share of the first pane, 0–1. */
  readonly share: number
  readonly onShare: (share: number) => void
  readonly start: ReactNode
  /** Without a second pane the first takes all. */
  readonly end: ReactNode | undefined
  /** Shows the second pane alone; the first stays mounted. */
  readonly only?: 'end'
  /** Pixels neither pane goes below. */
  readonly min?: number
}

const STEP = 0.02

export function Split({ label, share, onShare, start, end, only, min = 280 }: Props): ReactNode {
  const { dir } = useDirection()
  const frame = useRef<HTMLDivElement>(null)
  const [moving, setMoving] = useState<number>()
  const shown = moving ?? share

  function bounded(value: number): number {
    const width = frame.current?.clientWidth ?? 1000
    const edge = Math.min(0.5, min / width)
    return Math.min(Math.max(value, edge), 1 - edge)
  }
  function shareAt(x: number): number {
    const box = frame.current?.getBoundingClientRect()
    if (!box || box.width === 0) return share
    const fromStart = dir === 'rtl' ? box.right - x : x - box.left
    return bounded(fromStart / box.width)
  }
  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    setMoving(shareAt(event.clientX))
  }
  function onKeyDown(event: KeyboardEvent): void {
    const forward = dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    const back = dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft'
    if (event.key !== forward && event.key !== back) return
    event.preventDefault()
    onShare(bounded(share + (event.key === forward ? STEP : -STEP)))
  }
  return (
    <div
      ref={frame}
      className={classes.split}
      data-moving={moving !== undefined || undefined}
      style={
        end && !only ? { gridTemplateColumns: `minmax(0, ${shown}fr) 1px minmax(0, ${1 - shown}fr)` } : {}
      }
    >
      <div className={classes.pane} hidden={only !== undefined}>
        {start}
      </div>
      {end && (
        <>
          <div
            role="separator"
            hidden={only !== undefined}
            aria-label={label}
            aria-orientation="vertical"
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(shown * 100)}
            tabIndex={0}
            className={classes.bar}
            onPointerDown={onPointerDown}
            onPointerMove={(event) => moving !== undefined && setMoving(shareAt(event.clientX))}
            onPointerUp={(event) => {
              if (moving === undefined) return
              setMoving(undefined)
              onShare(shareAt(event.clientX))
            }}
            onPointerCancel={() => setMoving(undefined)}
            onKeyDown={onKeyDown}
          />
          <div className={classes.pane}>{end}</div>
        </>
      )}
    </div>
  )
}

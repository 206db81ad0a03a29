/** How far a number is on the way to a goal: a bar with what is reached filled and what is missing hatched, and words for it. */
import type { ReactNode } from 'react'
import { BigNumber } from './BigNumber.tsx'
import classes from './Gauge.module.css'

interface Props {
  readonly label: string
  /** Part of the goal; more than one when it is passed. */
  readonly part: number
  /** The number as it is read. */
  readonly text: string
  /** “of 100, 42%”. */
  readonly note: string
}

export function Gauge({ label, part, text, note }: Props): ReactNode {
  const reached = Math.min(1, Math.max(0, part))
  return (
    <div
      className={classes.gauge}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(reached * 100)}
      aria-valuetext={`${text} ${note}`}
    >
      <BigNumber>{text}</BigNumber>
      <span className={classes.track}>
        <span className={classes.reached} style={{ inlineSize: `${reached * 100}%` }} />
      </span>
      <span className={classes.note}>{note}</span>
    </div>
  )
}

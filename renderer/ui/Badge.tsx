/** A word with a tint. The word carries the meaning; the tint only helps the eye. */
import type { ReactNode } from 'react'
import classes from './Badge.module.css'

export type Tone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger'

interface Props {
  readonly children: ReactNode
  readonly tone?: Tone
}

export function Badge({ children, tone = 'neutral' }: Props): ReactNode {
  return (
    <span className={classes.badge} data-tone={tone}>
      {children}
    </span>
  )
}

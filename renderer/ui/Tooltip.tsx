/** A short explanation on hover or focus. Never the only place where something is said. */
import { Tooltip as MantineTooltip } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import classes from './Tooltip.module.css'

interface Props {
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly children: ReactElement
}

export function Tooltip({ label, hint, children }: Props): ReactNode {
  return (
    <MantineTooltip
      label={
        hint ? (
          <span className={classes.line}>
            {label}
            {hint}
          </span>
        ) : (
          label
        )
      }
    >
      {children}
    </MantineTooltip>
  )
}

/** The number something is about, as large as it fits. */
import type { CSSProperties, ReactNode } from 'react'
import classes from './BigNumber.module.css'

/** Stands in a container whose inline size is known (`container-type: inline-size`). */
export function BigNumber({ children }: { readonly children: string }): ReactNode {
  return (
    <span className={classes.number} style={{ '--signs': children.length } as CSSProperties}>
      {children}
    </span>
  )
}

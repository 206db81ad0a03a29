/** A name that opens what it names, in lists and tables: a button that looks like a link. */
import type { ReactNode } from 'react'
import classes from './LinkButton.module.css'

interface Props {
  readonly children: ReactNode
  readonly disabled?: boolean
  readonly onClick: () => void
}

export function LinkButton({ children, disabled = false, onClick }: Props): ReactNode {
  return (
    <button type="button" className={classes.link} disabled={disabled} onClick={onClick}>
      <bdi>{children}</bdi>
    </button>
  )
}

/** A key combination as the keyboard names it: `Ctrl+K`, `⌘K`. Always left to right. */
import type { ReactNode } from 'react'
import classes from './Kbd.module.css'

interface Props {
  readonly keys: string
}

export function Kbd({ keys }: Props): ReactNode {
  return (
    <kbd className={classes.kbd} dir="ltr">
      {keys}
    </kbd>
  )
}

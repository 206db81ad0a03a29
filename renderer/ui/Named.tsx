/** A record as it is called: avatar and name on one line, in lists and menus. */
import type { ReactNode } from 'react'
import { Avatar } from './Avatar.tsx'
import classes from './Named.module.css'

interface Props {
  readonly name: string
  readonly initials: string
  readonly seed: string
  readonly image?: string
  readonly shape?: 'person' | 'organisation'
}

export function Named({ name, ...avatar }: Props): ReactNode {
  return (
    <span className={classes.named}>
      <Avatar {...avatar} />
      <bdi className={classes.name}>{name}</bdi>
    </span>
  )
}

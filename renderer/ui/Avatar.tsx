/** A face or initials. The hue is fixed by the record's id, so that a person keeps a colour everywhere. */
import type { ReactNode } from 'react'
import classes from './Avatar.module.css'

interface Props {
  /** Initials, already made by the rules of the name's script. */
  readonly initials: string
  /** Decides the hue. */
  readonly seed: string
  readonly image?: string
  readonly size?: 'small' | 'medium' | 'large'
  readonly shape?: 'person' | 'organisation'
}

const HUES = 8

function hueOf(seed: string): number {
  let hash = 7
  for (let i = 0; i < seed.length; i++) hash = (hash * 31 + seed.charCodeAt(i)) >>> 0
  return hash % HUES
}

export function Avatar({ initials, seed, image, size = 'small', shape = 'person' }: Props): ReactNode {
  return (
    <span
      className={classes.avatar}
      data-size={size}
      data-shape={shape}
      data-hue={hueOf(seed)}
      aria-hidden="true"
    >
      {image ? <img src={image} alt="" className={classes.image} /> : <bdi>{initials}</bdi>}
    </span>
  )
}

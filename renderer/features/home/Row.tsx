/** A record in a short list of Home: its face, its name, what stands under it, and the way to it. */
import type { ReactNode } from 'react'
import { initials, splitFullName } from '#db/shared/text/names.ts'
import { Bdi } from '../../i18n/useFormat.tsx'
import { openRecord } from '../../records/open.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import classes from './Home.module.css'

interface Props {
  readonly entity: string
  readonly id: string
  readonly name: string
  readonly detail: ReactNode
  readonly end?: ReactNode
}

export function Row({ entity, id, name, detail, end }: Props): ReactNode {
  return (
    <li>
      <button type="button" className={classes.row} onClick={() => openRecord(entity, id)}>
        <Avatar
          seed={id}
          initials={initials(splitFullName(name))}
          shape={entity === 'company' ? 'organisation' : 'person'}
        />
        <span className={classes.words}>
          <span className={classes.name}>
            <Bdi>{name}</Bdi>
          </span>
          {detail !== '' && <span className={classes.detail}>{detail}</span>}
        </span>
        {end}
      </button>
    </li>
  )
}

/** Settings of service: promises, calendars, queues, the status flow, watchers. */
import type { ReactNode } from 'react'
import { useMay } from '../../../state/session.ts'
import { Calendars } from './Calendars.tsx'
import { Flow } from './Flow.tsx'
import { Promises } from './Promises.tsx'
import { Queues } from './Queues.tsx'
import classes from './Settings.module.css'
import { Watchers } from './Watchers.tsx'

export function ServiceSettings(): ReactNode {
  const administers = useMay('configure')
  return (
    <div className={classes.page}>
      <Promises readOnly={!administers} />
      {administers && <Calendars />}
      <Queues />
      {administers && <Flow />}
      {administers && <Watchers />}
    </div>
  )
}

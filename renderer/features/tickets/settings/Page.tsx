/** Settings of service: promises, calendars, queues, the status flow. */
import type { ReactNode } from 'react'
import { useMay } from '../../../state/session.ts'
import { Calendars } from './Calendars.tsx'
import { Flow } from './Flow.tsx'
import { Promises } from './Promises.tsx'
import { Queues } from './Queues.tsx'
import classes from './Settings.module.css'

export function ServiceSettings(): ReactNode {
  const administers = useMay('configure')
  return (
    <div className={classes.page}>
      <Promises readOnly={!administers} />
      {administers && <Calendars />}
      <Queues />
      {administers && <Flow />}
    </div>
  )
}

/** Settings of activities: own types and results, series, working days and holidays, calendar files, reminders, the telephone. */
import type { ReactNode } from 'react'
import { useMay } from '../../../state/session.ts'
import { CalendarFiles } from './CalendarFiles.tsx'
import { Codes } from './Codes.tsx'
import { Holidays } from './Holidays.tsx'
import { Reminders } from './Reminders.tsx'
import { SeriesList } from './SeriesList.tsx'
import classes from './Settings.module.css'
import { Telephone } from './Telephone.tsx'

export function ActivitySettings(): ReactNode {
  const administers = useMay('configure')
  return (
    <div className={classes.page}>
      <SeriesList />
      <Holidays administers={administers} />
      {administers && <Codes />}
      <CalendarFiles />
      <Reminders />
      <Telephone />
    </div>
  )
}

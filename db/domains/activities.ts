/** The handlers of activities, series and alarms; each file in activities/ has one matter. */
import { alarmHandlers } from './activities/alarms.ts'
import { bulkHandlers } from './activities/bulk.ts'
import { calendarHandlers } from './activities/calendar.ts'
import { completeHandlers } from './activities/complete.ts'
import { icsHandlers } from './activities/ics.ts'
import { optionHandlers } from './activities/options.ts'
import { paperHandlers } from './activities/paper.ts'
import { scheduleHandlers } from './activities/schedule.ts'
import { seriesHandlers } from './activities/series.ts'
import { taskHandlers } from './activities/tasks.ts'

export const activityHandlers = {
  ...scheduleHandlers,
  ...completeHandlers,
  ...calendarHandlers,
  ...taskHandlers,
  ...optionHandlers,
  ...bulkHandlers,
  ...alarmHandlers,
  ...icsHandlers,
  ...paperHandlers,
  ...seriesHandlers,
}

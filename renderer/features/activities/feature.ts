/** Activities in the window: calendar and tasks, what is due on Home, alarms, and what records get of it. */
import { IconCalendarCog } from '@tabler/icons-react'
import { createElement } from 'react'
import type { Feature } from '../../records/feature.ts'
import { lazily } from '../../ui/lazily.tsx'
import { Alarms } from './alarms/Alarms.tsx'
import './colours.css'
import { ActivityDialogs } from './Dialogs.tsx'
import { Due } from './Due.tsx'
import { activitiesTab, activityActions, seriesAction } from './RecordActivities.tsx'

const Settings = lazily(async () => (await import('./settings/Page.tsx')).ActivitySettings)

export const activities: Feature = {
  screens: {
    calendar: lazily(async () => (await import('./calendar/Page.tsx')).CalendarPage),
    tasks: lazily(async () => (await import('./tasks/Page.tsx')).TasksPage),
  },
  settingsPages: [{ id: 'activities', icon: IconCalendarCog, show: () => createElement(Settings) }],
  homePanels: [Due],
  standing: [ActivityDialogs, Alarms],
  tabs: [activitiesTab],
  recordActions: activityActions,
  listActions: [seriesAction],
}

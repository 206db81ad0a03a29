/** Reports: questions about the data, answered. */
import type { Feature } from '../../records/feature.ts'
import { lazily } from '../../ui/lazily.tsx'
import { reportActions } from './onThese.tsx'
import { ScheduleClock } from './ScheduleClock.tsx'

export const reports: Feature = {
  screens: { reports: lazily(async () => (await import('./ReportsPage.tsx')).ReportsPage) },
  listActions: reportActions,
  standing: [ScheduleClock],
}

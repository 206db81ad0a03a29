/** What is asked about activities, series and the days of the business to see whether an answer tells a secret. */
import type { Questions } from './questions.ts'

export const activitiesQuestions = {
  'activity.get': (s) => [{ id: s.secretActivity }, { id: s.sharedActivity }],
  'activity.range': () => [{ from: '2026-11-01', to: '2026-11-30' }],
  'activity.days': () => [{ from: '2026-11-01', to: '2026-11-30' }],
  'activity.tasks': (s) => [
    {},
    { search: 'Xylo' },
    { show: 'closed' },
    { contact: s.secretContact },
    { company: s.secretCompany },
  ],
  'activity.preview': () => [{ startAt: '2026-11-22T03:00:00Z', rule: 'FREQ=DAILY' }],
  'activity.options': () => [{}],
  'activity.alarms': () => [{}],
  'series.get': (s) => [{ id: s.secretSeries }],
  'series.preview': (s) => [{ id: s.secretSeries, anchor: '2026-11-22' }],
  'call.find': () => [{ number: '081-234-5678' }, { number: '2345678' }],
  'business.calendar': () => [{ from: '2026-11-01', to: '2026-11-30' }],
  'holiday.lists': () => [{}],
} satisfies Partial<Questions>

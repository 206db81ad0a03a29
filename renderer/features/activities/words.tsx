/** How kinds, results, colours and times of activities are said and drawn, wherever one is shown. */
import {
  IconCalendarEvent,
  IconMail,
  IconMailOpened,
  IconMessage,
  IconPhone,
  IconSquareCheck,
  IconUsers,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { ActivityItem } from '#db/shared/activities.ts'
import { isBaseKind } from '#db/shared/activityCodes.ts'
import type { Output } from '#db/shared/contract.ts'
import { systemTimeZone } from '#db/shared/dates/format.ts'
import { wallTime } from '#db/shared/recurrenceZones.ts'
import { useRead } from '../../data/hooks.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'

type Options = Output<'activity.options'>

export function useOptions(): Options | undefined {
  return useRead('activity.options', {}, { depends: { on: ['activityType', 'resultCode', 'user'] } }).data
}

/** A code as its word, an own name as it is. */
export function useCodeWord(prefix: 'history.kind' | 'record.result'): (code: string) => string {
  const t = useText()
  const has = useHasText()
  return (code) => (has(`${prefix}.${code}`) ? t(`${prefix}.${code}`) : code)
}

export const baseOf = (options: Options | undefined, kind: string): string =>
  options?.types.find(({ name }) => name === kind)?.base ?? (isBaseKind(kind) ? kind : 'todo')

export const colourOf = (options: Options | undefined, item: Pick<ActivityItem, 'kind' | 'colour'>): string =>
  item.colour ?? options?.types.find(({ name }) => name === item.kind)?.colour ?? 'grey'

const icons: Readonly<Record<string, typeof IconPhone>> = {
  call: IconPhone,
  meeting: IconUsers,
  todo: IconSquareCheck,
  letter: IconMailOpened,
  email: IconMail,
  message: IconMessage,
}

export function KindIcon({ base, size = 15 }: { readonly base: string; readonly size?: number }): ReactNode {
  const Icon = icons[base] ?? IconCalendarEvent
  return <Icon size={size} aria-hidden="true" />
}

export const zone = systemTimeZone

/** Minutes since midnight here. */
export const minutesOf = (instant: string): number => wallTime(Date.parse(instant), zone()).minutes
export const dayOf = (instant: string): string => wallTime(Date.parse(instant), zone()).day

/** What it is about, or whom, or at least what kind it is. */
export function useTitle(): (item: ActivityItem) => string {
  const word = useCodeWord('history.kind')
  return (item) => item.regarding || (item.contact?.name ?? item.company?.name ?? word(item.kind))
}

/** `Mon 23 Nov, 09:00–10:00`; whole days by their days. */
export function useWhen(): (item: ActivityItem) => string {
  const t = useText()
  const format = useFormat()
  return (item) => {
    if (item.allDay)
      return item.firstDay === item.lastDay
        ? format.date(item.firstDay, 'weekdayDay')
        : t('activity.span', { from: format.date(item.firstDay), to: format.date(item.lastDay) })
    return `${format.date(item.firstDay, 'weekdayDay')} ${format.time(item.startAt)}`
  }
}

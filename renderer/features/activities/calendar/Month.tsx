/** A month of the reader's calendar: counts and the first few of each day; drag moves, a drag over days makes a new one. */
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react'
import type { ActivityItem } from '#db/shared/activities.ts'
import { monthWeeks } from '#db/shared/calendarDays.ts'
import { addDays, daysBetween, fromIso, weekdayOf } from '#db/shared/dates/calendars.ts'
import { localTime } from '#db/shared/dates/format.ts'
import { weekdayNames } from '#db/shared/dates/names.ts'
import { periodOf } from '#db/shared/dates/periods.ts'
import { instantOf } from '#db/shared/recurrenceZones.ts'
import { useRead } from '../../../data/hooks.ts'
import { usePreferences, useText } from '../../../i18n/I18nProvider.tsx'
import { useFormat } from '../../../i18n/useFormat.tsx'
import { openDialog } from '../dialogs.ts'
import type { Business } from '../useBusiness.ts'
import { zone } from '../words.tsx'
import classes from './Calendar.module.css'
import { Chip } from './Chip.tsx'
import { movedByDays, useMove } from './move.ts'

const EACH = 4
const DAY_MINUTES = 1440
const depends = { on: ['activity', 'activityParticipant', 'contact', 'company'] }

export interface ViewProps {
  readonly anchor: string
  readonly business: Business
  readonly users: readonly string[]
  readonly readOnly: boolean
  readonly onAnchor: (day: string) => void
  readonly onDay: (day: string) => void
}

/** The day cell under the pointer. */
const dayUnder = (event: PointerEvent): string | undefined => {
  const under = document.elementsFromPoint(event.clientX, event.clientY)
  for (const element of under) {
    const day = element.closest('[data-day]')?.getAttribute('data-day')
    if (day) return day
  }
  return undefined
}

interface Drag {
  /** Absent while days are marked for a new one. */
  readonly item?: ActivityItem
  readonly from: string
  readonly to: string
  readonly moved: boolean
}

export function newOnDays(from: string, to: string): void {
  const [first, last] = from <= to ? [from, to] : [to, from]
  openDialog({
    what: 'schedule',
    preset: {
      kind: 'meeting',
      startAt: new Date(instantOf(first, first === last ? 9 * 60 : 0, zone())).toISOString(),
      ...(first !== last && { allDay: true, durationMinutes: (daysBetween(first, last) + 1) * DAY_MINUTES }),
    },
  })
}

export function Month({ anchor, business, users, readOnly, onAnchor, onDay }: ViewProps): ReactNode {
  const t = useText()
  const format = useFormat()
  const { calendar, language, digits } = usePreferences()
  const move = useMove()
  const grid = useRef<HTMLDivElement>(null)
  const [drag, setDrag] = useState<Drag>()
  const weeks = monthWeeks(anchor, calendar, business.weekStart)
  const [first = anchor] = weeks[0] ?? []
  const last = weeks.at(-1)?.at(-1) ?? anchor
  const month = periodOf(anchor, 'month', calendar)
  const { data } = useRead(
    'activity.days',
    { from: first, to: last, each: EACH, timeZone: zone(), ...(users.length && { users: [...users] }) },
    { depends, keep: true },
  )
  const byDay = new Map(data?.days.map((day) => [day.day, day]))
  const today = localTime(Date.now()).iso
  const names = weekdayNames(language, 'short')
  const marked = (day: string): boolean => {
    if (!drag?.moved) return false
    if (drag.item) return day === drag.to
    const [low, high] = drag.from <= drag.to ? [drag.from, drag.to] : [drag.to, drag.from]
    return day >= low && day <= high
  }
  const begin = (event: PointerEvent, day: string, item?: ActivityItem): void => {
    if (readOnly || event.button !== 0) return
    setDrag({ from: day, to: day, moved: false, ...(item && { item }) })
  }
  const onPointerMove = (event: PointerEvent): void => {
    if (!drag) return
    const day = dayUnder(event)
    if (day && day !== drag.to) setDrag({ ...drag, to: day, moved: true })
  }
  const onPointerUp = (): void => {
    setDrag(undefined)
    if (!drag?.moved) return
    if (!drag.item) {
      newOnDays(drag.from, drag.to)
      return
    }
    // The click that ends a drag would open it.
    window.addEventListener('click', stop, { capture: true, once: true })
    setTimeout(() => window.removeEventListener('click', stop, { capture: true }))
    if (drag.from !== drag.to) void move(drag.item, movedByDays(drag.item, daysBetween(drag.from, drag.to)))
  }
  const focusDay = (day: string): void => {
    onAnchor(day)
    requestAnimationFrame(() => grid.current?.querySelector<HTMLElement>(`[data-head="${day}"]`)?.focus())
  }
  const onDayKey = (event: KeyboardEvent, day: string): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const forward = document.documentElement.dir === 'rtl' ? -1 : 1
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: forward,
      ArrowLeft: -forward,
      ArrowDown: 7,
      ArrowUp: -7,
    }
    const step = steps[event.key]
    if (step !== undefined) {
      event.preventDefault()
      focusDay(addDays(day, step))
    } else if (event.key === 'Enter' && !readOnly) {
      event.preventDefault()
      newOnDays(day, day)
    }
  }
  return (
    <div
      ref={grid}
      className={classes.month}
      style={{ '--weeks': weeks.length } as React.CSSProperties}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => setDrag(undefined)}
    >
      {(weeks[0] ?? []).map((day) => (
        <div
          key={day}
          className={classes.weekday}
          data-weekend={business.weekend.includes(weekdayOf(day)) || undefined}
        >
          {names[weekdayOf(day)]}
        </div>
      ))}
      {weeks.flat().map((day) => {
        const there = byDay.get(day)
        const holidays = business.holidays.get(day) ?? []
        const number = fromIso(day, calendar)?.day ?? 0
        const shown = there?.items ?? []
        const rest = (there?.count ?? 0) - shown.length
        return (
          <section
            key={day}
            className={classes.day}
            aria-label={format.date(day, 'full')}
            data-day={day}
            data-today={day === today || undefined}
            data-other={day < month.start || day > month.end || undefined}
            data-off={
              business.weekend.includes(weekdayOf(day)) ||
              holidays.some(({ working }) => !working) ||
              undefined
            }
            data-marked={marked(day) || undefined}
            onPointerDown={(event) => {
              if (event.target instanceof Element && event.target.closest('button')) return
              begin(event, day)
            }}
          >
            <div className={classes.dayHead}>
              <button
                type="button"
                className={classes.number}
                data-head={day}
                tabIndex={day === anchor ? 0 : -1}
                aria-current={day === today ? 'date' : undefined}
                onClick={() => onDay(day)}
                onKeyDown={(event) => onDayKey(event, day)}
              >
                {number === 1 || day === first ? format.date(day, 'monthDay') : format.digits(String(number))}
                <span className={classes.spoken}>
                  {`, ${t('calendar.dayCount', { day: format.date(day, 'full'), n: there?.count ?? 0 })}`}
                </span>
              </button>
              {holidays.length > 0 && (
                <span className={classes.holiday} title={holidays.map(({ name }) => name).join(' · ')}>
                  {holidays.map(({ name }) => name).join(' · ')}
                </span>
              )}
            </div>
            {shown.map((item) => (
              <Chip
                key={`${item.id} ${item.occurrence}`}
                item={item}
                line
                readOnly={readOnly}
                onPointerDown={(event) => begin(event, day, item)}
              />
            ))}
            {rest > 0 && (
              <button type="button" className={classes.rest} onClick={() => onDay(day)} data-digits={digits}>
                {t('calendar.more', { n: rest })}
              </button>
            )}
          </section>
        )
      })}
    </div>
  )
}

const stop = (event: MouseEvent): void => {
  event.stopPropagation()
  event.preventDefault()
}

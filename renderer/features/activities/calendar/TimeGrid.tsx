/**
 * Days as columns of hours. Drag on empty time makes a new activity, on an activity moves it, on its lower edge changes its
 * length. The cursor of the keyboard goes by half hours: Shift extends it, Enter makes an activity there.
 */
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { ActivityItem } from '#db/shared/activities.ts'
import { addDays, weekdayOf } from '#db/shared/dates/calendars.ts'
import { localTime } from '#db/shared/dates/format.ts'
import { instantOf } from '#db/shared/recurrenceZones.ts'
import { useRead } from '../../../data/hooks.ts'
import { useText } from '../../../i18n/I18nProvider.tsx'
import { useFormat } from '../../../i18n/useFormat.tsx'
import { openDialog } from '../dialogs.ts'
import { dayOf, minutesOf, zone } from '../words.tsx'
import classes from './Calendar.module.css'
import { Chip } from './Chip.tsx'
import { placed, type Span } from './layout.ts'
import type { ViewProps } from './Month.tsx'
import { movedTo, movedToWholeDay, resizedTo, useMove } from './move.ts'

const DAY_MINUTES = 1440
const STEP = 15
const SLOT = 30
const depends = { on: ['activity', 'activityParticipant', 'contact', 'company'] }
const hours = Array.from({ length: 24 }, (_, hour) => hour)

interface Spot {
  readonly day: string
  readonly minutes: number
}
interface Drag {
  readonly what: 'new' | 'move' | 'resize'
  readonly item?: ActivityItem
  readonly from: Spot
  readonly to: Spot
  /** Minutes between the pointer and the start of what is moved. */
  readonly grip: number
  readonly moved: boolean
}

/** Whole days, and what lasts a day or more, stand above the hours. */
const isAbove = (item: ActivityItem): boolean =>
  item.allDay || Date.parse(item.endAt) - Date.parse(item.startAt) >= DAY_MINUTES * 60_000

/** The part of an activity that falls on a day, in minutes of it. */
function spanOn(item: ActivityItem, day: string): Span {
  const from = dayOf(item.startAt) < day ? 0 : minutesOf(item.startAt)
  const to =
    item.lastDay > day ? DAY_MINUTES : from + (Date.parse(item.endAt) - Date.parse(item.startAt)) / 60_000
  return {
    from,
    to: Math.min(DAY_MINUTES, dayOf(item.startAt) < day ? minutesOf(item.endAt) || DAY_MINUTES : to),
  }
}

const newAt = (day: string, from: number, to: number): void =>
  openDialog({
    what: 'schedule',
    preset: {
      kind: 'meeting',
      startAt: new Date(instantOf(day, from, zone())).toISOString(),
      durationMinutes: Math.max(STEP, to - from),
    },
  })

interface Props extends ViewProps {
  readonly days: readonly string[]
}

export function TimeGrid({ days, business, users, readOnly, onDay }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const move = useMove()
  const columns = useRef<HTMLDivElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const [drag, setDrag] = useState<Drag>()
  const [cursor, setCursor] = useState<Spot & { readonly length: number }>()
  const [now, setNow] = useState(() => Date.now())
  const from = days[0] ?? ''
  const to = days.at(-1) ?? from
  const { data } = useRead(
    'activity.range',
    { from, to, timeZone: zone(), ...(users.length && { users: [...users] }) },
    { depends, keep: true, enabled: from !== '' },
  )
  const items = data?.items ?? []
  const { hours: open } = business
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  useEffect(() => {
    const { current } = scroller
    if (current) current.scrollTop = (current.scrollHeight * Math.max(0, open.from - 60)) / DAY_MINUTES
  }, [open.from])

  const spotOf = (event: PointerEvent): Spot | undefined => {
    for (const column of columns.current?.querySelectorAll('[data-day]') ?? []) {
      const box = column.getBoundingClientRect()
      if (event.clientX < box.left || event.clientX > box.right) continue
      const share = (event.clientY - box.top) / box.height
      const minutes = Math.max(
        0,
        Math.min(DAY_MINUTES - STEP, Math.floor((share * DAY_MINUTES) / STEP) * STEP),
      )
      return { day: column.getAttribute('data-day') ?? '', minutes }
    }
    return undefined
  }
  const begin = (event: PointerEvent, what: Drag['what'], item?: ActivityItem): void => {
    const spot = readOnly || event.button !== 0 ? undefined : spotOf(event)
    if (!spot) return
    event.stopPropagation()
    const grip = what === 'move' && item && !isAbove(item) ? spot.minutes - spanOn(item, spot.day).from : 0
    setDrag({ what, from: spot, to: spot, grip, moved: false, ...(item && { item }) })
  }
  const onPointerMove = (event: PointerEvent): void => {
    if (!drag) return
    const spot = spotOf(event)
    if (spot && (spot.day !== drag.to.day || spot.minutes !== drag.to.minutes))
      setDrag({ ...drag, to: spot, moved: true })
  }
  const ghost = ((): (Span & { day: string }) | undefined => {
    if (!drag?.moved) return undefined
    const { what, item, from: start, to: end, grip } = drag
    if (what === 'new') {
      const [a, b] = [start.minutes, end.minutes].sort((x, y) => x - y)
      return { day: start.day, from: a ?? 0, to: (b ?? 0) + STEP }
    }
    if (!item) return undefined
    if (what === 'resize') {
      const day = dayOf(item.startAt)
      return {
        day,
        from: minutesOf(item.startAt),
        to: Math.max(minutesOf(item.startAt) + STEP, end.minutes + STEP),
      }
    }
    const at = Math.max(0, end.minutes - grip)
    const { from: top, to: bottom } = spanOn(item, dayOf(item.startAt))
    return { day: end.day, from: at, to: Math.min(DAY_MINUTES, at + (item.allDay ? 60 : bottom - top)) }
  })()
  const onPointerUp = (): void => {
    setDrag(undefined)
    if (!drag?.moved || !ghost) return
    if (drag.what === 'new') {
      newAt(ghost.day, ghost.from, ghost.to)
      return
    }
    window.addEventListener('click', swallow, { capture: true, once: true })
    setTimeout(() => window.removeEventListener('click', swallow, { capture: true }))
    if (!drag.item) return
    void move(
      drag.item,
      drag.what === 'resize'
        ? resizedTo(drag.item, ghost.to - ghost.from)
        : movedTo(drag.item, ghost.day, ghost.from),
    )
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return
    const spot = cursor ?? { day: from, minutes: open.from, length: SLOT }
    const forward = document.documentElement.dir === 'rtl' ? -1 : 1
    const at = days.indexOf(spot.day)
    const beside = (step: number): void => {
      const day = days[at + step]
      if (day) setCursor({ ...spot, day })
    }
    const down = event.key === 'ArrowDown'
    if (event.key === 'Enter') {
      if (!readOnly) newAt(spot.day, spot.minutes, spot.minutes + spot.length)
    } else if (event.shiftKey && (down || event.key === 'ArrowUp'))
      setCursor({
        ...spot,
        length: Math.max(SLOT, Math.min(DAY_MINUTES - spot.minutes, spot.length + (down ? SLOT : -SLOT))),
      })
    else if (down || event.key === 'ArrowUp')
      setCursor({
        ...spot,
        minutes: Math.max(0, Math.min(DAY_MINUTES - SLOT, spot.minutes + (down ? SLOT : -SLOT))),
      })
    else if (event.key === 'ArrowRight') beside(forward)
    else if (event.key === 'ArrowLeft') beside(-forward)
    else return
    event.preventDefault()
  }
  const today = localTime(now).iso
  const style = { '--days': days.length } as React.CSSProperties
  const box = ({ from: top, to: bottom }: Span, lane = 0, lanes = 1) => ({
    insetBlockStart: `${(top / DAY_MINUTES) * 100}%`,
    blockSize: `${((bottom - top) / DAY_MINUTES) * 100}%`,
    insetInlineStart: `${(lane / lanes) * 100}%`,
    inlineSize: `${100 / lanes}%`,
  })
  return (
    <div
      className={classes.grid}
      style={style}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => setDrag(undefined)}
    >
      <div className={classes.heads}>
        <span />
        {days.map((day) => (
          <button
            key={day}
            type="button"
            className={classes.dayName}
            data-today={day === today || undefined}
            aria-current={day === today ? 'date' : undefined}
            onClick={() => onDay(day)}
          >
            {format.date(day, 'weekdayDay')}
            <Holidays names={(business.holidays.get(day) ?? []).map(({ name }) => name)} />
          </button>
        ))}
      </div>
      <div className={classes.above}>
        <span className={classes.aboveName}>{t('activity.field.allDay')}</span>
        {days.map((day) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: takes what is dropped; the keyboard has the dialog
          <div
            key={day}
            className={classes.aboveDay}
            onDoubleClick={() =>
              !readOnly &&
              openDialog({
                what: 'schedule',
                preset: {
                  kind: 'todo',
                  allDay: true,
                  startAt: new Date(instantOf(day, 0, zone())).toISOString(),
                },
              })
            }
            onPointerUp={() => {
              if (drag?.moved && drag.what === 'move' && drag.item) {
                setDrag(undefined)
                void move(drag.item, movedToWholeDay(drag.item, day))
              }
            }}
          >
            {items
              .filter((item) => isAbove(item) && item.firstDay <= day && item.lastDay >= day)
              .map((item) => (
                <Chip
                  key={`${item.id} ${item.occurrence}`}
                  item={item}
                  line
                  readOnly={readOnly}
                  onPointerDown={(event) => begin(event, 'move', item)}
                />
              ))}
          </div>
        ))}
      </div>
      <div ref={scroller} className={classes.scroll}>
        <div className={classes.hours} aria-hidden="true">
          {hours.map((hour) => (
            <span key={hour} className={classes.hour}>
              {hour > 0 && format.time(new Date(instantOf(today, hour * 60, zone())).toISOString())}
            </span>
          ))}
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: a place for the cursor, not a form */}
        <div
          ref={columns}
          role="group"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard's way into empty time
          tabIndex={0}
          className={classes.columns}
          aria-label={t('calendar.times')}
          aria-description={t('calendar.times.keys')}
          onKeyDown={onKeyDown}
          onBlur={(event) => event.target === event.currentTarget && setCursor(undefined)}
        >
          {days.map((day) => (
            // biome-ignore lint/a11y/noStaticElementInteractions: begins a drag; the keyboard has the cursor
            <div
              key={day}
              className={classes.column}
              data-day={day}
              data-off={
                business.weekend.includes(weekdayOf(day)) ||
                (business.holidays.get(day) ?? []).some(({ working }) => !working) ||
                undefined
              }
              onPointerDown={(event) => begin(event, 'new')}
              onDoubleClick={(event) => {
                if (event.target !== event.currentTarget || readOnly) return
                const { top, height } = event.currentTarget.getBoundingClientRect()
                const minutes = Math.floor((((event.clientY - top) / height) * DAY_MINUTES) / SLOT) * SLOT
                newAt(day, minutes, minutes + 60)
              }}
            >
              {placed(
                items
                  .filter((item) => !isAbove(item) && item.firstDay <= day && item.lastDay >= day)
                  .map((item) => ({ item, span: spanOn(item, day) })),
              ).map(({ item, span, lane, lanes }) => (
                <Chip
                  key={`${item.id} ${item.occurrence}`}
                  item={item}
                  readOnly={readOnly}
                  style={box(span, lane, lanes)}
                  short={span.to - span.from < 45}
                  narrow={lanes > 1}
                  onPointerDown={(event) => begin(event, 'move', item)}
                >
                  {!readOnly && item.lastDay === day && (
                    <span className={classes.edge} onPointerDown={(event) => begin(event, 'resize', item)} />
                  )}
                </Chip>
              ))}
              {ghost?.day === day && <span className={classes.ghost} style={box(ghost)} />}
              {cursor?.day === day && (
                <span
                  className={classes.cursor}
                  style={box({ from: cursor.minutes, to: cursor.minutes + cursor.length })}
                />
              )}
              {day === today && (
                <span
                  className={classes.now}
                  style={{
                    insetBlockStart: `${(minutesOf(new Date(now).toISOString()) / DAY_MINUTES) * 100}%`,
                  }}
                />
              )}
            </div>
          ))}
        </div>
        <span className={classes.spoken} role="status">
          {cursor &&
            `${format.date(cursor.day, 'weekdayDay')} ${format.time(new Date(instantOf(cursor.day, cursor.minutes, zone())).toISOString())}`}
        </span>
      </div>
      {data?.more && (
        <p className={classes.tooMany}>{t('calendar.tooMany', { to: format.date(addDays(to, 0)) })}</p>
      )}
    </div>
  )
}

function Holidays({ names }: { readonly names: readonly string[] }): ReactNode {
  return names.length > 0 ? <span className={classes.holiday}>{names.join(' · ')}</span> : null
}

const swallow = (event: MouseEvent): void => {
  event.stopPropagation()
  event.preventDefault()
}

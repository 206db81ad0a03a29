/** An activity in the calendar: opens by Enter or a click; Alt and arrows move it, with Shift they change its length. */
import { IconCheck, IconLock, IconRepeat } from '@tabler/icons-react'
import type { CSSProperties, KeyboardEvent, PointerEvent, ReactNode } from 'react'
import { type ActivityItem, activity } from '#db/shared/activities.ts'
import { useText } from '../../../i18n/I18nProvider.tsx'
import { useFormat } from '../../../i18n/useFormat.tsx'
import { useMayEdit } from '../../../records/useRights.ts'
import { openDialog } from '../dialogs.ts'
import { colourOf, useCodeWord, useOptions, useTitle, useWhen } from '../words.tsx'
import classes from './Calendar.module.css'
import { movedByDays, movedByMinutes, resizedBy, useMove, useRemove } from './move.ts'

const STEP = 15

interface Props {
  readonly item: ActivityItem
  readonly readOnly: boolean
  /** In a month: one line, moved by days and weeks. */
  readonly line?: boolean
  /** Too low for two lines. */
  readonly short?: boolean
  /** Beside others: what it is about goes before when. */
  readonly narrow?: boolean
  readonly style?: CSSProperties
  readonly onPointerDown?: (event: PointerEvent) => void
  readonly children?: ReactNode
}

export function Chip({
  item,
  readOnly: seenOnly,
  line = false,
  short = false,
  narrow = false,
  style,
  onPointerDown,
  children,
}: Props): ReactNode {
  const t = useText()
  const readOnly = !useMayEdit(activity)(item.owner?.id ?? null) || seenOnly
  const format = useFormat()
  const options = useOptions()
  const title = useTitle()
  const word = useCodeWord('history.kind')
  const when = useWhen()
  const move = useMove()
  const remove = useRemove()
  const name = title(item)
  const party = item.contact?.name ?? item.company?.name ?? ''
  const done = item.status !== 'open'
  // What the eye takes from colour and place is told to the ear after what is written.
  const about = [
    word(item.kind),
    line ? party : '',
    when(item),
    done ? t(`activity.field.status.${item.status}`) : '',
  ]
    .filter((part) => part !== '' && part !== name)
    .join(', ')
  const onKeyDown = (event: KeyboardEvent): void => {
    if (readOnly) return
    if (event.key === 'Delete' && !event.ctrlKey) {
      event.preventDefault()
      void remove(item)
      return
    }
    if (!event.altKey || !event.key.startsWith('Arrow')) return
    event.preventDefault()
    event.stopPropagation()
    const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      const sign = event.key === 'ArrowUp' ? -1 : 1
      if (line || item.allDay) void move(item, movedByDays(item, sign * 7))
      else if (event.shiftKey) void move(item, resizedBy(item, sign * STEP))
      else void move(item, movedByMinutes(item, sign * STEP))
    } else void move(item, movedByDays(item, event.key === forward ? 1 : -1))
  }
  return (
    <button
      type="button"
      className={classes.chip}
      data-colour={colourOf(options, item)}
      data-line={line || undefined}
      data-short={short || undefined}
      data-narrow={narrow || undefined}
      data-done={done || undefined}
      data-item={item.id}
      {...(style && { style })}
      title={party === '' || party === name ? name : `${name} · ${party}`}
      onClick={() => openDialog({ what: 'edit', item })}
      onKeyDown={onKeyDown}
      {...(!readOnly && { onPointerDown })}
    >
      {!item.allDay && <span className={classes.time}>{format.time(item.startAt)}</span>}
      <span className={classes.name} dir="auto">
        {name}
      </span>
      {!line && party !== '' && party !== name && (
        <span className={classes.party} dir="auto">
          {party}
        </span>
      )}
      {done && <IconCheck size={12} aria-hidden="true" />}
      {item.recurring && <IconRepeat size={11} aria-hidden="true" />}
      {item.private && <IconLock size={11} aria-hidden="true" />}
      <span className={classes.spoken}>{`, ${about}`}</span>
      {children}
    </button>
  )
}

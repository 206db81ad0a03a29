/**
 * Alarms: asks the host what rings, when it next may, and after every change; shows what is due with the ways to put it off,
 * and hands it to the system's notifications once. What was missed while the program was closed rings at its start; a clock
 * that was changed is noticed within a minute.
 */
import { IconBell } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Output } from '#db/shared/contract.ts'
import { systemTimeZone } from '#db/shared/dates/format.ts'
import { useRead } from '../../../data/hooks.ts'
import { native } from '../../../data/native.ts'
import { call } from '../../../data/port.ts'
import { useHasText, useText } from '../../../i18n/I18nProvider.tsx'
import { Bdi } from '../../../i18n/useFormat.tsx'
import { reportFailure } from '../../../state/feedback.ts'
import { Button } from '../../../ui/Button.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { openDialog } from '../dialogs.ts'
import { baseOf, colourOf, KindIcon, useOptions, useTitle, useWhen } from '../words.tsx'
import classes from './Alarms.module.css'
import { keyOf, Told, waitUntil } from './waiting.ts'

type Alarm = Output<'activity.alarms'>['due'][number]

const SHOWN = 4
const snoozes = [5, 15, 60, 1440] as const

const linkOf = ({ id }: Alarm): string => `samphan://activity/${id}`

/** With whom, where that is known: what one wants to see before opening anything. */
const bodyOf = (when: string, { contact, company }: Alarm): string =>
  [when, contact?.name ?? company?.name].filter(Boolean).join(' · ')

export function Alarms(): ReactNode {
  const t = useText()
  const has = useHasText()
  const title = useTitle()
  const when = useWhen()
  const isFirst = native?.environment.windowKind !== 'record'
  const { data, refetch } = useRead(
    'activity.alarms',
    { timeZone: systemTimeZone() },
    { depends: { on: ['activity', 'activityParticipant'] }, keep: true, enabled: isFirst },
  )
  const told = useRef(new Told())
  const next = data?.next
  const [asked, setAsked] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: waits anew after every question
  useEffect(() => {
    const timer = setTimeout(
      () => void refetch().finally(() => setAsked((count) => count + 1)),
      waitUntil(next, Date.now()),
    )
    return () => clearTimeout(timer)
  }, [next, asked, refetch])
  useEffect(() => {
    const fresh = told.current.fresh(data?.due ?? [])
    // Many missed at once are one notice.
    if (fresh.length > SHOWN) void native?.notify({ title: t('alarm.many', { n: fresh.length }), body: '' })
    else
      for (const alarm of fresh)
        void native?.notify({ title: title(alarm), body: bodyOf(when(alarm), alarm), link: linkOf(alarm) })
  }, [data, t, title, when])
  const due = data?.due ?? []
  const more = (data?.more ?? 0) + Math.max(0, due.length - SHOWN)
  useEffect(() => {
    if (!isFirst) return
    const count = due.length + (data?.more ?? 0)
    const beyond = count - Math.min(due.length, SHOWN)
    void native?.setDue({
      count,
      title: t('alarm.many', { n: count }),
      lines: due.slice(0, SHOWN).map((alarm) => ({
        label: `${title(alarm)} · ${when(alarm)}`,
        link: linkOf(alarm),
      })),
      more: beyond > 0 ? t('calendar.more', { n: beyond }) : null,
    })
  }, [due, data?.more, title, when, t, isFirst])
  if (due.length === 0) return null
  const rest = async (alarms: readonly Alarm[], minutes: number | null): Promise<void> => {
    try {
      await call('activity.snooze', {
        alarms: alarms.map(({ id, occurrence }) => ({ id, occurrence })),
        until: minutes === null ? null : new Date(Date.now() + minutes * 60_000).toISOString(),
      })
      await refetch()
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  return (
    <section className={classes.alarms} aria-label={t('alarm.title')}>
      <header className={classes.head}>
        <IconBell size={16} aria-hidden="true" />
        <h2 className={classes.title}>{t('alarm.title')}</h2>
        <Button size="small" tone="quiet" onClick={() => void rest(due, null)}>
          {t('alarm.dismissAll')}
        </Button>
      </header>
      <ul className={classes.list} aria-live="polite">
        {due.slice(0, SHOWN).map((alarm) => (
          <One key={keyOf(alarm)} alarm={alarm} onRest={(minutes) => void rest([alarm], minutes)} />
        ))}
      </ul>
      {more > 0 && <p className={classes.more}>{t('calendar.more', { n: more })}</p>}
    </section>
  )
}

function One({
  alarm,
  onRest,
}: {
  readonly alarm: Alarm
  readonly onRest: (minutes: number | null) => void
}): ReactNode {
  const t = useText()
  const options = useOptions()
  const title = useTitle()
  const when = useWhen()
  const [done, setDone] = useState(false)
  const name = title(alarm)
  if (done) return null
  return (
    <li className={classes.one}>
      <span className={classes.kind} data-colour={colourOf(options, alarm)}>
        <KindIcon base={baseOf(options, alarm.kind)} />
      </span>
      <button
        type="button"
        className={classes.open}
        onClick={() => openDialog({ what: 'edit', item: alarm })}
      >
        <strong>
          <Bdi>{name}</Bdi>
        </strong>
        <span>
          {when(alarm)} {alarm.contact && <Bdi>{alarm.contact.name ?? ''}</Bdi>}
        </span>
      </button>
      <Menu
        label={t('alarm.snooze')}
        trigger={<Button size="small">{t('alarm.snooze')}</Button>}
        entries={snoozes.map((minutes) => ({
          id: String(minutes),
          label: t('alarm.snoozeFor', { minutes }),
          onSelect: () => onRest(minutes),
        }))}
      />
      <Button
        size="small"
        onClick={() => {
          setDone(true)
          onRest(null)
        }}
      >
        {t('alarm.dismiss')}
      </Button>
    </li>
  )
}

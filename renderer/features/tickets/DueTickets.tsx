/** Promises about to be broken, and broken ones: on a page of their own, on Home, and as a word before it is too late. */
import { IconClockExclamation } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { TicketCard } from '#db/shared/tickets.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { openRecord } from '../../records/open.ts'
import { go } from '../../state/route.ts'
import { useMay } from '../../state/session.ts'
import { toast } from '../../state/ui.ts'
import { BarPage } from '../../ui/BarPage.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Checkbox, Segments } from '../../ui/fields/Checkbox.tsx'
import classes from './Tickets.module.css'
import { CardText, ticketDepends, useNow } from './words.tsx'

const shows = ['overdue', 'soon', 'late'] as const
type Show = (typeof shows)[number]
const MOST = 200
const ON_HOME = 6

export function TicketList({
  tickets,
  label,
}: {
  readonly tickets: readonly TicketCard[]
  readonly label: string
}): ReactNode {
  return (
    <ul className={classes.list} aria-label={label}>
      {tickets.map((card) => (
        <li key={card.id}>
          <button type="button" className={classes.item} onClick={() => openRecord('ticket', card.id)}>
            <CardText card={card} status />
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Asked again as time passes: tickets run out though nobody writes anything. */
function useDue(show: Show, mine: boolean, limit: number) {
  const now = useNow()
  const { refetch, ...read } = useRead(
    'ticket.due',
    { show, mine, limit },
    { depends: ticketDepends, keep: true },
  )
  const last = useRef(now)
  useEffect(() => {
    if (last.current === now) return
    last.current = now
    void refetch()
  }, [now, refetch])
  return read
}

export function DueTickets({ choice }: { readonly choice: ReactNode }): ReactNode {
  const t = useText()
  const format = useFormat()
  const [show, setShow] = useState<Show>('overdue')
  const [mine, setMine] = useState(false)
  const { data, error } = useDue(show, mine, MOST)
  return (
    <BarPage
      title={t('ticket.many')}
      choice={choice}
      tools={<Checkbox label={t('ticket.due.mine')} checked={mine} onChange={setMine} />}
    >
      <div className={classes.body}>
        <div className={classes.dues}>
          <Segments
            label={t('ticket.view.due')}
            labelHidden
            options={shows.map((each) => ({
              value: each,
              label: `${t(`ticket.due.${each}`)}${data ? ` ${format.integer(data[each])}` : ''}`,
            }))}
            value={show}
            onChange={(value) => setShow(shows.find((each) => each === value) ?? 'overdue')}
          />
          {error && <ErrorNote error={error.record} />}
          {data?.tickets.length === 0 && <p className={classes.nothing}>{t(`ticket.due.${show}.none`)}</p>}
          {data && data.tickets.length > 0 && (
            <TicketList tickets={data.tickets} label={t(`ticket.due.${show}`)} />
          )}
        </div>
      </div>
    </BarPage>
  )
}

/** On Home: what is overdue or will be soon; nothing where nothing is. */
export function DueOnHome(): ReactNode {
  const t = useText()
  const format = useFormat()
  const id = useId()
  const overdue = useDue('overdue', false, ON_HOME).data
  const soon = useDue('soon', false, ON_HOME).data
  const tickets = [...(overdue?.tickets ?? []), ...(soon?.tickets ?? [])].slice(0, ON_HOME)
  if (tickets.length === 0) return null
  return (
    <section className={classes.home} aria-labelledby={id}>
      <header className={classes.homeHead}>
        <IconClockExclamation size={17} aria-hidden="true" />
        <h2 id={id} className={classes.homeTitle}>
          {t('ticket.home')}
        </h2>
        <span className={classes.number}>
          {format.integer((overdue?.overdue ?? 0) + (overdue?.soon ?? 0))}
        </span>
        <span className={classes.space} />
        <Button size="small" tone="quiet" onClick={() => go({ section: 'tickets', view: 'due' })}>
          {t('ticket.view.due')}
        </Button>
      </header>
      <TicketList tickets={tickets} label={t('ticket.home')} />
    </section>
  )
}

/**
 * In every window: says once of each ticket of the user, or of nobody, that its time is running out; and lets due times be
 * worked out again when what is promised has changed.
 */
export function TicketWatch(): ReactNode {
  const t = useText()
  const format = useFormat()
  const mayWrite = useMay('create')
  const { data } = useDue('soon', true, ON_HOME)
  const told = useRef(new Set<string>())
  useEffect(() => {
    const fresh = (data?.tickets ?? []).filter(({ id, dueAt }) => !told.current.has(`${id} ${dueAt}`))
    for (const { id, dueAt } of fresh) told.current.add(`${id} ${dueAt}`)
    const [first] = fresh
    if (!first?.dueAt) return
    toast({
      id: 'ticketDue',
      tone: 'problem',
      text:
        fresh.length > 1
          ? t('ticket.warn.many', { n: fresh.length })
          : t('ticket.warn', { subject: first.subject, when: format.relative(first.dueAt, Date.now()) }),
      action: {
        label: t('ticket.warn.show'),
        onSelect: () =>
          fresh.length > 1 ? go({ section: 'tickets', view: 'due' }) : openRecord('ticket', first.id),
      },
    })
  }, [data, t, format])
  const stale =
    useRead(
      'sla.state',
      {},
      { depends: { on: ['slaPolicy', 'businessHours', 'holiday', 'setting', 'ticket'] } },
    ).data?.stale ?? false
  const going = useRef(false)
  useEffect(() => {
    if (!stale || !mayWrite || going.current) return
    going.current = true
    call('sla.recompute', {})
      .catch((error: unknown) => console.error('due times were not worked out', error))
      .finally(() => {
        going.current = false
      })
  }, [stale, mayWrite])
  return null
}

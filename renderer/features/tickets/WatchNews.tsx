/** What others did on tickets one watches: said once when it happens, and on Home until it was seen. */
import { IconEye } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import type { Output } from '#db/shared/contract.ts'
import { useRead } from '../../data/hooks.ts'
import { native } from '../../data/native.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Bdi, Ltr, useFormat } from '../../i18n/useFormat.tsx'
import { openRecord } from '../../records/open.ts'
import { reportFailure } from '../../state/feedback.ts'
import { go } from '../../state/route.ts'
import { toast } from '../../state/ui.ts'
import { Button } from '../../ui/Button.tsx'
import classes from './Tickets.module.css'
import { useWord } from './words.tsx'

type News = Output<'ticket.news'>['news'][number]

const ON_HOME = 8

const useNews = () =>
  useRead(
    'ticket.news',
    {},
    { depends: { on: ['ticket', 'ticketMessage', 'ticketWatcher', 'setting'] }, keep: true },
  ).data?.news ?? []

function useSaid(): (news: News) => string {
  const t = useText()
  const word = useWord()
  return ({ what, by, status }) =>
    t(`ticket.news.${what}`, {
      who: by?.name ?? t('ticket.news.somebody'),
      status: word('status', status),
    })
}

const keyOf = ({ ticket, what, at }: News): string => `${ticket.id} ${what} ${at}`

/** In every window; what was there when it opened is on Home and is not said again. */
export function WatchNews(): ReactNode {
  const t = useText()
  const said = useSaid()
  const news = useNews()
  const told = useRef<Set<string>>(undefined)
  useEffect(() => {
    const known = told.current
    told.current = new Set([...(known ?? []), ...news.map(keyOf)])
    const fresh = known ? news.filter((each) => !known.has(keyOf(each))) : []
    const [first] = fresh
    if (!first) return
    const text = fresh.length > 1 ? t('ticket.news.toast', { n: fresh.length }) : said(first)
    toast({
      id: 'ticketNews',
      tone: 'info',
      text,
      ...(fresh.length === 1 && { detail: first.ticket.subject }),
      action: {
        label: t('ticket.warn.show'),
        onSelect: () => (fresh.length > 1 ? go({ section: 'home' }) : openRecord('ticket', first.ticket.id)),
      },
    })
    if (native?.environment.windowKind !== 'record')
      void native?.notify({ title: text, body: fresh.length > 1 ? '' : first.ticket.subject })
  }, [news, t, said])
  return null
}

/** On Home; nothing where nothing happened. */
export function NewsOnHome(): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const said = useSaid()
  const id = useId()
  const news = useNews()
  if (news.length === 0) return null
  const see = (): void => {
    call('ticket.newsSeen', {}).catch((failure: unknown) => reportFailure(failure, t, has))
  }
  return (
    <section className={classes.home} aria-labelledby={id}>
      <header className={classes.homeHead}>
        <IconEye size={17} aria-hidden="true" />
        <h2 id={id} className={classes.homeTitle}>
          {t('ticket.news.title')}
        </h2>
        <span className={classes.number}>{format.integer(news.length)}</span>
        <span className={classes.space} />
        <Button size="small" tone="quiet" onClick={see}>
          {t('ticket.news.seen')}
        </Button>
      </header>
      <ul className={classes.list} aria-labelledby={id}>
        {news.slice(0, ON_HOME).map((each) => (
          <li key={keyOf(each)}>
            <button
              type="button"
              className={classes.item}
              onClick={() => openRecord('ticket', each.ticket.id)}
            >
              <span className={classes.card}>
                <span className={classes.cardHead}>
                  {each.ticket.number !== null && (
                    <span className={classes.number}>
                      <Ltr>{each.ticket.number}</Ltr>
                    </span>
                  )}
                  <span>{said(each)}</span>
                  <span className={classes.space} />
                  <time dateTime={each.at}>{format.relative(each.at, Date.now())}</time>
                </span>
                <span className={classes.subject}>
                  <Bdi>{each.ticket.subject}</Bdi>
                </span>
                {each.text !== '' && (
                  <span className={classes.cardFoot}>
                    <Bdi>{each.text}</Bdi>
                  </span>
                )}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

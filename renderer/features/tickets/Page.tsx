/** Tickets: as a list like every other, as a board by status, and those whose time runs out. */
import { IconClockExclamation, IconLayoutKanban, IconList, IconTicket } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { ticket } from '#db/shared/tickets.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { ListAndRecord } from '../../records/ListAndRecord.tsx'
import { runCommand, useOffers } from '../../state/commands.ts'
import { go, type Route } from '../../state/route.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { DueTickets } from './DueTickets.tsx'
import { TicketBoard } from './TicketBoard.tsx'
import { TicketCounts } from './TicketCounts.tsx'
import classes from './Tickets.module.css'

const views = [
  { id: 'list', icon: IconList },
  { id: 'board', icon: IconLayoutKanban },
  { id: 'due', icon: IconClockExclamation },
] as const
type View = (typeof views)[number]['id']
const viewOf = (view: string | undefined): View => views.find(({ id }) => id === view)?.id ?? 'list'

export function ViewChoice({ view }: { readonly view: View }): ReactNode {
  const t = useText()
  return (
    <fieldset className={classes.views} aria-label={t('ticket.views')}>
      {views.map(({ id, icon: Icon }) => (
        <IconButton
          key={id}
          label={t(`ticket.view.${id}`)}
          pressed={id === view}
          onClick={() => go({ section: 'tickets', ...(id !== 'list' && { view: id }) })}
        >
          <Icon size={17} />
        </IconButton>
      ))}
    </fieldset>
  )
}

export function TicketsPage({ route }: { readonly route: Route }): ReactNode {
  const t = useText()
  const canMake = useOffers((state) => state.offers.some((offer) => offer.id === 'ticket.new'))
  const canImport = useOffers((state) => state.offers.some((offer) => offer.id === 'transfer.import'))
  const view = viewOf(route.view)
  if (view === 'board' && !route.id) return <TicketBoard choice={<ViewChoice view="board" />} />
  if (view === 'due' && !route.id) return <DueTickets choice={<ViewChoice view="due" />} />
  return (
    <ListAndRecord
      entity={ticket}
      route={route}
      actions={
        <>
          <TicketCounts />
          <ViewChoice view="list" />
        </>
      }
      empty={
        <EmptyState
          icon={<IconTicket size={40} stroke={1.2} />}
          title={t('ticket.empty.title')}
          {...(canMake && {
            action: (
              <Button tone="primary" onClick={() => runCommand('ticket.new')}>
                {t('ticket.new')}
              </Button>
            ),
          })}
          {...(canImport && {
            second: <Button onClick={() => runCommand('transfer.import')}>{t('list.import')}</Button>,
          })}
        >
          {t('ticket.empty.text')}
        </EmptyState>
      }
    />
  )
}

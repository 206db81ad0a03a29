/** Tickets: as a list like every other, as a board by status, and those whose time runs out. */
import { IconClockExclamation, IconLayoutKanban, IconList, IconTicket } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { ticket } from '#db/shared/tickets.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { ListAndRecord } from '../../records/ListAndRecord.tsx'
import { runCommand, useOffers } from '../../state/commands.ts'
import { go, type Route } from '../../state/route.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ViewChoice } from '../../ui/ViewChoice.tsx'
import { DueTickets } from './DueTickets.tsx'
import { TicketBoard } from './TicketBoard.tsx'
import { TicketCounts } from './TicketCounts.tsx'

const views = [
  { id: 'list', icon: IconList },
  { id: 'board', icon: IconLayoutKanban },
  { id: 'due', icon: IconClockExclamation },
] as const
type View = (typeof views)[number]['id']
const viewOf = (view: string | undefined): View => views.find(({ id }) => id === view)?.id ?? 'list'

function Choice({ view }: { readonly view: View }): ReactNode {
  const t = useText()
  return (
    <ViewChoice
      views={views.map((each) => ({ ...each, label: t(`ticket.view.${each.id}`) }))}
      view={view}
      onChoose={(id) => go({ section: 'tickets', ...(id !== 'list' && { view: id }) })}
    />
  )
}

export function TicketsPage({ route }: { readonly route: Route }): ReactNode {
  const t = useText()
  const canMake = useOffers((state) => state.offers.some((offer) => offer.id === 'ticket.new'))
  const canImport = useOffers((state) => state.offers.some((offer) => offer.id === 'transfer.import'))
  const view = viewOf(route.view)
  if (view === 'board' && !route.id) return <TicketBoard choice={<Choice view="board" />} />
  if (view === 'due' && !route.id) return <DueTickets choice={<Choice view="due" />} />
  return (
    <ListAndRecord
      entity={ticket}
      route={route}
      actions={
        <>
          <TicketCounts />
          <Choice view="list" />
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

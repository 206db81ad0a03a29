/** Queues and saved views with how many tickets wait in each; the list shows the one that is chosen. */
import { IconInbox } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { type Filter, filterSchema } from '#db/shared/filter.ts'
import { openPhases } from '#db/shared/ticketCodes.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { reportFailure } from '../../state/feedback.ts'
import { askFor } from '../../state/lookup.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { ticketDepends } from './words.tsx'

const isOpen: Filter = { field: 'phase', op: 'in', value: [...openPhases] }
const show = (filter: Filter): void => askFor('ticket', filter)

export function TicketCounts(): ReactNode {
  const t = useText()
  const has = useHasText()
  const counts = useRead('queue.counts', {}, { depends: ticketDepends, keep: true }).data
  const views =
    useRead('ticket.views', {}, { depends: { on: [...ticketDepends.on, 'view'] }, keep: true }).data?.views ??
    []
  const entry = (name: string, n: number): string => t('ticket.counts.entry', { name, n })
  const showView = async (id: string): Promise<void> => {
    try {
      const { filter } = await call('record.get', { entity: 'view', id })
      show(filterSchema.parse(filter ?? { and: [] }))
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const queues = (counts?.queues ?? []).map(({ queue, open }) => ({
    id: queue?.id ?? 'none',
    label: entry(queue?.name ?? t('ticket.noQueue'), open),
    onSelect: () =>
      show({
        and: [
          isOpen,
          queue ? { field: 'queueId', op: 'is', value: queue.id } : { field: 'queueId', op: 'isEmpty' },
        ],
      }),
  }))
  const saved = views.flatMap(({ id, name, count }) =>
    count === null ? [] : [{ id, label: entry(name, count), onSelect: () => void showView(id) }],
  )
  return (
    <Menu
      label={t('ticket.counts')}
      position="bottom-end"
      trigger={
        <IconButton label={t('ticket.counts')}>
          <IconInbox size={17} />
        </IconButton>
      }
      entries={[
        {
          id: 'open',
          label: entry(t('ticket.allQueues'), counts?.total.open ?? 0),
          onSelect: () => show(isOpen),
        },
        ...queues,
        ...(saved.length > 0 ? [{ kind: 'line' as const, id: 'line' }, ...saved] : []),
      ]}
    />
  )
}

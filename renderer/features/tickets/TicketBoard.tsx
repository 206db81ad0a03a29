/** Tickets in columns by status, of one queue or all, of one person or everybody. Moving a card moves the ticket. */
import { type ReactNode, useState } from 'react'
import { ticket } from '#db/shared/tickets.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { openRecord } from '../../records/open.ts'
import { useMayEdit } from '../../records/useRights.ts'
import { useSettledSearch } from '../../records/useSettledSearch.ts'
import { useDoing } from '../../state/doing.ts'
import { BarPage } from '../../ui/BarPage.tsx'
import { Board, type BoardColumn } from '../../ui/Board.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { CardText, ticketDepends, toneOf, useOptions, useWord } from './words.tsx'

const EACH = 50
const NONE = 'none'

const tones = {
  accent: 'accent',
  warning: 'warning',
  success: 'success',
  danger: 'danger',
  neutral: undefined,
} as const

export function TicketBoard({ choice }: { readonly choice: ReactNode }): ReactNode {
  const t = useText()
  const doing = useDoing()
  const format = useFormat()
  const word = useWord()
  const options = useOptions()
  const search = useSettledSearch()
  const [queue, setQueue] = useState<string | null>(null)
  const [assignee, setAssignee] = useState<string | null>(null)
  const [each, setEach] = useState(EACH)
  const mayMove = useMayEdit(ticket)
  const counts = useRead('queue.counts', {}, { depends: ticketDepends, keep: true }).data
  const { data, error } = useRead(
    'ticket.board',
    {
      each,
      ...(queue !== null && { queue: queue === NONE ? null : queue }),
      ...(assignee !== null && { assignee: assignee === NONE ? null : assignee }),
      ...(search && { search }),
    },
    { depends: ticketDepends, keep: true },
  )
  const move = async (id: string, status: string): Promise<void> => {
    await doing(
      () => call('record.update', { entity: 'ticket', id, data: { status } }),
      t('ticket.moved', { status: word('status', status) }),
    )
  }
  const columns = (data?.columns ?? []).map((column): BoardColumn => {
    const tone = tones[toneOf(column.phase)]
    return {
      id: column.status,
      title: word('status', column.status),
      count: column.count,
      ...(tone && { tone }),
      cards: column.cards.map((card) => ({
        id: card.id,
        name: [card.number, card.subject].filter(Boolean).join(' '),
        content: <CardText card={card} />,
        fixed: !mayMove(card.owner),
      })),
      ...(column.count > column.cards.length && {
        foot: (
          <Button
            size="small"
            tone="quiet"
            disabled={each >= 500}
            onClick={() => setEach(Math.min(500, each * 4))}
          >
            {t('ticket.board.more', { n: column.count - column.cards.length })}
          </Button>
        ),
      }),
    }
  })
  const countOf = (id: string | null): string => {
    const row = counts?.queues.find((one) => (one.queue?.id ?? null) === id)
    return row ? ` · ${format.integer(row.open)}` : ''
  }
  return (
    <BarPage
      title={t('ticket.many')}
      choice={choice}
      tools={
        <>
          <Select
            label={t('ticket.field.queueId')}
            labelHidden
            clearable
            placeholder={t('ticket.allQueues')}
            options={[
              ...(options?.queues ?? []).map(({ id, name }) => ({
                value: id,
                label: `${name}${countOf(id)}`,
              })),
              { value: NONE, label: `${t('ticket.noQueue')}${countOf(null)}` },
            ]}
            value={queue}
            onChange={setQueue}
          />
          <Select
            label={t('ticket.field.assigneeId')}
            labelHidden
            clearable
            placeholder={t('ticket.everybody')}
            options={[
              ...(options?.users ?? []).map(({ id, name }) => ({ value: id, label: name ?? '' })),
              { value: NONE, label: t('ticket.nobody') },
            ]}
            value={assignee}
            onChange={setAssignee}
          />
        </>
      }
    >
      {error ? (
        <ErrorNote error={error.record} />
      ) : (
        <Board
          label={t('ticket.board')}
          columns={columns}
          empty={t('ticket.board.empty')}
          onOpen={(id) => openRecord('ticket', id)}
          onMove={(id, to) => void move(id, to)}
        />
      )}
    </BarPage>
  )
}

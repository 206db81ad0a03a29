/** The tickets of a contact or a company, on its page; and what stands around a ticket on its own. */
import { IconPlus, IconX } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { linkKinds, type TicketCard } from '#db/shared/tickets.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Bdi } from '../../i18n/useFormat.tsx'
import type { RecordAction, RecordProps, RecordTab } from '../../records/extensions.tsx'
import { askToMake } from '../../records/making.ts'
import { openRecord } from '../../records/open.ts'
import { RefField } from '../../records/RefField.tsx'
import { useDoing } from '../../state/doing.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Segments } from '../../ui/fields/Checkbox.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { TicketList } from './DueTickets.tsx'
import classes from './Tickets.module.css'
import { CardText, ticketDepends, useOptions } from './words.tsx'

const PAGE = 100

const partyOf = (name: string): 'contact' | 'company' | undefined =>
  name === 'contact' || name === 'company' ? name : undefined

function Tickets({ entity, record, readOnly }: RecordProps): ReactNode {
  const t = useText()
  const [show, setShow] = useState<'open' | 'over'>('open')
  const party = partyOf(entity.name) ?? 'contact'
  const { data, error } = useRead(
    'ticket.of',
    { entity: party, id: record.id, show, limit: PAGE },
    { depends: ticketDepends, keep: true },
  )
  const preset: Record<string, string> =
    party === 'contact' ? { contactId: record.id } : { companyId: record.id }
  return (
    <div className={classes.panel}>
      <div className={classes.panelBar}>
        <Segments
          label={t('ticket.many')}
          labelHidden
          options={(['open', 'over'] as const).map((value) => ({ value, label: t(`ticket.show.${value}`) }))}
          value={show}
          onChange={(value) => setShow(value === 'over' ? 'over' : 'open')}
        />
        <span className={classes.space} />
        {!readOnly && (
          <Button
            size="small"
            icon={<IconPlus size={14} />}
            onClick={() => askToMake({ entity: 'ticket', preset })}
          >
            {t('ticket.new')}
          </Button>
        )}
      </div>
      {error && <ErrorNote error={error.record} />}
      {data?.tickets.length === 0 && <p className={classes.nothing}>{t('ticket.show.none')}</p>}
      {data && data.tickets.length > 0 && <TicketList tickets={data.tickets} label={t('ticket.many')} />}
    </div>
  )
}

export const ticketsTab: RecordTab = {
  // The same as the entity: it stands in place of the plain list a timeline would give.
  id: 'ticket',
  label: 'ticket.many',
  on: ({ name }) => partyOf(name) !== undefined,
  Panel: Tickets,
  useCount: (entity, id) =>
    useRead(
      'ticket.of',
      { entity: partyOf(entity.name) ?? 'contact', id, limit: 0 },
      { depends: ticketDepends },
    ).data?.open,
}

export const newTicketAction: RecordAction = {
  id: 'ticket.new',
  label: 'ticket.new',
  on: ({ name }) => partyOf(name) !== undefined,
  needsWrite: true,
  run: ({ entity, record }) =>
    askToMake({
      entity: 'ticket',
      preset: entity.name === 'contact' ? { contactId: record.id } : { companyId: record.id },
    }),
}

type LinkKind = (typeof linkKinds)[number]

/** Links, watchers, splits. */
function Around({ record, readOnly }: RecordProps): ReactNode {
  const t = useText()
  const [kind, setKind] = useState<LinkKind>('related')
  const options = useOptions()
  const { data, error } = useRead(
    'ticket.around',
    { id: record.id },
    { depends: { on: ['ticket', 'ticketLink', 'ticketWatcher', 'user'] } },
  )
  const doing = useDoing()
  const change = (work: () => Promise<{ operation: string | null }>) => doing(work, t('ticket.changed'))
  const watching = data?.watchers.some(({ id }) => id === options?.me) ?? false
  const related: readonly (readonly [label: string, card: TicketCard, link?: LinkKind])[] = [
    ...(data?.splitFrom ? [[t('ticket.around.splitFrom'), data.splitFrom] as const] : []),
    ...(data?.splits ?? []).map((card) => [t('ticket.around.split'), card] as const),
    ...(data?.links ?? []).map(
      (link) =>
        [t(`ticket.link.${link.kind}.${link.outward ? 'out' : 'in'}`), link.ticket, link.kind] as const,
    ),
  ]
  return (
    <div className={classes.panel}>
      {error && <ErrorNote error={error.record} />}
      <section className={classes.panelBar} aria-label={t('ticket.watchers')}>
        <strong>{t('ticket.watchers')}</strong>
        {data?.watchers.map(({ id, name }) => (
          <Bdi key={id}>{name ?? t('record.ref.hidden')}</Bdi>
        ))}
        {data?.watchers.length === 0 && <span className={classes.cardHead}>{t('ticket.watchers.none')}</span>}
        <span className={classes.space} />
        {!readOnly && (
          <Button
            size="small"
            onClick={() => void change(() => call('ticket.watch', { id: record.id, on: !watching }))}
          >
            {t(watching ? 'ticket.unwatch' : 'ticket.watch')}
          </Button>
        )}
      </section>
      <ul className={classes.list} aria-label={t('ticket.around')}>
        {related.map(([label, card, link]) => (
          <li key={`${label} ${card.id}`} className={classes.linked}>
            <span className={classes.linkKind}>{label}</span>
            <button type="button" className={classes.item} onClick={() => openRecord('ticket', card.id)}>
              <CardText card={card} status />
            </button>
            {link && !readOnly && (
              <IconButton
                label={t('ticket.unlink', { subject: card.subject })}
                size={24}
                onClick={() =>
                  void change(() =>
                    call('ticket.link', { id: record.id, to: card.id, kind: link, on: false }),
                  )
                }
              >
                <IconX size={14} />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {related.length === 0 && <p className={classes.nothing}>{t('ticket.around.none')}</p>}
      {!readOnly && (
        <div className={classes.linkRow}>
          <Select
            label={t('ticket.link.kind')}
            value={kind}
            options={linkKinds.map((value) => ({ value, label: t(`ticket.link.${value}.out`) }))}
            onChange={(value) => setKind(linkKinds.find((each) => each === value) ?? 'related')}
          />
          <RefField
            to="ticket"
            label={t('ticket.link.to')}
            canCreate={false}
            value={null}
            onChange={(to) => {
              if (to) void change(() => call('ticket.link', { id: record.id, to, kind, on: true }))
            }}
          />
        </div>
      )}
    </div>
  )
}

export const aroundTab: RecordTab = {
  id: 'around',
  label: 'ticket.around',
  on: ({ name }) => name === 'ticket',
  Panel: Around,
  useCount: (_entity, id) => {
    const data = useRead(
      'ticket.around',
      { id },
      { depends: { on: ['ticket', 'ticketLink', 'ticketWatcher', 'user'] } },
    ).data
    return data && data.links.length + data.splits.length + (data.splitFrom ? 1 : 0)
  },
}

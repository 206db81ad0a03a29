/** Leads: those still to be decided about, by how far they are; and what each source has brought. */
import { IconUserSearch } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { contact } from '#db/shared/contacts.ts'
import type { Output } from '#db/shared/contract.ts'
import type { Filter } from '#db/shared/filter.ts'
import { type LeadState, openLeads } from '#db/shared/leadStates.ts'
import { entityNamed } from '#db/shared/registry.ts'
import { useRead } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../../i18n/useFormat.tsx'
import { NewRecord } from '../../records/NewRecord.tsx'
import { openRecord } from '../../records/open.ts'
import { useMayCreate } from '../../records/useRights.ts'
import { useCommand } from '../../state/commands.ts'
import { askFor } from '../../state/lookup.ts'
import { go } from '../../state/route.ts'
import { useUi } from '../../state/ui.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { Page } from '../../ui/Page.tsx'
import { Table } from '../../ui/Table.tsx'
import classes from './Leads.module.css'

const EACH = 100
const kinds = ['contact', 'company'] as const
/** What a lead is asked for besides the name. */
const lead = ['companyId', 'leadSource']
const depends = { on: ['contact', 'company'] }

export function LeadPage(): ReactNode {
  const t = useText()
  const mayCreate = useMayCreate(contact)
  const [making, setMaking] = useState(false)
  const counts = useRead('lead.counts', {}, { depends }).data
  const open = counts
    ? openLeads.reduce((sum, state) => sum + counts.contact[state] + counts.company[state], 0)
    : 0
  useCommand('lead.new', mayCreate ? () => setMaking(true) : undefined)
  const create = mayCreate && (
    <Button tone="primary" onClick={() => setMaking(true)}>
      {t('lead.new')}
    </Button>
  )
  return (
    <Page title={t('app.section.leads')} text={t('lead.text')}>
      <div className={classes.page}>
        {counts && open === 0 && (
          <EmptyState
            icon={<IconUserSearch size={40} stroke={1.2} />}
            title={t('lead.empty.title')}
            action={create}
          >
            {t('lead.empty.text')}
          </EmptyState>
        )}
        {counts && open > 0 && (
          <div className={classes.board}>
            {openLeads.map((state) => (
              <Column key={state} state={state} counts={counts} />
            ))}
          </div>
        )}
        <Sources />
      </div>
      {making && (
        <NewRecord
          entity={contact}
          preset={{ leadStatus: 'new' }}
          also={lead}
          title={t('lead.new')}
          onClose={() => setMaking(false)}
          onCreated={() => setMaking(false)}
        />
      )}
    </Page>
  )
}

/** All leads of a state where lists of such records live: there they are put into lists and campaigns. */
function showAll(kind: (typeof kinds)[number], filter: Filter): void {
  useUi.setState({ search: '' })
  askFor(kind, filter)
  go({ section: entityNamed(kind).domain })
}

interface ColumnProps {
  readonly state: LeadState
  readonly counts: Output<'lead.counts'>
}

function Column({ state, counts }: ColumnProps): ReactNode {
  const t = useText()
  const format = useFormat()
  const count = counts.contact[state] + counts.company[state]
  const filter = { field: 'leadStatus', op: 'is' as const, value: state }
  const read = (entity: (typeof kinds)[number]) => ({ entity, filter, limit: EACH, sort: ['-createdAt'] })
  const contacts = useRead('record.list', read('contact'), { depends, keep: true }).data?.rows ?? []
  const companies = useRead('record.list', read('company'), { depends, keep: true }).data?.rows ?? []
  const name = t(`contact.choice.leadStatus.${state}`)
  const shown = contacts.length + companies.length
  return (
    <section aria-label={name}>
      <h2 className={classes.heading}>
        {name} <span className={classes.dim}>{format.integer(count)}</span>
      </h2>
      <p className={classes.all}>
        {kinds.map(
          (kind) =>
            counts[kind][state] > 0 && (
              <LinkButton key={kind} onClick={() => showAll(kind, filter)}>
                {t(`${kind}.count`, { n: counts[kind][state] })}
              </LinkButton>
            ),
        )}
      </p>
      <ul className={classes.column}>
        {[...companies, ...contacts].map((row) => (
          <li key={row.id}>
            <button type="button" className={classes.lead} onClick={() => openRecord(row.entity, row.id)}>
              <Bdi>{String(row.displayName ?? '')}</Bdi>
              <span className={classes.dim}>
                <Bdi>{String(row.leadSource ?? '')}</Bdi>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {count > shown && <p className={classes.dim}>{t('lead.more', { n: format.integer(count - shown) })}</p>}
    </section>
  )
}

function Sources(): ReactNode {
  const t = useText()
  const format = useFormat()
  const data = useRead(
    'lead.sources',
    {},
    { depends: { on: ['contact', 'company', 'opportunity', 'exchangeRate'] } },
  ).data
  if (!data || data.sources.length === 0) return null
  const share = (part: number, whole: number): string => (whole === 0 ? '—' : format.percent(part / whole))
  return (
    <section>
      <h2 className={classes.heading}>{t('lead.sources')}</h2>
      <Table
        label={t('lead.sources')}
        columns={[
          { id: 'source', label: t('opportunity.field.source') },
          { id: 'leads', label: t('app.section.leads'), end: true },
          { id: 'qualified', label: t('contact.choice.leadStatus.qualified'), end: true },
          { id: 'converted', label: t('contact.choice.leadStatus.converted'), end: true },
          { id: 'rate', label: t('lead.sources.rate'), end: true },
          { id: 'deals', label: t('opportunity.many'), end: true },
          { id: 'won', label: t('opportunity.choice.status.won'), end: true },
          { id: 'amount', label: t('opportunity.field.amount'), end: true },
        ]}
      >
        {data.sources.map((row) => (
          <tr key={row.source ?? ''}>
            <td>{row.source === null ? t('lead.sources.none') : <Bdi>{row.source}</Bdi>}</td>
            <td data-end>{format.integer(row.leads)}</td>
            <td data-end>{format.integer(row.qualified)}</td>
            <td data-end>{format.integer(row.converted)}</td>
            <td data-end>{share(row.converted, row.leads)}</td>
            <td data-end>{format.integer(row.opportunities)}</td>
            <td data-end>{format.integer(row.won)}</td>
            <td data-end>{format.money(row.amount.minor, row.amount.currency)}</td>
          </tr>
        ))}
      </Table>
    </section>
  )
}

/** The opportunities of a contact or a company: where each stands, what is open and what was won, and a new one. */
import { IconPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import { opportunity } from '#db/shared/opportunities.ts'
import { useRead } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../../i18n/useFormat.tsx'
import type { RecordProps, RecordTab } from '../../records/extensions.tsx'
import { NewRecord } from '../../records/NewRecord.tsx'
import { useMayCreate } from '../../records/useRights.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { Table } from '../../ui/Table.tsx'
import { openOpportunity } from './board/Card.tsx'
import { MoneyText } from './MoneyText.tsx'
import classes from './Opportunities.module.css'

const depends = { on: ['opportunity', 'opportunityContact', 'stage', 'pipeline', 'activity', 'exchangeRate'] }

const aboutOf = (entity: Entity, id: string) => ({
  entity: entity.name === 'company' ? ('company' as const) : ('contact' as const),
  id,
})

function Panel({ entity, record, readOnly }: RecordProps): ReactNode {
  const t = useText()
  const format = useFormat()
  const mayCreate = useMayCreate(opportunity)
  const [making, setMaking] = useState(false)
  const { data, error } = useRead('opportunity.of', aboutOf(entity, record.id), { depends, keep: true })
  const { companyId } = record
  const preset: Readonly<Record<string, string>> =
    entity.name === 'company'
      ? { companyId: record.id }
      : { contactId: record.id, ...(typeof companyId === 'string' && { companyId }) }
  return (
    <div className={classes.tab}>
      <div className={classes.tabBar}>
        {!readOnly && mayCreate && (
          <Button size="small" icon={<IconPlus size={14} />} onClick={() => setMaking(true)}>
            {t('opportunity.new')}
          </Button>
        )}
        {data && data.total > 0 && (
          <span className={classes.label}>
            {t('opportunity.open')} <MoneyText total={data.open} /> · {t('opportunity.won')}{' '}
            <MoneyText total={data.won} />
          </span>
        )}
      </div>
      {error && <ErrorNote error={error.record} />}
      {data?.total === 0 && <p className={classes.hint}>{t('opportunity.of.none')}</p>}
      {data && data.total > 0 && (
        <Table
          label={t('opportunity.many')}
          columns={[
            { id: 'name', label: t('opportunity.field.name') },
            { id: 'stage', label: t('opportunity.field.stageId') },
            { id: 'amount', label: t('opportunity.field.amount'), end: true },
            { id: 'close', label: t('opportunity.field.closeDate') },
            { id: 'next', label: t('opportunity.field.nextStep') },
          ]}
        >
          {data.rows.map((row) => (
            <tr key={row.id}>
              <td>
                <LinkButton onClick={() => openOpportunity(row.id)}>{row.name}</LinkButton>
                {row.role && (
                  <span className={classes.label}>
                    {' '}
                    <Bdi>{row.role}</Bdi>
                  </span>
                )}
              </td>
              <td>
                {row.status === 'open' ? (
                  <Bdi>{row.stage ?? ''}</Bdi>
                ) : (
                  <Badge tone={row.status === 'won' ? 'success' : 'danger'}>
                    {t(`opportunity.choice.status.${row.status}`)}
                  </Badge>
                )}
              </td>
              <td data-end>{row.amount && format.money(row.amount.minor, row.amount.currency)}</td>
              <td>{row.closeDate && format.date(row.closeDate)}</td>
              <td>
                <Bdi>{row.next?.text ?? ''}</Bdi>
              </td>
            </tr>
          ))}
        </Table>
      )}
      {making && (
        <NewRecord
          entity={opportunity}
          preset={preset}
          onClose={() => setMaking(false)}
          onCreated={() => setMaking(false)}
        />
      )}
    </div>
  )
}

export const opportunitiesTab: RecordTab = {
  // The same as the entity: it stands in place of the plain list a timeline would give.
  id: 'opportunity',
  label: 'opportunity.many',
  on: ({ name }) => name === 'contact' || name === 'company',
  Panel,
  useCount: (entity, id) =>
    useRead('opportunity.of', { ...aboutOf(entity, id), limit: 1 }, { depends }).data?.total,
}

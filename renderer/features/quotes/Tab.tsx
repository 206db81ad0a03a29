/** The quotes of an opportunity, a contact or a company, and a new one. */
import { IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import { quote } from '#db/shared/quotes.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Bdi, Ltr, useFormat } from '../../i18n/useFormat.tsx'
import type { RecordProps, RecordTab } from '../../records/extensions.tsx'
import { openRecord } from '../../records/open.ts'
import { useMayCreate } from '../../records/useRights.ts'
import { useDoing } from '../../state/doing.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { Table } from '../../ui/Table.tsx'
import classes from './Quotes.module.css'

const depends = { on: ['quote', 'quoteLine'] }
const kinds = ['opportunity', 'contact', 'company'] as const
const kindOf = ({ name }: Entity): (typeof kinds)[number] => kinds.find((kind) => kind === name) ?? 'contact'

function Panel({ entity, record, readOnly }: RecordProps): ReactNode {
  const t = useText()
  const doing = useDoing()
  const format = useFormat()
  const mayCreate = useMayCreate(quote)
  const { data, error } = useRead(
    'quote.of',
    { entity: kindOf(entity), id: record.id },
    { depends, keep: true },
  )
  const make = async (): Promise<void> => {
    const { companyId } = record
    const about =
      entity.name === 'contact' && typeof companyId === 'string'
        ? { contactId: record.id, companyId }
        : { [`${entity.name}Id`]: record.id }
    const made = await doing(
      () => call('quote.save', { data: about }),
      (made) => t('quote.made', { number: made.number }),
    )
    if (!made) return
    openRecord('quote', made.id)
  }
  return (
    <div className={classes.tab}>
      {!readOnly && mayCreate && (
        <div>
          <Button size="small" icon={<IconPlus size={14} />} onClick={() => void make()}>
            {t('quote.new')}
          </Button>
        </div>
      )}
      {error && <ErrorNote error={error.record} />}
      {data?.total === 0 && <p className={classes.dim}>{t('quote.of.none')}</p>}
      {data && data.total > 0 && (
        <Table
          label={t('quote.many')}
          columns={[
            { id: 'number', label: t('quote.field.number') },
            { id: 'subject', label: t('quote.field.subject') },
            { id: 'status', label: t('quote.field.status') },
            { id: 'date', label: t('quote.field.issueDate') },
            { id: 'total', label: t('quote.field.total'), end: true },
          ]}
        >
          {data.rows.map((row) => (
            <tr key={row.id}>
              <td>
                <LinkButton onClick={() => openRecord('quote', row.id)}>
                  <Ltr>{row.number}</Ltr>
                </LinkButton>
              </td>
              <td>
                <Bdi>{row.subject ?? ''}</Bdi>
              </td>
              <td>
                <Badge
                  tone={
                    row.status === 'accepted' ? 'success' : row.status === 'declined' ? 'danger' : 'neutral'
                  }
                >
                  {t(`quote.choice.status.${row.status}`)}
                </Badge>{' '}
                {row.expired && <Badge tone="warning">{t('quote.expired')}</Badge>}
              </td>
              <td>{row.issueDate && format.date(row.issueDate)}</td>
              <td data-end>{row.total && format.money(row.total.minor, row.total.currency)}</td>
            </tr>
          ))}
        </Table>
      )}
    </div>
  )
}

export const quotesTab: RecordTab = {
  // The same as the entity: it stands in place of the plain list a timeline would give.
  id: 'quote',
  label: 'quote.many',
  on: ({ name }) => kinds.some((kind) => kind === name),
  Panel,
  useCount: (entity, id) =>
    useRead('quote.of', { entity: kindOf(entity), id, limit: 1 }, { depends }).data?.total,
}

/** The relationships of a record on its page: each with the word that is right from here, and the way to the other side. */
import { IconLock, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import type { RelationshipRow } from '#db/shared/relationships.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../../i18n/useFormat.tsx'
import type { RecordProps, RecordTab } from '../../records/extensions.tsx'
import { openRecord } from '../../records/open.ts'
import { useDoing } from '../../state/doing.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { useWord } from './kinds.ts'
import { type End, RelationshipDialog } from './RelationshipDialog.tsx'
import classes from './Relationships.module.css'
import { TypesDialog } from './TypesDialog.tsx'

/** Everything a relationship shows: who it is, what they are called, what kind it is. */
const depends = { on: ['relationship', 'relationshipType', 'contact', 'company'] }
const sideOf = (entity: Entity): 'contact' | 'company' => (entity.name === 'company' ? 'company' : 'contact')

function useCount(entity: Entity, id: string): number | undefined {
  return useRead('relationship.list', { entity: sideOf(entity), id, limit: 0 }, { depends }).data?.total
}

function RelationshipPanel({ entity, record, readOnly }: RecordProps): ReactNode {
  const t = useText()
  const side = sideOf(entity)
  const { data, error } = useRead('relationship.list', { entity: side, id: record.id }, { depends })
  const [open, setOpen] = useState<RelationshipRow | 'new'>()
  const [types, setTypes] = useState(false)
  const of: End = { entity: side, id: record.id, name: String(record.displayName ?? '') }
  return (
    <div className={classes.panel}>
      {!readOnly && (
        <div className={classes.bar}>
          <Button size="small" icon={<IconPlus size={14} />} onClick={() => setOpen('new')}>
            {t('relationship.new')}
          </Button>
          <Button size="small" tone="quiet" onClick={() => setTypes(true)}>
            {t('relationship.types')}
          </Button>
        </div>
      )}
      {error && <ErrorNote error={error.record} />}
      {data?.rows.length === 0 && <p className={classes.nothing}>{t('relationship.none')}</p>}
      {data && data.rows.length > 0 && (
        <ul className={classes.list} aria-label={t('relationship.many')}>
          {data.rows.map((row) => (
            <Row key={row.id} row={row} readOnly={readOnly} onEdit={() => setOpen(row)} />
          ))}
        </ul>
      )}
      {open && !types && (
        <RelationshipDialog
          of={of}
          row={open === 'new' ? undefined : open}
          onTypes={() => setTypes(true)}
          onClose={() => setOpen(undefined)}
        />
      )}
      {types && <TypesDialog onClose={() => setTypes(false)} />}
    </div>
  )
}

interface RowProps {
  readonly row: RelationshipRow
  readonly readOnly: boolean
  readonly onEdit: () => void
}

function Row({ row, readOnly, onEdit }: RowProps): ReactNode {
  const t = useText()
  const doing = useDoing()
  const wordOf = useWord()
  const format = useFormat()
  const { other, startDate, endDate, note } = row
  const name = other?.name ?? t('record.ref.hidden')
  const days =
    startDate && endDate
      ? t('relationship.between', { from: format.date(startDate), until: format.date(endDate) })
      : startDate
        ? t('relationship.since', { from: format.date(startDate) })
        : endDate
          ? t('relationship.until', { until: format.date(endDate) })
          : ''
  const trash = async (): Promise<void> => {
    await doing(
      () => call('record.trash', { entity: 'relationship', id: row.id }),
      t('relationship.removed', { name }),
    )
  }
  return (
    <li className={classes.row} data-over={endDate !== null || undefined}>
      <span className={classes.word}>
        <Bdi>{wordOf(row)}</Bdi>
      </span>
      <div className={classes.who}>
        <div className={classes.name}>
          {other ? (
            <button type="button" className={classes.open} onClick={() => openRecord(other.entity, other.id)}>
              <Bdi>{name}</Bdi>
            </button>
          ) : (
            <span>{name}</span>
          )}
          {other?.trashed && <Badge tone="danger">{t('relationship.inTrash')}</Badge>}
          {row.private && (
            <Badge tone="warning">
              <IconLock size={12} aria-hidden="true" />
              {t('field.private')}
            </Badge>
          )}
        </div>
        {other?.detail && (
          <span className={classes.detail}>
            <Bdi>{other.detail}</Bdi>
          </span>
        )}
        {(days !== '' || note) && (
          <span className={classes.detail}>
            {days}
            {days !== '' && note && ' · '}
            {note && <Bdi>{note}</Bdi>}
          </span>
        )}
      </div>
      {!readOnly && (
        <span className={classes.tools}>
          <IconButton label={t('relationship.editOne', { name })} onClick={onEdit}>
            <IconPencil size={15} />
          </IconButton>
          <IconButton label={t('relationship.remove', { name })} onClick={() => void trash()}>
            <IconTrash size={15} />
          </IconButton>
        </span>
      )}
    </li>
  )
}

export const relationshipsTab: RecordTab = {
  id: 'relationships',
  label: 'relationship.many',
  on: ({ name }) => name === 'contact' || name === 'company',
  Panel: RelationshipPanel,
  useCount,
}

/** Records that refer to the one in front: a table by the definition, the way to each, and a new one beside them. */
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Entity, Field } from '#db/shared/entity.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { entityNamed } from '#db/shared/registry.ts'
import { useRead } from '../data/hooks.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { ErrorNote } from '../ui/ErrorNote.tsx'
import { Named } from '../ui/Named.tsx'
import { CellValue } from './CellValue.tsx'
import { fieldLabel, useFields } from './columns.tsx'
import { EditRecord } from './EditRecord.tsx'
import { NewRecord } from './NewRecord.tsx'
import { hasPage, openRecord } from './open.ts'
import classes from './RelatedList.module.css'
import type { Related } from './sections.ts'
import { type Loaded, refNameOf, useInitials } from './useRecord.ts'
import { useMayCreate } from './useRights.ts'

const PAGE = 50
const MOST_COLUMNS = 4

interface Props {
  readonly list: Related
  /** The record they refer to. */
  readonly record: Loaded
  readonly readOnly: boolean
}

export function RelatedList({ list, record, readOnly }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const entity = entityNamed(list.entity)
  const fields = useFields(entity)
  const mayCreate = useMayCreate(entity)
  const [limit, setLimit] = useState(PAGE)
  const [making, setMaking] = useState(false)
  const [editing, setEditing] = useState<string>()
  const { data, error, isPending } = useRead(
    'record.list',
    { entity: entity.name, filter: { field: list.field, op: 'is', value: record.id }, limit },
    { depends: { on: [entity.name] }, keep: true },
  )
  const named = entity.title.from !== 'text'
  const first = list.first ?? []
  const columns = fields
    .filter((field) => (field.list !== undefined || first.includes(field.name)) && field.kind !== 'file')
    .filter((field) => field.name !== list.field)
    .filter((field) => !(entity.title.from === 'organisation' && field.name === entity.title.field))
    .sort((a, b) => placeIn(first, a.name) - placeIn(first, b.name) || (a.list ?? 0) - (b.list ?? 0))
    .slice(0, MOST_COLUMNS)
  const open = (id: string): void => {
    if (hasPage(entity.name)) openRecord(entity.name, id)
    else setEditing(id)
  }
  const rows = data?.rows ?? []
  return (
    <div className={classes.related}>
      {!readOnly && mayCreate && (
        <div>
          <Button size="small" icon={<IconPlus size={14} />} onClick={() => setMaking(true)}>
            {t(`${entity.name}.new`)}
          </Button>
        </div>
      )}
      {error && <ErrorNote error={error.record} />}
      {!isPending && rows.length === 0 && !error && (
        <p className={classes.nothing}>{t('record.related.none')}</p>
      )}
      {rows.length > 0 && (
        <div className={classes.frame}>
          <table className={classes.table}>
            <thead>
              <tr>
                {named && <th scope="col">{t('field.displayName')}</th>}
                {columns.map((field) => (
                  <th key={field.name} scope="col">
                    {fieldLabel(entity.name, field, t, has)}
                  </th>
                ))}
                {!named && (
                  <th scope="col">
                    <span className={classes.spoken}>{t('record.timeline.edit')}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row
                  key={row.id}
                  entity={entity}
                  row={row}
                  columns={columns}
                  named={named}
                  onOpen={() => open(row.id)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {data && data.total > rows.length && (
        <Button tone="quiet" size="small" onClick={() => setLimit(limit + PAGE * 4)}>
          {t('record.related.more')}
        </Button>
      )}
      {making && (
        <NewRecord
          entity={entity}
          preset={{ [list.field]: record.id }}
          onClose={() => setMaking(false)}
          onCreated={() => setMaking(false)}
        />
      )}
      {editing !== undefined && (
        <EditRecord entity={entity} id={editing} onClose={() => setEditing(undefined)} />
      )}
    </div>
  )
}

/** Fields a list names come first, in its order. */
const placeIn = (first: readonly string[], name: string): number =>
  first.includes(name) ? first.indexOf(name) : first.length

interface RowProps {
  readonly entity: Entity
  readonly row: WireRecord
  readonly columns: readonly Field[]
  readonly named: boolean
  readonly onOpen: () => void
}

function Row({ entity, row, columns, named, onOpen }: RowProps): ReactNode {
  const t = useText()
  const initials = useInitials(entity, row)
  const name =
    typeof row.displayName === 'string' && row.displayName !== '' ? row.displayName : t('list.unnamed')
  /** References as lists carry them: identity and name. */
  const shown = (field: Field): unknown => {
    const value = row[field.name]
    return field.kind === 'ref' && typeof value === 'string'
      ? { id: value, name: refNameOf(row, field.name) }
      : value
  }
  /** Of a record that has no page: the way to what it is about. */
  const leads = (field: Field): (() => void) | undefined => {
    const value = row[field.name]
    const to = field.to ?? ''
    return !named && field.kind === 'ref' && typeof value === 'string' && hasPage(to)
      ? () => openRecord(to, value)
      : undefined
  }
  const about = columns.find((field) => field.kind === 'ref')
  const label = (about && refNameOf(row, about.name)) ?? name
  return (
    <tr data-over={(typeof row.endDate === 'string' && row.endDate !== '') || undefined}>
      {named && (
        <td>
          <button type="button" className={classes.open} onClick={onOpen}>
            <Named
              name={name}
              initials={initials}
              seed={row.id}
              shape={entity.title.from === 'person' ? 'person' : 'organisation'}
            />
          </button>
        </td>
      )}
      {columns.map((field, index) => (
        <td key={field.name}>
          {leads(field) ? (
            <button type="button" className={classes.open} onClick={() => leads(field)?.()}>
              <CellValue entity={entity.name} field={field} value={shown(field)} />
            </button>
          ) : !named && index === 0 ? (
            <button type="button" className={classes.open} onClick={onOpen}>
              <CellValue entity={entity.name} field={field} value={shown(field)} />
            </button>
          ) : (
            <CellValue entity={entity.name} field={field} value={shown(field)} />
          )}
        </td>
      ))}
      {!named && (
        <td className={classes.edit}>
          <IconButton label={t('record.related.edit', { name: label })} onClick={onOpen}>
            <IconPencil size={15} />
          </IconButton>
        </td>
      )}
    </tr>
  )
}

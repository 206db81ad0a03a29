/** The trash: what was put there, newest first; back with it, or gone for good. */
import {
  IconAddressBook,
  IconBriefcase,
  IconBuilding,
  IconFile,
  IconHistory,
  IconNote,
  type IconProps,
  IconTrash,
} from '@tabler/icons-react'
import { type ComponentType, type ReactNode, useState } from 'react'
import type { Input } from '#db/shared/contract.ts'
import type { TrashRow } from '#db/shared/trash.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../../i18n/useFormat.tsx'
import { reportFailure, toastUndoable } from '../../state/feedback.ts'
import { useMay } from '../../state/session.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Checkbox, Segments } from '../../ui/fields/Checkbox.tsx'
import { Page } from '../../ui/Page.tsx'
import { Table } from '../../ui/Table.tsx'
import { EmptyDialog } from './EmptyDialog.tsx'
import classes from './Page.module.css'

const PAGE = 100
const COLUMNS = 6
const ALL = 'all'
const icons: Readonly<Record<string, ComponentType<IconProps>>> = {
  contact: IconAddressBook,
  company: IconBuilding,
  note: IconNote,
  history: IconHistory,
  position: IconBriefcase,
}

const depends = { on: ['*'] }
type Picked = Pick<TrashRow, 'entity' | 'id'>
type Erasing = { readonly what: Input<'trash.empty'>; readonly n: number }

export function TrashPage(): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const [entity, setEntity] = useState(ALL)
  const [pages, setPages] = useState<readonly (string | undefined)[]>([undefined])
  const [picked, setPicked] = useState<ReadonlyMap<string, Picked>>(new Map())
  const [erasing, setErasing] = useState<Erasing>()
  const only = entity === ALL ? undefined : entity
  const first = useRead('trash.list', { limit: PAGE, ...(only && { entity: only }) }, { depends, keep: true })
  const counts = first.data?.counts ?? {}
  const total = Object.values(counts).reduce((sum, n) => sum + n, 0)
  const here = only ? (counts[only] ?? 0) : total

  const show = (next: string): void => {
    setEntity(next)
    setPages([undefined])
    setPicked(new Map())
  }
  const restore = async (records: readonly Picked[]): Promise<void> => {
    try {
      const { operation, restored } = await call('trash.restore', {
        records: records.map(({ entity: name, id }) => ({ entity: name, id })),
      })
      setPicked(new Map())
      toastUndoable(t('trash.restored', { n: restored }), operation, t, has)
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const mayErase = useMay('erase')
  const pick = (rows: readonly TrashRow[], on: boolean): void => {
    const next = new Map(picked)
    for (const { entity: name, id, restorable } of rows) {
      if (on && restorable) next.set(id, { entity: name, id })
      else next.delete(id)
    }
    setPicked(next)
  }
  const records = [...picked.values()]
  const pickable = first.data?.rows.filter(({ restorable }) => restorable) ?? []

  if (first.data && total === 0)
    return (
      <Page title={t('app.section.trash')}>
        <EmptyState icon={<IconTrash size={36} stroke={1.2} />} title={t('trash.empty')}>
          {t('trash.empty.text')}
        </EmptyState>
      </Page>
    )
  return (
    <Page
      title={t('app.section.trash')}
      text={t('trash.text')}
      actions={
        mayErase && (
          <Button
            icon={<IconTrash size={15} />}
            disabled={here === 0}
            onClick={() => setErasing({ what: only ? { entity: only } : {}, n: here })}
          >
            {t('trash.emptyNow')}
          </Button>
        )
      }
    >
      <div className={classes.bar}>
        <Segments
          label={t('trash.show')}
          options={[
            { value: ALL, label: `${t('trash.all')} ${format.integer(total)}` },
            ...Object.entries(counts)
              .filter(([name, n]) => n > 0 || name === entity)
              .map(([name, n]) => ({ value: name, label: `${t(`${name}.many`)} ${format.integer(n)}` })),
          ]}
          value={entity}
          onChange={show}
        />
        <span className={classes.space} />
        {records.length > 0 && (
          <>
            <span role="status">{t('list.selected', { n: records.length })}</span>
            <Button tone="primary" onClick={() => void restore(records)}>
              {t('trash.restore')}
            </Button>
            {mayErase && (
              <Button onClick={() => setErasing({ what: { records }, n: records.length })}>
                {t('trash.erase')}
              </Button>
            )}
          </>
        )}
      </div>
      {first.error && <ErrorNote error={first.error.record} onRetry={() => void first.refetch()} />}
      <Table
        label={t('app.section.trash')}
        columns={[
          {
            id: 'pick',
            narrow: true,
            label:
              pickable.length > 0 ? (
                <Checkbox
                  label={t('ui.grid.selectAll')}
                  labelHidden
                  checked={records.length > 0 && records.length >= pickable.length}
                  mixed={records.length > 0 && records.length < pickable.length}
                  onChange={(on) => (on ? pick(pickable, true) : setPicked(new Map()))}
                />
              ) : (
                <span aria-hidden="true" />
              ),
          },
          { id: 'name', label: t('field.displayName') },
          { id: 'kind', label: t('trash.kind') },
          { id: 'at', label: t('field.trashedAt') },
          { id: 'by', label: t('trash.by') },
          { id: 'restore', label: <span aria-hidden="true" />, end: true, narrow: true },
        ]}
      >
        {pages.map((after, at) => (
          <Rows
            key={`${entity} ${after ?? ''}`}
            entity={only}
            after={after}
            isLast={at === pages.length - 1}
            picked={picked}
            onPick={pick}
            onRestore={(row) => void restore([row])}
            onMore={(next) => setPages([...pages, next])}
          />
        ))}
      </Table>
      {erasing && (
        <EmptyDialog
          {...erasing}
          onClose={() => {
            setErasing(undefined)
            setPicked(new Map())
          }}
        />
      )}
    </Page>
  )
}

interface RowsProps {
  readonly entity: string | undefined
  readonly after: string | undefined
  readonly isLast: boolean
  readonly picked: ReadonlyMap<string, Picked>
  readonly onPick: (rows: readonly TrashRow[], on: boolean) => void
  readonly onRestore: (row: TrashRow) => void
  readonly onMore: (after: string) => void
}

function Rows({ entity, after, isLast, picked, onPick, onRestore, onMore }: RowsProps): ReactNode {
  const t = useText()
  const format = useFormat()
  const { data } = useRead(
    'trash.list',
    { limit: PAGE, ...(entity && { entity }), ...(after && { after }) },
    { depends, keep: true },
  )
  const next = data?.next
  const now = Date.now()
  return (
    <>
      {data?.rows.map((row) => {
        const name = row.displayName || t('list.unnamed')
        const Icon = icons[row.entity] ?? IconFile
        return (
          <tr key={row.id}>
            <td data-narrow="">
              {row.restorable && (
                <Checkbox
                  label={name}
                  labelHidden
                  checked={picked.has(row.id)}
                  onChange={(on) => onPick([row], on)}
                />
              )}
            </td>
            <td>
              <span className={classes.name}>
                <Icon size={17} stroke={1.6} aria-hidden="true" className={classes.icon} />
                <span className={classes.clip} data-cut>
                  <Bdi>{name}</Bdi>
                </span>
              </span>
            </td>
            <td className={classes.dim}>{t(`${row.entity}.one`)}</td>
            <td className={classes.dim} title={format.dateTime(row.trashedAt)}>
              {format.relative(row.trashedAt, now)}
            </td>
            <td>
              <Bdi>{row.by ?? '–'}</Bdi>
            </td>
            <td data-end="" data-narrow="">
              {row.restorable && (
                <Button
                  size="small"
                  aria-label={t('trash.restoreOne', { name })}
                  onClick={() => onRestore(row)}
                >
                  {t('trash.restore')}
                </Button>
              )}
            </td>
          </tr>
        )
      })}
      {isLast && typeof next === 'string' && (
        <tr data-heading="">
          <td colSpan={COLUMNS}>
            <div className={classes.more}>
              <Button onClick={() => onMore(next)}>{t('trash.more')}</Button>
            </div>
          </td>
        </tr>
      )}
    </>
  )
}

/** Saved views of a list: a filter with its columns and order, one's own or everybody's. Saved, picked, renamed, deleted. */
import { IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import { type Filter, filterSchema } from '#db/shared/filter.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { useRead } from '../data/hooks.ts'
import { call } from '../data/port.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { useDoing } from '../state/doing.ts'
import { reportFailure, toastUndoable } from '../state/feedback.ts'
import { useMay } from '../state/session.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Segments } from '../ui/fields/Checkbox.tsx'
import { TextField } from '../ui/fields/TextField.tsx'
import { Dialog } from '../ui/overlay/Dialog.tsx'
import { type ListLayout, parseLayout } from './listLayout.ts'
import classes from './views.module.css'

export interface SavedView {
  readonly id: string
  readonly name: string
  readonly private: boolean
  readonly filter: Filter | undefined
  /** What another program left there is not a filter. */
  readonly broken: boolean
  readonly layout: ListLayout | undefined
}

function viewOf(row: WireRecord): SavedView {
  const filter = filterSchema.nullish().safeParse(row.filter)
  const sort = Array.isArray(row.sort) ? row.sort.filter((key) => typeof key === 'string') : []
  return {
    id: row.id,
    name: String(row.name ?? ''),
    private: row.private === true,
    filter: filter.data ?? undefined,
    broken: !filter.success,
    layout: parseLayout({
      columns: Array.isArray(row.columns) ? row.columns : [],
      sort: sort.map((key) => ({ column: key.replace(/^-/, ''), descending: key.startsWith('-') })),
    }),
  }
}

export function useViews(entity: Entity): readonly SavedView[] {
  const rows = useRead(
    'record.list',
    { entity: 'view', filter: { field: 'entity', op: 'is', value: entity.name }, limit: 1_000 },
    { depends: { on: ['view'] } },
  ).data?.rows
  return (rows ?? []).map(viewOf)
}

const whose = ['all', 'me'] as const

interface SaveProps {
  readonly entity: Entity
  readonly filter: Filter
  readonly layout: ListLayout
  readonly onClose: () => void
  readonly onSaved: (id: string) => void
}

export function SaveView({ entity, filter, layout, onClose, onSaved }: SaveProps): ReactNode {
  const t = useText()
  const doing = useDoing()
  const [name, setName] = useState('')
  const [by, setBy] = useState<(typeof whose)[number]>('me')
  const save = async (): Promise<void> => {
    if (name.trim() === '') return
    const made = await doing(
      () =>
        call('record.create', {
          entity: 'view',
          data: { entity: entity.name, name: name.trim(), private: by === 'me', ...viewData(filter, layout) },
        }),
      t('view.saved', { name: name.trim() }),
    )
    if (!made) return
    onSaved(made.id)
  }
  return (
    <Dialog
      open
      size="small"
      title={t('view.save.title')}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button tone="primary" type="submit" disabled={name.trim() === ''}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <div className={classes.form}>
        <TextField label={t('view.name')} value={name} autoFocus onChange={setName} />
        <Segments
          label={t('view.for')}
          value={by}
          options={whose.map((each) => ({ value: each, label: t(`view.for.${each}`) }))}
          onChange={(value) => setBy(value === 'all' ? 'all' : 'me')}
        />
        <p className={classes.note}>{t('view.save.text')}</p>
      </div>
    </Dialog>
  )
}

/** What a view keeps besides its name. */
export const viewData = (filter: Filter, layout: ListLayout): Record<string, unknown> => ({
  filter,
  sort: layout.sort.map(({ column, descending }) => (descending ? `-${column}` : column)),
  columns: layout.columns,
})

interface ManageProps {
  readonly views: readonly SavedView[]
  readonly onClose: () => void
}

export function ManageViews({ views, onClose }: ManageProps): ReactNode {
  const t = useText()
  return (
    <Dialog
      open
      title={t('view.manage.title')}
      onClose={onClose}
      footer={
        <Button tone="primary" onClick={onClose}>
          {t('ui.close')}
        </Button>
      }
    >
      {views.length === 0 ? (
        <p className={classes.note}>{t('view.none')}</p>
      ) : (
        <ul className={classes.list}>
          {views.map((view) => (
            <One key={view.id} view={view} />
          ))}
        </ul>
      )}
    </Dialog>
  )
}

function One({ view }: { readonly view: SavedView }): ReactNode {
  const t = useText()
  const has = useHasText()
  const mayShare = useMay('edit')
  const [name, setName] = useState(view.name)
  const write = async (work: Promise<{ readonly operation: string | null }>, said: string): Promise<void> => {
    try {
      toastUndoable(said, (await work).operation, t, has)
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const change = (data: Record<string, unknown>): void =>
    void write(
      call('record.update', { entity: 'view', id: view.id, data }),
      t('view.changed', { name: view.name }),
    )
  const rename = (): void => {
    if (name.trim() === '') setName(view.name)
    else if (name.trim() !== view.name) change({ name: name.trim() })
  }
  return (
    <li className={classes.one}>
      <TextField
        label={t('view.nameOf', { name: view.name })}
        labelHidden
        value={name}
        onChange={setName}
        onBlur={rename}
      />
      <Segments
        label={t('view.forOf', { name: view.name })}
        labelHidden
        value={view.private ? 'me' : 'all'}
        options={whose.map((each) => ({ value: each, label: t(`view.for.${each}`), disabled: !mayShare }))}
        onChange={(value) => change({ private: value === 'me' })}
      />
      <IconButton
        label={t('view.delete', { name: view.name })}
        onClick={() =>
          void write(
            call('record.trash', { entity: 'view', id: view.id }),
            t('list.deleted', { name: view.name }),
          )
        }
      >
        <IconTrash size={15} />
      </IconButton>
    </li>
  )
}

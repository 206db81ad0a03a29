/** A pick list edited where it is used: values added, renamed, moved, removed; renamed ones on the records too, if wanted. */
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import type { Field } from '#db/shared/entity.ts'
import { useJob, useRead } from '../data/hooks.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { useFormat } from '../i18n/useFormat.tsx'
import { toastUndoable } from '../state/feedback.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { ErrorNote } from '../ui/ErrorNote.tsx'
import { Checkbox } from '../ui/fields/Checkbox.tsx'
import { TextField } from '../ui/fields/TextField.tsx'
import { Dialog } from '../ui/overlay/Dialog.tsx'
import { useReturnFocus } from './focus.ts'
import classes from './PickListEditor.module.css'

interface Props {
  readonly entity: string
  readonly field: Field
  readonly label: string
  /** What the field offers now. */
  readonly offered: readonly string[]
  readonly onClose: () => void
}

/** One value; `was` is what it was called when the dialog opened. */
interface Row {
  readonly key: number
  readonly value: string
  readonly was: string | undefined
}

export function PickListEditor(props: Props): ReactNode {
  const { data, error } = useRead(
    'pickList.get',
    { entity: props.entity, field: props.field.name },
    { depends: { on: [] } },
  )
  return data ? (
    <Editor {...props} values={data.values ?? props.offered} used={data.used} />
  ) : error ? (
    <Dialog open size="small" title={props.label} onClose={props.onClose}>
      <ErrorNote error={error.record} />
    </Dialog>
  ) : null
}

interface EditorProps extends Props {
  readonly values: readonly string[]
  readonly used: readonly { readonly value: string; readonly n: number }[]
}

function Editor({ entity, field, label, values, used, onClose }: EditorProps): ReactNode {
  useReturnFocus()
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const next = useRef(values.length)
  const [rows, setRows] = useState<readonly Row[]>(() =>
    values.map((value, key) => ({ key, value, was: value })),
  )
  const [added, setAdded] = useState('')
  const [along, setAlong] = useState(true)
  const { job, start, cancel } = useJob('pickList.save')
  const counts = new Map(used.map(({ value, n }) => [value, n]))
  const wanted = rows.map((row) => ({ ...row, value: row.value.trim() })).filter(({ value }) => value !== '')
  const renames = wanted.flatMap(({ value, was }) =>
    was !== undefined && was !== value ? [{ from: was, to: value }] : [],
  )
  const touched = renames.reduce((sum, { from }) => sum + (counts.get(from) ?? 0), 0)

  const move = (at: number, step: -1 | 1): void => {
    const row = rows[at]
    const to = at + step
    if (row && to >= 0 && to < rows.length) setRows(rows.toSpliced(at, 1).toSpliced(to, 0, row))
  }
  const add = (): void => {
    const value = added.trim()
    if (value === '') return
    setAdded('')
    if (!rows.some((row) => row.value.trim() === value))
      setRows([...rows, { key: next.current++, value, was: undefined }])
  }
  const save = async (): Promise<void> => {
    // Enter in the field for a new value adds it.
    if (added.trim() !== '') return add()
    if (job.state === 'running') return
    const done = await start({
      entity,
      field: field.name,
      values: wanted.map(({ value }) => value),
      renames: along ? renames : [],
    })
    if (!done) return
    const said =
      done.changed > 0
        ? t('pickList.saved.records', { field: label, n: done.changed })
        : t('pickList.saved', { field: label })
    toastUndoable(said, done.operation, t, has)
    onClose()
  }
  const onKeyDown = (at: number) => (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    event.stopPropagation()
    move(at, event.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <Dialog
      open
      size="small"
      title={t('pickList.title', { field: label })}
      onClose={job.state === 'running' ? cancel : onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={job.state === 'running' ? cancel : onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" tone="primary" busy={job.state === 'running'}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      {job.state === 'failed' && <ErrorNote error={job.error} />}
      <ul className={classes.list} aria-label={t('pickList.title', { field: label })}>
        {rows.map((row, at) => (
          <li key={row.key} className={classes.row} onKeyDown={onKeyDown(at)}>
            <TextField
              label={t('pickList.value', { n: format.integer(at + 1) })}
              labelHidden
              autoFocus={at === 0}
              value={row.value}
              onChange={(value) => setRows(rows.with(at, { ...row, value }))}
            />
            <span className={classes.count}>
              {(counts.get(row.was ?? '') ?? 0) > 0 && format.integer(counts.get(row.was ?? '') ?? 0)}
            </span>
            <IconButton
              label={t('pickList.up', { value: row.value })}
              disabled={at === 0}
              onClick={() => move(at, -1)}
            >
              <IconArrowUp size={15} />
            </IconButton>
            <IconButton
              label={t('pickList.down', { value: row.value })}
              disabled={at === rows.length - 1}
              onClick={() => move(at, 1)}
            >
              <IconArrowDown size={15} />
            </IconButton>
            <IconButton
              label={t('pickList.remove', { value: row.value })}
              onClick={() => setRows(rows.toSpliced(at, 1))}
            >
              <IconTrash size={15} />
            </IconButton>
          </li>
        ))}
      </ul>
      <div className={classes.adding}>
        <TextField label={t('pickList.new')} value={added} onChange={setAdded} />
        <Button icon={<IconPlus size={14} />} disabled={added.trim() === ''} onClick={add}>
          {t('pickList.add')}
        </Button>
      </div>
      {touched > 0 && (
        <Checkbox label={t('pickList.along', { n: touched })} checked={along} onChange={setAlong} />
      )}
      <p className={classes.hint}>{t('pickList.hint')}</p>
    </Dialog>
  )
}

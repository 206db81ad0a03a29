/**
 * A record's page: head, fields, and below them (beside them where there is room) all that belongs to it. Owns the
 * commands that concern the record in front; knows no entity by name.
 */
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { Entity, Field } from '#db/shared/entity.ts'
import { native } from '../data/native.ts'
import { call } from '../data/port.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { useFormat } from '../i18n/useFormat.tsx'
import { useCommand } from '../state/commands.ts'
import { draftKey, useDrafts } from '../state/drafts.ts'
import { reportFailure, toastUndoable } from '../state/feedback.ts'
import { useMay } from '../state/session.ts'
import { toast } from '../state/ui.ts'
import { openInWindow } from '../state/windows.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNote } from '../ui/ErrorNote.tsx'
import { fieldLabel, useFields } from './columns.tsx'
import type { Editing } from './editing.ts'
import { useExtensions } from './extensions.tsx'
import { bringToFront } from './inFront.ts'
import { routeOf } from './open.ts'
import { RecordForm } from './RecordForm.tsx'
import { type Paging, RecordHeader } from './RecordHeader.tsx'
import classes from './RecordPage.module.css'
import { RecordTabs, type RecordTabsHandle } from './RecordTabs.tsx'
import { type Loaded, useRecord, useRefName } from './useRecord.ts'
import { useEditing } from './useRecordDraft.ts'
import { useRights } from './useRights.ts'
import { useValueText } from './useValueText.ts'

interface Props {
  readonly entity: Entity
  readonly id: string
  /** The record without its list: more room, and not offered to be opened in its own window again. */
  readonly alone?: boolean
  readonly paging?: Paging
  readonly onClosed?: () => void
}

export function RecordPage({ entity, id, alone = false, paging, onClosed }: Props): ReactNode {
  const t = useText()
  const { data: record, error, refetch } = useRecord(entity.name, id)
  const fields = useFields(entity)
  const page = useRef<HTMLElement>(null)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return
    // What floats above the page closes itself; its key is not ours.
    if (!(event.target instanceof Node) || !page.current?.contains(event.target)) return
    if (event.target instanceof Element && event.target.closest('[data-mantine-stop-propagation]')) return
    event.preventDefault()
    onClosed?.()
  }
  // Another record takes the place of the one that had the cursor: the page keeps it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the record changes
  useEffect(() => {
    if (document.activeElement === document.body) page.current?.focus({ preventScroll: true })
  }, [id])
  useCommand('lookup.previousRecord', paging && paging.index > 0 ? paging.previous : undefined)
  useCommand('lookup.nextRecord', paging && paging.index < paging.total - 1 ? paging.next : undefined)
  useCommand('lookup.firstRecord', paging && paging.index > 0 ? paging.first : undefined)
  useCommand('lookup.lastRecord', paging && paging.index < paging.total - 1 ? paging.last : undefined)
  return (
    <article
      ref={page}
      tabIndex={-1}
      className={classes.page}
      aria-label={t(`${entity.name}.one`)}
      data-record={id}
      onKeyDown={onKeyDown}
    >
      {record ? (
        <LoadedPage
          key={id}
          entity={entity}
          record={record}
          fields={fields}
          alone={alone}
          paging={paging}
          onClosed={onClosed}
        />
      ) : (
        <div className={classes.waiting}>
          {error ? (
            <ErrorNote error={error.record} onRetry={() => void refetch()} />
          ) : (
            <span role="status">{t('ui.loading')}</span>
          )}
        </div>
      )}
    </article>
  )
}

interface LoadedProps {
  readonly entity: Entity
  readonly record: Loaded
  readonly fields: readonly Field[]
  readonly alone: boolean
  readonly paging: Paging | undefined
  readonly onClosed: (() => void) | undefined
}

function LoadedPage({ entity, record, fields, alone, paging, onClosed }: LoadedProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const editing = useEditing(entity, record.id, record, fields)
  const { banners } = useExtensions()
  const form = useRef<HTMLDivElement>(null)
  const tabs = useRef<RecordTabsHandle>(null)
  const copy = useCopy(entity, record, fields)
  const trashed = record.trashedAt !== null && record.trashedAt !== undefined
  const rights = useRights(entity, record)
  const readOnly = trashed || !rights.edit
  const mayTrash = !trashed && rights.trash
  const mayAdd = useMay('create') && !trashed

  const change = async (what: 'record.trash' | 'record.restore'): Promise<void> => {
    try {
      await editing.leaveAll()
      const done = await call(what, { entity: entity.name, id: record.id })
      const message = what === 'record.trash' ? 'list.deleted' : 'record.restored'
      toastUndoable(t(message, { name: String(record.displayName ?? '') }), done.operation, t, has)
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const { companyId, contactId } = record
  useEffect(
    () =>
      bringToFront({
        entity: entity.name,
        id: record.id,
        ...(typeof companyId === 'string' && { companyId }),
        ...(typeof contactId === 'string' && { contactId }),
      }),
    [entity.name, record.id, companyId, contactId],
  )
  const detach = alone
    ? undefined
    : () => {
        const route = routeOf(entity.name, record.id, true)
        if (route) openInWindow(route)
      }
  const trash = mayTrash ? () => void change('record.trash') : undefined
  useCommand('record.trash', trash)
  useCommand('record.save', readOnly ? undefined : () => void editing.leaveAll(true))
  useCommand('record.edit', readOnly ? undefined : () => form.current?.querySelector('input')?.focus())
  useCommand('window.detach', detach)
  useCommand('note.new', mayAdd ? () => tabs.current?.writeNote() : undefined)
  useCommand('history.record', mayAdd ? () => tabs.current?.recordHistory() : undefined)
  return (
    <>
      <RecordHeader
        entity={entity}
        record={record}
        fields={fields}
        paging={paging}
        canEdit={!readOnly}
        canTrash={mayTrash}
        onTrash={() => trash?.()}
        onCopy={copy}
        onDetach={detach}
        onClosed={onClosed}
      />
      {trashed && (
        <div className={classes.notice} data-tone="danger">
          <span className={classes.noticeText}>{t('record.inTrash')}</span>
          {rights.trash && (
            <Button size="small" onClick={() => void change('record.restore')}>
              {t('record.restore')}
            </Button>
          )}
        </div>
      )}
      <Restored editing={editing} />
      {banners.map((Banner, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list of features is fixed
        <Banner key={index} entity={entity} record={record} readOnly={readOnly} />
      ))}
      <div className={classes.body}>
        <div className={classes.columns}>
          <div ref={form} className={classes.fields}>
            <RecordForm
              entity={entity}
              record={record}
              fields={fields}
              editing={editing}
              readOnly={readOnly}
            />
            <Stamps record={record} />
          </div>
          <div className={classes.around}>
            <RecordTabs ref={tabs} entity={entity} record={record} fields={fields} readOnly={readOnly} />
          </div>
        </div>
      </div>
    </>
  )
}

/** What was typed before a crash, or left behind unsaved, is said and can be thrown away. */
function Restored({ editing }: { readonly editing: Editing }): ReactNode {
  const t = useText()
  const draft = useDrafts((state) => state.byKey.get(draftKey(editing.entity, editing.id)))
  const conflicts = useStore(editing.state, (state) => state.troubles.size)
  if (!draft || !(draft.restored || editing.found)) return null
  return (
    <div className={classes.notice} role="status">
      <span className={classes.noticeText}>{t('record.draft.restored')}</span>
      <Button size="small" tone="quiet" onClick={editing.discard}>
        {t('record.draft.discard')}
      </Button>
      <Button size="small" disabled={conflicts > 0} onClick={() => void editing.leaveAll(true)}>
        {t('ui.save')}
      </Button>
    </div>
  )
}

/** When it was made and by whom, and when it last changed. */
function Stamps({ record }: { readonly record: Loaded }): ReactNode {
  const t = useText()
  const format = useFormat()
  const by = useRefName('user', record.createdBy)
  const { createdAt, updatedAt } = record
  return (
    <p className={classes.stamps}>
      {typeof createdAt === 'string' && (
        <span>
          {by
            ? t('record.createdBy', { when: format.dateTime(createdAt), by })
            : t('record.createdAt', { when: format.dateTime(createdAt) })}
        </span>
      )}
      {typeof updatedAt === 'string' && updatedAt !== createdAt && (
        <span>{t('record.changedAt', { when: format.dateTime(updatedAt) })}</span>
      )}
    </p>
  )
}

/** Puts the record on the clipboard as a person would type it: a line per field that says something. */
function useCopy(entity: Entity, record: Loaded, fields: readonly Field[]): () => void {
  const t = useText()
  const has = useHasText()
  const valueText = useValueText()
  return () => {
    const lines = fields
      .filter(
        (field) => !field.system && field.kind !== 'ref' && field.kind !== 'file' && field.name !== 'private',
      )
      .flatMap((field) => {
        const text = valueText(field, record[field.name], entity.name)
        return text === '' ? [] : [`${fieldLabel(entity.name, field, t, has)}: ${text}`]
      })
    // Isolates are for the screen; another program would show them as boxes.
    const text = [String(record.displayName ?? ''), ...lines].join('\n').replace(/[\u2066-\u2069]/g, '')
    void native?.copyText(text).then(() => toast({ tone: 'done', text: t('record.copied') }))
  }
}

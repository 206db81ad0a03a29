/** What stands around a record: its timeline, whole or by kind, the records that refer to it, and what was changed when. */
import { type ReactNode, type Ref, useCallback, useImperativeHandle, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Entity, Field } from '#db/shared/entity.ts'
import { findEntity } from '#db/shared/registry.ts'
import { useRead } from '../data/hooks.ts'
import { useText } from '../i18n/I18nProvider.tsx'
import { useFormat } from '../i18n/useFormat.tsx'
import { useMay } from '../state/session.ts'
import { type Tab, Tabs } from '../ui/Tabs.tsx'
import { type RecordTab, useExtensions } from './extensions.tsx'
import { FieldHistory } from './FieldHistory.tsx'
import { HistoryDialog } from './HistoryDialog.tsx'
import { RelatedList } from './RelatedList.tsx'
import { layoutOf, type Related, timelineKindsOf } from './sections.ts'
import { Timeline } from './Timeline.tsx'
import type { Loaded } from './useRecord.ts'

export interface RecordTabsHandle {
  /** Puts the cursor into a new note. */
  writeNote(): void
  recordHistory(): void
}

interface Props {
  readonly entity: Entity
  readonly record: Loaded
  readonly fields: readonly Field[]
  readonly readOnly: boolean
  readonly ref: Ref<RecordTabsHandle>
}

export function RecordTabs({ entity, record, fields, readOnly, ref }: Props): ReactNode {
  const t = useText()
  const [open, setOpen] = useState('timeline')
  const [writing, setWriting] = useState(false)
  const [recording, setRecording] = useState(false)
  const mayAdd = useMay('create') && (record.trashedAt ?? null) === null
  const kinds = timelineKindsOf(entity)
  const related = useCounts(layoutOf(entity).related, record.id)
  const added = useAdded(entity, record.id)
  const history = kinds.find(({ kind }) => kind.name === 'history')
  useImperativeHandle(ref, () => ({
    writeNote() {
      // At once, so that the next key finds the cursor in the note.
      flushSync(() => {
        if (open !== 'note') setOpen('timeline')
        setWriting(true)
      })
    },
    recordHistory: () => setRecording(true),
  }))
  const written = useCallback(() => setWriting(false), [])
  const timeline = (entities?: readonly string[]): ReactNode => (
    <Timeline
      entity={entity}
      id={record.id}
      {...(entities && { entities })}
      readOnly={!mayAdd}
      writing={writing}
      onWriting={written}
      onRecord={() => setRecording(true)}
    />
  )
  const tabs: Tab[] = [
    ...(kinds.length > 0 ? [{ id: 'timeline', label: t('record.tab.timeline'), panel: timeline() }] : []),
    ...(kinds.length > 1
      ? kinds
          .filter(({ kind }) => !added.some(({ id }) => id === kind.name))
          .map(({ kind }) => ({
            id: kind.name,
            label: t(`${kind.name}.many`),
            panel: timeline([kind.name]),
          }))
      : []),
    ...related
      .filter(({ list, count }) => !list.ifAny || count !== undefined)
      .map(({ list, count }) => ({
        id: `${list.entity}.${list.field}`,
        label: t(list.label),
        ...(count && { count }),
        panel: <RelatedList list={list} record={record} readOnly={readOnly} />,
      })),
    ...added.map(({ id, label, count, Panel }) => ({
      id,
      label: t(label),
      ...(count && { count }),
      panel: <Panel entity={entity} record={record} readOnly={readOnly} />,
    })),
    {
      id: 'changes',
      label: t('record.tab.changes'),
      panel: <FieldHistory entity={entity} id={record.id} fields={fields} readOnly={readOnly} />,
    },
  ]
  const shown = tabs.some((tab) => tab.id === open) ? open : (tabs[0]?.id ?? 'changes')
  return (
    <>
      <Tabs label={t('record.tabs')} tabs={tabs} open={shown} onOpen={setOpen} />
      {recording && history && (
        <HistoryDialog
          about={{ entity: entity.name, id: record.id, field: history.subject }}
          onClose={() => setRecording(false)}
        />
      )}
    </>
  )
}

/** The tabs of features, with their counts. Which there are is fixed per entity, so hooks may stand in a loop. */
function useAdded(entity: Entity, id: string): readonly (RecordTab & { count: string | undefined })[] {
  const format = useFormat()
  return useExtensions()
    .tabs.filter((tab) => tab.on(entity))
    .map((tab) => {
      // biome-ignore lint/correctness/useHookAtTopLevel: the tabs of an entity never change
      const count = tab.useCount?.(entity, id)
      return { ...tab, count: count ? format.integer(count) : undefined }
    })
}

/** How many records each related list has, for its tab. Lists are few and fixed per entity, so hooks may stand in a loop. */
function useCounts(
  lists: readonly Related[],
  id: string,
): readonly { list: Related; count: string | undefined }[] {
  const format = useFormat()
  return lists.map((list) => {
    // biome-ignore lint/correctness/useHookAtTopLevel: the layout of an entity never changes
    const total = useRead(
      'record.list',
      { entity: list.entity, filter: { field: list.field, op: 'is', value: id }, limit: 0, count: true },
      { depends: { on: [list.entity] }, enabled: findEntity(list.entity) !== undefined },
    ).data?.total
    return { list, count: total ? format.integer(total) : undefined }
  })
}

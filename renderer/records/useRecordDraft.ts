/** The edit of the record in front, as React sees it: one `Editing` per record, and what one field shows of it. */
import { useEffect, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import type { Entity, Field } from '#db/shared/entity.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { draftKey, useDrafts } from '../state/drafts.ts'
import { reportFailure, toastUndoable } from '../state/feedback.ts'
import { fieldLabel } from './columns.tsx'
import { createEditing, type Editing, type Talk, type Trouble } from './editing.ts'
import { type Loaded, usePutRecord } from './useRecord.ts'

/** Saves what is unsaved when the record leaves the screen. */
export function useEditing(
  entity: Entity,
  id: string,
  record: Loaded | undefined,
  fields: readonly Field[],
): Editing {
  const t = useText()
  const has = useHasText()
  const put = usePutRecord()
  const talk = useRef<Talk>(undefined)
  useEffect(() => {
    talk.current = {
      put,
      failed: (failure) => reportFailure(failure, t, has),
      saved(saved, _record, operation) {
        const [first] = saved
        const text =
          first && saved.length === 1
            ? t('record.saved.one', { field: fieldLabel(entity.name, first, t, has) })
            : t('record.saved.many', { n: saved.length })
        toastUndoable(text, operation, t, has)
      },
    }
  })
  const editing = useMemo(
    () => createEditing(entity.name, id, () => talk.current ?? silent),
    [entity.name, id],
  )
  useEffect(() => {
    if (record && record.id === id) editing.see(record, fields)
  }, [editing, id, record, fields])
  useEffect(() => () => void editing.leaveAll(), [editing])
  return editing
}

const silent: Talk = { put: () => undefined, failed: () => undefined, saved: () => undefined }

export interface FieldEdit {
  readonly value: unknown
  /** Typed and not yet saved. */
  readonly changed: boolean
  readonly trouble: Trouble | undefined
}

/** What a field shows: what was typed, else what the record says. */
export function useFieldEdit(editing: Editing, field: Field, record: Loaded): FieldEdit {
  const key = draftKey(editing.entity, editing.id)
  const changed = useDrafts((state) => field.name in (state.byKey.get(key)?.data ?? {}))
  const typed = useDrafts((state) => state.byKey.get(key)?.data[field.name])
  const trouble = useStore(editing.state, (state) => state.troubles.get(field.name))
  return { value: changed ? typed : record[field.name], changed, trouble }
}

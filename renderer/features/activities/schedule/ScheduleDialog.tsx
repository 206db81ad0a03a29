/** Scheduling an activity, and changing or removing one: of a recurring one some or all occurrences. */
import { type ReactNode, useState } from 'react'
import { type ActivityItem, activity, type Party } from '#db/shared/activities.ts'
import { MAX_DOCUMENT } from '#db/shared/documents.ts'
import { useRead } from '../../../data/hooks.ts'
import { call } from '../../../data/port.ts'
import { useHasText, useText } from '../../../i18n/I18nProvider.tsx'
import { useFormat } from '../../../i18n/useFormat.tsx'
import { scheduleWithFiles } from '../../../records/attachFiles.ts'
import { ChosenFiles } from '../../../records/ChosenFiles.tsx'
import { useMayEdit, useMayTrash } from '../../../records/useRights.ts'
import { toastUndoable } from '../../../state/feedback.ts'
import { askScope, type Preset } from '../dialogs.ts'
import { useBusiness } from '../useBusiness.ts'
import { ActivityFiles } from './ActivityFiles.tsx'
import { changesOf, type Draft, dataOf, draftOf, freshDraft, idOrNull, type Loaded } from './draft.ts'
import { ScheduleForm } from './ScheduleForm.tsx'

const idsOf = (parties: readonly Party[]): string[] => parties.map(({ id }) => id)

export function ScheduleDialog({
  preset,
  onClose,
}: {
  readonly preset: Preset
  readonly onClose: () => void
}): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const [start] = useState(() => freshDraft(preset))
  const [files, setFiles] = useState<readonly string[]>([])
  const save = async (draft: Draft, rule: string | null): Promise<void> => {
    const participants = {
      contacts: idsOf(draft.contacts),
      companies: idsOf(draft.companies),
      users: idsOf(draft.users),
    }
    const made = { data: { ...dataOf(draft), rule }, participants }
    if (files.length > 0) {
      await scheduleWithFiles(made, files, { t, has, format })
      return
    }
    const done = await call('activity.schedule', made)
    toastUndoable(t('activity.scheduled'), done.operation, t, has)
  }
  return (
    <ScheduleForm
      title={t('activity.schedule')}
      start={start}
      files={
        <ChosenFiles
          files={files}
          hint={t('files.each', { max: format.bytes(MAX_DOCUMENT) })}
          each={MAX_DOCUMENT}
          onChange={setFiles}
        />
      }
      save={save}
      onClose={onClose}
    />
  )
}

export function EditDialog({
  item,
  onClose,
}: {
  readonly item: ActivityItem
  readonly onClose: () => void
}): ReactNode {
  const { workdays } = useBusiness()
  const loaded = useRead('activity.get', { id: item.id }, { depends: { on: [] } }).data
  if (!loaded) return null
  return <EditForm item={item} loaded={loaded} workdays={workdays} onClose={onClose} />
}

interface EditProps {
  readonly item: ActivityItem
  readonly loaded: Loaded
  readonly workdays: readonly number[]
  readonly onClose: () => void
}

function EditForm({ item, loaded, workdays, onClose }: EditProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const ownerId = item.owner?.id ?? null
  const mayEdit = useMayEdit(activity)(ownerId)
  const mayTrash = useMayTrash(activity)(ownerId)
  const [start] = useState(() => draftOf(loaded, item, workdays))
  const save = async (draft: Draft, rule: string | null): Promise<void> => {
    const data = changesOf(dataOf(start), dataOf(draft))
    const stored = idOrNull(loaded.record.rule)
    const rules = rule !== stored && draft.repeat !== start.repeat
    const scope = rules && item.recurring ? 'following' : await askScope(item, t('activity.scope.change'))
    if (scope === undefined) return
    const occurrence = item.occurrence === null ? {} : { occurrence: item.occurrence }
    const done = await call('activity.change', {
      id: item.id,
      ...occurrence,
      scope,
      data: { ...data, ...(rules && { rule }) },
      participants: {
        contacts: idsOf(draft.contacts),
        companies: idsOf(draft.companies),
        users: idsOf(draft.users),
      },
    })
    toastUndoable(t('activity.changed'), done.operation, t, has)
  }
  const remove = async (): Promise<void> => {
    const scope = await askScope(item, t('activity.scope.remove'))
    if (scope === undefined) return
    const occurrence = item.occurrence === null ? {} : { occurrence: item.occurrence }
    const done = await call('activity.remove', { id: item.id, ...occurrence, scope })
    toastUndoable(t('activity.removed'), done.operation, t, has)
    onClose()
  }
  return (
    <ScheduleForm
      title={t('activity.one')}
      start={start}
      readOnly={!mayEdit}
      files={<ActivityFiles id={item.id} readOnly={!mayEdit} />}
      save={save}
      {...(mayTrash && { remove })}
      onClose={onClose}
    />
  )
}

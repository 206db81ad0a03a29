/** A record without a page of its own, in a dialog: the same form, saved field by field. */
import type { ReactNode } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import { call } from '../data/port.ts'
import { useText } from '../i18n/I18nProvider.tsx'
import { useDoing } from '../state/doing.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNote } from '../ui/ErrorNote.tsx'
import { Dialog } from '../ui/overlay/Dialog.tsx'
import { useFields } from './columns.tsx'
import { useReturnFocus } from './focus.ts'
import { RecordForm } from './RecordForm.tsx'
import { useRecord } from './useRecord.ts'
import { useEditing } from './useRecordDraft.ts'
import { useRights } from './useRights.ts'

interface Props {
  readonly entity: Entity
  readonly id: string
  readonly onClose: () => void
}

export function EditRecord({ entity, id, onClose }: Props): ReactNode {
  useReturnFocus()
  const t = useText()
  const doing = useDoing()
  const { data: record, error } = useRecord(entity.name, id)
  const fields = useFields(entity)
  const rights = useRights(entity, record)
  const editing = useEditing(entity, id, record, fields)
  const close = (): void => {
    void editing.leaveAll()
    onClose()
  }
  const trash = async (): Promise<void> => {
    if (
      await doing(
        () => call('record.trash', { entity: entity.name, id }),
        t('record.timeline.deleted', { what: t(`${entity.name}.one`) }),
      )
    ) {
      onClose()
    }
  }
  return (
    <Dialog
      open
      title={t(`${entity.name}.one`)}
      onClose={close}
      footer={
        <>
          {rights.trash && (
            <Button tone="quiet" onClick={() => void trash()}>
              {t('list.delete')}
            </Button>
          )}
          <Button tone="primary" onClick={close}>
            {t('ui.close')}
          </Button>
        </>
      }
    >
      {error && <ErrorNote error={error.record} />}
      {record && (
        <RecordForm
          entity={entity}
          record={record}
          fields={fields}
          editing={editing}
          readOnly={!rights.edit}
        />
      )}
    </Dialog>
  )
}

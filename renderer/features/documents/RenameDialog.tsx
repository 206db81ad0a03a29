/** Another name for a document; its ending stays unless somebody changes it. */
import { type ReactNode, useState } from 'react'
import type { ErrorRecord } from '#db/shared/errors.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { call, recordOf } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { toastUndoable } from '../../state/feedback.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'

interface Props {
  readonly document: WireRecord
  readonly onClose: () => void
}

export function RenameDialog({ document, onClose }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const [name, setName] = useState(String(document.name ?? ''))
  const [error, setError] = useState<ErrorRecord>()
  const save = async (): Promise<void> => {
    try {
      const { operation } = await call('record.update', {
        entity: 'document',
        id: document.id,
        data: { name: name.trim() },
      })
      toastUndoable(t('documents.renamed'), operation, t, has)
      onClose()
    } catch (failure) {
      setError(recordOf(failure))
    }
  }
  return (
    <Dialog
      open
      size="small"
      title={t('documents.rename')}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" tone="primary" disabled={name.trim() === ''}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      {error && <ErrorNote error={error} fieldLabel={() => t('document.field.name')} />}
      <TextField label={t('document.field.name')} value={name} onChange={setName} autoFocus />
    </Dialog>
  )
}

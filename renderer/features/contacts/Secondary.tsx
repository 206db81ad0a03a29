/** A contact that stands behind another one: said at the head of its page, put there and promoted from there. */
import { IconUserUp } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { create } from 'zustand'
import { contact } from '#db/shared/contacts.ts'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { fieldNamed } from '#db/shared/registry.ts'
import { call, recordOf } from '../../data/port.ts'
import { issueText } from '../../i18n/errorText.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Bdi } from '../../i18n/useFormat.tsx'
import type { RecordAction, RecordProps } from '../../records/extensions.tsx'
import { FieldInput } from '../../records/FieldInput.tsx'
import { useReturnFocus } from '../../records/focus.ts'
import { RefLink } from '../../records/RecordHeader.tsx'
import { RefField } from '../../records/RefField.tsx'
import { refNameOf } from '../../records/useRecord.ts'
import { useDoing } from '../../state/doing.ts'
import { toastUndoable } from '../../state/feedback.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Contacts.module.css'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Whose place behind another contact is being chosen. */
const useAsked = create<{ readonly id: string | undefined }>()(() => ({ id: undefined }))

/** Between the head of a contact's page and its fields. */
export function SecondaryBanner({ entity, record, readOnly }: RecordProps): ReactNode {
  const t = useText()
  const doing = useDoing()
  const asked = useAsked((state) => state.id)
  if (entity.name !== 'contact') return null
  const primary = text(record.primaryContactId)
  const role = text(record.secondaryRole)
  const promote = async (): Promise<void> => {
    await doing(
      () => call('contact.promote', { id: record.id }),
      t('contact.promoted', { name: text(record.displayName) }),
    )
  }
  return (
    <>
      {primary !== '' && (
        <div className={classes.behind} role="note">
          <span className={classes.words}>
            {role === '' ? t('contact.behind') : <Bdi>{role}</Bdi>}
            <RefLink to="contact" id={primary} known={refNameOf(record, 'primaryContactId')} />
          </span>
          {!readOnly && (
            <Button size="small" icon={<IconUserUp size={14} />} onClick={() => void promote()}>
              {t('contact.promote')}
            </Button>
          )}
        </div>
      )}
      {asked === record.id && !readOnly && (
        <BehindDialog
          id={record.id}
          name={text(record.displayName)}
          onClose={() => useAsked.setState({ id: undefined })}
        />
      )}
    </>
  )
}

interface DialogProps {
  readonly id: string
  readonly name: string
  readonly onClose: () => void
}

function BehindDialog({ id, name, onClose }: DialogProps): ReactNode {
  useReturnFocus()
  const t = useText()
  const has = useHasText()
  const [primary, setPrimary] = useState<string | null>(null)
  const [role, setRole] = useState('')
  const [error, setError] = useState<ErrorRecord>()
  const roleField = fieldNamed(contact, 'secondaryRole')
  const issue = error?.issues?.find(({ field }) => field === 'primaryId' || field === 'id')
  const save = async (): Promise<void> => {
    if (primary === null) {
      setError({ code: 'Invalid', issues: [{ field: 'primaryId', code: 'required' }] })
      return
    }
    try {
      const done = await call('contact.demote', { id, primaryId: primary, role: role.trim() || null })
      toastUndoable(t('contact.demoted', { name }), done.operation, t, has)
      onClose()
    } catch (failure) {
      setError(recordOf(failure))
    }
  }
  return (
    <Dialog
      open
      size="small"
      title={t('contact.demote.title', { name })}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" tone="primary">
            {t('ui.save')}
          </Button>
        </>
      }
    >
      {error && !issue && <ErrorNote error={error} />}
      <p className={classes.hint}>{t('contact.demote.text')}</p>
      <RefField
        to="contact"
        label={t('contact.field.primaryContactId')}
        required
        autoFocus
        error={issue && issueText(issue, t, has)}
        value={primary}
        onChange={setPrimary}
      />
      {roleField && (
        <FieldInput
          entity="contact"
          field={roleField}
          label={t('contact.field.secondaryRole')}
          value={role}
          onChange={(value) => setRole(text(value))}
        />
      )}
    </Dialog>
  )
}

export const demoteAction: RecordAction = {
  id: 'demote',
  label: 'contact.demote',
  on: ({ name }) => name === 'contact',
  needsWrite: true,
  run: ({ record }) => useAsked.setState({ id: record.id }),
}

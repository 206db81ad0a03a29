/** A signature or the text of a business card, pasted: what was understood is shown to be put right, then becomes a contact. */
import { type ReactNode, useMemo, useState } from 'react'
import { formatAddress } from '#db/shared/addresses.ts'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { displayName } from '#db/shared/text/names.ts'
import { readSignature } from '#db/shared/text/signature.ts'
import { call, recordOf } from '../../data/port.ts'
import { useHasText, usePreferences, useText } from '../../i18n/I18nProvider.tsx'
import { Bdi } from '../../i18n/useFormat.tsx'
import { openRecord } from '../../records/open.ts'
import { toastUndoable } from '../../state/feedback.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { LongTextField, TextField } from '../../ui/fields/TextField.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Cards.module.css'

/** What a person may put right before it is saved; the rest is taken as read. */
const corrected = ['givenName', 'familyName', 'jobTitle', 'department', 'company'] as const
type Corrected = (typeof corrected)[number]

export function PasteDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useText()
  const has = useHasText()
  const { country, language, digits } = usePreferences()
  const [text, setText] = useState('')
  const [changes, setChanges] = useState<Partial<Record<Corrected, string>>>({})
  const [error, setError] = useState<ErrorRecord>()
  const [busy, setBusy] = useState(false)
  const card = useMemo(() => readSignature(text, country), [text, country])
  const value = (field: Corrected): string =>
    changes[field] ?? (field === 'givenName' || field === 'familyName' ? card.name[field] : card[field]) ?? ''
  const points = [...card.phones, ...card.emails, ...card.websites, ...card.handles]
  const isSomething = points.length > 0 || corrected.some((field) => value(field).trim() !== '')

  const save = async (): Promise<void> => {
    if (busy || !isSomething) return
    setBusy(true)
    setError(undefined)
    const given = Object.entries({
      ...card.name,
      givenName: value('givenName').trim(),
      familyName: value('familyName').trim(),
      jobTitle: value('jobTitle').trim(),
      department: value('department').trim(),
    }).filter(([, part]) => part !== '')
    const company = value('company').trim()
    const note = card.rest.join('\n')
    try {
      const made = await call('card.create', {
        contact: {
          ...Object.fromEntries(given),
          ...(card.phones.length > 0 && { phones: card.phones }),
          ...(card.emails.length > 0 && { emails: card.emails }),
          ...(card.websites.length > 0 && { websites: card.websites }),
          ...(card.handles.length > 0 && { handles: card.handles }),
          ...(card.address && { addresses: [{ label: 'work', ...card.address }] }),
        },
        ...(company && { company }),
        ...(note && { note }),
      })
      toastUndoable(t('record.created', { name: String(made.displayName ?? '') }), made.operation, t, has)
      onClose()
      openRecord('contact', made.id)
    } catch (failure) {
      setError(recordOf(failure))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog
      open
      size="large"
      title={t('cards.paste')}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" tone="primary" busy={busy} disabled={!isSomething}>
            {t('cards.paste.save')}
          </Button>
        </>
      }
    >
      {error && <ErrorNote error={error} />}
      <div className={classes.columns}>
        <LongTextField
          label={t('cards.paste.text')}
          description={t('cards.paste.hint')}
          rows={12}
          value={text}
          onChange={(next) => {
            setText(next)
            setChanges({})
          }}
          autoFocus
        />
        <div className={classes.read} aria-live="polite">
          <h3 className={classes.heading}>
            <Bdi>{displayName(card.name) || t('cards.paste.nobody')}</Bdi>
          </h3>
          {corrected.map((field) => (
            <TextField
              key={field}
              label={t(field === 'company' ? 'company.one' : `contact.field.${field}`)}
              value={value(field)}
              onChange={(next) => setChanges({ ...changes, [field]: next })}
            />
          ))}
          <ul className={classes.points}>
            {points.map(({ label, value: point }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same number may be there twice
              <li key={index}>
                <span className={classes.label}>{t(`label.${label}`)}</span>
                <bdi dir="ltr">{point}</bdi>
              </li>
            ))}
            {card.address && (
              <li>
                <span className={classes.label}>{t('contact.field.addresses')}</span>
                <Bdi>
                  {formatAddress(card.address, language, { homeCountry: country, digits }).join(', ')}
                </Bdi>
              </li>
            )}
            {card.rest.length > 0 && (
              <li>
                <span className={classes.label}>{t('note.one')}</span>
                <Bdi>{card.rest.join(' ')}</Bdi>
              </li>
            )}
          </ul>
        </div>
      </div>
    </Dialog>
  )
}

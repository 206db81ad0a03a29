/** A quote by e-mail: to whom, with which words; its pages go along and it counts as sent. */
import { type ReactNode, useState } from 'react'
import type { Output } from '#db/shared/contract.ts'
import { AppError, type ErrorRecord } from '#db/shared/errors.ts'
import { useRead } from '../../data/hooks.ts'
import { native } from '../../data/native.ts'
import { call, recordOf } from '../../data/port.ts'
import { issueText } from '../../i18n/errorText.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { toastUndoable } from '../../state/feedback.ts'
import { go } from '../../state/route.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { LongTextField, TextField } from '../../ui/fields/TextField.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Quotes.module.css'
import { pagesOf } from './quote.ts'

interface Props {
  readonly quote: Output<'quote.get'>
  readonly onClose: () => void
}

const base64 = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const asHtml = (text: string): string =>
  text
    .split('\n')
    .map((line) => `<p>${line.replace(/[&<>]/g, (mark) => escapes[mark] ?? mark)}</p>`)
    .join('')

const firstEmail = (record: Readonly<Record<string, unknown>> | undefined): string => {
  const emails: unknown = record?.emails
  const first: unknown = Array.isArray(emails) ? emails[0] : undefined
  return typeof first === 'object' && first !== null && 'value' in first ? String(first.value) : ''
}

export function MailDialog({ quote, onClose }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const { record } = quote
  const entity = typeof record.contactId === 'string' ? 'contact' : 'company'
  const id = record[`${entity}Id`]
  const customer = useRead(
    'record.get',
    { entity, id: typeof id === 'string' ? id : '' },
    { depends: { on: [entity] }, enabled: typeof id === 'string' },
  ).data
  const accounts = useRead(
    'record.list',
    { entity: 'mailAccount', limit: 50 },
    { depends: { on: ['mailAccount'] } },
  ).data?.rows
  const number = String(record.number ?? '')
  const [account, setAccount] = useState<string | null>(null)
  const [to, setTo] = useState<string>()
  const [subject, setSubject] = useState(t('quote.mail.subject', { number }))
  const [body, setBody] = useState(t('quote.mail.body', { number }))
  const [error, setError] = useState<ErrorRecord>()
  const [busy, setBusy] = useState(false)
  const from = account ?? accounts?.[0]?.id ?? null
  const address = to ?? firstEmail(customer)
  const issue = error?.issues?.find(({ field }) => field === 'to')
  const send = async (): Promise<void> => {
    if (from === null || busy || !native) return
    setBusy(true)
    try {
      const { document } = await pagesOf(String(record.id))
      const laid = await native.renderPdf(document)
      if (!laid.ok) throw new AppError(laid.error)
      const { operation } = await call('quote.send', {
        id: String(record.id),
        account: from,
        to: address,
        toName: String(customer?.displayName ?? ''),
        subject,
        html: asHtml(body),
        pdf: base64(laid.value.pdf),
      })
      toastUndoable(t('quote.mailed', { number }), operation, t, has)
      onClose()
    } catch (failure) {
      setError(recordOf(failure))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      title={t('quote.mail.title', { number })}
      onClose={onClose}
      onSubmit={() => void send()}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          {accounts?.length === 0 ? (
            <Button tone="primary" onClick={() => go({ section: 'settings', view: 'mail' })}>
              {t('quote.mail.account')}
            </Button>
          ) : (
            <Button type="submit" tone="primary" busy={busy} disabled={from === null}>
              {t('quote.mail.send')}
            </Button>
          )}
        </>
      }
    >
      <div className={classes.form}>
        {error && !issue && <ErrorNote error={error} />}
        {accounts?.length === 0 && <p className={classes.dim}>{t('quote.mail.noAccount')}</p>}
        {accounts && accounts.length > 1 && (
          <Select
            label={t('quote.mail.from')}
            options={accounts.map((one) => ({ value: one.id, label: String(one.displayName ?? '') }))}
            value={from}
            onChange={setAccount}
          />
        )}
        <TextField
          kind="email"
          label={t('quote.mail.to')}
          required
          autoFocus
          error={issue && issueText(issue, t, has)}
          value={address}
          onChange={setTo}
        />
        <TextField label={t('quote.mail.subjectLine')} value={subject} onChange={setSubject} />
        <LongTextField label={t('quote.mail.text')} rows={6} value={body} onChange={setBody} />
        <p className={classes.dim}>{t('quote.mail.hint')}</p>
      </div>
    </Dialog>
  )
}

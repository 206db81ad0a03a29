/** Writing one e-mail: to whom, from which account, what, with which files. It goes into the outbox, not straight out. */
import { type ReactNode, useRef, useState } from 'react'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { addressSchema, MAX_ATTACHED } from '#db/shared/mail.ts'
import { useRead } from '../../data/hooks.ts'
import { call, recordOf } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { useReader } from '../../i18n/useReader.ts'
import { ChosenFiles } from '../../records/ChosenFiles.tsx'
import { toastUndoable } from '../../state/feedback.ts'
import { go } from '../../state/route.ts'
import { useSubmit } from '../../state/submit.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import { RichText, type RichTextHandle } from '../../ui/RichText.tsx'
import classes from './Mail.module.css'
import type { MailRequest } from './request.ts'

export function WriteDialog({
  request,
  onClose,
}: {
  readonly request: MailRequest
  readonly onClose: () => void
}): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const accounts = useRead(
    'record.list',
    { entity: 'mailAccount', limit: 100 },
    { depends: { on: ['mailAccount'] } },
  ).data?.rows
  const [account, setAccount] = useState<string>()
  const [to, setTo] = useState(request.to)
  const [subject, setSubject] = useState('')
  const [html, setHtml] = useState('')
  const [version, setVersion] = useState(0)
  const [files, setFiles] = useState<readonly string[]>([])
  const { busy, error, submit } = useSubmit()
  const editor = useRef<RichTextHandle>(null)
  const from = account ?? accounts?.[0]?.id
  const isAddress = addressSchema.safeParse(to).success

  const put = (): Promise<unknown> =>
    submit(async () => {
      if (!from || !isAddress) return
      const { operation } = await call('mail.queue', {
        account: from,
        to,
        toName: request.toName,
        subject,
        html,
        files: [...files],
        ...(request.contact && { contact: request.contact }),
        ...(request.company && { company: request.company }),
      })
      toastUndoable(t('mail.write.done'), operation, t, has)
      onClose()
    })
  if (accounts?.length === 0)
    return (
      <Dialog open title={t('mail.write')} size="small" onClose={onClose}>
        <p>{t('mail.write.noAccount')}</p>
        <Button
          tone="primary"
          autoFocus
          onClick={() => {
            onClose()
            go({ section: 'settings', view: 'mail' })
          }}
        >
          {t('mail.write.setUp')}
        </Button>
      </Dialog>
    )
  return (
    <Dialog
      open
      title={t('mail.write')}
      size="large"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button
            tone="primary"
            busy={busy}
            disabled={!from || !isAddress || html === ''}
            onClick={() => void put()}
          >
            {t('mail.write.do')}
          </Button>
        </>
      }
    >
      <div className={classes.form}>
        {error && <ErrorNote error={error} />}
        <div className={classes.two}>
          <TextField
            label={t('mail.write.to')}
            kind="email"
            value={to}
            autoFocus={request.to === ''}
            onChange={setTo}
            {...(to !== '' && !isAddress && { error: t('issue.email') })}
          />
          <Select
            label={t('mail.write.from')}
            value={from ?? null}
            options={(accounts ?? []).map(({ id, name, address }) => ({
              value: id,
              label: `${String(name)} · ${String(address)}`,
            }))}
            onChange={(id) => setAccount(id ?? undefined)}
          />
        </div>
        <UseTemplate
          request={request}
          onUse={(merged) => {
            setSubject(merged.subject)
            setHtml(merged.html)
            setVersion((n) => n + 1)
          }}
        />
        <TextField
          label={t('mail.write.subject')}
          value={subject}
          autoFocus={request.to !== ''}
          onChange={setSubject}
        />
        <RichText
          key={version}
          ref={editor}
          label={t('mail.write.body')}
          value={html}
          full
          onChange={(value) => setHtml(value.html)}
        />
        <ChosenFiles
          files={files}
          hint={t('mail.write.attach.limit', { max: format.bytes(MAX_ATTACHED) })}
          together={MAX_ATTACHED}
          onChange={setFiles}
        />
      </div>
    </Dialog>
  )
}

/** Begins with a template, merged with the record the message is about. */
function UseTemplate({
  request,
  onUse,
}: {
  readonly request: MailRequest
  readonly onUse: (merged: { readonly subject: string; readonly html: string }) => void
}): ReactNode {
  const t = useText()
  const reader = useReader()
  const about = request.company ? 'company' : 'contact'
  const id = request.contact ?? request.company
  const templates = useRead(
    'record.list',
    {
      entity: 'template',
      filter: {
        and: [
          { field: 'kind', op: 'is', value: 'email' },
          { field: 'about', op: 'is', value: about },
        ],
      },
      limit: 500,
    },
    { depends: { on: ['template'] }, enabled: id !== undefined },
  ).data?.rows
  const [error, setError] = useState<ErrorRecord>()
  if (!id || !templates?.length) return null
  const use = async (template: string): Promise<void> => {
    setError(undefined)
    try {
      onUse(await call('letter.preview', { source: { template }, id, reader }))
    } catch (failure) {
      setError(recordOf(failure))
    }
  }
  return (
    <>
      <Select
        label={t('mail.write.template')}
        value={null}
        options={templates.map((row) => ({ value: row.id, label: String(row.name) }))}
        onChange={(value) => value && void use(value)}
      />
      {error && <ErrorNote error={error} />}
    </>
  )
}

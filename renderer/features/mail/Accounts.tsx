/** Settings: the accounts e-mail is sent from. Their passwords go to the keychain and are never shown again. */
import { IconTrash } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { Output } from '#db/shared/contract.ts'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { mailAccount } from '#db/shared/mail.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { useRead } from '../../data/hooks.ts'
import { call, recordOf } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Ltr } from '../../i18n/useFormat.tsx'
import { ownerOf, useMayEdit } from '../../records/useRights.ts'
import { reportFailure, toastUndoable } from '../../state/feedback.ts'
import { useMay } from '../../state/session.ts'
import { useSubmit } from '../../state/submit.ts'
import { toast } from '../../state/ui.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { PasswordField } from '../../ui/fields/PasswordField.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import { RichText } from '../../ui/RichText.tsx'
import classes from './Mail.module.css'

type Editing = WireRecord | 'new' | undefined

export function MailAccounts(): ReactNode {
  const t = useText()
  const has = useHasText()
  const may = useMay('create')
  const mayEdit = useMayEdit(mailAccount)
  const [editing, setEditing] = useState<Editing>()
  const rows = useRead(
    'record.list',
    { entity: 'mailAccount', limit: 100 },
    { depends: { on: ['mailAccount'] } },
  ).data?.rows
  const test = async (account: string): Promise<void> => {
    try {
      await call('mail.test', { account })
      toast({ tone: 'done', text: t('mail.accounts.works') })
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const remove = async (row: WireRecord): Promise<void> => {
    try {
      await call('mail.setPassword', { account: row.id, password: null })
      const { operation } = await call('record.trash', { entity: 'mailAccount', id: row.id })
      toastUndoable(t('list.deleted', { name: String(row.name) }), operation, t, has)
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  return (
    <>
      <p className={classes.hint}>{t('mail.accounts.text')}</p>
      {rows?.length === 0 && <p>{t('mail.accounts.empty')}</p>}
      <ul className={classes.accounts}>
        {rows?.map((row) => (
          <li key={row.id} className={classes.account}>
            <div className={classes.who}>
              <bdi>{String(row.name)}</bdi>
              <div className={classes.hint}>
                <Ltr>{String(row.address)}</Ltr>
              </div>
            </div>
            {may && (
              <Button size="small" onClick={() => void test(row.id)}>
                {t('mail.accounts.test')}
              </Button>
            )}
            {mayEdit(ownerOf(row)) && (
              <>
                <Button
                  size="small"
                  aria-label={`${t('record.timeline.edit')}: ${String(row.name)}`}
                  onClick={() => setEditing(row)}
                >
                  {t('record.timeline.edit')}
                </Button>
                <IconButton
                  label={t('mail.accounts.delete', { name: String(row.name) })}
                  onClick={() => void remove(row)}
                >
                  <IconTrash size={15} />
                </IconButton>
              </>
            )}
          </li>
        ))}
      </ul>
      {may && <Button onClick={() => setEditing('new')}>{t('mail.accounts.add')}</Button>}
      {editing && <AccountDialog account={editing} onClose={() => setEditing(undefined)} />}
    </>
  )
}

interface Draft {
  readonly name: string
  readonly address: string
  readonly fromName: string
  readonly host: string
  readonly port: number | null
  readonly security: string
  readonly userName: string
  readonly replyTo: string
  readonly signature: string
  readonly perMinute: number | null
  readonly perHour: number | null
  readonly perDomainMinute: number | null
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const ports: Readonly<Record<string, number>> = { tls: 465, starttls: 587, none: 25 }

function draftOf(account: WireRecord | 'new'): Draft {
  const row = account === 'new' ? ({} as Partial<WireRecord>) : account
  return {
    name: text(row.name),
    address: text(row.address),
    fromName: text(row.fromName),
    host: text(row.host),
    port: typeof row.port === 'number' ? row.port : 587,
    security: text(row.security) || 'starttls',
    userName: text(row.userName),
    replyTo: text(row.replyTo),
    signature: text(row.signature),
    perMinute: typeof row.perMinute === 'number' ? row.perMinute : null,
    perHour: typeof row.perHour === 'number' ? row.perHour : null,
    perDomainMinute: typeof row.perDomainMinute === 'number' ? row.perDomainMinute : null,
  }
}

function AccountDialog({
  account,
  onClose,
}: {
  readonly account: WireRecord | 'new'
  readonly onClose: () => void
}): ReactNode {
  const t = useText()
  const has = useHasText()
  const [draft, setDraft] = useState<Draft>(() => draftOf(account))
  const [password, setPassword] = useState('')
  const [known, setKnown] = useState<Output<'mail.password'>>()
  const [unknown, setUnknown] = useState<ErrorRecord>()
  const { busy, error = unknown, submit } = useSubmit()
  const id = account === 'new' ? undefined : account.id
  useEffect(() => {
    if (id)
      call('mail.password', { account: id }).then(setKnown, (failure: unknown) =>
        setUnknown(recordOf(failure)),
      )
  }, [id])
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change })
  const field = (name: 'name' | 'address' | 'fromName' | 'host' | 'userName' | 'replyTo') => ({
    label: t(`mailAccount.field.${name}`),
    value: draft[name],
    onChange: (value: string) => set({ [name]: value }),
  })
  const save = (): Promise<unknown> =>
    submit(async () => {
      const data = {
        ...draft,
        name: draft.name || draft.address,
        port: draft.port ?? ports[draft.security] ?? 587,
      }
      const saved = id
        ? await call('record.update', { entity: 'mailAccount', id, data })
        : await call('record.create', { entity: 'mailAccount', data })
      if (password !== '') {
        const { kept } = await call('mail.setPassword', { account: saved.id, password })
        if (kept === 'session') toast({ tone: 'info', text: t('mail.accounts.password.session') })
      }
      toastUndoable(t('record.note.saved'), saved.operation, t, has)
      onClose()
    })
  return (
    <Dialog
      open
      title={id ? draft.name : t('mailAccount.new')}
      size="large"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button
            tone="primary"
            busy={busy}
            disabled={draft.address === '' || draft.host === ''}
            onClick={() => void save()}
          >
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <div className={classes.form}>
        {error && <ErrorNote error={error} />}
        <div className={classes.two}>
          <TextField {...field('address')} kind="email" required autoFocus />
          <TextField {...field('fromName')} />
          <TextField {...field('name')} />
          <TextField {...field('replyTo')} kind="email" />
        </div>
        <div className={classes.three}>
          <TextField {...field('host')} kind="url" required />
          <NumberField
            label={t('mailAccount.field.port')}
            integer
            value={draft.port}
            onChange={(port) => set({ port })}
          />
          <Select
            label={t('mailAccount.field.security')}
            value={draft.security}
            options={['tls', 'starttls', 'none'].map((value) => ({
              value,
              label: t(`mailAccount.choice.security.${value}`),
            }))}
            onChange={(security) => security && set({ security, port: ports[security] ?? draft.port })}
          />
        </div>
        <div className={classes.two}>
          <TextField {...field('userName')} kind="email" />
          <PasswordField
            label={t('mail.accounts.password')}
            value={password}
            onChange={setPassword}
            {...(known && { description: t(`mail.accounts.password.${known.known}`) })}
          />
          <NumberField
            label={t('mailAccount.field.perMinute')}
            description={t('mail.accounts.perMinute.text')}
            integer
            value={draft.perMinute}
            onChange={(perMinute) => set({ perMinute })}
          />
          <NumberField
            label={t('mailAccount.field.perHour')}
            integer
            value={draft.perHour}
            onChange={(perHour) => set({ perHour })}
          />
          <NumberField
            label={t('mailAccount.field.perDomainMinute')}
            integer
            value={draft.perDomainMinute}
            onChange={(perDomainMinute) => set({ perDomainMinute })}
          />
        </div>
        <div>
          <span className={classes.hint}>{t('mailAccount.field.signature')}</span>
          <RichText
            label={t('mailAccount.field.signature')}
            value={draft.signature}
            onChange={({ html }) => setDraft((before) => ({ ...before, signature: html }))}
          />
        </div>
      </div>
    </Dialog>
  )
}

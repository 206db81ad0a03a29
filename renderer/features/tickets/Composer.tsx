/** Writing on a ticket: an answer that goes out as e-mail or was given otherwise, a note, or what the customer said. What is typed is a draft. */
import { type ReactNode, useRef, useState } from 'react'
import { contact } from '#db/shared/contacts.ts'
import { MAX_ATTACHED } from '#db/shared/mail.ts'
import { type MessageKind, messageKinds } from '#db/shared/tickets.ts'
import { useRead } from '../../data/hooks.ts'
import { call, port } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { ChosenFiles } from '../../records/ChosenFiles.tsx'
import type { Loaded } from '../../records/useRecord.ts'
import { draftKey, draftOf, dropDraft, keepDraft, useDrafts } from '../../state/drafts.ts'
import { toastUndoable } from '../../state/feedback.ts'
import { onSaveKeys, useSubmit } from '../../state/submit.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Segments } from '../../ui/fields/Checkbox.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { RichText, type RichTextHandle } from '../../ui/RichText.tsx'
import { Answers } from './Answers.tsx'
import classes from './Conversation.module.css'
import { Suggestions } from './Suggestions.tsx'
import { useOptions, useWord } from './words.tsx'

const DRAFT = 'ticketMessage'
/** Of the sender's choices: not by e-mail. */
const SAID = 'said'

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Whether somebody can be written to. */
function useHasEmail(id: unknown): boolean {
  const of = textOf(id)
  const { data } = useRead(
    'record.get',
    { entity: contact.name, id: of },
    { depends: { on: [contact.name], ids: [of] }, enabled: of !== '' },
  )
  const emails: unknown = data?.emails
  return Array.isArray(emails) && emails.length > 0
}

export function Composer({ record }: { readonly record: Loaded }): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const word = useWord()
  const options = useOptions()
  const draft = useDrafts((state) => state.byKey.get(draftKey(DRAFT, record.id)))?.data
  const [kind, setKind] = useState<MessageKind>('reply')
  const [version, setVersion] = useState(0)
  const [files, setFiles] = useState<readonly string[]>([])
  const [minutes, setMinutes] = useState<number | null>(null)
  const [status, setStatus] = useState<string | null>(null)
  const [chosen, setAccount] = useState<string | null>(null)
  /** The article whose text was put into the answer. */
  const [article, setArticle] = useState<string>()
  const { busy, error, submit } = useSubmit()
  const editor = useRef<RichTextHandle>(null)
  const hasEmail = useHasEmail(record.contactId)
  const accounts =
    useRead('record.list', { entity: 'mailAccount', limit: 100 }, { depends: { on: ['mailAccount'] } }).data
      ?.rows ?? []
  const account = chosen ?? (hasEmail ? accounts[0]?.id : undefined) ?? SAID
  const html = textOf(draft?.html)
  const isEmpty = html === '' && files.length === 0

  const write = (value: string): void => {
    if (value === '') dropDraft(port, DRAFT, record.id)
    else keepDraft(port, DRAFT, record.id, 'html', value)
  }
  /** Below what is written by the time it arrives. */
  const insert = (more: string): void => {
    write(`${textOf(draftOf(DRAFT, record.id)?.data.html)}${more}`)
    setVersion((n) => n + 1)
  }
  const say = () =>
    submit(async () => {
      if (isEmpty) return
      const said = { id: record.id, html, files: [...files] }
      const more = { ...(minutes !== null && { minutes }), ...(status !== null && { status }) }
      const done =
        kind === 'incoming'
          ? await call('ticket.incoming', said)
          : kind === 'note'
            ? await call('ticket.note', { ...said, ...more })
            : await call('ticket.reply', {
                ...said,
                ...more,
                ...(account !== SAID && { account }),
                ...(article !== undefined && { article }),
              })
      toastUndoable(t(`ticket.said.${kind}`), done.operation, t, has)
      // What came to be chosen or written while this was on its way is for the next one.
      setArticle((now) => (now === article ? undefined : now))
      setFiles((now) => now.filter((file) => !files.includes(file)))
      if (textOf(draftOf(DRAFT, record.id)?.data.html) === html) dropDraft(port, DRAFT, record.id)
      setMinutes(null)
      setStatus(null)
      setVersion((n) => n + 1)
    })
  const mails = kind === 'reply' && account !== SAID
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the key that saves, from any field in it
    <div className={classes.composer} data-kind={kind} onKeyDown={onSaveKeys(() => void say())}>
      {error && <ErrorNote error={error} fieldLabel={() => t('ticket.from')} />}
      <Segments
        label={t('ticket.say')}
        labelHidden
        options={messageKinds.map((each) => ({ value: each, label: t(`ticket.say.${each}`) }))}
        value={kind}
        onChange={(value) => setKind(messageKinds.find((each) => each === value) ?? 'reply')}
      />
      <RichText
        key={version}
        ref={editor}
        label={t(`ticket.say.${kind}`)}
        value={html}
        onChange={(value) => write(value.html)}
      />
      <div className={classes.row}>
        <Answers record={record} account={account === SAID ? undefined : account} onInsert={insert} />
      </div>
      <ChosenFiles
        files={files}
        hint={t('mail.write.attach.limit', { max: format.bytes(MAX_ATTACHED) })}
        together={MAX_ATTACHED}
        onChange={setFiles}
      />
      <div className={classes.row}>
        {kind === 'reply' && accounts.length > 0 && (
          <div className={classes.account}>
            <Select
              label={t('ticket.from')}
              value={account}
              options={[
                ...(hasEmail
                  ? accounts.map(({ id, name, address }) => ({
                      value: id,
                      label: `${textOf(name)} · ${textOf(address)}`,
                    }))
                  : []),
                { value: SAID, label: t('ticket.from.said') },
              ]}
              onChange={setAccount}
            />
          </div>
        )}
        {kind !== 'incoming' && (
          <>
            <div className={classes.minutes}>
              <NumberField label={t('ticket.spent')} integer value={minutes} onChange={setMinutes} />
            </div>
            <div className={classes.status}>
              <Select
                label={t('ticket.then')}
                clearable
                placeholder={t('ticket.then.stays')}
                value={status}
                options={(options?.statuses ?? []).map(({ name }) => ({
                  value: name,
                  label: word('status', name),
                }))}
                onChange={setStatus}
              />
            </div>
          </>
        )}
        <Button tone="primary" busy={busy} disabled={isEmpty} onClick={() => void say()}>
          {t(mails ? 'ticket.say.send' : 'ticket.say.keep')}
        </Button>
      </div>
      {kind === 'reply' && !hasEmail && accounts.length > 0 && (
        <p className={classes.hint}>{t('ticket.noEmail')}</p>
      )}
      {kind === 'reply' && (
        <Suggestions
          text={`${textOf(record.subject)} ${textOf(record.description)}`}
          onUse={({ id, html: found }) => {
            setArticle(id)
            insert(found)
          }}
        />
      )}
    </div>
  )
}

/** What was said on a ticket, oldest first, and below it the place to answer, to note, and to write down what the customer said. */
import { IconDots, IconPaperclip } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import type { TicketMessage } from '#db/shared/tickets.ts'
import { useRead } from '../../data/hooks.ts'
import { native } from '../../data/native.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Bdi, Ltr, useFormat } from '../../i18n/useFormat.tsx'
import type { RecordProps, RecordTab } from '../../records/extensions.tsx'
import { useReturnFocus } from '../../records/focus.ts'
import { openRecord } from '../../records/open.ts'
import { reportFailure, toastUndoable } from '../../state/feedback.ts'
import { useSubmit } from '../../state/submit.ts'
import { toast } from '../../state/ui.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import { Markup } from '../../ui/Markup.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import { Composer } from './Composer.tsx'
import classes from './Conversation.module.css'

const PAGE = 100
const depends = { on: ['ticketMessage', 'ticket', 'mailMessage', 'user'] }

const isTicket = ({ name }: Entity): boolean => name === 'ticket'

function Panel({ record, readOnly }: RecordProps): ReactNode {
  const t = useText()
  const [limit, setLimit] = useState(PAGE)
  const [splitting, setSplitting] = useState<TicketMessage>()
  const { data, error } = useRead('ticket.conversation', { id: record.id, limit }, { depends, keep: true })
  return (
    <div className={classes.conversation}>
      {error && <ErrorNote error={error.record} />}
      {data?.more && (
        <div>
          <Button size="small" tone="quiet" onClick={() => setLimit(Math.min(500, limit + PAGE))}>
            {t('ticket.earlier')}
          </Button>
        </div>
      )}
      {data?.messages.length === 0 && <p className={classes.nothing}>{t('ticket.nothingSaid')}</p>}
      <ul className={classes.messages} aria-label={t('ticket.conversation')}>
        {data?.messages.map((message) => (
          <Message
            key={message.id}
            message={message}
            onSplit={readOnly ? undefined : () => setSplitting(message)}
          />
        ))}
      </ul>
      {!readOnly && <Composer record={record} />}
      {splitting && (
        <SplitDialog ticket={record.id} message={splitting} onClose={() => setSplitting(undefined)} />
      )}
    </div>
  )
}

interface MessageProps {
  readonly message: TicketMessage
  readonly onSplit: (() => void) | undefined
}

function Message({ message, onSplit }: MessageProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const { kind, by, at, mail, minutes, from, attachments, html, body } = message
  const open = async (sha256: string): Promise<void> => {
    try {
      const { path } = await call('ticket.openFile', { message: message.id, sha256 })
      if (!(await native?.openPath(path))) toast({ tone: 'problem', text: t('documents.noProgram') })
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  return (
    <li className={classes.message} data-kind={kind}>
      <div className={classes.head}>
        <Badge tone={kind === 'note' ? 'warning' : kind === 'reply' ? 'accent' : 'success'}>
          {t(`ticketMessage.choice.kind.${kind}`)}
        </Badge>
        {by?.name && (
          <span className={classes.who}>
            <Bdi>{by.name}</Bdi>
          </span>
        )}
        <time dateTime={at}>{format.dateTime(at)}</time>
        {minutes !== null && <span>{t('ticket.minutes', { n: minutes })}</span>}
        {mail && (
          <span>
            {t(`ticket.mail.${mail.state}`)} <Ltr>{mail.recipient}</Ltr>
          </span>
        )}
        {from !== null && (
          <span>
            {t('ticket.saidOn')} <Ltr>{from}</Ltr>
          </span>
        )}
        <span className={classes.space} />
        {onSplit && (
          <Menu
            label={t('ticket.messageMenu')}
            position="bottom-end"
            trigger={
              <IconButton label={t('ticket.messageMenu')} size={24}>
                <IconDots size={15} />
              </IconButton>
            }
            entries={[{ id: 'split', label: t('ticket.split'), onSelect: onSplit }]}
          />
        )}
      </div>
      {html !== null ? (
        <Markup html={html} onLink={(address) => void native?.openExternal(address)} />
      ) : (
        <Bdi>{body}</Bdi>
      )}
      {attachments.length > 0 && (
        <div className={classes.files}>
          {attachments.map(({ sha256, name, size }) => (
            <Button
              key={sha256}
              size="small"
              icon={<IconPaperclip size={13} />}
              onClick={() => void open(sha256)}
            >
              <span>
                <Bdi>{name}</Bdi> · {format.bytes(size)}
              </span>
            </Button>
          ))}
        </div>
      )}
    </li>
  )
}

interface SplitProps {
  readonly ticket: string
  readonly message: TicketMessage
  readonly onClose: () => void
}

/** A message that is about something else becomes a ticket of its own. */
function SplitDialog({ ticket, message, onClose }: SplitProps): ReactNode {
  useReturnFocus()
  const t = useText()
  const has = useHasText()
  const [subject, setSubject] = useState(message.body.split('\n', 1)[0]?.slice(0, 120) ?? '')
  const { busy, error, submit } = useSubmit()
  const split = () =>
    submit(async () => {
      if (subject.trim() === '') return
      const made = await call('ticket.split', { id: ticket, messages: [message.id], subject })
      toastUndoable(t('ticket.splitDone', { number: made.number }), made.operation, t, has)
      onClose()
      openRecord('ticket', made.id)
    })
  return (
    <Dialog
      open
      size="small"
      title={t('ticket.split')}
      onClose={onClose}
      onSubmit={() => void split()}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" tone="primary" busy={busy} disabled={subject.trim() === ''}>
            {t('ticket.split.do')}
          </Button>
        </>
      }
    >
      {error && <ErrorNote error={error} />}
      <TextField label={t('ticket.field.subject')} required autoFocus value={subject} onChange={setSubject} />
    </Dialog>
  )
}

export const conversationTab: RecordTab = {
  id: 'conversation',
  label: 'ticket.conversation',
  on: isTicket,
  Panel,
  useCount: (_entity, id) => useRead('ticket.conversation', { id, limit: 1 }, { depends }).data?.total,
}

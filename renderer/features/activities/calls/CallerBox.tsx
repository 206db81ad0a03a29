/** Who is calling: a number in any grouping and script opens the one it belongs to, lists all it may be, or makes somebody new. */
import { IconBuilding, IconPhone, IconTicket, IconUser } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { useRead } from '../../../data/hooks.ts'
import { call, recordOf } from '../../../data/port.ts'
import { useHasText, useText } from '../../../i18n/I18nProvider.tsx'
import { Bdi, Ltr, useFormat } from '../../../i18n/useFormat.tsx'
import { useReturnFocus } from '../../../records/focus.ts'
import { askToMake, type Making } from '../../../records/making.ts'
import { openRecord } from '../../../records/open.ts'
import { toastUndoable } from '../../../state/feedback.ts'
import { useMay } from '../../../state/session.ts'
import { toast } from '../../../state/ui.ts'
import { Button } from '../../../ui/Button.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { TextField } from '../../../ui/fields/TextField.tsx'
import { Dialog } from '../../../ui/overlay/Dialog.tsx'
import { openDialog } from '../dialogs.ts'
import classes from './Calls.module.css'
import { dialNumber, startCall, useCallDrafts } from './calls.ts'

interface Props {
  readonly number: string
  readonly onClose: () => void
}

export function CallerBox({ number, onClose }: Props): ReactNode {
  useReturnFocus()
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const mayWrite = useMay('create')
  const running = useCallDrafts()
  const [typed, setTyped] = useState(number)
  const [name, setName] = useState('')
  const [error, setError] = useState<ErrorRecord>()
  const text = typed.trim()
  const { data } = useRead(
    'call.find',
    { number: text },
    { depends: { on: ['contact', 'company'] }, enabled: text.length > 2, keep: true },
  )
  const matches = text.length > 2 ? (data?.matches ?? []) : []
  // Callers also say the number of their ticket.
  const found = useRead(
    'ticket.find',
    { number: text },
    { depends: { on: ['ticket'] }, enabled: text.length > 2, keep: true },
  ).data
  const tickets = text.length > 2 ? (found?.tickets ?? []) : []
  const openTicket = (id: string): void => {
    openRecord('ticket', id)
    onClose()
  }
  const newTicket = (making: Omit<Making, 'entity'>): void => {
    onClose()
    askToMake({ entity: 'ticket', ...making })
  }
  const dialled = data?.e164 ?? text
  const take = (match: (typeof matches)[number], dial: boolean): void => {
    const id = match.entity === 'contact' ? { contactId: match.id } : { companyId: match.id }
    startCall(running, { number: dialled, name: match.name ?? '', ...id })
    if (dial)
      void dialNumber(dialled).then((done) => done || toast({ tone: 'problem', text: t('call.cannotDial') }))
    openRecord(match.entity, match.id)
    onClose()
  }
  const create = async (): Promise<void> => {
    try {
      const made = await call('record.create', {
        entity: 'contact',
        data: {
          ...(name.trim() !== '' && { givenName: name.trim() }),
          phones: [{ label: 'mobile', value: text }],
        },
      })
      toastUndoable(t('record.created', { name: name.trim() || text }), made.operation, t, has)
      startCall(running, { number: dialled, contactId: made.id, name: name.trim() })
      openRecord('contact', made.id)
      onClose()
    } catch (failure) {
      setError(recordOf(failure))
    }
  }
  const [only] = matches
  const submit = (): void => {
    const [ticket] = tickets
    if (ticket && matches.length === 0) openTicket(ticket.id)
    else if (only && matches.length === 1) take(only, false)
    else if (matches.length === 0 && text.length > 2 && data) void create()
  }
  return (
    <Dialog open size="medium" title={t('call.title')} onClose={onClose} onSubmit={submit}>
      <div className={classes.caller}>
        {error && <ErrorNote error={error} />}
        <TextField
          kind="tel"
          label={t('call.number')}
          autoFocus
          icon={<IconPhone size={16} />}
          value={typed}
          onChange={setTyped}
        />
        {text.length > 2 && data && (
          <p className={classes.shown} role="status">
            <Ltr>{format.phone(text, data.e164 ?? undefined)}</Ltr> {t('call.matches', { n: matches.length })}
          </p>
        )}
        {tickets.length > 0 && (
          <ul className={classes.matches} aria-label={t('ticket.many')}>
            {tickets.map(({ id, number: ticket, subject, contact }) => (
              <li key={id} className={classes.match}>
                <IconTicket size={16} aria-hidden="true" />
                <button type="button" className={classes.open} onClick={() => openTicket(id)}>
                  <strong>
                    <Bdi>{subject}</Bdi>
                  </strong>
                  <span>
                    <Ltr>{ticket ?? ''}</Ltr>
                  </span>
                  {contact?.name && (
                    <span>
                      <Bdi>{contact.name}</Bdi>
                    </span>
                  )}
                </button>
              </li>
            ))}
          </ul>
        )}
        <ul className={classes.matches}>
          {matches.map((match) => (
            <li key={`${match.entity} ${match.id}`} className={classes.match}>
              {match.entity === 'contact' ? (
                <IconUser size={16} aria-hidden="true" />
              ) : (
                <IconBuilding size={16} aria-hidden="true" />
              )}
              <button type="button" className={classes.open} onClick={() => take(match, false)}>
                <strong>
                  <Bdi>{match.name ?? t('list.unnamed')}</Bdi>
                </strong>
                {match.company && (
                  <span>
                    <Bdi>{match.company}</Bdi>
                  </span>
                )}
                {!match.exact && <span>{t('call.similar')}</span>}
              </button>
              {mayWrite && (
                <Button
                  size="small"
                  onClick={() =>
                    newTicket({
                      preset:
                        match.entity === 'contact'
                          ? { contactId: match.id, channel: 'phone' }
                          : { companyId: match.id, channel: 'phone' },
                    })
                  }
                >
                  {t('ticket.new')}
                </Button>
              )}
              <Button size="small" onClick={() => take(match, true)}>
                {t('call.dial')}
              </Button>
              {mayWrite && (
                <Button
                  size="small"
                  aria-label={`${t('call.callBack')} ${match.name ?? ''}`}
                  onClick={() =>
                    openDialog({
                      what: 'schedule',
                      preset: {
                        kind: 'call',
                        ...(match.entity === 'contact' ? { contactId: match.id } : { companyId: match.id }),
                      },
                    })
                  }
                >
                  {t('call.callBack')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {text.length > 2 && data && matches.length === 0 && tickets.length === 0 && (
          <div className={classes.fresh}>
            <TextField label={t('call.newName')} value={name} onChange={setName} />
            <Button tone="primary" onClick={() => void create()}>
              {t('contact.new')}
            </Button>
            {mayWrite && (
              <Button
                onClick={() =>
                  newTicket({
                    preset: {},
                    contact: {
                      ...(name.trim() !== '' && { givenName: name.trim() }),
                      phones: [{ label: 'mobile', value: text }],
                    },
                  })
                }
              >
                {t('ticket.new')}
              </Button>
            )}
            <Button
              onClick={() => {
                const id = startCall(running, { number: dialled })
                openDialog({ what: 'log', kind: 'call', call: id, preset: {} })
              }}
            >
              {t('call.logOnly')}
            </Button>
          </div>
        )}
      </div>
    </Dialog>
  )
}

/** A new ticket from anywhere: a menu, a customer's page, a call of somebody nobody knows yet. What is typed is a draft. */
import { type ReactNode, useState } from 'react'
import { type Level, levels } from '#db/shared/ticketCodes.ts'
import { ticket } from '#db/shared/tickets.ts'
import { call, port } from '../../data/port.ts'
import { issueText } from '../../i18n/errorText.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useReturnFocus } from '../../records/focus.ts'
import { askToMake, doneMaking, type Making, useMaking } from '../../records/making.ts'
import { openRecord } from '../../records/open.ts'
import { RefField } from '../../records/RefField.tsx'
import { useMayCreate } from '../../records/useRights.ts'
import { useCommand } from '../../state/commands.ts'
import { draftKey, dropDraft, keepDraft, useDrafts } from '../../state/drafts.ts'
import { toastUndoable } from '../../state/feedback.ts'
import { useSubmit } from '../../state/submit.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { LongTextField, TextField } from '../../ui/fields/TextField.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import { Suggestions } from './Suggestions.tsx'
import classes from './Tickets.module.css'
import { useOptions, useWord } from './words.tsx'

const NEW = 'new'
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const orNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** In every window: hears the command, and what other features ask for. */
export function NewTickets(): ReactNode {
  const asked = useMaking((state) => state.asked)
  const mayCreate = useMayCreate(ticket)
  const halfMade = useDrafts((state) => state.byKey.get(draftKey(ticket.name, NEW))?.restored === true)
  useCommand('ticket.new', mayCreate ? () => askToMake({ entity: ticket.name, preset: {} }) : undefined)
  const making =
    asked?.entity === ticket.name
      ? asked
      : halfMade && mayCreate
        ? { entity: ticket.name, preset: {} }
        : undefined
  return making ? <NewTicket key={JSON.stringify(making)} making={making} onClose={doneMaking} /> : null
}

interface Props {
  readonly making: Making
  readonly onClose: () => void
}

function NewTicket({ making, onClose }: Props): ReactNode {
  useReturnFocus()
  const t = useText()
  const has = useHasText()
  const word = useWord()
  const options = useOptions()
  const draft = useDrafts((state) => state.byKey.get(draftKey(ticket.name, NEW)))
  const [name, setName] = useState(textOf(making.contact?.givenName))
  const { busy, error, submit } = useSubmit()
  const data: Readonly<Record<string, unknown>> = {
    ...(making.contact && { channel: 'phone' }),
    ...making.preset,
    ...draft?.data,
  }
  const set = (field: string, value: string | null): void => keepDraft(port, ticket.name, NEW, field, value)
  const issueOf = (field: string): string | undefined => {
    const issue = error?.issues?.find((each) => each.field === field)
    return issue && issueText(issue, t, has)
  }
  const close = (): void => {
    dropDraft(port, ticket.name, NEW)
    onClose()
  }
  const save = () =>
    submit(async () => {
      const sent = Object.fromEntries(
        Object.entries(data).filter(([, value]) => value !== null && value !== ''),
      )
      const made = await call('ticket.open', {
        data: sent,
        ...(making.contact && {
          contact: { ...making.contact, ...(name.trim() !== '' && { givenName: name.trim() }) },
        }),
      })
      dropDraft(port, ticket.name, NEW)
      toastUndoable(t('ticket.opened', { number: made.number }), made.operation, t, has)
      onClose()
      openRecord('ticket', made.id)
    })
  const isLevel = (value: unknown): value is Level => levels.some((each) => each === value)
  const level = (field: 'impact' | 'urgency'): ReactNode => (
    <Select
      label={t(`ticket.field.${field}`)}
      clearable
      placeholder={t(`ticket.choice.${field}.medium`)}
      options={levels.map((value) => ({ value, label: t(`ticket.choice.${field}.${value}`) }))}
      value={isLevel(data[field]) ? textOf(data[field]) : null}
      onChange={(value) => set(field, value)}
    />
  )
  return (
    <Dialog
      open
      size="medium"
      title={t('ticket.new')}
      onClose={close}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={close}>{t('ui.cancel')}</Button>
          <Button type="submit" tone="primary" busy={busy}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      {draft?.restored && (
        <p role="status" className={classes.banner}>
          {t('record.draft.restored')}
          <Button size="small" tone="quiet" onClick={() => dropDraft(port, ticket.name, NEW)}>
            {t('record.draft.discard')}
          </Button>
        </p>
      )}
      {error && issueOf('subject') === undefined && <ErrorNote error={error} />}
      {making.contact ? (
        <div className={classes.newContact}>
          <p>{t('ticket.newContact')}</p>
          <TextField label={t('call.newName')} autoFocus value={name} onChange={setName} />
          <TextField
            kind="tel"
            label={t('call.number')}
            readOnly
            value={phoneOf(making.contact)}
            onChange={() => undefined}
          />
        </div>
      ) : null}
      <div className={classes.form}>
        <div data-wide>
          <TextField
            label={t('ticket.field.subject')}
            required
            autoFocus={!making.contact}
            error={issueOf('subject')}
            value={textOf(data.subject)}
            onChange={(value) => set('subject', value)}
          />
        </div>
        {!making.contact && (
          <>
            <RefField
              to="contact"
              label={t('ticket.field.contactId')}
              value={orNull(data.contactId)}
              onChange={(value) => set('contactId', value)}
            />
            <RefField
              to="company"
              label={t('ticket.field.companyId')}
              value={orNull(data.companyId)}
              onChange={(value) => set('companyId', value)}
            />
          </>
        )}
        <RefField
          to="product"
          label={t('ticket.field.productId')}
          value={orNull(data.productId)}
          onChange={(value) => set('productId', value)}
        />
        <Select
          label={t('ticket.field.type')}
          clearable
          options={(options?.types ?? []).map((value) => ({ value, label: word('type', value) }))}
          value={orNull(data.type)}
          onChange={(value) => set('type', value)}
        />
        <Select
          label={t('ticket.field.channel')}
          clearable
          options={(options?.channels ?? []).map((value) => ({ value, label: word('channel', value) }))}
          value={orNull(data.channel)}
          onChange={(value) => set('channel', value)}
        />
        {level('impact')}
        {level('urgency')}
        {(options?.queues.length ?? 0) > 0 && (
          <Select
            label={t('ticket.field.queueId')}
            clearable
            options={(options?.queues ?? []).map((queue) => ({ value: queue.id, label: queue.name }))}
            value={orNull(data.queueId)}
            onChange={(value) => set('queueId', value)}
          />
        )}
        <Select
          label={t('ticket.field.assigneeId')}
          clearable
          placeholder={t('ticket.nobody')}
          options={(options?.users ?? []).map((user) => ({ value: user.id, label: user.name ?? '' }))}
          value={orNull(data.assigneeId)}
          onChange={(value) => set('assigneeId', value)}
        />
        <div data-wide>
          <LongTextField
            label={t('ticket.field.description')}
            rows={4}
            value={textOf(data.description)}
            onChange={(value) => set('description', value)}
          />
        </div>
      </div>
      <Suggestions
        text={`${textOf(data.subject)} ${textOf(data.description)}`}
        onSolved={(article) => set('articleId', data.articleId === article ? null : article)}
      />
      {typeof data.articleId === 'string' && data.articleId !== '' && (
        <p role="status" className={classes.cardHead}>
          {t('suggest.marked')}
        </p>
      )}
    </Dialog>
  )
}

function phoneOf(contact: Readonly<Record<string, unknown>>): string {
  const { phones } = contact
  const first: unknown = Array.isArray(phones) ? phones[0] : undefined
  return typeof first === 'string' ? first : textOf(Object(first).value)
}

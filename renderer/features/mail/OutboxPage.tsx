/** The outbox: what waits, what went, what did not, and the few things only a person can decide. */
import { IconDots, IconMailForward } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Name } from '#db/shared/contract.ts'
import type { MailState } from '#db/shared/mail.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { useRead } from '../../data/hooks.ts'
import { native } from '../../data/native.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Ltr, useFormat } from '../../i18n/useFormat.tsx'
import { ownerOf } from '../../records/useRights.ts'
import { useDoing } from '../../state/doing.ts'
import { reportFailure } from '../../state/feedback.ts'
import { useMay, useSession } from '../../state/session.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Segments } from '../../ui/fields/Checkbox.tsx'
import { Menu, type MenuEntry } from '../../ui/Menu.tsx'
import { Page } from '../../ui/Page.tsx'
import { Table } from '../../ui/Table.tsx'
import classes from './Mail.module.css'
import { sendNow, useCounts, useSendingState } from './useSending.ts'

const MOST = 500
const tones = { sent: 'success', failed: 'danger', uncertain: 'warning', queued: 'accent' } as const

export function OutboxPage(): ReactNode {
  const t = useText()
  const has = useHasText()
  const may = useMay('edit')
  const counts = useCounts()
  const last = useSendingState((state) => state.last)
  const [all, setAll] = useState('open')
  const rows = useRead(
    'record.list',
    {
      entity: 'mailMessage',
      sort: ['-at'],
      limit: MOST,
      ...(all === 'open' && {
        filter: { field: 'state', op: 'in' as const, value: ['queued', 'held', 'failed', 'uncertain'] },
      }),
    },
    { depends: { on: ['mailMessage'] }, keep: true },
  ).data?.rows
  const uncertain = counts?.counts.uncertain ?? 0
  return (
    <Page
      title={t('mail.outbox')}
      text={t('mail.outbox.text')}
      actions={
        may && (
          <Button
            tone="primary"
            icon={<IconMailForward size={16} />}
            disabled={(counts?.counts.queued ?? 0) === 0}
            onClick={sendNow}
          >
            {t('mail.send')}
          </Button>
        )
      }
    >
      <div className={classes.top}>
        {uncertain > 0 && (
          <section className={classes.notice} role="status">
            <strong>{t('mail.uncertain', { n: uncertain })}</strong>
            <p>{t('mail.uncertain.text')}</p>
          </section>
        )}
        {last?.accounts.map(({ id, name, reason }) => (
          <section key={id} className={classes.notice} role="status">
            {t('mail.account.blocked', {
              name,
              reason: has(`mail.reason.${reason}`) ? t(`mail.reason.${reason}`) : reason,
            })}
          </section>
        ))}
        <Segments
          label={t('mail.filter')}
          labelHidden
          value={all}
          options={['open', 'all'].map((value) => ({ value, label: t(`mail.filter.${value}`) }))}
          onChange={setAll}
        />
      </div>
      {rows?.length === 0 ? (
        <EmptyState title={t('mail.empty')}>{t('mail.empty.text')}</EmptyState>
      ) : (
        <Messages rows={rows ?? []} />
      )}
    </Page>
  )
}

function Messages({ rows }: { readonly rows: readonly WireRecord[] }): ReactNode {
  const t = useText()
  const session = useSession()
  /** Messages are written by the program alone; whose they are decides who may hold them. */
  const mayEdit = (ownerId: string | null): boolean =>
    session.may.includes('edit') && (ownerId === session.user?.id || !session.own.includes('edit'))
  const format = useFormat()
  return (
    <Table
      label={t('mail.outbox')}
      columns={[
        { id: 'state', label: t('mailMessage.field.state'), narrow: true },
        { id: 'recipient', label: t('mailMessage.field.recipient') },
        { id: 'subject', label: t('mailMessage.field.subject') },
        { id: 'at', label: t('mailMessage.field.at'), narrow: true },
        { id: 'menu', label: '', narrow: true },
      ]}
    >
      {rows.map((row) => (
        <tr key={row.id} data-message={row.id}>
          <td>
            <State row={row} />
          </td>
          <td>
            <bdi>{String(row.recipientName ?? '')}</bdi>
            <div className={classes.hint}>
              <Ltr>{String(row.recipient)}</Ltr>
            </div>
          </td>
          <td>
            <bdi>{String(row.subject ?? '')}</bdi>
            <Why row={row} />
          </td>
          <td>{format.dateTime(String(row.sentAt ?? row.at))}</td>
          <td>{mayEdit(ownerOf(row)) && <Actions row={row} />}</td>
        </tr>
      ))}
    </Table>
  )
}

const stateOf = (row: WireRecord): MailState => String(row.state) as MailState

function State({ row }: { readonly row: WireRecord }): ReactNode {
  const t = useText()
  const state = stateOf(row)
  const tone = Object.hasOwn(tones, state) ? tones[state as keyof typeof tones] : undefined
  return <Badge {...(tone && { tone })}>{t(`mailMessage.choice.state.${state}`)}</Badge>
}

/** Why it did not go, and what the server said. */
function Why({ row }: { readonly row: WireRecord }): ReactNode {
  const t = useText()
  const has = useHasText()
  const { reason, response } = Object(row.error)
  if (typeof reason !== 'string' || stateOf(row) === 'sent') return null
  return (
    <div className={classes.hint}>
      {has(`mail.reason.${reason}`) ? t(`mail.reason.${reason}`) : reason}
      {typeof response === 'string' && response !== '' && (
        <>
          {' '}
          <bdi dir="auto">{t('mail.said', { response })}</bdi>
        </>
      )}
    </div>
  )
}

type Verb = Extract<Name, 'mail.hold' | 'mail.release' | 'mail.cancel'>

function Actions({ row }: { readonly row: WireRecord }): ReactNode {
  const t = useText()
  const has = useHasText()
  const doing = useDoing()
  const state = stateOf(row)
  const ids = [row.id]
  const move = async (verb: Verb): Promise<void> => {
    await doing(() => call(verb, { ids }), t(`operation.${verb}`))
  }
  const settle = async (sent: boolean): Promise<void> => {
    try {
      if (!sent && state === 'uncertain') {
        const answer = await native?.ask({
          kind: 'warning',
          message: t('mail.again.confirm'),
          buttons: [t('ui.cancel'), t('mail.again')],
          cancelButton: 0,
        })
        if (answer !== 1) return
      }
      await call('mail.settle', { ids, sent })
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const entries: readonly (MenuEntry & { readonly when: readonly MailState[] })[] = [
    { id: 'hold', label: t('mail.hold'), onSelect: () => void move('mail.hold'), when: ['queued'] },
    {
      id: 'release',
      label: t('mail.release'),
      onSelect: () => void move('mail.release'),
      when: ['held', 'cancelled'],
    },
    { id: 'sent', label: t('mail.wasSent'), onSelect: () => void settle(true), when: ['uncertain'] },
    {
      id: 'again',
      label: t('mail.again'),
      onSelect: () => void settle(false),
      when: ['uncertain', 'failed'],
    },
    {
      id: 'cancel',
      label: t('mail.cancel'),
      danger: true,
      onSelect: () => void move('mail.cancel'),
      when: ['queued', 'held', 'failed'],
    },
  ]
  const possible = entries
    .filter(({ when }) => when.includes(state))
    .map(({ when: _when, ...entry }) => entry)
  if (possible.length === 0) return null
  const label = t('mail.actions', { name: String(row.recipientName || row.recipient) })
  return (
    <Menu
      label={label}
      position="bottom-end"
      trigger={
        <IconButton label={label} size={24}>
          <IconDots size={15} />
        </IconButton>
      }
      entries={possible}
    />
  )
}

/** What can be done with many tickets at once: a status, a queue, somebody who takes them. One operation, one undo. */
import { IconArrowRight, IconUserCheck } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { create } from 'zustand'
import type { BulkSummary } from '#db/shared/bulk.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import type { ListAction, ListScope } from '../../records/extensions.tsx'
import { useReturnFocus } from '../../records/focus.ts'
import { toastUndoable } from '../../state/feedback.ts'
import { useSubmit } from '../../state/submit.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import { useOptions, useWord } from './words.tsx'

interface Asked {
  readonly what: 'assign' | 'move'
  readonly scope: ListScope
}
const useAsked = create<{ readonly asked: Asked | undefined }>()(() => ({ asked: undefined }))
const close = (): void => useAsked.setState({ asked: undefined })

const action = (what: Asked['what'], icon: ReactNode): ListAction => ({
  id: `ticket.${what}`,
  label: `ticket.bulk.${what}`,
  icon,
  on: ({ name }) => name === 'ticket',
  needs: 'edit',
  run: (scope) => useAsked.setState({ asked: { what, scope } }),
})

export const ticketListActions: readonly ListAction[] = [
  action('assign', <IconUserCheck size={15} />),
  action('move', <IconArrowRight size={15} />),
]

export function TicketVerbs(): ReactNode {
  const asked = useAsked((state) => state.asked)
  if (!asked) return null
  return asked.what === 'assign' ? <AssignDialog scope={asked.scope} /> : <MoveDialog scope={asked.scope} />
}

const hows = ['roundRobin', 'load', 'nobody'] as const

function AssignDialog({ scope }: { readonly scope: ListScope }): ReactNode {
  const t = useText()
  const options = useOptions()
  const [to, setTo] = useState<string | null>(null)
  const how = hows.find((each) => each === to)
  return (
    <BulkDialog
      scope={scope}
      title={t('ticket.bulk.assign')}
      ready={to !== null}
      work={() =>
        call('ticket.assign', {
          target: scope.target,
          how: how ?? 'user',
          ...(how === undefined && to !== null && { user: to }),
        })
      }
    >
      <Select
        label={t('ticket.field.assigneeId')}
        options={[
          ...(options?.users ?? []).map(({ id, name }) => ({ value: id, label: name ?? '' })),
          ...hows.map((value) => ({ value, label: t(`ticket.assign.${value}`) })),
        ]}
        value={to}
        onChange={setTo}
      />
    </BulkDialog>
  )
}

const NONE = 'none'

function MoveDialog({ scope }: { readonly scope: ListScope }): ReactNode {
  const t = useText()
  const word = useWord()
  const options = useOptions()
  const [status, setStatus] = useState<string | null>(null)
  const [queue, setQueue] = useState<string | null>(null)
  return (
    <BulkDialog
      scope={scope}
      title={t('ticket.bulk.move')}
      ready={status !== null || queue !== null}
      work={() =>
        call('ticket.move', {
          target: scope.target,
          ...(status !== null && { status }),
          ...(queue !== null && { queue: queue === NONE ? null : queue }),
        })
      }
    >
      <Select
        label={t('ticket.field.status')}
        clearable
        placeholder={t('ticket.then.stays')}
        options={(options?.statuses ?? []).map(({ name }) => ({ value: name, label: word('status', name) }))}
        value={status}
        onChange={setStatus}
      />
      <Select
        label={t('ticket.field.queueId')}
        clearable
        placeholder={t('ticket.then.stays')}
        options={[
          ...(options?.queues ?? []).map(({ id, name }) => ({ value: id, label: name })),
          { value: NONE, label: t('ticket.noQueue') },
        ]}
        value={queue}
        onChange={setQueue}
      />
    </BulkDialog>
  )
}

interface BulkProps {
  readonly scope: ListScope
  readonly title: string
  readonly ready: boolean
  readonly work: () => Promise<BulkSummary>
  readonly children: ReactNode
}

function BulkDialog({ scope, title, ready, work, children }: BulkProps): ReactNode {
  useReturnFocus()
  const t = useText()
  const has = useHasText()
  const { busy, error, submit } = useSubmit()
  const run = () =>
    submit(async () => {
      if (!ready) return
      const done = await work()
      toastUndoable(t('ticket.bulk.done', { n: done.changed }), done.operation, t, has)
      close()
    })
  return (
    <Dialog
      open
      size="small"
      title={title}
      onClose={close}
      onSubmit={() => void run()}
      footer={
        <>
          <Button onClick={close}>{t('ui.cancel')}</Button>
          <Button type="submit" tone="primary" busy={busy} disabled={!ready}>
            {t('ticket.bulk.do', { n: scope.count })}
          </Button>
        </>
      }
    >
      {error && <ErrorNote error={error} />}
      {children}
    </Dialog>
  )
}

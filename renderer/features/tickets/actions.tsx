/** What can be done with many tickets at once: a status, a queue, somebody who takes them, a macro. One operation, one undo. */
import { IconArrowRight, IconUserCheck, IconWand } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { create } from 'zustand'
import { macroActionSchema } from '#db/shared/knowledge.ts'
import { useRead } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useReader } from '../../i18n/useReader.ts'
import type { ListAction, ListScope } from '../../records/extensions.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { BulkDialog } from './BulkDialog.tsx'
import { useOptions, useWord } from './words.tsx'

const whats = ['assign', 'move', 'macro'] as const
interface Asked {
  readonly what: (typeof whats)[number]
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
  action('macro', <IconWand size={15} />),
]

const dialogs = { assign: AssignDialog, move: MoveDialog, macro: MacroDialog }

export function TicketVerbs(): ReactNode {
  const asked = useAsked((state) => state.asked)
  if (!asked) return null
  const Show = dialogs[asked.what]
  return <Show scope={asked.scope} />
}

interface Props {
  readonly scope: ListScope
}

const hows = ['roundRobin', 'load', 'nobody'] as const

function AssignDialog({ scope }: Props): ReactNode {
  const t = useText()
  const options = useOptions()
  const [to, setTo] = useState<string | null>(null)
  const how = hows.find((each) => each === to)
  return (
    <BulkDialog
      name="ticket.assign"
      scope={scope}
      title={t('ticket.bulk.assign')}
      input={
        to === null
          ? undefined
          : { target: scope.target, how: how ?? 'user', ...(how === undefined && { user: to }) }
      }
      onClose={close}
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

function MoveDialog({ scope }: Props): ReactNode {
  const t = useText()
  const word = useWord()
  const options = useOptions()
  const [status, setStatus] = useState<string | null>(null)
  const [queue, setQueue] = useState<string | null>(null)
  return (
    <BulkDialog
      name="ticket.move"
      scope={scope}
      title={t('ticket.bulk.move')}
      input={
        status === null && queue === null
          ? undefined
          : {
              target: scope.target,
              ...(status !== null && { status }),
              ...(queue !== null && { queue: queue === NONE ? null : queue }),
            }
      }
      onClose={close}
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

const MOST = 500
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** A macro run on all of them; one that sends letters asks from which account. */
function MacroDialog({ scope }: Props): ReactNode {
  const t = useText()
  const reader = useReader()
  const [chosen, setMacro] = useState<string | null>(null)
  const [from, setAccount] = useState<string | null>(null)
  const list = (entity: 'macro' | 'mailAccount') => ({ entity, sort: ['name'], limit: MOST })
  const macros = useRead('record.list', list('macro'), { depends: { on: ['macro'] } }).data?.rows ?? []
  const accounts =
    useRead('record.list', list('mailAccount'), { depends: { on: ['mailAccount'] } }).data?.rows ?? []
  const actions = macroActionSchema
    .array()
    .safeParse(macros.find(({ id }) => id === chosen)?.actions ?? []).data
  const sends = actions?.some((each) => each.do === 'reply' && each.send) ?? false
  const account = from ?? accounts[0]?.id ?? null
  return (
    <BulkDialog
      name="macro.run"
      scope={scope}
      title={t('ticket.bulk.macro')}
      input={
        chosen === null || (sends && account === null)
          ? undefined
          : { macro: chosen, target: scope.target, reader, ...(sends && account !== null && { account }) }
      }
      onClose={close}
    >
      <Select
        label={t('macro.one')}
        autoFocus
        placeholder={macros.length === 0 ? t('ui.noneYet') : undefined}
        options={macros.map(({ id, name, description }) => ({
          value: id,
          label: [textOf(name), textOf(description)].filter(Boolean).join(' · '),
        }))}
        value={chosen}
        onChange={setMacro}
      />
      {sends && (
        <Select
          label={t('ticket.from')}
          placeholder={accounts.length === 0 ? t('ticket.bulk.noAccount') : undefined}
          options={accounts.map(({ id, name, address }) => ({
            value: id,
            label: `${textOf(name)} · ${textOf(address)}`,
          }))}
          value={account}
          onChange={setAccount}
        />
      )}
    </BulkDialog>
  )
}

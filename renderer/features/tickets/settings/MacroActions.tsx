/** What a macro does, step by step. */
import { IconPlus, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Input } from '#db/shared/contract.ts'
import { priorities } from '#db/shared/ticketCodes.ts'
import { useText } from '../../../i18n/I18nProvider.tsx'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { Checkbox } from '../../../ui/fields/Checkbox.tsx'
import { Select } from '../../../ui/fields/Select.tsx'
import { TextField } from '../../../ui/fields/TextField.tsx'
import { RichText } from '../../../ui/RichText.tsx'
import { type Options, useOptions, useWord } from '../words.tsx'
import classes from './Settings.module.css'

type Action = Input<'macro.save'>['actions'][number]

const kinds = [
  'status',
  'priority',
  'type',
  'queue',
  'assign',
  'tag',
  'untag',
  'reply',
  'note',
  'watch',
] as const
type Kind = (typeof kinds)[number]
const tos = ['me', 'nobody', 'roundRobin', 'load'] as const

/** An action of a kind, before anything of it was chosen. */
function fresh(kind: Kind, options: Options | undefined): Action {
  switch (kind) {
    case 'status':
      return { do: 'status', status: options?.statuses[0]?.name ?? 'open' }
    case 'priority':
      return { do: 'priority', priority: 'high' }
    case 'type':
      return { do: 'type', type: options?.types[0] ?? 'question' }
    case 'queue':
      return { do: 'queue', queue: options?.queues[0]?.id ?? '' }
    case 'assign':
      return { do: 'assign', to: 'me' }
    case 'tag':
      return { do: 'tag', tags: [] }
    case 'untag':
      return { do: 'untag', tags: [] }
    case 'reply':
      return { do: 'reply', html: '', send: false }
    case 'note':
      return { do: 'note', html: '' }
    case 'watch':
      return { do: 'watch' }
  }
}

interface Props {
  readonly actions: readonly Action[]
  readonly onChange: (actions: readonly Action[]) => void
}

export function MacroActions({ actions, onChange }: Props): ReactNode {
  const t = useText()
  const options = useOptions()
  const put = (at: number, action: Action): void =>
    onChange(actions.map((other, index) => (index === at ? action : other)))
  return (
    <div className={classes.days}>
      {actions.map((action, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps have no identity but their place
        <div key={at} className={classes.action}>
          <Select
            label={t('macro.action')}
            labelHidden={at > 0}
            options={kinds.map((kind) => ({ value: kind, label: t(`macro.do.${kind}`) }))}
            value={action.do === 'assignTo' ? 'assign' : action.do}
            onChange={(value) => {
              const kind = kinds.find((each) => each === value)
              if (kind) put(at, fresh(kind, options))
            }}
          />
          <Value action={action} options={options} first={at === 0} onChange={(next) => put(at, next)} />
          <IconButton
            label={t('macro.remove')}
            size={28}
            onClick={() => onChange(actions.filter((_, index) => index !== at))}
          >
            <IconX size={15} />
          </IconButton>
          {(action.do === 'reply' || action.do === 'note') && (
            <div data-wide>
              <RichText
                label={t(`macro.do.${action.do}`)}
                value={action.html}
                onChange={({ html }) => put(at, { ...action, html })}
              />
            </div>
          )}
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon={<IconPlus size={14} />}
          onClick={() => onChange([...actions, fresh('status', options)])}
        >
          {t('macro.add')}
        </Button>
      </div>
    </div>
  )
}

interface ValueProps {
  readonly action: Action
  readonly options: Options | undefined
  readonly first: boolean
  readonly onChange: (action: Action) => void
}

function Value({ action, options, first, onChange }: ValueProps): ReactNode {
  const t = useText()
  const word = useWord()
  const common = { label: t('macro.value'), labelHidden: !first }
  switch (action.do) {
    case 'status':
      return (
        <Select
          {...common}
          options={(options?.statuses ?? []).map(({ name }) => ({
            value: name,
            label: word('status', name),
          }))}
          value={action.status}
          onChange={(status) => status && onChange({ do: 'status', status })}
        />
      )
    case 'priority':
      return (
        <Select
          {...common}
          options={priorities.map((value) => ({ value, label: t(`ticket.choice.priority.${value}`) }))}
          value={action.priority}
          onChange={(value) =>
            onChange({ do: 'priority', priority: priorities.find((each) => each === value) ?? 'normal' })
          }
        />
      )
    case 'type':
      return (
        <Select
          {...common}
          options={(options?.types ?? []).map((value) => ({ value, label: word('type', value) }))}
          value={action.type}
          onChange={(type) => type && onChange({ do: 'type', type })}
        />
      )
    case 'queue':
      return (
        <Select
          {...common}
          options={(options?.queues ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={action.queue || null}
          onChange={(queue) => queue && onChange({ do: 'queue', queue })}
        />
      )
    case 'assign':
    case 'assignTo': {
      const chosen = action.do === 'assign' ? action.to : action.user
      return (
        <Select
          {...common}
          options={[
            ...tos.map((value) => ({ value, label: t(`macro.assign.${value}`) })),
            ...(options?.users ?? []).map(({ id, name }) => ({ value: id, label: name ?? '' })),
          ]}
          value={chosen}
          onChange={(value) => {
            const to = tos.find((each) => each === value)
            if (to) onChange({ do: 'assign', to })
            else if (value) onChange({ do: 'assignTo', user: value })
          }}
        />
      )
    }
    case 'tag':
    case 'untag':
      return (
        <TextField
          {...common}
          description={t('macro.tags.hint')}
          value={action.tags.join(', ')}
          onChange={(text) =>
            onChange({
              do: action.do,
              tags: text
                .split(/[,،]/)
                .map((tag) => tag.trimStart())
                .filter((tag, at, all) => tag !== '' || at < all.length - 1),
            })
          }
        />
      )
    case 'reply':
      return (
        <Checkbox
          label={t('macro.send')}
          checked={action.send ?? false}
          onChange={(send) => onChange({ ...action, send })}
        />
      )
    default:
      return <span />
  }
}

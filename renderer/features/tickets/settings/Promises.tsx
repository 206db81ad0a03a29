/** What is promised to whom, in the order it is tried. */
import { IconArrowUp } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { type TargetName, targetNames } from '#db/shared/sla/clocks.ts'
import type { AllTargets, HoursRow, PolicyRow } from '#db/shared/sla.ts'
import { type Priority, priorities } from '#db/shared/ticketCodes.ts'
import { useRead } from '../../../data/hooks.ts'
import { call } from '../../../data/port.ts'
import { useSettings } from '../../../data/settings.ts'
import { useHasText, useText } from '../../../i18n/I18nProvider.tsx'
import { RefField } from '../../../records/RefField.tsx'
import { SaveDialog } from '../../../records/SaveDialog.tsx'
import { useDoing } from '../../../state/doing.ts'
import { reportFailure, toastUndoable } from '../../../state/feedback.ts'
import { useSubmit } from '../../../state/submit.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { Checkbox } from '../../../ui/fields/Checkbox.tsx'
import { NumberField } from '../../../ui/fields/NumberField.tsx'
import { Select } from '../../../ui/fields/Select.tsx'
import { TextField } from '../../../ui/fields/TextField.tsx'
import { useOptions, useWord } from '../words.tsx'
import { Section } from './Section.tsx'
import classes from './Settings.module.css'

const depends = { on: ['slaPolicy', 'businessHours', 'company', 'queue', 'setting'] }

export function Promises({ readOnly }: { readonly readOnly: boolean }): ReactNode {
  const t = useText()
  const word = useWord()
  const [editing, setEditing] = useState<PolicyRow | 'new'>()
  const { data } = useRead('sla.list', {}, { depends, keep: true })
  const policies = data?.policies ?? []
  const said = ({ company, customerTag, ticketType, queue, active }: PolicyRow): string =>
    [
      active ? undefined : t('sla.inactive'),
      company?.name,
      customerTag,
      ticketType && word('type', ticketType),
      queue?.name,
      company || customerTag || ticketType || queue ? undefined : t('sla.everybody'),
    ]
      .filter(Boolean)
      .join(' · ')
  const doing = useDoing()
  const raise = (at: number): void => {
    const ids = policies.map(({ id }) => id)
    const [moved] = ids.splice(at, 1)
    if (moved) ids.splice(at - 1, 0, moved)
    void doing(() => call('sla.order', { ids }), t('ticket.changed'))
  }
  return (
    <Section
      title={t('slaPolicy.many')}
      text={t('sla.promises.text')}
      none={t('sla.none')}
      items={policies.map((policy, at) => ({
        id: policy.id,
        name: policy.name,
        detail: said(policy),
        ...(!readOnly && {
          onEdit: () => setEditing(policy),
          onDelete: () =>
            void doing(
              () => call('sla.remove', { entity: 'slaPolicy', id: policy.id }),
              t('ui.deletedNamed', { name: policy.name }),
            ),
          more: at > 0 && (
            <IconButton label={t('sla.up', { name: policy.name })} size={26} onClick={() => raise(at)}>
              <IconArrowUp size={15} />
            </IconButton>
          ),
        }),
      }))}
      {...(!readOnly && { add: { label: t('slaPolicy.new'), onAdd: () => setEditing('new') } })}
    >
      {!readOnly && <Warning />}
      {editing && (
        <PolicyDialog
          policy={editing === 'new' ? undefined : editing}
          calendars={data?.calendars ?? []}
          onClose={() => setEditing(undefined)}
        />
      )}
    </Section>
  )
}

const USUAL_WARNING = 60

function Warning(): ReactNode {
  const t = useText()
  const has = useHasText()
  const kept = useSettings()?.database['sla.warnMinutes']
  const [typed, setTyped] = useState<number | null>()
  const value = typed === undefined ? (typeof kept === 'number' ? kept : USUAL_WARNING) : typed
  const save = (): void => {
    if (typed === undefined || typed === null || typed < 1) return
    call('settings.set', { scope: 'database', key: 'sla.warnMinutes', value: typed }).then(
      () => setTyped(undefined),
      (failure: unknown) => reportFailure(failure, t, has),
    )
  }
  return (
    <div className={classes.row}>
      <NumberField label={t('sla.warn')} integer value={value} onChange={setTyped} onBlur={save} />
    </div>
  )
}

type Draft = Partial<Record<Priority, Partial<Record<TargetName, number>>>>

/** Only what is promised, of priorities to which anything is. */
function promisedIn(draft: Draft): AllTargets {
  const given: AllTargets = {}
  for (const priority of priorities) {
    const targets = draft[priority]
    if (targets && Object.keys(targets).length > 0) given[priority] = targets
  }
  return given
}

interface DialogProps {
  readonly policy: PolicyRow | undefined
  readonly calendars: readonly HoursRow[]
  readonly onClose: () => void
}

function PolicyDialog({ policy, calendars, onClose }: DialogProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const word = useWord()
  const options = useOptions()
  const [name, setName] = useState(policy?.name ?? '')
  const [active, setActive] = useState(policy?.active ?? true)
  const [company, setCompany] = useState<string | null>(policy?.company?.id ?? null)
  const [tag, setTag] = useState(policy?.customerTag ?? '')
  const [type, setType] = useState<string | null>(policy?.ticketType ?? null)
  const [queue, setQueue] = useState<string | null>(policy?.queue?.id ?? null)
  const [hours, setHours] = useState<string | null>(policy?.hours?.id ?? null)
  const [targets, setTargets] = useState<Draft>(policy?.targets ?? {})
  const { busy, error, submit } = useSubmit()
  const ready = name.trim() !== ''
  const save = () =>
    submit(async () => {
      if (!ready) return
      const { operation } = await call('sla.savePolicy', {
        ...(policy && { id: policy.id }),
        name,
        active,
        company,
        customerTag: tag.trim() || null,
        ticketType: type,
        queue,
        hours,
        targets: promisedIn(targets),
      })
      toastUndoable(t('ui.savedNamed', { name }), operation, t, has)
      onClose()
    })
  const set = (priority: Priority, target: TargetName, value: number | null): void => {
    const { [target]: _, ...rest } = targets[priority] ?? {}
    setTargets({ ...targets, [priority]: value === null || value < 1 ? rest : { ...rest, [target]: value } })
  }
  return (
    <SaveDialog
      title={t(policy ? 'slaPolicy.one' : 'slaPolicy.new')}
      size="large"
      busy={busy}
      ready={ready}
      error={error}
      onSave={() => void save()}
      onClose={onClose}
    >
      <div className={classes.form}>
        <TextField label={t('slaPolicy.field.name')} required autoFocus value={name} onChange={setName} />
        <Select
          label={t('slaPolicy.field.hoursId')}
          clearable
          placeholder={t('sla.usualHours')}
          options={calendars.map((calendar) => ({ value: calendar.id, label: calendar.name }))}
          value={hours}
          onChange={setHours}
        />
        <RefField
          to="company"
          label={t('slaPolicy.field.companyId')}
          canCreate={false}
          known={policy?.company?.name ?? null}
          value={company}
          onChange={setCompany}
        />
        <TextField label={t('slaPolicy.field.customerTag')} value={tag} onChange={setTag} />
        <Select
          label={t('slaPolicy.field.ticketType')}
          clearable
          options={(options?.types ?? []).map((value) => ({ value, label: word('type', value) }))}
          value={type}
          onChange={setType}
        />
        <Select
          label={t('slaPolicy.field.queueId')}
          clearable
          options={(options?.queues ?? []).map((each) => ({ value: each.id, label: each.name }))}
          value={queue}
          onChange={setQueue}
        />
        <div data-wide className={classes.targets}>
          {priorities.map((priority) => [
            <span key={priority} className={classes.priority}>
              {t(`ticket.choice.priority.${priority}`)}
            </span>,
            ...targetNames.map((target) => (
              <NumberField
                key={`${priority} ${target}`}
                label={t(`sla.target.${target}`)}
                labelHidden={priority !== priorities[0]}
                integer
                value={targets[priority]?.[target] ?? null}
                onChange={(value) => set(priority, target, value)}
              />
            )),
          ])}
        </div>
        <Checkbox label={t('sla.active')} checked={active} onChange={setActive} />
      </div>
    </SaveDialog>
  )
}

/** Scheduling and changing an activity: what, with whom, when, how often; everything else behind “More”. */
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import type { ActivityItem, Party } from '#db/shared/activities.ts'
import { baseKinds, channels, colours, isBaseKind, usualMinutes } from '#db/shared/activityCodes.ts'
import type { Output } from '#db/shared/contract.ts'
import { addDays, daysBetween } from '#db/shared/dates/calendars.ts'
import type { Field } from '#db/shared/entity.ts'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { instantOf } from '#db/shared/recurrenceZones.ts'
import { useRead } from '../../data/hooks.ts'
import { call, recordOf } from '../../data/port.ts'
import { useHasText, usePreferences, useText } from '../../i18n/I18nProvider.tsx'
import { useReturnFocus } from '../../records/focus.ts'
import { RefField } from '../../records/RefField.tsx'
import { usePickList } from '../../records/usePickList.ts'
import { toastUndoable } from '../../state/feedback.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/dates/DateField.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Checkbox } from '../../ui/fields/Checkbox.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { PickList } from '../../ui/fields/PickList.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { LongTextField, TextField } from '../../ui/fields/TextField.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Activities.module.css'
import { askScope, type Preset } from './dialogs.ts'
import { PeopleField } from './PeopleField.tsx'
import { RepeatFields } from './RepeatFields.tsx'
import { once, type Repeat, repeatOf, ruleTextOf } from './repeat.ts'
import { TimeField } from './TimeField.tsx'
import { useBusiness } from './useBusiness.ts'
import { baseOf, dayOf, minutesOf, useCodeWord, useOptions, zone } from './words.tsx'

const DAY_MINUTES = 1440
const regardingField: Field = { id: 0, name: 'regarding', kind: 'text' }
const alarmChoices = [0, 5, 10, 15, 30, 60, 120, 1440, 2880, 10_080]

interface Draft {
  readonly kind: string
  readonly regarding: string
  readonly contactId: string | null
  readonly companyId: string | null
  readonly contacts: readonly Party[]
  readonly companies: readonly Party[]
  readonly users: readonly Party[]
  readonly allDay: boolean
  readonly day: string
  readonly lastDay: string
  readonly minutes: number
  readonly duration: number | null
  readonly place: string
  readonly priority: string
  readonly colour: string | null
  readonly alarm: string | null
  readonly channel: string
  readonly details: string
  readonly ownerId: string | null
  readonly private: boolean
  readonly repeat: Repeat
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const idOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** The next half hour from now. */
function nextSlot(): string {
  const half = 30 * 60_000
  return new Date(Math.ceil(Date.now() / half) * half).toISOString()
}

function freshDraft(preset: Preset): Draft {
  const startAt = preset.startAt ?? nextSlot()
  const kind = preset.kind ?? 'todo'
  const day = dayOf(startAt)
  const days = Math.max(1, Math.round((preset.durationMinutes ?? DAY_MINUTES) / DAY_MINUTES))
  return {
    kind,
    regarding: preset.regarding ?? '',
    contactId: preset.contactId ?? null,
    companyId: preset.companyId ?? null,
    contacts: [],
    companies: [],
    users: [],
    allDay: preset.allDay ?? false,
    day,
    lastDay: preset.allDay ? addDays(day, days - 1) : day,
    minutes: minutesOf(startAt),
    duration: preset.durationMinutes ?? (isBaseKind(kind) ? usualMinutes[kind] : usualMinutes.todo),
    place: '',
    priority: 'normal',
    colour: null,
    alarm: null,
    channel: '',
    details: '',
    ownerId: null,
    private: false,
    repeat: once,
  }
}

type Loaded = Output<'activity.get'>

function draftOf({ record, participants }: Loaded, item: ActivityItem, workdays: readonly number[]): Draft {
  const alarm = record.alarmMinutes
  return {
    kind: item.kind,
    regarding: item.regarding ?? '',
    contactId: idOrNull(record.contactId),
    companyId: idOrNull(record.companyId),
    ...participants,
    allDay: item.allDay,
    day: item.firstDay,
    lastDay: item.lastDay,
    minutes: item.allDay ? 9 * 60 : minutesOf(item.startAt),
    duration: item.allDay ? 60 : Math.round((Date.parse(item.endAt) - Date.parse(item.startAt)) / 60_000),
    place: text(record.place),
    priority: text(record.priority) || 'normal',
    colour: idOrNull(record.colour),
    alarm: typeof alarm === 'number' ? String(alarm) : null,
    channel: text(record.channel),
    details: text(record.details),
    ownerId: idOrNull(record.ownerId),
    private: record.private === true,
    repeat: repeatOf(idOrNull(record.rule), item.firstDay, workdays),
  }
}

function dataOf(draft: Draft): Record<string, unknown> {
  const days = daysBetween(draft.day, draft.lastDay) + 1
  return {
    kind: draft.kind,
    regarding: draft.regarding.trim() || null,
    contactId: draft.contactId,
    companyId: draft.companyId,
    startAt: new Date(instantOf(draft.day, draft.allDay ? 0 : draft.minutes, zone())).toISOString(),
    durationMinutes: draft.allDay ? Math.max(1, days) * DAY_MINUTES : (draft.duration ?? 0),
    allDay: draft.allDay,
    timeZone: zone(),
    place: draft.place.trim() || null,
    priority: draft.priority,
    colour: draft.colour,
    alarmMinutes: draft.alarm === null ? null : Number(draft.alarm),
    channel: draft.channel.trim() || null,
    details: draft.details.trimEnd() || null,
    private: draft.private,
    ...(draft.ownerId !== null && { ownerId: draft.ownerId }),
  }
}

/** Only what differs from how the dialog opened is sent, so that a change of one field is a change of one field. */
function changesOf(before: Record<string, unknown>, after: Record<string, unknown>): Record<string, unknown> {
  const changed = Object.entries(after).filter(([name, value]) => value !== before[name])
  const touchesTime = changed.some(([name]) => ['startAt', 'durationMinutes', 'allDay'].includes(name))
  const { startAt, durationMinutes, allDay } = after
  return { ...Object.fromEntries(changed), ...(touchesTime && { startAt, durationMinutes, allDay }) }
}

const idsOf = (parties: readonly Party[]): string[] => parties.map(({ id }) => id)

export function ScheduleDialog({
  preset,
  onClose,
}: {
  readonly preset: Preset
  readonly onClose: () => void
}): ReactNode {
  const t = useText()
  const has = useHasText()
  const [start] = useState(() => freshDraft(preset))
  const save = async (draft: Draft, rule: string | null): Promise<void> => {
    const participants = {
      contacts: idsOf(draft.contacts),
      companies: idsOf(draft.companies),
      users: idsOf(draft.users),
    }
    const done = await call('activity.schedule', { data: { ...dataOf(draft), rule }, participants })
    toastUndoable(t('activity.scheduled'), done.operation, t, has)
  }
  return <Form title={t('activity.schedule')} start={start} save={save} onClose={onClose} />
}

export function EditDialog({
  item,
  onClose,
}: {
  readonly item: ActivityItem
  readonly onClose: () => void
}): ReactNode {
  const { workdays } = useBusiness()
  const loaded = useRead('activity.get', { id: item.id }, { depends: { on: [] } }).data
  if (!loaded) return null
  return <EditForm item={item} loaded={loaded} workdays={workdays} onClose={onClose} />
}

interface EditProps {
  readonly item: ActivityItem
  readonly loaded: Loaded
  readonly workdays: readonly number[]
  readonly onClose: () => void
}

function EditForm({ item, loaded, workdays, onClose }: EditProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const [start] = useState(() => draftOf(loaded, item, workdays))
  const save = async (draft: Draft, rule: string | null): Promise<void> => {
    const data = changesOf(dataOf(start), dataOf(draft))
    const stored = idOrNull(loaded.record.rule)
    const rules = rule !== stored && draft.repeat !== start.repeat
    const scope = rules && item.recurring ? 'following' : await askScope(item, t('activity.scope.change'))
    if (scope === undefined) return
    const occurrence = item.occurrence === null ? {} : { occurrence: item.occurrence }
    const done = await call('activity.change', {
      id: item.id,
      ...occurrence,
      scope,
      data: { ...data, ...(rules && { rule }) },
      participants: {
        contacts: idsOf(draft.contacts),
        companies: idsOf(draft.companies),
        users: idsOf(draft.users),
      },
    })
    toastUndoable(t('activity.changed'), done.operation, t, has)
  }
  const remove = async (): Promise<void> => {
    const scope = await askScope(item, t('activity.scope.remove'))
    if (scope === undefined) return
    const occurrence = item.occurrence === null ? {} : { occurrence: item.occurrence }
    const done = await call('activity.remove', { id: item.id, ...occurrence, scope })
    toastUndoable(t('activity.removed'), done.operation, t, has)
    onClose()
  }
  return <Form title={t('activity.one')} start={start} save={save} remove={remove} onClose={onClose} />
}

interface FormProps {
  readonly title: string
  readonly start: Draft
  readonly save: (draft: Draft, rule: string | null) => Promise<void>
  readonly remove?: () => Promise<void>
  readonly onClose: () => void
}

function Form({ title, start, save, remove, onClose }: FormProps): ReactNode {
  useReturnFocus()
  const t = useText()
  const options = useOptions()
  const kindWord = useCodeWord('history.kind')
  const { calendar } = usePreferences()
  const { workdays, weekStart } = useBusiness()
  const [draft, setDraft] = useState(start)
  const [more, setMore] = useState(false)
  const [error, setError] = useState<ErrorRecord>()
  const [busy, setBusy] = useState(false)
  const subjects = usePickList('activity', regardingField, true)
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change })
  const rule = ruleTextOf(draft.repeat, draft.day, calendar, weekStart, workdays)
  const base = baseOf(options, draft.kind)

  const submit = async (work: () => Promise<void>, close: boolean): Promise<void> => {
    if (busy) return
    setBusy(true)
    setError(undefined)
    try {
      await work()
      if (close) onClose()
    } catch (failure) {
      setError(recordOf(failure))
    } finally {
      setBusy(false)
    }
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void submit(() => save(draft, rule), true)
  }
  const kinds = options?.types
    .filter(({ hidden, name }) => !hidden || name === draft.kind)
    .map(({ name }) => name) ?? [...baseKinds]
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      onSubmit={() => void submit(() => save(draft, rule), true)}
      footer={
        <>
          {remove && (
            <div className={classes.footStart}>
              <Button tone="quiet" onClick={() => void submit(remove, false)}>
                {t('list.delete')}
              </Button>
            </div>
          )}
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" tone="primary" busy={busy}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+Enter saves from any field */}
      <div className={classes.grid} onKeyDown={onKeyDown}>
        {error && (
          <div data-wide>
            <ErrorNote error={error} />
          </div>
        )}
        <Select
          label={t('activity.field.kind')}
          options={kinds.map((name) => ({ value: name, label: kindWord(name) }))}
          value={draft.kind}
          onChange={(kind) => {
            if (kind === null) return
            const minutes = usualMinutes[isBaseKind(kind) ? kind : 'todo']
            set({ kind, ...(draft.duration === start.duration && { duration: minutes }) })
          }}
        />
        <PickList
          label={t('activity.field.regarding')}
          autoFocus
          suggestions={subjects}
          value={draft.regarding}
          onChange={(regarding) => set({ regarding })}
        />
        <RefField
          label={t('activity.field.contactId')}
          to="contact"
          value={draft.contactId}
          onChange={(contactId) => set({ contactId })}
        />
        <RefField
          label={t('activity.field.companyId')}
          to="company"
          value={draft.companyId}
          onChange={(companyId) => set({ companyId })}
        />
        <DateField
          label={t('activity.field.startAt')}
          required
          value={draft.day}
          onChange={(day) => {
            if (day === null) return
            set({ day, lastDay: addDays(day, daysBetween(draft.day, draft.lastDay)) })
          }}
        />
        {draft.allDay ? (
          <DateField
            label={t('activity.lastDay')}
            min={draft.day}
            value={draft.lastDay}
            onChange={(lastDay) => lastDay && lastDay >= draft.day && set({ lastDay })}
          />
        ) : (
          <div className={classes.pair}>
            <TimeField
              label={t('activity.time')}
              value={draft.minutes}
              onChange={(minutes) => set({ minutes })}
            />
            <NumberField
              integer
              label={t('activity.field.durationMinutes')}
              value={draft.duration}
              onChange={(duration) => set({ duration })}
            />
          </div>
        )}
        <Checkbox
          label={t('activity.field.allDay')}
          checked={draft.allDay}
          onChange={(allDay) => set({ allDay })}
        />
        <Select
          label={t('activity.alarm')}
          clearable
          options={alarmChoices.map((minutes) => ({
            value: String(minutes),
            label: t('activity.alarmBefore', { minutes }),
          }))}
          value={draft.alarm}
          onChange={(alarm) => set({ alarm })}
        />
        <RepeatFields
          repeat={draft.repeat}
          start={draft.day}
          minutes={draft.minutes}
          rule={rule}
          onChange={(repeat) => set({ repeat })}
        />
        <div data-wide>
          <LongTextField
            label={t('activity.field.details')}
            rows={2}
            value={draft.details}
            onChange={(details) => set({ details })}
          />
        </div>
        {!more && (
          <div data-wide>
            <Button tone="quiet" size="small" aria-expanded={false} onClick={() => setMore(true)}>
              {t('activity.more')}
            </Button>
          </div>
        )}
        {more && (
          <>
            <div data-wide>
              <PeopleField
                label={t('activity.otherContacts')}
                to="contact"
                value={draft.contacts}
                onChange={(contacts) => set({ contacts })}
              />
            </div>
            <PeopleField
              label={t('activity.otherCompanies')}
              to="company"
              value={draft.companies}
              onChange={(companies) => set({ companies })}
            />
            <PeopleField
              label={t('activity.otherUsers')}
              to="user"
              value={draft.users}
              onChange={(users) => set({ users })}
            />
            <TextField
              label={t('activity.field.place')}
              value={draft.place}
              onChange={(place) => set({ place })}
            />
            {base === 'message' ? (
              <PickList
                label={t('activity.field.channel')}
                suggestions={channels}
                value={draft.channel}
                onChange={(channel) => set({ channel })}
              />
            ) : (
              <Select
                label={t('activity.owner')}
                clearable
                options={options?.users.map(({ id, name }) => ({ value: id, label: name ?? '' })) ?? []}
                value={draft.ownerId}
                onChange={(ownerId) => set({ ownerId })}
              />
            )}
            <Select
              label={t('activity.field.priority')}
              options={['high', 'normal', 'low'].map((value) => ({
                value,
                label: t(`activity.field.priority.${value}`),
              }))}
              value={draft.priority}
              onChange={(priority) => priority && set({ priority })}
            />
            <Select
              label={t('activity.field.colour')}
              clearable
              options={colours.map((value) => ({ value, label: t(`activity.colour.${value}`) }))}
              value={draft.colour}
              onChange={(colour) => set({ colour })}
            />
            <Checkbox
              label={t('field.private')}
              checked={draft.private}
              onChange={(hidden) => set({ private: hidden })}
            />
          </>
        )}
      </div>
    </Dialog>
  )
}

/** Done: the result, how long it took, what was said, and the next step, in one dialog. Also logs what was never scheduled. */
import { type ReactNode, useState } from 'react'
import type { ActivityItem } from '#db/shared/activities.ts'
import { isBaseKind, usualMinutes, usualResult } from '#db/shared/activityCodes.ts'
import { addDays } from '#db/shared/dates/calendars.ts'
import { localTime } from '#db/shared/dates/format.ts'
import { instantOf } from '#db/shared/recurrenceZones.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Bdi } from '../../i18n/useFormat.tsx'
import { useReturnFocus } from '../../records/focus.ts'
import { RefField } from '../../records/RefField.tsx'
import { toastUndoable } from '../../state/feedback.ts'
import { onSaveKeys, useSubmit } from '../../state/submit.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/dates/DateField.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Checkbox, Segments } from '../../ui/fields/Checkbox.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { PickList } from '../../ui/fields/PickList.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { LongTextField, TextField } from '../../ui/fields/TextField.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Activities.module.css'
import type { Preset } from './dialogs.ts'
import { TimeField } from './TimeField.tsx'
import { baseOf, KindIcon, useCodeWord, useOptions, useWhen, zone } from './words.tsx'

interface Outcome {
  readonly resultCode: string | null
  readonly regarding: string | null
  readonly details: string | null
  readonly durationMinutes: number | null
  readonly at: string
  readonly followUp?: Record<string, unknown>
}

interface CompleteProps {
  readonly item: ActivityItem
  readonly onClose: () => void
}

export function CompleteDialog({ item, onClose }: CompleteProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const when = useWhen()
  const [cancelled, setCancelled] = useState(false)
  const loaded = useRead('activity.get', { id: item.id }, { depends: { on: [] } }).data
  if (!loaded) return null
  const minutes = item.allDay ? null : (Date.parse(item.endAt) - Date.parse(item.startAt)) / 60_000
  const save = async (outcome: Outcome): Promise<void> => {
    const done = await call('activity.complete', {
      id: item.id,
      ...(item.occurrence !== null && { occurrence: item.occurrence }),
      status: cancelled ? 'cancelled' : 'done',
      ...outcome,
      ...(cancelled && { resultCode: 'cancelled' }),
    })
    toastUndoable(
      t(done.followUp === null ? 'activity.completed' : 'activity.completedAndNext'),
      done.operation,
      t,
      has,
    )
  }
  const { details } = loaded.record
  return (
    <OutcomeForm
      title={t('activity.complete')}
      kind={item.kind}
      regarding={item.regarding ?? ''}
      details={typeof details === 'string' ? details : ''}
      minutes={minutes}
      contactId={item.contact?.id ?? null}
      companyId={item.company?.id ?? null}
      about={
        <>
          <strong>
            <Bdi>{item.contact?.name ?? item.company?.name ?? ''}</Bdi>
          </strong>{' '}
          {when(item)}
        </>
      }
      cancelled={cancelled}
      onCancelled={setCancelled}
      save={save}
      onClose={onClose}
    />
  )
}

interface LogProps {
  readonly kind: string
  readonly preset: Preset
  /** Seconds a call that runs has lasted. */
  readonly seconds?: number
  readonly startedAt?: string
  readonly details?: string
  readonly number?: string
  readonly onDetails?: (details: string) => void
  readonly onSaved?: () => void
  readonly onClose: () => void
}

export function LogDialog({
  kind,
  preset,
  seconds,
  startedAt,
  details,
  number,
  onDetails,
  onSaved,
  onClose,
}: LogProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const [contactId, setContact] = useState<string | null>(preset.contactId ?? null)
  const [companyId, setCompany] = useState<string | null>(preset.companyId ?? null)
  const save = async (outcome: Outcome): Promise<void> => {
    const done = await call('activity.log', {
      kind,
      contacts: contactId === null ? [] : [contactId],
      companies: companyId === null ? [] : [companyId],
      ...(number !== undefined && { params: { number } }),
      ...outcome,
    })
    toastUndoable(
      t(done.followUp === null ? 'record.history.saved' : 'activity.completedAndNext'),
      done.operation,
      t,
      has,
    )
    onSaved?.()
  }
  return (
    <OutcomeForm
      title={t('activity.logCall')}
      kind={kind}
      regarding={preset.regarding ?? ''}
      details={details ?? ''}
      {...(onDetails && { onDetails })}
      minutes={seconds === undefined ? null : Math.max(1, Math.round(seconds / 60))}
      {...(startedAt !== undefined && { startedAt })}
      contactId={contactId}
      companyId={companyId}
      about={
        <div className={classes.pair}>
          <RefField
            label={t('activity.field.contactId')}
            to="contact"
            value={contactId}
            onChange={setContact}
          />
          <RefField
            label={t('activity.field.companyId')}
            to="company"
            value={companyId}
            onChange={setCompany}
          />
        </div>
      }
      save={save}
      onClose={onClose}
    />
  )
}

interface FormProps {
  readonly title: string
  readonly kind: string
  readonly regarding: string
  readonly details: string
  readonly onDetails?: (details: string) => void
  readonly minutes: number | null
  readonly startedAt?: string
  readonly contactId: string | null
  readonly companyId: string | null
  readonly about: ReactNode
  readonly cancelled?: boolean
  readonly onCancelled?: (cancelled: boolean) => void
  readonly save: (outcome: Outcome) => Promise<void>
  readonly onClose: () => void
}

function OutcomeForm(props: FormProps): ReactNode {
  useReturnFocus()
  const { title, kind, about, cancelled = false, onCancelled, save, onClose, onDetails } = props
  const t = useText()
  const options = useOptions()
  const kindWord = useCodeWord('history.kind')
  const resultWord = useCodeWord('record.result')
  const base = baseOf(options, kind)
  const [at] = useState(() => props.startedAt ?? new Date().toISOString())
  /** As it is typed; what is offered is stored by its code. */
  const [result, setResult] = useState(() =>
    resultWord(isBaseKind(base) ? usualResult[base] : usualResult.todo),
  )
  const [regarding, setRegarding] = useState(props.regarding)
  const [details, setDetails] = useState(props.details)
  const [minutes, setMinutes] = useState(props.minutes)
  const [next, setNext] = useState(false)
  const [nextKind, setNextKind] = useState(kind)
  const [nextRegarding, setNextRegarding] = useState('')
  const [nextDay, setNextDay] = useState(() => addDays(localTime(Date.now()).iso, 7))
  const [nextTime, setNextTime] = useState(9 * 60)
  const { busy, error, submit } = useSubmit()
  const results =
    options?.results.filter(
      (each) =>
        !each.hidden && (each.kinds.includes(base) || each.kinds.includes(kind) || !each.kinds.length),
    ) ?? []
  const words = results.map(({ name }) => resultWord(name))
  const codeOf = (word: string): string =>
    results.find(({ name }) => resultWord(name) === word.trim())?.name ?? word.trim()

  const finish = async (): Promise<void> => {
    const follow = {
      kind: nextKind,
      regarding: nextRegarding.trim() || regarding.trim() || null,
      startAt: new Date(instantOf(nextDay, nextTime, zone())).toISOString(),
      durationMinutes: usualMinutes[isBaseKind(nextKind) ? nextKind : 'todo'],
      timeZone: zone(),
    }
    const saved = await submit(() =>
      save({
        resultCode: codeOf(result) || null,
        regarding: regarding.trim() || null,
        details: details.trimEnd() || null,
        durationMinutes: minutes,
        at,
        ...(next && { followUp: follow }),
      }),
    )
    if (saved) onClose()
  }
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      onSubmit={() => void finish()}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" tone="primary" busy={busy}>
            {t(cancelled ? 'activity.markCancelled' : 'activity.completeNow')}
          </Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+Enter saves from any field */}
      <div className={classes.grid} onKeyDown={onSaveKeys(() => void finish())}>
        {error && (
          <div data-wide>
            <ErrorNote error={error} />
          </div>
        )}
        <div data-wide className={classes.about}>
          <KindIcon base={base} /> <span>{kindWord(kind)}</span> {about}
        </div>
        {onCancelled && (
          <div data-wide>
            <Segments
              label={t('activity.field.status')}
              labelHidden
              options={[
                { value: 'done', label: t('activity.field.status.done') },
                { value: 'cancelled', label: t('activity.field.status.cancelled') },
              ]}
              value={cancelled ? 'cancelled' : 'done'}
              onChange={(value) => onCancelled(value === 'cancelled')}
            />
          </div>
        )}
        {!cancelled && (
          <PickList
            label={t('activity.field.resultCode')}
            autoFocus
            suggestions={words}
            value={result}
            onChange={setResult}
          />
        )}
        <NumberField
          integer
          label={t('activity.field.durationMinutes')}
          value={minutes}
          onChange={setMinutes}
        />
        <div data-wide>
          <TextField label={t('activity.field.regarding')} value={regarding} onChange={setRegarding} />
        </div>
        <div data-wide>
          <LongTextField
            label={t('activity.note')}
            rows={3}
            value={details}
            onChange={(text) => {
              setDetails(text)
              onDetails?.(text)
            }}
          />
        </div>
        <div data-wide>
          <Checkbox label={t('activity.followUp')} checked={next} onChange={setNext} />
        </div>
        {next && (
          <>
            <Select
              label={t('activity.field.kind')}
              options={(options?.types.filter(({ hidden }) => !hidden) ?? []).map(({ name }) => ({
                value: name,
                label: kindWord(name),
              }))}
              value={nextKind}
              onChange={(value) => value && setNextKind(value)}
            />
            <TextField
              label={t('activity.nextRegarding')}
              placeholder={regarding}
              value={nextRegarding}
              onChange={setNextRegarding}
            />
            <DateField
              label={t('activity.nextDay')}
              value={nextDay}
              onChange={(day) => day && setNextDay(day)}
            />
            <TimeField label={t('activity.time')} value={nextTime} onChange={setNextTime} />
          </>
        )}
      </div>
    </Dialog>
  )
}

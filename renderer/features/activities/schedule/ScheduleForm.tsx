/** The form of an activity: what, with whom, when, how often; everything else behind “More”. */
import { type ReactNode, useState } from 'react'
import { baseKinds, isBaseKind, usualMinutes } from '#db/shared/activityCodes.ts'
import { addDays, daysBetween } from '#db/shared/dates/calendars.ts'
import type { Field } from '#db/shared/entity.ts'
import { usePreferences, useText } from '../../../i18n/I18nProvider.tsx'
import { useFormat } from '../../../i18n/useFormat.tsx'
import { useReturnFocus } from '../../../records/focus.ts'
import { RefField } from '../../../records/RefField.tsx'
import { usePickList } from '../../../records/usePickList.ts'
import { onSaveKeys, useSubmit } from '../../../state/submit.ts'
import { Button } from '../../../ui/Button.tsx'
import { DateField } from '../../../ui/dates/DateField.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { Checkbox } from '../../../ui/fields/Checkbox.tsx'
import { NumberField } from '../../../ui/fields/NumberField.tsx'
import { PickList } from '../../../ui/fields/PickList.tsx'
import { Select } from '../../../ui/fields/Select.tsx'
import { LongTextField } from '../../../ui/fields/TextField.tsx'
import { Dialog } from '../../../ui/overlay/Dialog.tsx'
import classes from '../Activities.module.css'
import { RepeatFields } from '../RepeatFields.tsx'
import { ruleTextOf } from '../repeat.ts'
import { TimeField } from '../TimeField.tsx'
import { useBusiness } from '../useBusiness.ts'
import { useCodeWord, useOptions, zone } from '../words.tsx'
import { type Draft, startOf } from './draft.ts'
import { MoreFields } from './MoreFields.tsx'

const regardingField: Field = { id: 0, name: 'regarding', kind: 'text' }
const alarmChoices = [0, 5, 10, 15, 30, 60, 120, 1440, 2880, 10_080]

interface FormProps {
  readonly title: string
  readonly start: Draft
  /** Shown, but somebody else's to change. */
  readonly readOnly?: boolean
  /** What goes with it, below the fields. */
  readonly files: ReactNode
  readonly save: (draft: Draft, rule: string | null) => Promise<void>
  readonly remove?: () => Promise<void>
  readonly onClose: () => void
}

export function ScheduleForm({
  title,
  start,
  readOnly = false,
  files,
  save,
  remove,
  onClose,
}: FormProps): ReactNode {
  useReturnFocus()
  const t = useText()
  const options = useOptions()
  const kindWord = useCodeWord('history.kind')
  const format = useFormat()
  const { calendar } = usePreferences()
  const { workdays, weekStart } = useBusiness()
  const [draft, setDraft] = useState(start)
  const [more, setMore] = useState(start.timeZone !== zone())
  const { busy, error, submit } = useSubmit()
  const subjects = usePickList('activity', regardingField, true)
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change })
  const rule = ruleTextOf(draft.repeat, draft.day, calendar, weekStart, workdays)

  const finish = async (): Promise<void> => {
    if (await submit(() => save(draft, rule))) onClose()
  }
  const kinds = options?.types
    .filter(({ hidden, name }) => !hidden || name === draft.kind)
    .map(({ name }) => name) ?? [...baseKinds]
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      {...(!readOnly && { onSubmit: () => void finish() })}
      footer={
        <>
          {remove && !readOnly && (
            <div className={classes.footStart}>
              <Button tone="quiet" onClick={() => void submit(remove)}>
                {t('list.delete')}
              </Button>
            </div>
          )}
          <Button onClick={onClose}>{t(readOnly ? 'ui.close' : 'ui.cancel')}</Button>
          {!readOnly && (
            <Button type="submit" tone="primary" busy={busy}>
              {t('ui.save')}
            </Button>
          )}
        </>
      }
    >
      {readOnly && <p className={classes.next}>{t('activity.othersOnly')}</p>}
      <fieldset className={classes.fields} disabled={readOnly} onKeyDown={onSaveKeys(() => void finish())}>
        <div className={classes.grid}>
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
          {draft.timeZone !== zone() && !draft.allDay && (
            <p data-wide className={classes.next}>
              {t('activity.hereAt', {
                zone: draft.timeZone.replaceAll('_', ' '),
                when: format.dateTime(startOf(draft)),
              })}
            </p>
          )}
          <div data-wide>
            <Checkbox
              label={t('activity.field.allDay')}
              checked={draft.allDay}
              onChange={(allDay) => set({ allDay })}
            />
          </div>
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
          {more && <MoreFields draft={draft} set={set} />}
        </div>
      </fieldset>
      {files}
    </Dialog>
  )
}

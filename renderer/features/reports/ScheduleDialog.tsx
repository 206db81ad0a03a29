/** When a report runs by itself, in which form, and where it goes. */
import { IconFolder } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Output } from '#db/shared/contract.ts'
import { formatTime } from '#db/shared/dates/format.ts'
import { weekdayNames } from '#db/shared/dates/names.ts'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { datesOf } from '#db/shared/reader.ts'
import { scheduleFormats, scheduleWays } from '#db/shared/reportSchedules.ts'
import type { ReportParameters } from '#db/shared/reports.ts'
import { scheduleUnits } from '#db/shared/scheduleTimes.ts'
import { useRead } from '../../data/hooks.ts'
import { native } from '../../data/native.ts'
import { call, recordOf } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Ltr } from '../../i18n/useFormat.tsx'
import { useReader } from '../../i18n/useReader.ts'
import { toastUndoable } from '../../state/feedback.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Segments } from '../../ui/fields/Checkbox.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Reports.module.css'

export type Scheduled = Output<'reportSchedule.list'>['schedules'][number]

interface Props {
  readonly report: string
  readonly title: string
  readonly parameters: ReportParameters
  /** The one that is changed. */
  readonly of?: Scheduled
  readonly onClose: () => void
}

const HALF_HOURS = Array.from({ length: 48 }, (_, at) => at * 30)

export function ScheduleDialog({ report, title, parameters, of, onClose }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const reader = useReader()
  const accounts = useRead(
    'record.list',
    { entity: 'mailAccount', limit: 50 },
    { depends: { on: ['mailAccount'] } },
  ).data?.rows
  const [name, setName] = useState(of?.name ?? title)
  const [every, setEvery] = useState<Scheduled['every']>(of?.every ?? 'week')
  const [day, setDay] = useState(of?.day ?? 1)
  const [minutes, setMinutes] = useState(of?.minutes ?? 480)
  const [format, setFormat] = useState<Scheduled['format']>(of?.format ?? 'xlsx')
  const [way, setWay] = useState<(typeof scheduleWays)[number]>(of && of.folder === null ? 'mail' : 'folder')
  const [folder, setFolder] = useState(of?.folder ?? null)
  const [recipients, setRecipients] = useState(of?.recipients.join(', ') ?? '')
  const [chosen, setAccount] = useState(of?.account ?? null)
  const [error, setError] = useState<ErrorRecord>()
  const [busy, setBusy] = useState(false)
  const account = chosen ?? accounts?.[0]?.id ?? null
  const ready = way === 'folder' ? folder !== null : account !== null && recipients.trim() !== ''
  const choose = async (): Promise<void> => {
    const [picked] = (await native?.openFiles({ folder: true })) ?? []
    if (picked) setFolder(picked)
  }
  const goes = (): object => {
    if (way === 'mail')
      return {
        recipients: recipients.split(/[,;،\s]+/).filter(Boolean),
        account,
      }
    // Where it went before needs no new permission.
    return folder === of?.folder ? {} : { folder }
  }
  const save = async (): Promise<void> => {
    if (busy || !ready) return
    setBusy(true)
    setError(undefined)
    try {
      const { operation } = await call('reportSchedule.save', {
        name,
        report,
        parameters,
        reader,
        format,
        every,
        day: every === 'day' ? null : day,
        minutes,
        ...(of && { id: of.id }),
        ...goes(),
      })
      toastUndoable(t('reportSchedule.saved'), operation, t, has)
      onClose()
    } catch (failure) {
      setError(recordOf(failure))
    } finally {
      setBusy(false)
    }
  }
  const times = HALF_HOURS.includes(minutes) ? HALF_HOURS : [...HALF_HOURS, minutes].sort((a, b) => a - b)
  return (
    <Dialog
      open
      title={t('reportSchedule.many')}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" tone="primary" busy={busy} disabled={!ready || name.trim() === ''}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      {error && <ErrorNote error={error} />}
      <TextField label={t('reportSchedule.field.name')} value={name} onChange={setName} />
      {typeof parameters.period === 'object' && (
        <p className={classes.text}>{t('reportSchedule.absolute')}</p>
      )}
      <div className={classes.choices}>
        <Select
          label={t('reportSchedule.field.every')}
          value={every}
          options={scheduleUnits.map((unit) => ({
            value: unit,
            label: t(`reportSchedule.choice.every.${unit}`),
          }))}
          onChange={(next) => {
            setEvery(scheduleUnits.find((unit) => unit === next) ?? every)
            setDay(1)
          }}
        />
        {every === 'week' && (
          <Select
            label={t('reportSchedule.weekDay')}
            value={String(day)}
            options={weekdayNames(reader.language).map((label, at) => ({ value: String(at), label }))}
            onChange={(next) => setDay(Number(next ?? 1))}
          />
        )}
        {every === 'month' && (
          <NumberField
            label={t('reportSchedule.monthDay')}
            integer
            value={day}
            onChange={(next) => setDay(Math.min(31, Math.max(1, Math.round(next ?? 1))))}
          />
        )}
        <Select
          label={t('reportSchedule.field.minutes')}
          value={String(minutes)}
          options={times.map((at) => ({
            value: String(at),
            label: formatTime(Math.floor(at / 60), at % 60, datesOf(reader)),
          }))}
          onChange={(next) => setMinutes(Number(next ?? minutes))}
        />
        <Select
          label={t('reportSchedule.field.format')}
          value={format}
          options={scheduleFormats.map((each) => ({
            value: each,
            label: t(`reportSchedule.choice.format.${each}`),
          }))}
          onChange={(next) => setFormat(scheduleFormats.find((each) => each === next) ?? format)}
        />
      </div>
      <Segments
        label={t('reportSchedule.goes')}
        value={way}
        options={scheduleWays.map((each) => ({
          value: each,
          label: t(`reportSchedule.choice.way.${each}`),
        }))}
        onChange={(next) => setWay(scheduleWays.find((each) => each === next) ?? way)}
      />
      {way === 'folder' ? (
        <div className={classes.folder}>
          {folder !== null && <Ltr>{folder}</Ltr>}
          <Button icon={<IconFolder size={15} />} onClick={() => void choose()}>
            {t('reportSchedule.chooseFolder')}
          </Button>
        </div>
      ) : (
        <>
          <TextField
            label={t('reportSchedule.field.recipients')}
            description={t('reportSchedule.recipients.hint')}
            kind="email"
            value={recipients}
            onChange={setRecipients}
          />
          {accounts?.length === 0 ? (
            <p className={classes.text}>{t('reportSchedule.noAccount')}</p>
          ) : (
            <Select
              label={t('reportSchedule.field.accountId')}
              value={account}
              options={(accounts ?? []).map(({ id, displayName }) => ({
                value: id,
                label: String(displayName ?? ''),
              }))}
              onChange={setAccount}
            />
          )}
        </>
      )}
    </Dialog>
  )
}

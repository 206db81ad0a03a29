/** Reports that run by themselves: what there is, when it comes next, what came of the last runs. */
import { IconArrowLeft, IconClock } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { formatTime } from '#db/shared/dates/format.ts'
import { weekdayNames } from '#db/shared/dates/names.ts'
import { datesOf } from '#db/shared/reader.ts'
import type { ReportRun } from '#db/shared/reportSchedules.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { errorText } from '../../i18n/errorText.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Bdi, Ltr, useFormat } from '../../i18n/useFormat.tsx'
import { useReader } from '../../i18n/useReader.ts'
import { reportFailure, toastUndoable } from '../../state/feedback.ts'
import { go } from '../../state/route.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Page } from '../../ui/Page.tsx'
import { Table } from '../../ui/Table.tsx'
import classes from './Reports.module.css'
import { tell } from './ScheduleClock.tsx'
import { ScheduleDialog, type Scheduled } from './ScheduleDialog.tsx'
import { runNow } from './scheduling.ts'

/** Runs of other programs are in no change log. */
const LOOK_EVERY = 20_000
const LINE = 'samphan report schedule line'

export function Schedules(): ReactNode {
  const t = useText()
  const list = useRead('reportSchedule.list', {}, { depends: { on: ['reportSchedule'] } })
  const log = useRead('reportSchedule.log', { limit: 50 }, { depends: { on: ['reportSchedule'] } })
  const refetch = (): void => {
    void list.refetch()
    void log.refetch()
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock is set once
  useEffect(() => {
    const timer = setInterval(refetch, LOOK_EVERY)
    return () => clearInterval(timer)
  }, [])
  const schedules = list.data?.schedules
  return (
    <Page
      title={t('reportSchedule.many')}
      text={t('reportSchedule.text')}
      actions={
        <Button
          icon={<IconArrowLeft size={15} className={classes.mirrored} />}
          tone="quiet"
          onClick={() => go({ section: 'reports' })}
        >
          {t('report.back')}
        </Button>
      }
    >
      {list.error && <ErrorNote error={list.error.record} />}
      {schedules?.length === 0 && (
        <EmptyState icon={<IconClock size={32} />} title={t('reportSchedule.none')}>
          {t('reportSchedule.none.text')}
        </EmptyState>
      )}
      {schedules && schedules.length > 0 && (
        <div className={classes.report}>
          <Table
            label={t('reportSchedule.many')}
            columns={[
              { id: 'name', label: t('reportSchedule.field.name') },
              { id: 'when', label: t('reportSchedule.when') },
              { id: 'goes', label: t('reportSchedule.goes') },
              { id: 'next', label: t('reportSchedule.next') },
              { id: 'last', label: t('reportSchedule.last') },
              { id: 'do', label: <span aria-hidden="true" />, end: true },
            ]}
          >
            {schedules.map((schedule) => (
              <ScheduleRow key={schedule.id} schedule={schedule} onRan={refetch} />
            ))}
          </Table>
          {log.data && log.data.runs.length > 0 && <Log runs={log.data.runs} />}
          <section className={classes.inset} aria-label={t('reportSchedule.closed')}>
            <h2 className={classes.area}>{t('reportSchedule.closed')}</h2>
            <p className={classes.text}>{t('reportSchedule.closed.text')}</p>
            <p>
              <Ltr>{LINE}</Ltr>
            </p>
          </section>
        </div>
      )}
    </Page>
  )
}

function useWhen(): (schedule: Scheduled) => string {
  const t = useText()
  const reader = useReader()
  const format = useFormat()
  return ({ every, day, minutes }) => {
    const time = formatTime(Math.floor(minutes / 60), minutes % 60, datesOf(reader))
    const named =
      every === 'week' ? (weekdayNames(reader.language)[day ?? 1] ?? '') : format.integer(day ?? 1)
    return t(`reportSchedule.when.${every}`, { time, day: named })
  }
}

function ScheduleRow({
  schedule,
  onRan,
}: {
  readonly schedule: Scheduled
  readonly onRan: () => void
}): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const when = useWhen()
  const [busy, setBusy] = useState(false)
  const [editing, setEditing] = useState(false)
  const { id, name, here, paused, next, last, folder, recipients, owner } = schedule
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true)
    try {
      await work()
    } catch (failure) {
      reportFailure(failure, t, has)
    } finally {
      setBusy(false)
      onRan()
    }
  }
  return (
    <tr>
      <td>
        <Bdi>{name}</Bdi>
      </td>
      <td>{when(schedule)}</td>
      <td>
        <Ltr>{folder ?? recipients.join(', ')}</Ltr>
      </td>
      <td>
        {!here
          ? t('reportSchedule.elsewhere', { name: owner?.name ?? '?' })
          : paused
            ? t('reportSchedule.field.paused')
            : next && format.dateTime(next)}
      </td>
      <td>{last && `${t(`reportSchedule.outcome.${last.outcome}`)} · ${format.dateTime(last.begunAt)}`}</td>
      <td data-end="">
        {here && (
          <div className={classes.facts}>
            <Button
              size="small"
              busy={busy}
              aria-label={`${t('reportSchedule.runNow')} ${name}`}
              onClick={() => void attempt(async () => tell(await runNow(id), t, has))}
            >
              {t('reportSchedule.runNow')}
            </Button>
            <Button
              size="small"
              aria-label={`${t('reportSchedule.edit')} ${name}`}
              onClick={() => setEditing(true)}
            >
              {t('reportSchedule.edit')}
            </Button>
            <Button
              size="small"
              aria-label={`${t(paused ? 'reportSchedule.resume' : 'reportSchedule.pause')} ${name}`}
              onClick={() =>
                void attempt(async () => {
                  await call('reportSchedule.pause', { id, paused: !paused })
                })
              }
            >
              {t(paused ? 'reportSchedule.resume' : 'reportSchedule.pause')}
            </Button>
            <Button
              size="small"
              aria-label={`${t('reportSchedule.remove')} ${name}`}
              onClick={() =>
                void attempt(async () => {
                  const { operation } = await call('reportSchedule.remove', { id })
                  toastUndoable(t('reportSchedule.removed'), operation, t, has)
                })
              }
            >
              {t('reportSchedule.remove')}
            </Button>
          </div>
        )}
        {editing && (
          <ScheduleDialog
            report={schedule.report}
            title={name}
            parameters={schedule.parameters}
            of={schedule}
            onClose={() => setEditing(false)}
          />
        )}
      </td>
    </tr>
  )
}

function Log({ runs }: { readonly runs: readonly ReportRun[] }): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  return (
    <section aria-label={t('reportSchedule.log')}>
      <h2 className={`${classes.area} ${classes.inset}`}>{t('reportSchedule.log')}</h2>
      <Table
        label={t('reportSchedule.log')}
        columns={[
          { id: 'name', label: t('reportSchedule.field.name') },
          { id: 'due', label: t('reportSchedule.log.due') },
          { id: 'outcome', label: t('reportSchedule.log.outcome') },
          { id: 'went', label: t('reportSchedule.log.went') },
        ]}
      >
        {runs.map(({ run, name, due, outcome, attempts, error, went }) => (
          <tr key={run}>
            <td>
              <Bdi>{name}</Bdi>
            </td>
            <td>{format.dateTime(due)}</td>
            <td>
              {t(`reportSchedule.outcome.${outcome}`)}
              {attempts > 1 && ` · ${t('reportSchedule.attempts', { n: attempts })}`}
            </td>
            <td>{error ? errorText(error, t, has) : went !== null && <Ltr>{went}</Ltr>}</td>
          </tr>
        ))}
      </Table>
    </section>
  )
}

/** The series applied to a record: which run, from when; shifted to another first day, or stopped. */
import { type ReactNode, useState } from 'react'
import { localTime } from '#db/shared/dates/format.ts'
import type { Target } from '#db/shared/target.ts'
import { useJob, useRead } from '../../../data/hooks.ts'
import { call } from '../../../data/port.ts'
import { useHasText, useText } from '../../../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../../../i18n/useFormat.tsx'
import { useReturnFocus } from '../../../records/focus.ts'
import { JobProgress } from '../../../records/JobProgress.tsx'
import { useDoing } from '../../../state/doing.ts'
import { toastUndoable } from '../../../state/feedback.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { Button } from '../../../ui/Button.tsx'
import { DateField } from '../../../ui/dates/DateField.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { Dialog } from '../../../ui/overlay/Dialog.tsx'
import classes from '../Items.module.css'

const MOST = 50
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

interface Props {
  readonly entity: 'contact' | 'company'
  readonly id: string
  readonly readOnly: boolean
}

export function SeriesRuns({ entity, id, readOnly }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const runs = useRead(
    'record.list',
    {
      entity: 'seriesRun',
      filter: { field: `${entity}Id`, op: 'is', value: id },
      sort: ['-anchor'],
      limit: MOST,
    },
    { depends: { on: ['seriesRun'] }, keep: true },
  ).data?.rows
  if (!runs?.length) return null
  return (
    <section className={classes.runs} aria-label={t('series.runs')}>
      <h3 className={classes.runsTitle}>{t('series.runs')}</h3>
      <ul className={classes.list}>
        {runs.map((run) => (
          <li key={run.id} className={classes.row}>
            <span className={classes.grow}>
              <Bdi>{t('series.run', { name: text(run.seriesName), day: format.date(text(run.anchor)) })}</Bdi>
            </span>
            {run.status === 'stopped' ? (
              <Badge tone="neutral">{t('series.stopped')}</Badge>
            ) : (
              !readOnly && (
                <RunButtons
                  target={{ ids: [run.id] }}
                  name={text(run.seriesName)}
                  anchor={text(run.anchor)}
                />
              )
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

interface ButtonsProps {
  readonly target: Target
  readonly name: string
  /** The first day it has now; none when it is of several. */
  readonly anchor?: string
}

/** Shifting and stopping one application, or all of a series. */
export function RunButtons({ target, name, anchor }: ButtonsProps): ReactNode {
  const t = useText()
  const doing = useDoing()
  const [shifting, setShifting] = useState(false)
  const stop = async (): Promise<void> => {
    await doing(
      () => call('series.stop', { target }),
      ({ removed }) => t('series.ended', { n: removed }),
    )
  }
  return (
    <>
      <Button size="small" aria-label={`${t('series.shift')} ${name}`} onClick={() => setShifting(true)}>
        {t('series.shift')}
      </Button>
      <Button size="small" aria-label={`${t('series.stop')} ${name}`} onClick={() => void stop()}>
        {t('series.stop')}
      </Button>
      {shifting && (
        <ShiftDialog
          target={target}
          name={name}
          {...(anchor && { anchor })}
          onClose={() => setShifting(false)}
        />
      )}
    </>
  )
}

function ShiftDialog({
  target,
  name,
  anchor: old,
  onClose,
}: ButtonsProps & { readonly onClose: () => void }): ReactNode {
  useReturnFocus()
  const t = useText()
  const has = useHasText()
  const [anchor, setAnchor] = useState(() => old ?? localTime(Date.now()).iso)
  const { job, start, cancel } = useJob('series.shift')
  const running = job.state === 'running'
  const shift = async (): Promise<void> => {
    const done = await start({ target, anchor })
    if (!done) return
    toastUndoable(t('series.shifted', { n: done.changed }), done.operation, t, has)
    onClose()
  }
  return (
    <Dialog
      open
      size="small"
      title={t('series.shiftOne', { name })}
      onClose={running ? cancel : onClose}
      onSubmit={() => void shift()}
      footer={
        <>
          <Button onClick={running ? cancel : onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" tone="primary" busy={running} disabled={anchor === old}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      {job.state === 'failed' && <ErrorNote error={job.error} />}
      <p className={classes.hint}>{t('series.shift.text')}</p>
      <DateField
        label={t('series.shift.anchor')}
        value={anchor}
        onChange={(day) => day !== null && setAnchor(day)}
      />
      {running && <JobProgress label={t('series.shiftOne', { name })} job={job} onCancel={cancel} />}
    </Dialog>
  )
}

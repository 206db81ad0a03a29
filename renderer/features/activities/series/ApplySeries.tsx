/** Applies a series of activities to the lookup or one record: which, from when, and the days it comes to. */
import { type ReactNode, useState } from 'react'
import { localTime, systemTimeZone } from '#db/shared/dates/format.ts'
import type { Target } from '#db/shared/target.ts'
import { useJob, useRead } from '../../../data/hooks.ts'
import { useHasText, useText } from '../../../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../../../i18n/useFormat.tsx'
import { useReturnFocus } from '../../../records/focus.ts'
import { JobProgress } from '../../../records/JobProgress.tsx'
import { toastUndoable } from '../../../state/feedback.ts'
import { Button } from '../../../ui/Button.tsx'
import { DateField } from '../../../ui/dates/DateField.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { Select } from '../../../ui/fields/Select.tsx'
import { Dialog } from '../../../ui/overlay/Dialog.tsx'
import classes from '../Activities.module.css'
import { useCodeWord } from '../words.tsx'

interface Scope {
  readonly entity: 'contact' | 'company'
  readonly target: Target
  readonly count: number
}

export function ApplySeries({
  scope,
  onClose,
}: {
  readonly scope: Scope
  readonly onClose: () => void
}): ReactNode {
  useReturnFocus()
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const kindWord = useCodeWord('history.kind')
  const [id, setId] = useState<string | null>(null)
  const [anchor, setAnchor] = useState(() => localTime(Date.now()).iso)
  const { job, start, cancel } = useJob('series.apply')
  const list = useRead(
    'record.list',
    { entity: 'activitySeries', sort: ['name'], limit: 500 },
    { depends: { on: ['activitySeries'] } },
  ).data
  const chosen = id ?? list?.rows[0]?.id ?? null
  const preview = useRead(
    'series.preview',
    { id: chosen ?? '', anchor },
    {
      depends: { on: ['activitySeries', 'seriesStep', 'holiday', 'setting'] },
      enabled: chosen !== null,
      keep: true,
    },
  ).data
  const running = job.state === 'running'
  const apply = async (): Promise<void> => {
    if (chosen === null || running) return
    const done = await start({
      id: chosen,
      anchor,
      entity: scope.entity,
      target: scope.target,
      timeZone: systemTimeZone(),
    })
    if (!done) return
    toastUndoable(
      t('series.applied', { n: done.applied, activities: done.scheduled }),
      done.operation,
      t,
      has,
    )
    onClose()
  }
  return (
    <Dialog
      open
      title={t('series.apply')}
      onClose={running ? cancel : onClose}
      onSubmit={() => void apply()}
      footer={
        <>
          <Button onClick={running ? cancel : onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" tone="primary" busy={running} disabled={!preview?.steps.length}>
            {t('series.applyTo', { n: scope.count })}
          </Button>
        </>
      }
    >
      {list && list.rows.length === 0 ? (
        <p>{t('series.none')}</p>
      ) : (
        <div className={classes.grid}>
          {job.state === 'failed' && (
            <div data-wide>
              <ErrorNote error={job.error} />
            </div>
          )}
          <Select
            label={t('activitySeries.one')}
            options={(list?.rows ?? []).map((row) => ({ value: row.id, label: String(row.name ?? '') }))}
            value={chosen}
            onChange={setId}
          />
          <DateField
            label={t('seriesRun.field.anchor')}
            value={anchor}
            onChange={(day) => day && setAnchor(day)}
          />
          <ol data-wide aria-label={t('seriesStep.many')}>
            {preview?.steps.map((step) => (
              <li key={step.id}>
                {format.date(step.day, 'full')} · {kindWord(step.kind)}
                {step.regarding && (
                  <>
                    {' · '}
                    <Bdi>{step.regarding}</Bdi>
                  </>
                )}
                {step.moved && ` (${t('series.moved')})`}
              </li>
            ))}
          </ol>
          {running && (
            <div data-wide>
              <JobProgress label={t('series.apply')} job={job} />
            </div>
          )}
        </div>
      )}
    </Dialog>
  )
}

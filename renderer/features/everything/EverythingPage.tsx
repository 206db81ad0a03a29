/** The settings page of the exit: everything into one file, and everything out of one. */
import { IconPackageExport, IconPackageImport } from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import { useJob } from '../../data/hooks.ts'
import { native } from '../../data/native.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Ltr, useFormat } from '../../i18n/useFormat.tsx'
import { JobProgress } from '../../records/JobProgress.tsx'
import { useMay } from '../../state/session.ts'
import { showJob } from '../../state/ui.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import classes from './Everything.module.css'

const ZIP = { extensions: ['zip'] }

export function EverythingPage(): ReactNode {
  const mayMaintain = useMay('maintain')
  const mayConfigure = useMay('configure')
  return (
    <div className={classes.page}>
      {mayMaintain && <Away />}
      {mayConfigure && <Back />}
    </div>
  )
}

const countOf = (records: Readonly<Record<string, number>>): number =>
  Object.values(records).reduce((sum, n) => sum + n, 0)

function Away(): ReactNode {
  const t = useText()
  const format = useFormat()
  const { job, start, cancel } = useJob('everything.export')
  useStatusLine('everything.export', t('everything.running'), job, cancel)
  const choose = async (): Promise<void> => {
    const day = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short' }).format(Date.now())
    const out = await native?.saveFile({
      title: t('everything.export'),
      suggestedName: `Samphan-${day}.zip`,
      filters: [{ name: t('everything.file'), ...ZIP }],
    })
    if (out) await start({ out })
  }
  return (
    <div className={classes.part}>
      <Button
        tone="primary"
        icon={<IconPackageExport size={15} />}
        disabled={job.state === 'running'}
        onClick={() => void choose()}
      >
        {t('everything.export')}
      </Button>
      {job.state === 'running' && (
        <div className={classes.wide}>
          <JobProgress label={t('everything.running')} job={job} onCancel={cancel} />
        </div>
      )}
      {job.state === 'failed' && job.error.code !== 'Cancelled' && <ErrorNote error={job.error} />}
      {job.state === 'done' && (
        <div role="status">
          <p>
            {t('everything.exported')} ·{' '}
            {t('everything.exported.detail', {
              n: countOf(job.result.records),
              files: job.result.attachments,
            })}{' '}
            · {format.bytes(job.result.bytes)}
          </p>
          <p className={classes.text}>
            <Ltr>{job.result.file}</Ltr>
          </p>
          {job.result.missing > 0 && <p>{t('everything.missing', { n: job.result.missing })}</p>}
          <Button size="small" onClick={() => void native?.showInFolder(job.result.file)}>
            {t('transfer.showInFolder')}
          </Button>
        </div>
      )}
    </div>
  )
}

function Back(): ReactNode {
  const t = useText()
  const { job, start, cancel } = useJob('everything.import')
  useStatusLine('everything.import', t('everything.returning'), job, cancel)
  const choose = async (): Promise<void> => {
    const files = await native?.openFiles({
      title: t('everything.import'),
      filters: [{ name: t('everything.file'), ...ZIP }],
    })
    if (files && files.length > 0) await start({ files })
  }
  return (
    <div className={classes.part}>
      <p className={classes.text}>{t('everything.import.text')}</p>
      <Button
        icon={<IconPackageImport size={15} />}
        disabled={job.state === 'running'}
        onClick={() => void choose()}
      >
        {t('everything.import')}
      </Button>
      {job.state === 'running' && (
        <div className={classes.wide}>
          <JobProgress label={t('everything.returning')} job={job} onCancel={cancel} />
        </div>
      )}
      {job.state === 'failed' && job.error.code !== 'Cancelled' && <ErrorNote error={job.error} />}
      {job.state === 'done' && (
        <p role="status">{t('everything.imported', { n: countOf(job.result.records) })}</p>
      )}
    </div>
  )
}

type Shown =
  | {
      readonly state: 'running'
      readonly progress: { readonly done: number; readonly total?: number }
      readonly startedAt: number
    }
  | { readonly state: 'idle' | 'done' | 'failed' }

/** Keeps the status bar's line of a job. */
function useStatusLine(id: string, label: string, job: Shown, cancel: () => void): void {
  useEffect(() => {
    showJob(
      id,
      job.state === 'running' ? { label, ...job.progress, startedAt: job.startedAt, cancel } : undefined,
    )
  }, [id, label, job, cancel])
  useEffect(() => () => showJob(id, undefined), [id])
}

/** The bottom line: which database, how many records in front, what is running. */
import { IconDatabase, IconLock, IconX } from '@tabler/icons-react'
import { type ReactNode, useSyncExternalStore } from 'react'
import { port } from '../data/port.ts'
import { useText } from '../i18n/I18nProvider.tsx'
import { Ltr, useFormat } from '../i18n/useFormat.tsx'
import { type RunningJob, useUi } from '../state/ui.ts'
import { IconButton } from '../ui/Button.tsx'
import { ProgressBar } from '../ui/Progress.tsx'
import { Tooltip } from '../ui/Tooltip.tsx'
import classes from './StatusBar.module.css'

interface Props {
  /** Full path of the open database. */
  readonly file: string | undefined
  readonly readOnly: boolean
  /** What features say there, such as how sharing stands. */
  readonly children?: ReactNode
}

export function StatusBar({ file, readOnly, children }: Props): ReactNode {
  const t = useText()
  const lookup = useUi((state) => state.lookup)
  const jobs = useUi((state) => state.jobs)
  const link = useSyncExternalStore(port.onState, port.state)
  const name = file?.split(/[\\/]/).at(-1)
  return (
    <footer className={classes.bar}>
      {link === 'connected' && name ? (
        <Tooltip label={<Ltr>{file}</Ltr>}>
          <span className={classes.item}>
            <IconDatabase size={14} aria-hidden="true" />
            <Ltr>{name}</Ltr>
          </span>
        </Tooltip>
      ) : (
        <span className={classes.item} role="status">
          {t(link === 'lost' ? 'app.status.lost' : 'app.status.connecting')}
        </span>
      )}
      {readOnly && (
        <span className={classes.item}>
          <IconLock size={14} aria-hidden="true" />
          {t('app.status.readOnly')}
        </span>
      )}
      {children && <span className={classes.item}>{children}</span>}
      <span className={classes.lookup}>{lookup}</span>
      {jobs.map((job) => (
        <Job key={job.id} job={job} />
      ))}
    </footer>
  )
}

/** One running job: what, how many, how long still; where it is watched, and the way to stop it. */
function Job({ job }: { readonly job: RunningJob }): ReactNode {
  const t = useText()
  const format = useFormat()
  const seconds = (Date.now() - job.startedAt) / 1000
  const left =
    job.total !== undefined && seconds > 2 && job.done > 0 && job.done < job.total
      ? t('ui.progress.left', { time: format.duration((seconds / job.done) * (job.total - job.done)) })
      : undefined
  const words = [t('app.status.running', { label: job.label, done: format.integer(job.done) }), left]
    .filter(Boolean)
    .join(' · ')
  return (
    <span className={classes.job}>
      {job.open ? (
        <button type="button" className={classes.open} onClick={job.open}>
          {words}
        </button>
      ) : (
        <span>{words}</span>
      )}
      <span className={classes.track}>
        <ProgressBar
          label={job.label}
          done={job.done}
          {...(job.total !== undefined && { total: job.total })}
        />
      </span>
      {job.cancel && (
        <IconButton label={t('app.status.stop', { label: job.label })} size={24} onClick={job.cancel}>
          <IconX size={13} />
        </IconButton>
      )}
    </span>
  )
}

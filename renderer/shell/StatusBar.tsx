/** The bottom line: which database, how many records in front, what is running. */
import { IconDatabase, IconLock } from '@tabler/icons-react'
import { type ReactNode, useSyncExternalStore } from 'react'
import { port } from '../data/port.ts'
import { useText } from '../i18n/I18nProvider.tsx'
import { Ltr, useFormat } from '../i18n/useFormat.tsx'
import { useUi } from '../state/ui.ts'
import { ProgressBar } from '../ui/Progress.tsx'
import { Tooltip } from '../ui/Tooltip.tsx'
import classes from './StatusBar.module.css'

interface Props {
  /** Full path of the open database. */
  readonly file: string | undefined
  readonly readOnly: boolean
}

export function StatusBar({ file, readOnly }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
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
      <span className={classes.lookup}>{lookup}</span>
      {jobs.map((job) => (
        <span key={job.id} className={classes.job}>
          <span>{t('app.status.running', { label: job.label, done: format.integer(job.done) })}</span>
          <span className={classes.track}>
            <ProgressBar
              label={job.label}
              done={job.done}
              {...(job.total !== undefined && { total: job.total })}
            />
          </span>
        </span>
      ))}
    </footer>
  )
}

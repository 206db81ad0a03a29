/** Step four: the import as it goes, then what came of it, with the ways back and on. */
import { IconAlertTriangle, IconArrowBackUp, IconCircleCheck, IconFolderOpen } from '@tabler/icons-react'
import type { ReactNode, Ref } from 'react'
import { native } from '../../data/native.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { hasPage } from '../../records/open.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { worded } from './fileErrors.ts'
import { Reasons } from './Reasons.tsx'
import classes from './RunStep.module.css'
import { baseName } from './reading.ts'
import type { Import, Outcome } from './useImport.ts'

interface Props {
  readonly work: Import
  readonly onShowThem: () => void
  readonly onClose: () => void
  readonly mainRef: Ref<HTMLButtonElement>
}

export function RunStep({ work, onShowThem, onClose, mainRef }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const { job, backingUp, outcome, files } = work
  if (outcome)
    return (
      <Summary work={work} outcome={outcome} onShowThem={onShowThem} onClose={onClose} mainRef={mainRef} />
    )
  const names = format.list(files.map(baseName))
  const progress = job.state === 'running' ? job.progress : { done: 0 }
  const label = backingUp ? 'backup' : progress.step === 'links' ? 'links' : 'label'
  return (
    <div className={classes.running}>
      <Progress
        label={t(`transfer.run.${label}`, { names })}
        done={progress.done}
        {...(progress.total !== undefined && { total: progress.total })}
        elapsedMs={job.state === 'running' ? Date.now() - job.startedAt : 0}
        onCancel={work.cancel}
      />
      <p className={classes.hint}>{t('transfer.run.hint')}</p>
    </div>
  )
}

const tiles = ['created', 'updated', 'skipped', 'rejected'] as const

function Summary({
  work,
  outcome,
  onShowThem,
  onClose,
  mainRef,
}: Props & { readonly outcome: Outcome }): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const { counts, related, reasons, rejectsFile, operation, end, error, entity } = outcome
  const { undoing } = work
  const others = Object.entries(related).filter(([name, n]) => n > 0 && has(`${name}.count`))
  // A file about people makes no records to update, unless it is of answers.
  const { about } = work.reading
  const shownTiles = tiles.filter(
    (name) => !about || name !== (about.what === 'answer' ? 'created' : 'updated'),
  )
  const isUndone = undoing.state === 'done'
  const Icon = end === 'done' ? IconCircleCheck : IconAlertTriangle
  return (
    <div className={classes.summary}>
      <div className={classes.head} data-end={end} role="status">
        <Icon size={28} stroke={1.6} aria-hidden="true" className={classes.icon} />
        <div>
          <h3 className={classes.title}>{t(`transfer.end.${end}`)}</h3>
          <p className={classes.hint}>{t('transfer.end.read', { n: counts.read })}</p>
        </div>
      </div>
      {error && end === 'failed' && <ErrorNote error={worded(error)} />}
      <dl className={classes.tiles}>
        {shownTiles.map((name) => (
          <div
            key={name}
            className={classes.tile}
            data-zero={counts[name] === 0 || undefined}
            data-name={name}
          >
            <dt>{t(`transfer.${about ? 'about.count' : 'count'}.${name}`)}</dt>
            <dd>{format.integer(counts[name])}</dd>
          </div>
        ))}
      </dl>
      {others.length > 0 && (
        <p>
          {t('transfer.end.related', {
            list: format.list(others.map(([name, n]) => t(`${name}.count`, { n }))),
          })}
        </p>
      )}
      <Reasons reasons={reasons} />
      {rejectsFile !== null && (
        <div className={classes.rejects}>
          <p>{t('transfer.end.rejects', { n: counts.rejected, file: baseName(rejectsFile) })}</p>
          <Button
            size="small"
            icon={<IconFolderOpen size={14} />}
            onClick={() => void native?.showInFolder(rejectsFile)}
          >
            {t('transfer.showRejects')}
          </Button>
        </div>
      )}
      <div aria-live="polite">
        {undoing.state === 'failed' && <ErrorNote error={undoing.error} />}
        {undoing.state === 'done' && (
          <p className={classes.undone}>
            {t('transfer.end.undone', { n: undoing.undone.reverted })}{' '}
            {undoing.undone.kept.length > 0 && t('undo.kept', { n: undoing.undone.kept.length })}
          </p>
        )}
      </div>
      <footer className={classes.footer}>
        {operation !== null && !isUndone && (
          <Button
            icon={<IconArrowBackUp size={15} />}
            busy={undoing.state === 'running'}
            onClick={() => void work.undo()}
          >
            {t('transfer.undoImport')}
          </Button>
        )}
        <span className={classes.gap} />
        {counts.created > 0 && !isUndone && hasPage(entity) && (
          <Button onClick={onShowThem}>{t('transfer.showThem')}</Button>
        )}
        <Button ref={mainRef} autoFocus tone="primary" onClick={onClose}>
          {t('transfer.done')}
        </Button>
      </footer>
    </div>
  )
}

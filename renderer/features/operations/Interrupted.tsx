/** Work that a crash cut off: go on with it, take it back, or keep what it had done. */
import { IconAlertTriangle } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useJob, useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { JobProgress } from '../../records/JobProgress.tsx'
import { reportFailure } from '../../state/feedback.ts'
import { toast } from '../../state/ui.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import classes from './Page.module.css'
import { type Operation, operationText, recordsText } from './words.ts'

/** What `transfer.resume` can go on with. */
const resumable: ReadonlySet<string> = new Set(['transfer.import', 'demo.create'])

export const useInterrupted = () => useRead('operation.interrupted', {}, { depends: { on: ['*'] } })

interface Props {
  readonly onUndo: (operation: Operation) => Promise<void>
}

export function Interrupted({ onUndo }: Props): ReactNode {
  const { data, refetch } = useInterrupted()
  const t = useText()
  // While it goes on it is interrupted no more, but its progress belongs where it was started.
  const [resuming, setResuming] = useState<readonly Operation[]>([])
  const others = resuming.filter(({ id }) => !data?.operations.some((operation) => operation.id === id))
  const shown = [...(data?.operations ?? []), ...others]
  if (shown.length === 0) return null
  return (
    <section className={classes.interrupted} aria-label={t('operations.interrupted')}>
      {shown.map((operation) => (
        <One
          key={operation.id}
          operation={operation}
          onUndo={onUndo}
          onResume={() => setResuming((before) => [...before, operation])}
          onSettled={async () => {
            await refetch()
            setResuming((before) => before.filter(({ id }) => id !== operation.id))
          }}
        />
      ))}
    </section>
  )
}

interface OneProps extends Props {
  readonly operation: Operation
  readonly onResume: () => void
  readonly onSettled: () => Promise<void>
}

function One({ operation, onUndo, onResume, onSettled }: OneProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const { job, start, cancel } = useJob('transfer.resume')
  const [busy, setBusy] = useState(false)

  const resume = async (): Promise<void> => {
    onResume()
    const result = await start({ operation: operation.id })
    if (result) toast({ tone: 'done', text: t('operations.resumed', { n: result.created + result.updated }) })
    await onSettled()
  }
  const keep = async (): Promise<void> => {
    setBusy(true)
    try {
      await call('operation.keep', { operation: operation.id })
      toast({ tone: 'done', text: t('operations.kept') })
    } catch (failure) {
      reportFailure(failure, t, has)
    }
    setBusy(false)
    await onSettled()
  }
  const undo = async (): Promise<void> => {
    setBusy(true)
    await onUndo(operation)
    setBusy(false)
    await onSettled()
  }
  return (
    <div className={classes.card}>
      <h2 className={classes.cardTitle}>
        <IconAlertTriangle size={17} aria-hidden="true" />
        {t('operations.interrupted.title', { what: operationText(operation, t, has) })}
      </h2>
      <p>
        {t('operations.interrupted.text', {
          when: format.dateTime(operation.at),
          records: recordsText(operation, t, has, format),
        })}
      </p>
      {job.state === 'failed' && <ErrorNote error={job.error} />}
      {job.state === 'running' ? (
        <JobProgress label={t('operations.resuming')} job={job} onCancel={cancel} />
      ) : (
        <div className={classes.row}>
          {resumable.has(operation.kind) && (
            <Button tone="primary" disabled={busy} onClick={() => void resume()}>
              {t('operations.resume')}
            </Button>
          )}
          {operation.undoable && (
            <Button disabled={busy} onClick={() => void undo()}>
              {t('operations.undoIt')}
            </Button>
          )}
          <Button disabled={busy} onClick={() => void keep()}>
            {t('operations.keep')}
          </Button>
        </div>
      )}
    </div>
  )
}

/** A verb on many tickets: what it asks for, how far it is, and how it ended where not all could be done. */
import type { ReactNode } from 'react'
import type { Input } from '#db/shared/contract.ts'
import { type JobState, useJob } from '../../data/hooks.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { BulkSummary } from '../../records/BulkSummary.tsx'
import type { ListScope } from '../../records/extensions.tsx'
import { JobProgress } from '../../records/JobProgress.tsx'
import { SaveDialog } from '../../records/SaveDialog.tsx'
import { toastUndoable, undo } from '../../state/feedback.ts'
import { Dialog } from '../../ui/overlay/Dialog.tsx'

type Verb = 'ticket.assign' | 'ticket.move' | 'macro.run'

interface Props<Name extends Verb> {
  readonly name: Name
  readonly scope: ListScope
  readonly title: string
  /** Undefined until all was chosen. */
  readonly input: Input<Name> | undefined
  readonly onClose: () => void
  readonly children: ReactNode
}

export function BulkDialog<Name extends Verb>({
  name,
  scope,
  title,
  input,
  onClose,
  children,
}: Props<Name>): ReactNode {
  const t = useText()
  const has = useHasText()
  const { start, cancel, job: own } = useJob(name)
  const job: JobState<Verb> = own
  const run = async (): Promise<void> => {
    if (input === undefined) return
    const done = await start(input)
    if (!done) return
    const { changed, failed, missing, refused, cancelled, operation } = done
    if (failed.count + missing > 0 || Object.keys(refused).length > 0 || cancelled) return
    toastUndoable(t('ticket.bulk.done', { n: changed }), operation, t, has)
    onClose()
  }
  if (job.state === 'running')
    return (
      <Dialog open title={title} onClose={onClose}>
        <JobProgress label={t('ticket.bulk.running')} job={job} onCancel={cancel} />
      </Dialog>
    )
  if (job.state === 'done')
    return (
      <BulkSummary
        title={title}
        entity={scope.entity}
        summary={job.result}
        onUndo={(operation) => {
          onClose()
          void undo(operation, t, has)
        }}
        onClose={onClose}
      />
    )
  return (
    <SaveDialog
      title={title}
      size="small"
      ready={input !== undefined}
      error={job.state === 'failed' ? job.error : undefined}
      action={t('ticket.bulk.do', { n: scope.count })}
      onSave={() => void run()}
      onClose={onClose}
    >
      {children}
    </SaveDialog>
  )
}

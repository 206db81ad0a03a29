/** Asks before what cannot be undone, says so, and shows how far it is. */
import type { ReactNode } from 'react'
import type { Input } from '#db/shared/contract.ts'
import { useJob } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { JobProgress } from '../../records/JobProgress.tsx'
import { toast } from '../../state/ui.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'

interface Props {
  readonly what: Input<'trash.empty'>
  readonly n: number
  readonly onClose: () => void
}

export function EmptyDialog({ what, n, onClose }: Props): ReactNode {
  const t = useText()
  const { job, start, cancel } = useJob('trash.empty')
  const running = job.state === 'running' ? job : undefined
  const erase = async (): Promise<void> => {
    const result = await start(what)
    if (!result) return
    toast({ tone: 'done', text: t('trash.erased', { n: result.erased }) })
    onClose()
  }
  return (
    <Dialog
      open
      size="small"
      title={t('trash.erase.title', { n })}
      onClose={() => {
        if (!running) onClose()
      }}
      footer={
        running ? undefined : (
          <>
            <Button autoFocus onClick={onClose}>
              {t('ui.cancel')}
            </Button>
            <Button tone="danger" onClick={() => void erase()}>
              {t('trash.erase.confirm')}
            </Button>
          </>
        )
      }
    >
      {job.state === 'failed' && <ErrorNote error={job.error} />}
      {running ? (
        <JobProgress label={t('trash.erasing')} job={running} onCancel={cancel} />
      ) : (
        <p>{t('trash.erase.text')}</p>
      )}
    </Dialog>
  )
}

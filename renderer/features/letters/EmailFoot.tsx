/** The foot of a merge by e-mail: from which account, with which files, into the outbox. */
import { IconMailForward } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Input } from '#db/shared/contract.ts'
import { MAX_ATTACHED } from '#db/shared/mail.ts'
import { useJob, useRead } from '../../data/hooks.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { ChosenFiles } from '../../records/ChosenFiles.tsx'
import { JobProgress } from '../../records/JobProgress.tsx'
import { toastUndoable } from '../../state/feedback.ts'
import { go } from '../../state/route.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import classes from './Letters.module.css'

export function EmailFoot({
  input,
  incomplete,
  onClose,
}: {
  readonly input: Input<'letter.record'>
  readonly incomplete: boolean
  readonly onClose: () => void
}): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const accounts = useRead(
    'record.list',
    { entity: 'mailAccount', limit: 100 },
    { depends: { on: ['mailAccount'] } },
  ).data?.rows
  const [chosen, setChosen] = useState<string>()
  const account = chosen ?? accounts?.[0]?.id
  const [files, setFiles] = useState<readonly string[]>([])
  const { job, start, cancel } = useJob('letter.send')
  const send = async (): Promise<void> => {
    if (!account) return
    const done = await start({ ...input, account, incomplete, files: [...files] })
    if (!done) return
    toastUndoable(t('letter.queued', { n: done.queued, skipped: done.skipped }), done.operation, t, has)
    onClose()
  }
  if (accounts?.length === 0)
    return (
      <div className={classes.foot}>
        <span className={classes.grow}>{t('mail.write.noAccount')}</span>
        <Button
          onClick={() => {
            onClose()
            go({ section: 'settings', view: 'mail' })
          }}
        >
          {t('mail.write.setUp')}
        </Button>
      </div>
    )
  if (job.state === 'running') return <JobProgress label={t('letter.queueing')} job={job} onCancel={cancel} />
  return (
    <>
      {job.state === 'failed' && <ErrorNote error={job.error} />}
      <ChosenFiles
        files={files}
        hint={t('letter.attach.limit', { max: format.bytes(MAX_ATTACHED) })}
        together={MAX_ATTACHED}
        onChange={setFiles}
      />
      <div className={classes.foot}>
        <div className={classes.grow}>
          <Select
            label={t('mail.write.from')}
            labelHidden
            value={account ?? null}
            options={(accounts ?? []).map((row) => ({ value: row.id, label: String(row.name) }))}
            onChange={(id) => setChosen(id ?? undefined)}
          />
        </div>
        <Button
          tone="primary"
          icon={<IconMailForward size={16} />}
          disabled={!account}
          onClick={() => void send()}
        >
          {t('mail.write.do')}
        </Button>
      </div>
    </>
  )
}

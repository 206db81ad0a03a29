/** Members from a list: first who may not be contacted and why, then they are added. */
import { type ReactNode, useEffect, useState } from 'react'
import { useJob, useRead } from '../../data/hooks.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useReturnFocus } from '../../records/focus.ts'
import { JobProgress } from '../../records/JobProgress.tsx'
import { toastUndoable } from '../../state/feedback.ts'
import { go } from '../../state/route.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Campaigns.module.css'
import { RefusedList } from './words.tsx'

interface Props {
  readonly campaign: string
  readonly onClose: () => void
}

export function AddMembers({ campaign, onClose }: Props): ReactNode {
  useReturnFocus()
  const t = useText()
  const has = useHasText()
  const lists = useRead('list.list', {}, { depends: { on: ['list'] } }).data?.lists.filter(
    ({ role, members }) => role === 'target' && members,
  )
  const [list, setList] = useState<string | null>(null)
  const trying = useJob('campaign.addMembers')
  const adding = useJob('campaign.addMembers')
  const { start: look } = trying
  useEffect(() => {
    if (list !== null) void look({ campaign, list, dryRun: true })
  }, [list, campaign, look])
  const said = list !== null && trying.job.state === 'done' ? trying.job.result : undefined
  const add = async (): Promise<void> => {
    if (list === null) return
    const done = await adding.start({ campaign, list })
    if (!done) return
    toastUndoable(t('campaign.added', { n: done.added }), done.operation, t, has)
    onClose()
  }
  const { job } = adding.job.state === 'idle' ? trying : adding
  return (
    <Dialog
      open
      title={t('campaign.add.title')}
      onClose={onClose}
      onSubmit={() => void add()}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button
            tone="primary"
            type="submit"
            disabled={!said || said.added === 0}
            busy={adding.job.state === 'running'}
          >
            {t('campaign.add.do', { n: said?.added ?? 0 })}
          </Button>
        </>
      }
    >
      <div className={classes.form}>
        {lists?.length === 0 ? (
          <>
            <p className={classes.hint}>{t('campaign.add.noLists')}</p>
            <Button onClick={() => go({ section: 'lists' })}>{t('list.many')}</Button>
          </>
        ) : (
          <Select
            label={t('list.one')}
            value={list}
            autoFocus
            options={(lists ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setList}
          />
        )}
        {job.state === 'failed' && <ErrorNote error={job.error} />}
        {job.state === 'running' && (
          <JobProgress
            label={t('campaign.add.looking')}
            job={job}
            onCancel={adding.job.state === 'running' ? adding.cancel : trying.cancel}
          />
        )}
        {said && (
          <div role="status" className={classes.form}>
            <p className={classes.words}>
              {t('campaign.add.found', { total: said.total, added: said.added, already: said.already })}
            </p>
            <RefusedList refused={said.refused} />
          </div>
        )}
      </div>
    </Dialog>
  )
}

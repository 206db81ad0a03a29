/** Members from a list: first who may not be contacted and why, then they are added. */
import { type ReactNode, useEffect, useState } from 'react'
import { useJob, useRead } from '../../data/hooks.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { JobProgress } from '../../records/JobProgress.tsx'
import { SaveDialog } from '../../records/SaveDialog.tsx'
import { toastUndoable } from '../../state/feedback.ts'
import { go } from '../../state/route.ts'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import layout from '../../ui/layout.module.css'
import { RefusedList } from './words.tsx'

interface Props {
  readonly campaign: string
  readonly onClose: () => void
}

export function AddMembers({ campaign, onClose }: Props): ReactNode {
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
    <SaveDialog
      title={t('campaign.add.title')}
      error={job.state === 'failed' ? job.error : undefined}
      action={t('campaign.add.do', { n: said?.added ?? 0 })}
      ready={(said?.added ?? 0) > 0}
      busy={adding.job.state === 'running'}
      onSave={() => void add()}
      onClose={onClose}
    >
      <div className={layout.form}>
        {lists?.length === 0 ? (
          <>
            <p className={layout.hint}>{t('campaign.add.noLists')}</p>
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
        {job.state === 'running' && (
          <JobProgress
            label={t('campaign.add.looking')}
            job={job}
            onCancel={adding.job.state === 'running' ? adding.cancel : trying.cancel}
          />
        )}
        {said && (
          <div role="status" className={layout.form}>
            <p className={layout.words}>
              {t('campaign.add.found', { total: said.total, added: said.added, already: said.already })}
            </p>
            <RefusedList refused={said.refused} />
          </div>
        )}
      </div>
    </SaveDialog>
  )
}

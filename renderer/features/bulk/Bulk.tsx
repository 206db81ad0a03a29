/**
 * Verbs on many records of one window: their dialogs, their jobs while the dialogs are closed, and how they ended. Mounted
 * once, as long as the window lives.
 */
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { BulkChange } from '#db/shared/bulk.ts'
import type { Entity } from '#db/shared/entity.ts'
import { type JobState, useJob } from '../../data/hooks.ts'
import { errorText } from '../../i18n/errorText.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { BulkSummary } from '../../records/BulkSummary.tsx'
import type { ListScope } from '../../records/extensions.tsx'
import { JobProgress } from '../../records/JobProgress.tsx'
import { RefField } from '../../records/RefField.tsx'
import { usePickList } from '../../records/usePickList.ts'
import { runCommand } from '../../state/commands.ts'
import { undo } from '../../state/feedback.ts'
import { showJob, toast } from '../../state/ui.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { TagsField } from '../../ui/fields/TagsField.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import { closeAsked, useAsked, type Verb } from './asked.ts'
import classes from './Bulk.module.css'
import { EditForm } from './EditForm.tsx'

type BulkJob = JobState<'bulk.edit'> | JobState<'bulk.trash'> | JobState<'bulk.assign'>

export function Bulk(): ReactNode {
  const t = useText()
  const has = useHasText()
  const asked = useAsked((state) => state.asked)
  const edit = useJob('bulk.edit')
  const trash = useJob('bulk.trash')
  const assign = useJob('bulk.assign')
  /** What the job that runs, or has ended last, works on. */
  const [working, setWorking] = useState<{ verb: Verb; scope: ListScope }>()
  const jobs = { edit, tag: edit, trash, assign }
  const current = working ? jobs[working.verb] : undefined
  const running = current?.job.state === 'running'
  const [watched, setWatched] = useState(false)
  const close = (): void => {
    closeAsked()
    setWatched(false)
  }
  const settle = (): void => {
    current?.reset()
    setWorking(undefined)
    close()
  }

  // A line in the status bar while it runs, a toast when it ended behind a closed dialog.
  const label = working ? t(`bulk.${working.verb}.running`) : ''
  const job: BulkJob = current?.job ?? { state: 'idle' }
  const cancel = current?.cancel
  useEffect(() => {
    showJob(
      'bulk',
      job.state === 'running'
        ? {
            label,
            ...job.progress,
            startedAt: job.startedAt,
            ...(cancel && { cancel }),
            open: () => setWatched(true),
          }
        : undefined,
    )
  }, [job, label, cancel])
  useEffect(() => () => showJob('bulk', undefined), [])
  const told = useRef(true)
  useEffect(() => {
    if (job.state === 'running') told.current = false
    else if ((job.state === 'done' || job.state === 'failed') && !told.current) {
      told.current = true
      if (working?.verb === 'trash') runCommand('view.refresh')
      if (watched) return
      if (job.state === 'failed') toast({ tone: 'problem', text: errorText(job.error, t, has) })
      else
        toast({
          id: 'bulk',
          tone: job.result.cancelled ? 'info' : 'done',
          text: t('bulk.done', { n: job.result.changed }),
          action: { label: t('bulk.summary'), onSelect: () => setWatched(true) },
        })
    }
  }, [job, watched, working, t, has])

  function start(next: { verb: Verb; scope: ListScope }, run: () => Promise<unknown>): void {
    setWorking(next)
    setWatched(true)
    closeAsked()
    void run()
  }

  if (working && watched && current) {
    const title = t(`bulk.${working.verb}.title`, {
      what: t(`${working.scope.entity.name}.count`, { n: working.scope.count }),
    })
    if (job.state === 'running')
      return (
        <Dialog open title={title} onClose={close}>
          <JobProgress label={label} job={job} onCancel={current.cancel} />
          <p className={classes.text}>{t('bulk.hint')}</p>
        </Dialog>
      )
    if (job.state === 'done')
      return (
        <BulkSummary
          title={title}
          entity={working.scope.entity}
          summary={job.result}
          onUndo={(operation) => {
            settle()
            void undo(operation, t, has).then(() => {
              if (working.verb === 'trash') runCommand('view.refresh')
            })
          }}
          onClose={settle}
        />
      )
    if (job.state === 'failed')
      return (
        <Dialog
          open
          title={title}
          onClose={settle}
          footer={<Button onClick={settle}>{t('ui.close')}</Button>}
        >
          <ErrorNote error={job.error} />
        </Dialog>
      )
  }
  if (!asked) return null
  if (running)
    return (
      <Dialog
        open
        title={t('bulk.busy.title')}
        onClose={close}
        footer={<Button onClick={close}>{t('ui.close')}</Button>}
      >
        <p className={classes.text}>{t('bulk.busy.text')}</p>
      </Dialog>
    )
  const { scope } = asked
  const entity = scope.entity.name
  const { target } = scope
  return (
    <Ask
      key={asked.verb}
      verb={asked.verb}
      scope={scope}
      onClose={close}
      onEdit={(changes) => start(asked, () => edit.start({ entity, target, changes: [...changes] }))}
      onAssign={(owner) => start(asked, () => assign.start({ entity, target, owner }))}
      onTrash={() => start(asked, () => trash.start({ entity, target }))}
    />
  )
}

interface AskProps {
  readonly verb: Verb
  readonly scope: ListScope
  readonly onClose: () => void
  readonly onEdit: (changes: readonly BulkChange[]) => void
  readonly onAssign: (owner: string | null) => void
  readonly onTrash: () => void
}

/** What is to be done, and to how many. */
function Ask({ verb, scope, onClose, onEdit, onAssign, onTrash }: AskProps): ReactNode {
  const t = useText()
  const [changes, setChanges] = useState<readonly BulkChange[]>()
  const [add, setAdd] = useState<readonly string[]>([])
  const [remove, setRemove] = useState<readonly string[]>([])
  const [owner, setOwner] = useState<string | null>(null)
  const what = t(`${scope.entity.name}.count`, { n: scope.count })
  const tagging: BulkChange[] = [
    ...(add.length ? [{ do: 'add' as const, field: 'tags', value: [...add] }] : []),
    ...(remove.length ? [{ do: 'remove' as const, field: 'tags', value: [...remove] }] : []),
  ]
  const ready = verb === 'edit' ? changes !== undefined : verb === 'tag' ? tagging.length > 0 : true
  function submit(): void {
    if (!ready) return
    if (verb === 'edit' && changes) onEdit(changes)
    else if (verb === 'tag') onEdit(tagging)
    else if (verb === 'assign') onAssign(owner)
    else if (verb === 'trash') onTrash()
  }
  return (
    <Dialog
      open
      title={t(`bulk.${verb}.title`, { what })}
      size={verb === 'edit' ? 'large' : 'medium'}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button
            tone={verb === 'trash' ? 'danger' : 'primary'}
            type="submit"
            disabled={!ready}
            autoFocus={verb === 'trash'}
          >
            {t(`bulk.${verb}.do`, { n: scope.count })}
          </Button>
        </>
      }
    >
      <p className={classes.text}>
        {t(scope.picked ? 'bulk.picked' : 'bulk.whole', { what })} {t(`bulk.${verb}.text`)}
      </p>
      {verb === 'edit' && <EditForm entity={scope.entity} onChange={setChanges} />}
      {verb === 'tag' && (
        <Tags entity={scope.entity} add={add} remove={remove} onAdd={setAdd} onRemove={setRemove} />
      )}
      {verb === 'assign' && (
        <RefField
          to="user"
          label={t('field.ownerId')}
          description={t('bulk.assign.nobody')}
          value={owner}
          canCreate={false}
          autoFocus
          onChange={setOwner}
        />
      )}
    </Dialog>
  )
}

interface TagsProps {
  readonly entity: Entity
  readonly add: readonly string[]
  readonly remove: readonly string[]
  readonly onAdd: (tags: readonly string[]) => void
  readonly onRemove: (tags: readonly string[]) => void
}

function Tags({ entity, add, remove, onAdd, onRemove }: TagsProps): ReactNode {
  const t = useText()
  const field = entity.fields.find(({ name }) => name === 'tags') ?? {
    id: 0,
    name: 'tags',
    kind: 'tags' as const,
  }
  const suggestions = usePickList(entity.name, field, true)
  return (
    <div className={classes.tags}>
      <TagsField label={t('bulk.tag.add')} value={add} suggestions={suggestions} autoFocus onChange={onAdd} />
      <TagsField label={t('bulk.tag.remove')} value={remove} suggestions={suggestions} onChange={onRemove} />
    </div>
  )
}

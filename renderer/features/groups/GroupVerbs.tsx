/** Putting the records of a list into a group, taking them out, keeping the list as a group. Mounted once per window. */
import { IconFolderMinus, IconFolderPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { create } from 'zustand'
import { isGrouped } from '#db/shared/groups.ts'
import { useJob } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import type { ListAction, ListScope } from '../../records/extensions.tsx'
import { filterOfSteps } from '../../records/filter/model.ts'
import { JobProgress } from '../../records/JobProgress.tsx'
import { useCommand } from '../../state/commands.ts'
import { reportFailure, toastUndoable } from '../../state/feedback.ts'
import { useFrontLookup } from '../../state/lookup.ts'
import { useMay } from '../../state/session.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Segments } from '../../ui/fields/Checkbox.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Groups.module.css'
import { pathOf } from './tree.ts'
import { useGroups } from './useGroups.ts'

type Verb = 'add' | 'remove'

interface Asked {
  readonly asked: { readonly verb: Verb; readonly scope: ListScope } | undefined
}
const useAsked = create<Asked>()(() => ({ asked: undefined }))
const ask = (verb: Verb, scope: ListScope): void => useAsked.setState({ asked: { verb, scope } })

export const groupActions: readonly ListAction[] = [
  {
    id: 'group.add',
    label: 'group.add.menu',
    icon: <IconFolderPlus size={15} />,
    needs: 'create',
    on: (entity) => isGrouped(entity.name),
    run: (scope) => ask('add', scope),
  },
  {
    id: 'group.remove',
    label: 'group.remove.menu',
    icon: <IconFolderMinus size={15} />,
    needs: 'create',
    on: (entity) => isGrouped(entity.name),
    run: (scope) => ask('remove', scope),
  },
]

export function GroupVerbs(): ReactNode {
  const asked = useAsked((state) => state.asked)
  const front = useFrontLookup()
  const mayWrite = useMay('create')
  const [saving, setSaving] = useState(false)
  useCommand(
    'group.saveLookup',
    mayWrite && front && isGrouped(front.entity) ? () => setSaving(true) : undefined,
  )
  if (saving && front) return <SaveLookup {...front} onClose={() => setSaving(false)} />
  if (!asked) return null
  return <Members key={asked.verb} {...asked} onClose={() => useAsked.setState({ asked: undefined })} />
}

interface MembersProps {
  readonly verb: Verb
  readonly scope: ListScope
  readonly onClose: () => void
}

function Members({ verb, scope, onClose }: MembersProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const groups = useGroups() ?? []
  const [group, setGroup] = useState<string | null>(null)
  const [name, setName] = useState('')
  const adding = useJob('group.add')
  const removing = useJob('group.remove')
  const { job, cancel } = verb === 'add' ? adding : removing
  const own = groups.filter(({ entity, byQuery }) => entity === scope.entity.name && !byQuery)
  const what = t(`${scope.entity.name}.count`, { n: scope.count })
  const ready = group !== null && (group !== NEW || name.trim() !== '')
  const run = async (): Promise<void> => {
    if (!ready || group === null || !isGrouped(scope.entity.name)) return
    try {
      const into = group === NEW ? { name: name.trim(), entity: scope.entity.name } : group
      const done =
        verb === 'add'
          ? await adding.start({ group: into, target: scope.target })
          : await removing.start({ group, target: scope.target })
      if (!done) return
      const title = group === NEW ? name.trim() : (groups.find(({ id }) => id === group)?.name ?? '')
      toastUndoable(t(`group.${verb}.done`, { n: done.changed, name: title }), done.operation, t, has)
      onClose()
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const title = t(`group.${verb}.title`, { what })
  if (job.state === 'running')
    return (
      <Dialog open title={title} onClose={onClose}>
        <JobProgress label={t(`group.${verb}.running`)} job={job} onCancel={cancel} />
      </Dialog>
    )
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      onSubmit={() => void run()}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button tone="primary" type="submit" disabled={!ready}>
            {t(`group.${verb}.do`)}
          </Button>
        </>
      }
    >
      <div className={classes.form}>
        {job.state === 'failed' && <ErrorNote error={job.error} />}
        <p className={classes.hint}>{t(scope.picked ? 'bulk.picked' : 'bulk.whole', { what })}</p>
        <Select
          label={t('group.one')}
          value={group}
          autoFocus
          options={[
            ...own.map(({ id }) => ({ value: id, label: pathOf(groups, id) })),
            ...(verb === 'add' ? [{ value: NEW, label: t('group.new') }] : []),
          ]}
          onChange={setGroup}
        />
        {group === NEW && (
          <TextField label={t('group.field.name')} value={name} autoFocus required onChange={setName} />
        )}
      </div>
    </Dialog>
  )
}

const NEW = 'new'

interface SaveProps {
  readonly entity: string
  readonly lookupId: string
  readonly onClose: () => void
  readonly steps: Parameters<typeof filterOfSteps>[0]
}

/** By query where conditions alone led to the list; else, or by choice, whoever is in it now. */
function SaveLookup({ entity, lookupId, steps, onClose }: SaveProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const filter = filterOfSteps(steps)
  const [name, setName] = useState('')
  const [by, setBy] = useState<'static' | 'query'>(filter ? 'query' : 'static')
  const { job, start, cancel } = useJob('group.add')
  const save = async (): Promise<void> => {
    if (name.trim() === '' || !isGrouped(entity)) return
    try {
      if (by === 'static') {
        const done = await start({ group: { name: name.trim(), entity }, target: { lookupId } })
        if (!done) return
        toastUndoable(t('group.add.done', { n: done.changed, name: name.trim() }), done.operation, t, has)
      } else {
        const made = await call('group.save', { name: name.trim(), entity, ...(filter && { filter }) })
        toastUndoable(t('group.saved', { name: name.trim() }), made.operation, t, has)
      }
      onClose()
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  if (job.state === 'running')
    return (
      <Dialog open title={t('group.saveLookup.title')} onClose={onClose}>
        <JobProgress label={t('group.add.running')} job={job} onCancel={cancel} />
      </Dialog>
    )
  return (
    <Dialog
      open
      title={t('group.saveLookup.title')}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button tone="primary" type="submit" disabled={name.trim() === ''}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <div className={classes.form}>
        {job.state === 'failed' && <ErrorNote error={job.error} />}
        <TextField label={t('group.field.name')} value={name} required autoFocus onChange={setName} />
        <Segments
          label={t('group.members')}
          value={by}
          options={[
            { value: 'static', label: t('group.save.static') },
            { value: 'query', label: t('group.save.query'), disabled: !filter },
          ]}
          onChange={(value) => setBy(value === 'query' ? 'query' : 'static')}
        />
        <p className={classes.hint}>{t(filter ? `group.save.${by}.text` : 'group.save.notByQuery')}</p>
      </div>
    </Dialog>
  )
}

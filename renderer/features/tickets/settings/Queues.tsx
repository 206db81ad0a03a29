/** Queues: who works in them, and how a new ticket finds somebody. */
import { type ReactNode, useState } from 'react'
import { type Assignment, assignments, queue as queueEntity } from '#db/shared/tickets.ts'
import { call } from '../../../data/port.ts'
import { useHasText, useText } from '../../../i18n/I18nProvider.tsx'
import { SaveDialog } from '../../../records/SaveDialog.tsx'
import { useMayCreate } from '../../../records/useRights.ts'
import { useDoing } from '../../../state/doing.ts'
import { toastUndoable } from '../../../state/feedback.ts'
import { useSubmit } from '../../../state/submit.ts'
import { Checkbox } from '../../../ui/fields/Checkbox.tsx'
import { Select } from '../../../ui/fields/Select.tsx'
import { TextField } from '../../../ui/fields/TextField.tsx'
import { type Options, useOptions } from '../words.tsx'
import { Section } from './Section.tsx'
import classes from './Settings.module.css'

type Queue = Options['queues'][number]

export function Queues(): ReactNode {
  const t = useText()
  const doing = useDoing()
  const options = useOptions()
  const mayEdit = useMayCreate(queueEntity)
  const [editing, setEditing] = useState<Queue | 'new'>()
  const remove = async ({ id, name }: Queue): Promise<void> => {
    await doing(() => call('record.trash', { entity: 'queue', id }), t('ui.deletedNamed', { name }))
  }
  return (
    <Section
      title={t('queue.many')}
      text={t('queues.text')}
      none={t('ui.noneYet')}
      items={(options?.queues ?? []).map((queue) => ({
        id: queue.id,
        name: queue.name,
        detail: t(`queue.choice.assignment.${queue.assignment}`),
        ...(mayEdit && { onEdit: () => setEditing(queue), onDelete: () => void remove(queue) }),
      }))}
      {...(mayEdit && { add: { label: t('queue.new'), onAdd: () => setEditing('new') } })}
    >
      {editing && options && (
        <QueueDialog
          queue={editing === 'new' ? undefined : editing}
          users={options.users}
          onClose={() => setEditing(undefined)}
        />
      )}
    </Section>
  )
}

interface Props {
  readonly queue: Queue | undefined
  readonly users: Options['users']
  readonly onClose: () => void
}

function QueueDialog({ queue, users, onClose }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const [name, setName] = useState(queue?.name ?? '')
  const [description, setDescription] = useState(queue?.description ?? '')
  const [assignment, setAssignment] = useState<Assignment>(queue?.assignment ?? 'manual')
  const [members, setMembers] = useState<readonly string[]>(queue?.members ?? [])
  const { busy, error, submit } = useSubmit()
  const ready = name.trim() !== ''
  const save = () =>
    submit(async () => {
      if (!ready) return
      const known = new Set(users.map(({ id }) => id))
      const { operation } = await call('queue.save', {
        ...(queue && { id: queue.id }),
        name,
        description: description || null,
        assignment,
        members: members.filter((id) => known.has(id)),
      })
      toastUndoable(t('ui.savedNamed', { name }), operation, t, has)
      onClose()
    })
  return (
    <SaveDialog
      title={t(queue ? 'queue.one' : 'queue.new')}
      size="small"
      busy={busy}
      ready={ready}
      error={error}
      onSave={() => void save()}
      onClose={onClose}
    >
      <div className={classes.days}>
        <TextField label={t('queue.field.name')} required autoFocus value={name} onChange={setName} />
        <TextField label={t('queue.field.description')} value={description} onChange={setDescription} />
        <Select
          label={t('queue.field.assignment')}
          options={assignments.map((value) => ({ value, label: t(`queue.choice.assignment.${value}`) }))}
          value={assignment}
          onChange={(value) => setAssignment(assignments.find((each) => each === value) ?? 'manual')}
        />
        <fieldset className={classes.days}>
          <legend>{t('queue.field.members')}</legend>
          {users.map(({ id, name: user }) => (
            <Checkbox
              key={id}
              label={user ?? ''}
              checked={members.includes(id)}
              onChange={(on) => setMembers(on ? [...members, id] : members.filter((other) => other !== id))}
            />
          ))}
        </fieldset>
      </div>
    </SaveDialog>
  )
}

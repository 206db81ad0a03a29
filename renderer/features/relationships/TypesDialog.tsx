/** Kinds of relationship of one's own: made, renamed, thrown away. What they mean is said for both sides. */
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useReturnFocus } from '../../records/focus.ts'
import { useDoing } from '../../state/doing.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Relationships.module.css'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export function TypesDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  useReturnFocus()
  const t = useText()
  const rows =
    useRead(
      'record.list',
      { entity: 'relationshipType', limit: 500 },
      { depends: { on: ['relationshipType'] }, keep: true },
    ).data?.rows ?? []
  const [name, setName] = useState('')
  const [reverse, setReverse] = useState('')
  const doing = useDoing()
  const add = async (): Promise<void> => {
    if (name.trim() === '') return
    const data = { name: name.trim(), reverse: reverse.trim() || null }
    await doing(
      () => call('record.create', { entity: 'relationshipType', data }),
      t('relationship.type.added', { name: data.name }),
    )
    setName('')
    setReverse('')
  }
  return (
    <Dialog
      open
      title={t('relationshipType.many')}
      onClose={onClose}
      onSubmit={() => void add()}
      footer={
        <Button tone="primary" onClick={onClose}>
          {t('ui.close')}
        </Button>
      }
    >
      <p className={classes.hint}>{t('relationship.types.text')}</p>
      <ul className={classes.types} aria-label={t('relationshipType.many')}>
        {rows.map((row) => (
          <TypeRow
            key={`${row.id} ${text(row.name)} ${text(row.reverse)}`}
            name={text(row.name)}
            reverse={text(row.reverse)}
            onSave={(data) =>
              void doing(
                () => call('record.update', { entity: 'relationshipType', id: row.id, data }),
                t('relationship.type.changed', { name: data.name }),
              )
            }
            onTrash={() =>
              void doing(
                () => call('record.trash', { entity: 'relationshipType', id: row.id }),
                t('list.deleted', { name: text(row.name) }),
              )
            }
          />
        ))}
      </ul>
      <div className={classes.type}>
        <TextField label={t('relationshipType.field.name')} autoFocus value={name} onChange={setName} />
        <TextField
          label={t('relationshipType.field.reverse')}
          placeholder={t('relationship.type.same')}
          value={reverse}
          onChange={setReverse}
        />
        <Button type="submit" icon={<IconPlus size={14} />} disabled={name.trim() === ''}>
          {t('relationship.type.add')}
        </Button>
      </div>
    </Dialog>
  )
}

interface TypeRowProps {
  readonly name: string
  readonly reverse: string
  readonly onSave: (data: { name: string; reverse: string | null }) => void
  readonly onTrash: () => void
}

function TypeRow({ name, reverse, onSave, onTrash }: TypeRowProps): ReactNode {
  const t = useText()
  const [first, setFirst] = useState(name)
  const [second, setSecond] = useState(reverse)
  const leave = (): void => {
    const data = { name: first.trim(), reverse: second.trim() || null }
    if (data.name === '') setFirst(name)
    else if (data.name !== name || (data.reverse ?? '') !== reverse) onSave(data)
  }
  return (
    <li className={classes.type}>
      <TextField
        label={t('relationshipType.field.name')}
        labelHidden
        value={first}
        onChange={setFirst}
        onBlur={leave}
      />
      <TextField
        label={t('relationshipType.field.reverse')}
        labelHidden
        placeholder={t('relationship.type.same')}
        value={second}
        onChange={setSecond}
        onBlur={leave}
      />
      <IconButton label={t('relationship.type.remove', { name })} onClick={onTrash}>
        <IconTrash size={15} />
      </IconButton>
    </li>
  )
}

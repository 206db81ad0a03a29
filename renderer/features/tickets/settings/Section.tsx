/** One matter of a settings page: a list of named things, each to be edited or taken away, and a new one. */
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import { useText } from '../../../i18n/I18nProvider.tsx'
import { Bdi } from '../../../i18n/useFormat.tsx'
import { Button, IconButton } from '../../../ui/Button.tsx'
import classes from './Settings.module.css'

export interface Item {
  readonly id: string
  readonly name: string
  readonly detail?: ReactNode
  readonly onEdit?: () => void
  readonly onDelete?: () => void
  readonly more?: ReactNode
}

interface Props {
  readonly title: string
  readonly text?: string
  readonly items: readonly Item[]
  readonly none: string
  readonly add?: { readonly label: string; readonly onAdd: () => void }
  readonly children?: ReactNode
}

export function Section({ title, text, items, none, add, children }: Props): ReactNode {
  const t = useText()
  const id = useId()
  return (
    <section className={classes.group} aria-labelledby={id}>
      <h3 id={id} className={classes.title}>
        {title}
      </h3>
      {text !== undefined && <p className={classes.text}>{text}</p>}
      {items.length === 0 && none !== '' && <p className={classes.text}>{none}</p>}
      <ul className={classes.list} aria-label={title}>
        {items.map(({ id: key, name, detail, onEdit, onDelete, more }) => (
          <li key={key} className={classes.row}>
            <span className={classes.name}>
              <Bdi>{name}</Bdi>
            </span>
            {detail !== undefined && <span className={classes.dim}>{detail}</span>}
            <span className={classes.space} />
            {more}
            {onEdit && (
              <IconButton label={t('ui.editNamed', { name })} size={26} onClick={onEdit}>
                <IconPencil size={15} />
              </IconButton>
            )}
            {onDelete && (
              <IconButton label={t('ui.deleteNamed', { name })} size={26} onClick={onDelete}>
                <IconTrash size={15} />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {children}
      {add && (
        <div>
          <Button size="small" icon={<IconPlus size={14} />} onClick={add.onAdd}>
            {add.label}
          </Button>
        </div>
      )}
    </section>
  )
}

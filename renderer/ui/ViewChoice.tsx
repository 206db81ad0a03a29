/** The ways a section can be shown, one of them pressed. */
import type { ComponentType, ReactNode } from 'react'
import { useText } from '../i18n/I18nProvider.tsx'
import { IconButton } from './Button.tsx'
import classes from './ViewChoice.module.css'

interface Props<Id extends string> {
  readonly views: readonly {
    readonly id: Id
    readonly icon: ComponentType<{ readonly size: number }>
    readonly label: string
  }[]
  readonly view: Id
  readonly onChoose: (view: Id) => void
}

export function ViewChoice<Id extends string>({ views, view, onChoose }: Props<Id>): ReactNode {
  const t = useText()
  return (
    <fieldset className={classes.views} aria-label={t('ui.views')}>
      {views.map(({ id, icon: Icon, label }) => (
        <IconButton key={id} label={label} pressed={id === view} onClick={() => onChoose(id)}>
          <Icon size={17} />
        </IconButton>
      ))}
    </fieldset>
  )
}

/** A screen that is not a list of records: its name, what it is for, what can be done with it, and the rest below. */
import type { ReactNode } from 'react'
import classes from './Page.module.css'

interface Props {
  readonly title: string
  readonly text?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

export function Page({ title, text, actions, children }: Props): ReactNode {
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div className={classes.words}>
          <h1 className={classes.title}>{title}</h1>
          {text && <p className={classes.text}>{text}</p>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {/* Scrolled by keyboard too. */}
      <div className={classes.body} tabIndex={0} role="group" aria-label={title}>
        {children}
      </div>
    </div>
  )
}

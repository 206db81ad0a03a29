/** An empty screen that teaches: what this is for, the one button to start, the import that fills it. */
import type { ReactNode } from 'react'
import classes from './EmptyState.module.css'

interface Props {
  readonly icon?: ReactNode
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
  readonly second?: ReactNode
}

export function EmptyState({ icon, title, children, action, second }: Props): ReactNode {
  return (
    <div className={classes.empty}>
      {icon && (
        <div className={classes.icon} aria-hidden="true">
          {icon}
        </div>
      )}
      <h2 className={classes.title}>{title}</h2>
      {children && <div className={classes.text}>{children}</div>}
      {(action || second) && (
        <div className={classes.actions}>
          {action}
          {second}
        </div>
      )}
    </div>
  )
}

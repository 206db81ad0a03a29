/** One matter of a settings page: what it is, what it is good for, the controls. */
import { type ReactNode, useId } from 'react'
import classes from './Page.module.css'

interface Props {
  readonly title: string
  readonly text?: ReactNode
  readonly children: ReactNode
}

export function Group({ title, text, children }: Props): ReactNode {
  const id = useId()
  return (
    <section className={classes.group} aria-labelledby={id}>
      <div>
        <h3 id={id} className={classes.groupTitle}>
          {title}
        </h3>
        {text && <p className={classes.groupText}>{text}</p>}
      </div>
      {children}
    </section>
  )
}

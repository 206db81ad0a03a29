/** One matter on Home: its name, how many, and a short list; or a line that says what will stand here. */
import { type ReactNode, useId } from 'react'
import { useFormat } from '../../i18n/useFormat.tsx'
import classes from './Home.module.css'

interface Props {
  readonly title: string
  readonly icon: ReactNode
  readonly count?: number
  readonly empty: string
  readonly children: readonly ReactNode[]
}

export function Panel({ title, icon, count, empty, children }: Props): ReactNode {
  const format = useFormat()
  const id = useId()
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <header className={classes.head}>
        <span className={classes.icon} aria-hidden="true">
          {icon}
        </span>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {count ? <span className={classes.count}>{format.integer(count)}</span> : null}
      </header>
      {children.length > 0 ? (
        <ul className={classes.list}>{children}</ul>
      ) : (
        <p className={classes.empty}>{empty}</p>
      )}
    </section>
  )
}

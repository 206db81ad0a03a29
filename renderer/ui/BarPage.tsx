/** A screen under one bar: its name, how it is shown, and on the far side what narrows it or adds to it. */
import type { ReactNode } from 'react'
import { useText } from '../i18n/I18nProvider.tsx'
import classes from './BarPage.module.css'

interface Props {
  readonly title: string
  /** How it is shown: a `ViewChoice`. */
  readonly choice: ReactNode
  readonly tools?: ReactNode
  readonly children: ReactNode
}

export function BarPage({ title, choice, tools, children }: Props): ReactNode {
  const t = useText()
  return (
    <section className={classes.page} aria-label={title}>
      <div className={classes.bar} role="toolbar" aria-label={t('list.bar')}>
        <h1 className={classes.title}>{title}</h1>
        {choice}
        <span className={classes.space} />
        {tools}
      </div>
      {children}
    </section>
  )
}

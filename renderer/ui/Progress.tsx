/** Long work: how many, how fast, how long still, and a way out. */
import type { ReactNode } from 'react'
import { useText } from '../i18n/I18nProvider.tsx'
import { useFormat } from '../i18n/useFormat.tsx'
import { Button } from './Button.tsx'
import classes from './Progress.module.css'

interface Props {
  readonly label: string
  readonly done: number
  readonly total?: number
  /** Milliseconds since the work began. */
  readonly elapsedMs: number
  readonly onCancel?: () => void
}

export function Progress({ label, done, total, elapsedMs, onCancel }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const rate = elapsedMs > 500 ? done / (elapsedMs / 1000) : undefined
  const secondsLeft = rate && total !== undefined && total > done ? (total - done) / rate : undefined
  const count =
    total === undefined
      ? t('ui.progress.count', { done: format.integer(done) })
      : t('ui.progress.countOf', { done: format.integer(done), total: format.integer(total) })
  const facts = [
    count,
    rate && rate >= 1 ? t('ui.progress.rate', { rate: format.integer(Math.round(rate)) }) : undefined,
    secondsLeft === undefined ? undefined : t('ui.progress.left', { time: format.duration(secondsLeft) }),
  ]
  return (
    <div className={classes.progress}>
      <div className={classes.head}>
        <span className={classes.label}>{label}</span>
        {onCancel && (
          <Button size="small" onClick={onCancel}>
            {t('ui.cancel')}
          </Button>
        )}
      </div>
      <ProgressBar label={label} done={done} {...(total !== undefined && { total })} />
      <div className={classes.facts}>{facts.filter(Boolean).join(' · ')}</div>
    </div>
  )
}

interface BarProps {
  readonly label: string
  readonly done: number
  readonly total?: number
}

export function ProgressBar({ label, done, total }: BarProps): ReactNode {
  const fraction = total ? Math.min(1, done / total) : undefined
  return (
    <div
      className={classes.track}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(fraction !== undefined && { 'aria-valuenow': Math.round(fraction * 100) })}
    >
      <div
        className={classes.fill}
        data-unknown={fraction === undefined || undefined}
        style={{ inlineSize: `${(fraction ?? 0.3) * 100}%` }}
      />
    </div>
  )
}

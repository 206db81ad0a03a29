/**
 * Steps one after the other, each as wide as what is in it, with its words and number inside the row; so that nothing hangs on
 * colour. A step opens what it stands for.
 */
import type { ReactNode } from 'react'
import type { Point } from './Chart.tsx'
import classes from './Funnel.module.css'

interface Props {
  readonly label: string
  readonly points: readonly Point[]
  readonly onSelect: (point: Point) => void
}

export function Funnel({ label, points, onSelect }: Props): ReactNode {
  const most = Math.max(0, ...points.map(({ value }) => value))
  return (
    <ol className={classes.funnel} aria-label={label}>
      {points.map((point) => (
        <li key={point.id}>
          <button type="button" className={classes.step} onClick={() => onSelect(point)}>
            <span
              className={classes.width}
              aria-hidden="true"
              style={{ inlineSize: `${most <= 0 ? 0 : Math.max(2, (point.value / most) * 100)}%` }}
            />
            <span className={classes.label} data-cut>
              <bdi>{point.label}</bdi>
            </span>
            <span className={classes.value}>{point.text}</span>
          </button>
        </li>
      ))}
    </ol>
  )
}

/**
 * One row of numbers drawn: a bar each, or a column for each stretch of time. Drawn with boxes of the page itself, so that
 * direction, digits and theme are those of the page. A picture only: whoever cannot see it has the table beside it.
 */
import type { ReactNode } from 'react'
import classes from './Chart.module.css'

export interface Point {
  readonly id: string
  readonly label: string
  readonly value: number
  /** The value as it is read. */
  readonly text: string
}

interface Props {
  readonly label: string
  readonly form: 'bars' | 'columns'
  readonly points: readonly Point[]
}

/** More bars than this say less. */
const MOST_BARS = 15
/** From here on columns are too narrow for words below all of them. */
const WORDED = 14

export function Chart({ label, form, points }: Props): ReactNode {
  const shown = form === 'bars' ? points.slice(0, MOST_BARS) : points
  const most = Math.max(0, ...shown.map(({ value }) => value))
  const part = (value: number): string => `${most <= 0 ? 0 : Math.max(0, (value / most) * 100)}%`
  const every = Math.ceil(shown.length / WORDED)
  return (
    <figure className={classes.chart} role="img" aria-label={label}>
      {form === 'bars' ? (
        <div className={classes.bars} aria-hidden="true">
          {shown.map((point) => (
            <Bar key={point.id} point={point} size={part(point.value)} />
          ))}
        </div>
      ) : (
        <div className={classes.columns} aria-hidden="true">
          {shown.map((point, at) => (
            <div key={point.id} className={classes.column} title={`${point.label}: ${point.text}`}>
              <div className={classes.stand}>
                <span className={classes.top}>
                  {shown.length <= 2 * WORDED && point.value > 0 ? point.text : ''}
                </span>
                {/* The figures above the pillar need their room. */}
                <div
                  className={classes.pillar}
                  style={{
                    blockSize: `calc((100% - 20px) * ${most <= 0 ? 0 : Math.max(0, point.value / most)})`,
                  }}
                />
              </div>
              <span className={classes.under}>{at % every === 0 ? <bdi>{point.label}</bdi> : '\u00a0'}</span>
            </div>
          ))}
        </div>
      )}
    </figure>
  )
}

function Bar({ point, size }: { readonly point: Point; readonly size: string }): ReactNode {
  return (
    <>
      <span className={classes.label} title={point.label}>
        <bdi>{point.label}</bdi>
      </span>
      <span className={classes.track}>
        <span className={classes.bar} style={{ display: 'block', inlineSize: size }} />
      </span>
      <span className={classes.value}>{point.text}</span>
    </>
  )
}

/**
 * One row of numbers drawn: a bar each, or a column for each stretch of time. Drawn with boxes of the page itself, so that
 * direction, digits and theme are those of the page. Whoever cannot see it has the table beside it; where its parts can be
 * opened each is a button that says what it stands for.
 */
import type { CSSProperties, ReactNode } from 'react'
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
  /** There is little room: fewer words below columns. */
  readonly narrow?: boolean
  /** What a bar or column opens; without it the chart is a picture only. */
  readonly onSelect?: ((point: Point) => void) | undefined
}

/** More bars than this say less. */
const MOST_BARS = 15
/** From here on columns are too narrow for words below all of them. */
const WORDED = 14
const WORDED_NARROW = 4

export function Chart({ label, form, points, narrow = false, onSelect }: Props): ReactNode {
  const shown = form === 'bars' ? points.slice(0, MOST_BARS) : points
  const most = Math.max(0, ...shown.map(({ value }) => value))
  const part = (value: number): string => `${most <= 0 ? 0 : Math.max(0, (value / most) * 100)}%`
  const worded = narrow ? WORDED_NARROW : WORDED
  const every = Math.ceil(shown.length / worded)
  return (
    <figure className={classes.chart} role={onSelect ? 'group' : 'img'} aria-label={label}>
      {form === 'bars' ? (
        <div className={classes.bars} aria-hidden={onSelect ? undefined : 'true'}>
          {shown.map((point) => (
            <Bar key={point.id} point={point} size={part(point.value)} onSelect={onSelect} />
          ))}
        </div>
      ) : (
        <div className={classes.columns} aria-hidden={onSelect ? undefined : 'true'}>
          {shown.map((point, at) => (
            <div key={point.id} className={classes.column} title={`${point.label}: ${point.text}`}>
              <div className={classes.stand}>
                <span className={classes.top}>
                  {shown.length <= 2 * worded && point.value > 0 ? point.text : ''}
                </span>
                {/* The figures above the pillar need their room. */}
                <Part
                  point={point}
                  className={classes.pillar}
                  size={{
                    blockSize: `calc((100% - 20px) * ${most <= 0 ? 0 : Math.max(0, point.value / most)})`,
                  }}
                  onSelect={onSelect}
                />
              </div>
              <Under label={at % every === 0 && at + every <= shown.length ? point.label : ''} of={every} />
            </div>
          ))}
        </div>
      )}
    </figure>
  )
}

/** A word below columns may be as wide as those it speaks for. */
function Under({ label, of }: { readonly label: string; readonly of: number }): ReactNode {
  if (label === '') return <span className={classes.under}>{'\u00a0'}</span>
  return (
    <span className={classes.under} data-cut style={{ inlineSize: `${of * 100}%` }}>
      <bdi>{label}</bdi>
    </span>
  )
}

interface PartProps {
  readonly point: Point
  readonly className: string | undefined
  readonly size: CSSProperties
  readonly onSelect: Props['onSelect']
}

/** A bar or a pillar: a picture, or the way to what it stands for. */
function Part({ point, className, size, onSelect }: PartProps): ReactNode {
  if (!onSelect || point.value === 0)
    return <span className={className} style={{ display: 'block', ...size }} />
  return (
    <button
      type="button"
      className={className}
      data-opens=""
      style={size}
      aria-label={`${point.label}: ${point.text}`}
      onClick={() => onSelect(point)}
    />
  )
}

interface BarProps {
  readonly point: Point
  readonly size: string
  readonly onSelect: Props['onSelect']
}

function Bar({ point, size, onSelect }: BarProps): ReactNode {
  return (
    <>
      <span className={classes.label} data-cut title={point.label}>
        <bdi>{point.label}</bdi>
      </span>
      <span className={classes.track}>
        <Part point={point} className={classes.bar} size={{ inlineSize: size }} onSelect={onSelect} />
      </span>
      <span className={classes.value}>{point.text}</span>
    </>
  )
}

/** One tile: what it is called, its number, chart, list, funnel or gauge, as a table when asked, and as of when it is. */
import { IconArrowDownRight, IconArrowUpRight, IconEqual, IconRefresh, IconTable } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import type { Tile as TileShape } from '#db/shared/dashboards.ts'
import { localTime } from '#db/shared/dates/format.ts'
import type { ReportCell, ReportResult } from '#db/shared/reports.ts'
import { useRead } from '../../../data/hooks.ts'
import { useHasText, usePreferences, useText } from '../../../i18n/I18nProvider.tsx'
import { useFormat } from '../../../i18n/useFormat.tsx'
import { useReader } from '../../../i18n/useReader.ts'
import { go } from '../../../state/route.ts'
import { BigNumber } from '../../../ui/BigNumber.tsx'
import { IconButton } from '../../../ui/Button.tsx'
import { Chart, type Point } from '../../../ui/Chart.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { Funnel } from '../../../ui/Funnel.tsx'
import { Gauge } from '../../../ui/Gauge.tsx'
import { Behind } from '../Behind.tsx'
import { pointsOf } from '../points.ts'
import { type Key, ReportTable } from '../ReportTable.tsx'
import type { Asked } from '../ReportView.tsx'
import { useCellText } from '../useCellText.ts'
import { Working } from '../Working.tsx'
import classes from './Dashboard.module.css'
import { useTileData } from './useTileData.ts'

interface Props {
  readonly tile: TileShape
  /** In arranging: grip and verbs, before the title. */
  readonly tools?: ReactNode
}

/** What a tile asks the host. */
function useAsked({ id, report, definition, period, days }: TileShape): Asked {
  const reader = useReader()
  return {
    name: report ?? id,
    reader,
    ...(definition && { definition }),
    parameters: { ...(period !== undefined && { period }), ...(days !== undefined && { days }) },
  }
}

export function useTileTitle(): (tile: TileShape, result?: ReportResult) => string {
  const t = useText()
  const has = useHasText()
  return ({ title, label, report }, result) => {
    if (title !== undefined) return title
    if (label !== undefined && has(`dashboard.tile.${label}`)) return t(`dashboard.tile.${label}`)
    if (report !== undefined && has(`report.${report}`)) return t(`report.${report}`)
    return result?.title ?? t('dashboard.tile')
  }
}

export function Tile({ tile, tools }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const titleOf = useTileTitle()
  const id = useId()
  const asked = useAsked(tile)
  const { result, error, busy, changed, stopped, refresh, stop } = useTileData(asked)
  const [table, setTable] = useState(false)
  const [behind, setBehind] = useState<{ readonly key: Key | undefined; readonly what: string }>()
  const title = titleOf(tile, result)
  const { report } = tile
  const open = (key: Key | undefined, what: string): void => setBehind({ key, what })
  return (
    <section className={classes.tile} aria-labelledby={id} aria-busy={busy}>
      <header className={classes.head}>
        {tools}
        <h2 id={id} className={classes.title}>
          {report === undefined || tools ? (
            title
          ) : (
            <button
              type="button"
              className={classes.link}
              onClick={() => go({ section: 'reports', id: report })}
            >
              {title}
            </button>
          )}
        </h2>
        {!tools && (
          <>
            <IconButton
              label={t(table ? 'dashboard.asPicture' : 'dashboard.asTable', { what: title })}
              onClick={() => setTable(!table)}
            >
              <IconTable size={14} />
            </IconButton>
            <IconButton label={t('dashboard.refresh', { what: title })} disabled={busy} onClick={refresh}>
              <IconRefresh size={14} />
            </IconButton>
          </>
        )}
      </header>
      <div className={classes.body}>
        {error && <ErrorNote error={error} onRetry={refresh} />}
        {!result && !error && (
          <div className={classes.dim}>{stopped ? t('report.stopped') : <Working onStop={stop} />}</div>
        )}
        {result && busy && <Working late onStop={stop} />}
        {result && !error && result.rows.length === 0 && (table || tile.kind === 'list') && (
          <p className={classes.dim}>{t('dashboard.nothing')}</p>
        )}
        {result &&
          !error &&
          (result.rows.length > 0 || !(table || tile.kind === 'list')) &&
          (table || tile.kind === 'list' ? (
            <ReportTable result={{ ...result, title }} onBehind={open} />
          ) : (
            <Picture tile={tile} result={result} title={title} onBehind={open} />
          ))}
        {result?.notes.map((note) => (
          <p key={note} className={classes.dim}>
            {note}
          </p>
        ))}
      </div>
      {result && (
        <footer className={classes.foot}>
          {[result.about, t('report.asOf', { when: format.dateTime(result.asOf) })]
            .filter(Boolean)
            .join(' · ')}
          {changed && <strong> {t('dashboard.changed')}</strong>}
        </footer>
      )}
      {behind && (
        <Behind asked={asked} of={behind.key} what={behind.what} onClose={() => setBehind(undefined)} />
      )}
    </section>
  )
}

interface PictureProps {
  readonly tile: TileShape
  readonly result: ReportResult
  readonly title: string
  readonly onBehind: (key: Key | undefined, what: string) => void
}

function Picture({ tile, result, title, onBehind }: PictureProps): ReactNode {
  const t = useText()
  const text = useCellText()
  const column = result.columns.findIndex(({ id }) => id === `m${tile.measure}`)
  if (tile.kind === 'number' || tile.kind === 'gauge')
    return <Whole tile={tile} result={result} title={title} column={column} onBehind={onBehind} />
  const points = pointsOf(result, column, text)
  const select = ({ id, label }: Point): void => onBehind(keyOf(result, id), label)
  if (points.every(({ value }) => value === 0)) return <p className={classes.dim}>{t('dashboard.nothing')}</p>
  const label = t('report.chart', { title })
  return tile.kind === 'funnel' ? (
    <Funnel label={label} points={points} onSelect={select} />
  ) : (
    <Chart
      label={label}
      form={result.chart?.form ?? 'bars'}
      points={points}
      narrow={tile.size !== 'wide'}
      onSelect={select}
    />
  )
}

const keyOf = ({ rows }: ReportResult, id: string): Key | undefined =>
  rows.find(({ key }) => JSON.stringify(key) === id)?.key

/** The whole of a report as one number, with what became of it, or against a goal. */
function Whole({
  tile,
  result,
  title,
  column,
  onBehind,
}: PictureProps & { readonly column: number }): ReactNode {
  const t = useText()
  const format = useFormat()
  const text = useCellText()
  const cells: readonly ReportCell[] = result.totals ?? result.rows[0]?.cells ?? []
  const cell = cells[column] ?? { value: null }
  const kind = result.columns[column]?.kind ?? 'number'
  const shown = text(kind, cell) || format.integer(0)
  const goal = useGoal(tile)
  const value = typeof cell.value === 'number' ? cell.value : 0
  const open = (children: ReactNode): ReactNode => (
    <button type="button" className={classes.whole} onClick={() => onBehind(undefined, title)}>
      {children}
    </button>
  )
  if (tile.kind === 'gauge') {
    if (!goal?.amount)
      return (
        <>
          {open(<BigNumber>{shown}</BigNumber>)}
          <p className={classes.dim}>{t('dashboard.noGoal')}</p>
        </>
      )
    const part = value / goal.amount
    const note = t('dashboard.ofGoal', { goal: goal.text, part: format.percent(part) })
    return open(<Gauge label={title} part={part} text={shown} note={note} />)
  }
  const change = cells[result.columns.findIndex(({ id }) => id === 'change')]
  const before = cells[result.columns.findIndex(({ id }) => id === 'previous')]
  return (
    <>
      {open(<BigNumber>{shown}</BigNumber>)}
      {before && <Trend now={value} before={before} change={change} kind={kind} />}
    </>
  )
}

/** Up, down or as before: an arrow, a sign and words, so that it needs no colour. */
function Trend({
  now,
  before,
  change,
  kind,
}: {
  readonly now: number
  readonly before: ReportCell
  readonly change: ReportCell | undefined
  readonly kind: ReportResult['columns'][number]['kind']
}): ReactNode {
  const t = useText()
  const format = useFormat()
  const text = useCellText()
  const then = typeof before.value === 'number' ? before.value : 0
  const way = now > then ? 'up' : now < then ? 'down' : 'same'
  const Icon = { up: IconArrowUpRight, down: IconArrowDownRight, same: IconEqual }[way]
  const part = typeof change?.value === 'number' ? format.percent(Math.abs(change.value)) : ''
  return (
    <p className={classes.trend}>
      <Icon size={16} aria-hidden="true" className={classes.mirrored} />
      <span>
        {t(`dashboard.trend.${way}${part && way !== 'same' ? '.part' : ''}`, {
          part,
          before: text(kind, before) || format.integer(0),
        })}
      </span>
    </p>
  )
}

/** In the units of the number; of quotas what they ask for in the current quarter or month. */
function useGoal({ goal, definition, period }: TileShape): { amount: number; text: string } | undefined {
  const { calendar } = usePreferences()
  const asked = period ?? definition?.period
  const unit = asked === 'thisMonth' ? 'month' : 'quarter'
  const { data } = useRead(
    'forecast.get',
    { unit, calendar, from: localTime(Date.now()).iso, periods: 1 },
    { depends: { on: ['quota'] }, enabled: goal === 'quota' },
  )
  const format = useFormat()
  if (goal !== 'quota') return goal === undefined ? undefined : { amount: goal, text: format.number(goal, 2) }
  const quota = data?.total[0]?.quota
  return (
    quota && {
      amount: quota.minor / 10 ** format.fractionDigits(quota.currency),
      text: format.money(quota.minor, quota.currency),
    }
  )
}

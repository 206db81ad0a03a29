/** What came of a report: the chart, the table with totals, and what one must know to read them. */
import { IconChartBar } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { ReportResult } from '#db/shared/reports.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { pointsOf } from './points.ts'
import classes from './Reports.module.css'
import { type Key, ReportTable } from './ReportTable.tsx'
import { useCellText } from './useCellText.ts'

interface Props {
  readonly result: ReportResult
  readonly onBehind: (key: Key | undefined, what: string) => void
}

export function Shown({ result, onBehind }: Props): ReactNode {
  const t = useText()
  const text = useCellText()
  const { chart, columns, rows, notes } = result
  const nothing = rows.every(({ cells }) =>
    columns.every(({ kind }, at) => kind === 'text' || !cells[at]?.value),
  )
  const said = notes.length > 0 && (
    <ul className={classes.notes}>
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  )
  if (rows.length === 0 || (chart?.form === 'columns' && nothing))
    return (
      <>
        {said}
        <EmptyState icon={<IconChartBar size={32} />} title={t('report.empty')}>
          {t('report.empty.text')}
        </EmptyState>
      </>
    )
  return (
    <div className={classes.shown}>
      {chart && (
        <div className={classes.box}>
          <Chart
            label={t('report.chart', { title: result.title })}
            form={chart.form}
            points={pointsOf(result, chart.column, text)}
          />
        </div>
      )}
      <ReportTable result={result} onBehind={onBehind} />
      {said}
      {result.cut && <p className={classes.note}>{t('report.cut', { n: rows.length })}</p>}
    </div>
  )
}

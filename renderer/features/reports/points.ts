/** The rows of a report as points of a chart: those of the first level, where there are several. */
import type { ReportResult } from '#db/shared/reports.ts'
import type { Point } from '../../ui/Chart.tsx'
import type { CellText } from './useCellText.ts'

export function pointsOf(
  { columns, rows }: Pick<ReportResult, 'columns' | 'rows'>,
  column: number,
  text: CellText,
): Point[] {
  const kind = columns[column]?.kind ?? 'number'
  const hasTotals = rows.some(({ subtotal }) => subtotal === 1)
  return rows
    .filter(({ subtotal }) => subtotal === (hasTotals ? 1 : undefined))
    .map(({ key, cells }) => {
      const cell = cells[column] ?? { value: null }
      return {
        id: JSON.stringify(key),
        label: text(columns[0]?.kind ?? 'text', cells[0] ?? { value: null }),
        value: typeof cell.value === 'number' ? cell.value : 0,
        text: text(kind, cell),
      }
    })
}

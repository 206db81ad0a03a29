/** The numbers themselves. The first number of a row opens what lies behind it; names open their records. */
import type { ReactNode } from 'react'
import type { CellKind, ReportCell, ReportColumn, ReportResult } from '#db/shared/reports.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Bdi } from '../../i18n/useFormat.tsx'
import { hasPage, openRecord } from '../../records/open.ts'
import { Table } from '../../ui/Table.tsx'
import classes from './Reports.module.css'
import { useCellText } from './useCellText.ts'

/** What a row is of. */
export type Key = ReportResult['rows'][number]['key']

interface Props {
  readonly result: ReportResult
  readonly onBehind: (key: Key | undefined, what: string) => void
}

const words: ReadonlySet<CellKind> = new Set(['text', 'record', 'instant', 'day'])

export function ReportTable({ result: { title, columns, rows, totals }, onBehind }: Props): ReactNode {
  const t = useText()
  const text = useCellText()
  const first = columns.findIndex(({ id }) => id === 'm0')
  // Every number of an own report opens what it was counted from.
  const opens = (column: ReportColumn): boolean => /^m\d+$/.test(column.id)
  const nameOf = (cells: readonly ReportCell[]): string =>
    columns
      .slice(0, Math.max(1, first))
      .map(({ kind }, at) => text(kind, cells[at] ?? { value: null }))
      .join(' · ')
  const cell = (
    column: ReportColumn,
    at: number,
    cells: readonly ReportCell[],
    open: () => void,
  ): ReactNode => {
    const shown = text(column.kind, cells[at] ?? { value: null })
    const id = cells[at]?.id
    const { entity } = column
    if (opens(column) && (cells[at]?.value || cells[at]?.text))
      return (
        <button
          type="button"
          className={classes.number}
          aria-label={`${shown}: ${t('report.behind.show', { what: nameOf(cells) })}`}
          onClick={open}
        >
          {shown}
        </button>
      )
    if (id !== undefined && entity !== undefined && hasPage(entity))
      return (
        <button type="button" className={classes.number} onClick={() => openRecord(entity, id)}>
          <Bdi>{shown}</Bdi>
        </button>
      )
    return <Bdi>{shown}</Bdi>
  }
  return (
    <Table
      label={title}
      columns={columns.map(({ id, label, kind }) => ({ id, label, ...(!words.has(kind) && { end: true }) }))}
    >
      {rows.map(({ key, cells, subtotal }) => (
        <tr
          key={`${subtotal ?? ''}${JSON.stringify(key)}`}
          className={subtotal === undefined ? undefined : classes.subtotal}
        >
          {columns.map((column, at) => (
            <td key={column.id} data-end={words.has(column.kind) ? undefined : ''}>
              {cell(column, at, cells, () => onBehind(key, nameOf(cells)))}
            </td>
          ))}
        </tr>
      ))}
      {totals && (
        <tr className={classes.total}>
          {columns.map((column, at) => (
            <td key={column.id} data-end={words.has(column.kind) ? undefined : ''}>
              {cell(column, at, totals, () => onBehind(undefined, title))}
            </td>
          ))}
        </tr>
      )}
    </Table>
  )
}

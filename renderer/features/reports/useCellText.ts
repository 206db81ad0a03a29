/** A cell of a report as the reader of the screen reads it. */
import { useCallback } from 'react'
import type { CellKind, ReportCell } from '#db/shared/reports.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'

export type CellText = (kind: CellKind, cell: ReportCell) => string

export function useCellText(): CellText {
  const format = useFormat()
  const t = useText()
  return useCallback(
    (kind, { value, text, id }) => {
      if (text !== undefined) return text
      if (typeof value === 'string') return kind === 'day' ? format.date(value) : value
      if (value === null) return kind === 'record' && id !== undefined ? t('report.behind.unnamed') : ''
      if (kind === 'instant') return format.dateTime(new Date(value).toISOString())
      if (kind === 'share') return format.percent(value)
      if (kind === 'bytes') return format.bytes(value)
      if (kind === 'money') return format.number(value, 3)
      return kind === 'count' ? format.integer(value) : format.number(value, 1)
    },
    [format, t],
  )
}

/** The parameters of a report in words, and numbers as paper and text show them. */
import type { Connection } from '../../core/connection.ts'
import { rowOfId } from '../../core/everything.ts'
import { named } from '../../core/read.ts'
import { formatDate, formatInstant } from '../../shared/dates/format.ts'
import { formatNumber, formatPercent } from '../../shared/numbers/format.ts'
import { datesOf, type Reader } from '../../shared/reader.ts'
import { entityNamed } from '../../shared/registry.ts'
import type { CellKind, ReportCell } from '../../shared/reports.ts'
import type { Definition } from './definition.ts'
import type { Span } from './period.ts'
import type { Asked } from './run.ts'
import { word } from './words.ts'

export function aboutOf(
  conn: Connection,
  { parameters, reader }: Asked,
  definition: Definition,
  span: Span,
): string {
  const dates = datesOf(reader)
  const parts: string[] = []
  if (definition.parameters.includes('period'))
    parts.push(
      span
        ? `${formatDate(span.start, dates)} – ${formatDate(span.end, dates)}`
        : word(reader.language, 'report.period.all'),
    )
  if (definition.parameters.includes('days'))
    parts.push(
      word(reader.language, 'report.about.days').replace('{n}', formatNumber(parameters.days, dates)),
    )
  for (const name of ['owner', 'pipeline', 'queue', 'campaign'] as const) {
    const id = parameters[name]
    if (id === undefined || !definition.parameters.includes(name)) continue
    const entity = name === 'owner' ? 'user' : name
    const rowId = rowOfId(conn, entityNamed(entity), id)
    const found = rowId === undefined ? null : named(conn, entity, rowId)
    if (found?.name) parts.push(`${word(reader.language, `report.column.${name}`)}: ${found.name}`)
  }
  return parts.join(' · ')
}

/** A cell as people read it. */
export function cellText(reader: Reader, kind: CellKind, { value, text }: ReportCell): string {
  if (text !== undefined) return text
  if (value === null) return ''
  const dates = datesOf(reader)
  if (typeof value === 'string') return kind === 'day' ? formatDate(value, dates) : value
  if (kind === 'instant') return formatInstant(value, dates)
  if (kind === 'share') return formatPercent(value * 100, dates, { maxDecimals: 1 })
  return formatNumber(value, dates, { maxDecimals: decimals(kind) })
}

/** Rates with one place, amounts with all that a currency has. */
const decimals = (kind: CellKind): number => (kind === 'count' ? 0 : kind === 'money' ? 3 : 1)

/** What an own report was asked, in words: of what, in which period, whose. */
import type { Connection } from '../../../core/connection.ts'
import { rowOfId } from '../../../core/everything.ts'
import { named } from '../../../core/read.ts'
import { formatDate } from '../../../shared/dates/format.ts'
import { datesOf } from '../../../shared/reader.ts'
import { entityNamed } from '../../../shared/registry.ts'
import { word } from '../words.ts'
import type { Narrowed } from './facts.ts'
import { manyOf } from './places.ts'
import type { Plan } from './plan.ts'
import type { OwnAsked } from './run.ts'

export function aboutOwn(
  conn: Connection,
  { entity, date }: Plan,
  { span }: Narrowed,
  { parameters, reader }: OwnAsked,
): string {
  const { language } = reader
  const dates = datesOf(reader)
  const parts = [manyOf(language, entity.name)]
  if (date)
    parts.push(
      `${date.place.label}: ${
        span
          ? `${formatDate(span.start, dates)} – ${formatDate(span.end, dates)}`
          : word(language, 'report.period.all')
      }`,
    )
  if (parameters.owner !== undefined) {
    const rowId = rowOfId(conn, entityNamed('user'), parameters.owner)
    const owner = rowId === undefined ? null : named(conn, 'user', rowId)
    if (owner?.name) parts.push(`${word(language, 'report.column.owner')}: ${owner.name}`)
  }
  return parts.join(' · ')
}

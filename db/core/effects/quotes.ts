/** What follows when a quote is written: it has a day, a state and a language to reckon and speak in. */
import { addDays } from '../../shared/dates/calendars.ts'
import { localTime } from '../../shared/dates/format.ts'
import { failure } from '../../shared/errors.ts'
import { DAYS_VALID } from '../../shared/quotes.ts'
import { getRow } from '../connection.ts'
import type { Effect } from '../effects.ts'
import type { MutableColumns } from '../rowWriter.ts'
import { databaseSetting } from '../settings.ts'

/** What a customer has in hand is not changed by people; it gets a new version. */
const content = [
  'subject',
  'companyId',
  'contactId',
  'issueDate',
  'language',
  'currency',
  'taxIncluded',
  'rounding',
  'discountKind',
  'discountValue',
  'withholdingRate',
  'intro',
  'terms',
] as const

const languageOf = (country: unknown): string => (country === 'TH' ? 'th' : country === 'IR' ? 'fa' : 'en')

function assertDraft(status: unknown, number: unknown): void {
  if ((status ?? 'draft') !== 'draft')
    throw failure('Conflict', 'quoteNotDraft', { number: typeof number === 'string' ? number : '' })
}

export const quoteEffect: Effect = {
  on: content,
  before({ conn, at, ruled }, columns, row) {
    if (
      ruled &&
      row &&
      content.some((name) => name in columns && (columns[name] ?? null) !== (row[name] ?? null))
    )
      assertDraft(row.status, row.number)
    const added: MutableColumns = { ...columns }
    const created = typeof columns.createdAt === 'number' ? columns.createdAt : at
    if (!row) {
      added.status ??= 'draft'
      added.version ??= 1
      added.issueDate ??= localTime(created).iso
      added.validUntil ??= addDays(String(added.issueDate), DAYS_VALID)
      added.language ??= languageOf(databaseSetting(conn, 'defaultCountry'))
      added.at ??= Date.parse(`${String(added.issueDate)}T12:00:00Z`)
    }
    if (!row || 'currency' in columns)
      added.currency ??= String(databaseSetting(conn, 'defaultCurrency') ?? 'THB')
    return added
  },
}

export const quoteLineEffect: Effect = {
  on: ['quoteId', 'name', 'quantity', 'unitPrice', 'discountKind', 'discountValue', 'taxRate', 'trashedAt'],
  before({ conn, ruled }, columns, row) {
    const quote = ruled
      ? getRow<{ status: string | null; number: string | null }>(
          conn,
          'SELECT status, number FROM main.quote WHERE rowId = ?',
          row?.quoteId ?? columns.quoteId ?? null,
        )
      : undefined
    if (quote) assertDraft(quote.status, quote.number)
    return columns
  },
}

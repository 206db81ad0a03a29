/** Layouts of quotes: which of them a quote takes, its texts merged with the quote, and one shown while it is written. */
import { allRows, getRow } from '../../core/connection.ts'
import type { Ctx, Handlers, MutationCtx } from '../../core/context.ts'
import { termsOf } from '../../core/quoteTotals.ts'
import { readRecord } from '../../core/read.ts'
import { databaseSetting } from '../../core/settings.ts'
import { rowIdOf } from '../../core/write.ts'
import type { Parsed } from '../../shared/contract.ts'
import { addDays } from '../../shared/dates/calendars.ts'
import { localTime } from '../../shared/dates/format.ts'
import { idToText } from '../../shared/id.ts'
import { isCurrency } from '../../shared/numbers/currencies.ts'
import {
  builtInLayout,
  layoutFrom,
  type QuoteLayout,
  quoteLayout,
  type quoteLayoutProcedures,
} from '../../shared/quoteLayouts.ts'
import { DAYS_VALID, quote, termsKey } from '../../shared/quotes.ts'
import { quoteTotals } from '../../shared/quoteTotals.ts'
import { type Reader, readerOf } from '../../shared/reader.ts'
import type { WireRecord } from '../../shared/records.ts'
import { LetterEngine } from '../../templates/liquid.ts'
import { businessFields } from '../../templates/scope.ts'
import { labelOf, wordOf } from '../../templates/words.ts'
import { composeQuote, type QuotePaper } from './document.ts'
import { linesOf, type QuoteRow, quoteRow, soundTotals } from './store.ts'
import { parsedTexts } from './texts.ts'

type Language = Reader['language']
export const languageOfRow = (row: QuoteRow): Language =>
  row.language === 'th' || row.language === 'fa' ? row.language : 'en'

/** How those read who chose nothing else, in the language of a quote. */
export function paperReader(ctx: Ctx, language: Language, given?: Reader): Reader {
  if (given?.language === language) return given
  const country = databaseSetting(ctx.conn, 'defaultCountry')
  return readerOf(language, ctx.timeZone, typeof country === 'string' ? country : undefined)
}

/** The layout asked for; else the one of the quote, the standard one of its language, that of any language, the built-in one. */
export function layoutOf(ctx: Ctx, row: QuoteRow, asked?: string | null): QuoteLayout {
  if (asked === null) return builtInLayout
  if (asked !== undefined) return layoutFrom(readRecord(ctx.conn, quoteLayout, asked))
  const found = getRow<{ id: Uint8Array }>(
    ctx.conn,
    `SELECT id FROM visibleQuoteLayout
     WHERE rowId = :own OR (standard = 1 AND (language = :language OR language IS NULL))
     ORDER BY rowId IS NOT :own, language IS NULL, updatedAt DESC, id DESC LIMIT 1`,
    { own: row.layoutId ?? null, language: languageOfRow(row) },
  )
  return found ? layoutFrom(readRecord(ctx.conn, quoteLayout, idToText(found.id))) : builtInLayout
}

const quoteFields = [
  'number',
  'subject',
  'companyId',
  'contactId',
  'opportunityId',
  'issueDate',
  'validUntil',
  'net',
  'tax',
  'total',
] as const

function fieldsFor(language: Language): { path: string; label: string }[] {
  const word = (id: string): string => wordOf(language, id) ?? id
  const mine = (name: string): string => {
    const field = quote.fields.find((each) => each.name === name)
    return field ? labelOf(language, 'quote', field) : name
  }
  return [
    ...quoteFields.map((name) => ({
      path: `quote.${name.replace(/Id$/, '')}`,
      label: `${word('quote.one')}: ${mine(name)}`,
    })),
    ...(['name', 'person', 'taxId'] as const).map((name) => ({
      path: `customer.${name}`,
      label: `${word('quoteLayout.customer')}: ${word(`quoteLayout.customer.${name}`)}`,
    })),
    ...businessFields(language),
    ...['name', 'email'].map((name) => ({
      path: `user.${name}`,
      label: `${word('letter.field.user')}: ${word(`user.field.${name}`)}`,
    })),
    { path: 'today', label: word('letter.field.today') },
  ]
}

function save(ctx: MutationCtx, input: Parsed<'quoteLayout.save'>): { id: string } {
  const { conn, write } = ctx
  parsedTexts(new LetterEngine(readerOf('en', 'UTC')), input.layout)
  const { name, language, standard, layout } = input
  const data = { name, language, standard, ...layout }
  const bytes = conn.newId()
  const rowId =
    input.id === undefined ? write.create(quoteLayout, data, bytes) : rowIdOf(conn, quoteLayout, input.id)
  if (input.id !== undefined) write.update(quoteLayout, rowId, data)
  if (standard)
    for (const other of allRows<{ rowId: number }>(
      conn,
      'SELECT rowId FROM visibleQuoteLayout WHERE standard = 1 AND language IS ? AND rowId <> ?',
      language,
      rowId,
    ))
      write.update(quoteLayout, other.rowId, { standard: false })
  return { id: input.id ?? idToText(bytes) }
}

/** A quote with its lines, totals and customer, in a layout. */
export function paperOf(ctx: Ctx, id: string, given: Reader | undefined, layout?: QuoteLayout): QuotePaper {
  const row = quoteRow(ctx.conn, id)
  const record = readRecord(ctx.conn, quote, id)
  const reader = paperReader(ctx, languageOfRow(row), given)
  const codes = allRows<{ id: Uint8Array; code: string }>(
    ctx.conn,
    `SELECT l.id, p.code FROM visibleQuoteLine l JOIN visibleProduct p ON p.rowId = l.productId
     WHERE l.quoteId = ? AND p.code IS NOT NULL`,
    row.rowId,
  )
  return {
    ctx,
    reader,
    row,
    record,
    lines: linesOf(ctx.conn, row.rowId),
    codes: new Map(codes.map((line) => [idToText(line.id), line.code])),
    totals: soundTotals(ctx.conn, row.rowId),
    layout: layout ?? layoutOf(ctx, row),
  }
}

/** Something to look at while there is no quote yet: three lines, one with a discount, two rates of tax. */
function examplePaper(
  ctx: Ctx,
  language: Language,
  given: Reader | undefined,
  layout: QuoteLayout,
): QuotePaper {
  const reader = paperReader(ctx, language, given)
  const word = (id: string): string => wordOf(language, id) ?? id
  const stored = databaseSetting(ctx.conn, 'defaultCurrency')
  const currency = typeof stored === 'string' && isCurrency(stored) ? stored : 'THB'
  const issueDate = localTime(ctx.now(), ctx.timeZone).iso
  const terms = databaseSetting(ctx.conn, termsKey(language)) ?? databaseSetting(ctx.conn, 'quote.terms')
  const own = {
    number: 'Q-0001',
    subject: word('quoteLayout.example.subject'),
    language,
    currency,
    issueDate,
    validUntil: addDays(issueDate, DAYS_VALID),
    version: 1,
    terms: typeof terms === 'string' ? terms : null,
  }
  const line = (
    n: number,
    quantity: number,
    unitPrice: number,
    discount: number | null,
    taxRate: number,
  ) => ({
    id: `line${n}`,
    productId: null,
    name: word(`quoteLayout.example.line${n}`),
    description: null,
    quantity,
    unit: word('quoteLayout.example.unit'),
    unitPrice,
    discountKind: discount === null ? null : ('percent' as const),
    discountValue: discount,
    taxRate,
  })
  const lines = [line(1, 2, 12_500, null, 7), line(2, 10, 340, 10, 7), line(3, 1, 4_800, null, 0)]
  const totals = quoteTotals(lines, termsOf(own))
  const money = (minor: number) => ({ minor, currency })
  const record: WireRecord = {
    id: '',
    entity: 'quote',
    displayName: own.number,
    ...own,
    net: money(totals.base),
    tax: money(totals.tax),
    total: money(totals.total),
  }
  return {
    ctx,
    reader,
    row: own,
    record,
    lines,
    codes: new Map(lines.map(({ id }, at) => [id, `A-${100 + at}`])),
    totals,
    layout,
    customer: {
      name: word('quoteLayout.example.company'),
      person: word('quoteLayout.example.person'),
      address: [],
      taxId: '',
    },
  }
}

export const quoteLayoutHandlers = {
  'quoteLayout.fields': (_ctx, { language }) => ({ fields: fieldsFor(language) }),
  'quoteLayout.save': save,
  async 'quoteLayout.preview'(ctx, { layout, language, quote: id, reader }) {
    return {
      document: composeQuote(
        id === undefined ? examplePaper(ctx, language, reader, layout) : paperOf(ctx, id, reader, layout),
      ),
    }
  },
} satisfies Handlers<keyof typeof quoteLayoutProcedures>

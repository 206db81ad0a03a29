/** The texts of a layout, merged with the quote they stand on: Liquid, as in letters, sanitised before it is laid out. */
import type { Ctx } from '../../core/context.ts'
import { fieldsOf } from '../../core/customFields.ts'
import { readRecord } from '../../core/read.ts'
import { databaseSetting } from '../../core/settings.ts'
import type { QuoteLayout } from '../../shared/quoteLayouts.ts'
import { quote } from '../../shared/quotes.ts'
import type { Reader } from '../../shared/reader.ts'
import type { WireRecord } from '../../shared/records.ts'
import { entityNamed } from '../../shared/registry.ts'
import { fieldText, textOf } from '../../templates/fieldText.ts'
import { LetterEngine } from '../../templates/liquid.ts'
import { sanitize } from '../../templates/sanitize.ts'
import { sanitizedCode } from '../../templates/sanitizedCode.ts'
import { businessOf, todayOf, type Values, valuesOf } from '../../templates/scope.ts'

/** Whom a quote is for, as it is written on paper. */
export interface Customer {
  readonly name: string
  readonly person: string
  readonly address: readonly string[]
  readonly taxId: string
}

/** Texts of a layout, merged: markup above and below the lines, one line of plain text for the foot of each page. */
export interface LayoutTexts {
  readonly before: string
  readonly after: string
  readonly footer: string
}

/** @throws AppError Invalid `template.…` for texts that cannot be read */
export function parsedTexts(engine: LetterEngine, { before, after, footer }: QuoteLayout) {
  return {
    above: engine.parse({ subject: footer, body: sanitizedCode(before) }),
    below: engine.parse({ subject: '', body: sanitizedCode(after) }),
  }
}

/** What it comes to: worked out, so not among the fields that people fill in. */
const sumsOf = (reader: Reader, record: WireRecord): Values =>
  Object.fromEntries(
    quote.fields
      .filter(({ name }) => name === 'net' || name === 'tax' || name === 'total')
      .map((field) => [field.name, fieldText(reader, 'quote', field, record[field.name])]),
  )

export function mergedTexts(
  ctx: Ctx,
  reader: Reader,
  layout: QuoteLayout,
  record: WireRecord,
  customer: Customer,
): LayoutTexts {
  if (layout.before === '' && layout.after === '' && layout.footer === '')
    return { before: '', after: '', footer: '' }
  const engine = new LetterEngine(reader)
  const { above, below } = parsedTexts(engine, layout)
  const user = ctx.actor.id ? readRecord(ctx.conn, entityNamed('user'), ctx.actor.id) : undefined
  const scope: Values = {
    quote: { ...valuesOf(reader, quote, fieldsOf(ctx.conn, quote), record), ...sumsOf(reader, record) },
    customer: { ...customer, address: customer.address.join('\n') },
    business: businessOf(reader, (key) => databaseSetting(ctx.conn, key)),
    user: { name: ctx.actor.name, email: textOf(user?.email) },
    today: todayOf(reader, ctx.now()),
  }
  const first = engine.merge(above, scope)
  return {
    before: sanitize(first.html),
    after: sanitize(engine.merge(below, scope).html),
    footer: first.subject,
  }
}

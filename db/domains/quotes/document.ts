/** The pages of a quote: head of the business, customer, lines, totals, words. In the language of the customer. */
import type { Ctx } from '../../core/context.ts'
import { readRecord } from '../../core/read.ts'
import { databaseSetting } from '../../core/settings.ts'
import { formatDate } from '../../shared/dates/format.ts'
import type { DbValue } from '../../shared/fields.ts'
import { currencyDecimals } from '../../shared/numbers/currencies.ts'
import { formatMoney, formatNumber, formatPercent } from '../../shared/numbers/format.ts'
import { unitDecimals } from '../../shared/numbers/money.ts'
import { amountInWords } from '../../shared/numbers/words.ts'
import { type PrintDocument, pageOf } from '../../shared/printing.ts'
import { inkOn, type QuoteColumn, type QuoteLayout, type QuotePart } from '../../shared/quoteLayouts.ts'
import type { QuoteTotals } from '../../shared/quotes.ts'
import { plainDecimal } from '../../shared/quoteTotals.ts'
import { datesOf, type Reader } from '../../shared/reader.ts'
import type { WireRecord } from '../../shared/records.ts'
import { entityNamed } from '../../shared/registry.ts'
import { postalAddress } from '../../templates/addressee.ts'
import { addressLines } from '../../templates/fieldText.ts'
import { bdi, escapeHtml, lines as htmlLines, ltr } from '../../templates/html.ts'
import { businessOf } from '../../templates/scope.ts'
import { wordOf } from '../../templates/words.ts'
import type { StoredLine } from './store.ts'
import { type Customer, mergedTexts } from './texts.ts'

/** Beyond so many columns each has its own width, so that headings are not broken within a word. */
const MANY_COLUMNS = 7

/** All that goes onto the pages. */
export interface QuotePaper {
  readonly ctx: Ctx
  readonly reader: Reader
  readonly row: Readonly<Record<string, DbValue>>
  readonly record: WireRecord
  readonly lines: readonly StoredLine[]
  /** Codes of products, by line. */
  readonly codes: ReadonlyMap<string, string>
  readonly totals: QuoteTotals
  readonly layout: QuoteLayout
  /** Of an example; else read from the record. */
  readonly customer?: Customer
}

interface Parts extends QuotePaper {
  readonly customer: Customer
}

const str = (value: unknown): string => (typeof value === 'string' ? value : '')
const hasPart = ({ layout }: Parts, part: QuotePart): boolean => layout.parts.includes(part)

/** @throws AppError Invalid `template.…` for texts of the layout that cannot be read */
export function composeQuote(paper: QuotePaper): PrintDocument {
  const { ctx, reader, row, record, layout } = paper
  const customer = paper.customer ?? customerOf(ctx, reader, record)
  const parts: Parts = { ...paper, customer }
  const texts = mergedTexts(ctx, reader, layout, record, customer)
  const pages = word(reader, 'print.footer')
  return {
    title: `${titleOf(parts)} ${str(row.number)}`.slice(0, 400),
    lang: reader.language,
    html: [
      `<div class="quote" data-style="${layout.style}"${colours(layout)}>`,
      head(parts),
      about(parts),
      markup(texts.before, 'quote-before'),
      text(str(row.intro), 'quote-intro'),
      table(parts),
      sums(parts),
      text(str(row.terms), 'quote-terms', word(reader, 'quote.field.terms')),
      bank(parts),
      markup(texts.after, 'quote-after'),
      signatures(parts),
      '</div>',
    ].join(''),
    page: pageOf({ paper: 'A4', landscape: false, margin: 15 }),
    footer: {
      text: (texts.footer ? `${texts.footer} · ${pages}` : pages).slice(0, 200),
      digits: reader.digits,
    },
  }
}

const titleOf = ({ reader, layout }: Parts): string => layout.title.trim() || word(reader, 'quote.one')

const colours = ({ colour }: QuoteLayout): string =>
  colour === '' ? '' : ` style="--quote-colour:${colour};--quote-ink:${inkOn(colour)}"`

/** What the layout says, sanitised already. */
const markup = (html: string, name: string): string =>
  html === '' ? '' : `<section class="${name}">${html}</section>`

const word = (reader: Reader, id: string): string => wordOf(reader.language, id) ?? ''

/** As the settings keep it: a small picture within the text. */
function logo(parts: Parts): string {
  if (!hasPart(parts, 'logo')) return ''
  const stored = databaseSetting(parts.ctx.conn, 'business.logo')
  return typeof stored === 'string' && /^data:image\/(png|jpeg|webp|gif);base64,[A-Za-z0-9+/=]+$/.test(stored)
    ? `<img class="quote-logo" alt="" src="${stored}">`
    : ''
}

function head(parts: Parts): string {
  const { ctx, reader, row } = parts
  const business = businessOf(reader, (key) => databaseSetting(ctx.conn, key))
  const fact = (label: string, value: string): string =>
    value === '' ? '' : `<div>${bdi(label)} ${ltr(value)}</div>`
  const own = [
    `<strong>${bdi(str(business.name))}</strong>`,
    htmlLines(str(business.address).split('\n')),
    fact(word(reader, 'settings.business.taxId'), str(business.taxId)),
    fact(word(reader, 'settings.business.phone'), str(business.phone)),
    fact(word(reader, 'settings.business.email'), str(business.email)),
  ].join('')
  const dates = datesOf(reader)
  const facts: [string, string][] = [
    [word(reader, 'quote.field.number'), ltr(str(row.number))],
    ...(Number(row.version ?? 1) > 1
      ? [
          [word(reader, 'quote.field.version'), bdi(formatNumber(Number(row.version), dates))] as [
            string,
            string,
          ],
        ]
      : []),
    [word(reader, 'quote.field.issueDate'), bdi(day(reader, row.issueDate))],
    [word(reader, 'quote.field.validUntil'), bdi(day(reader, row.validUntil))],
  ]
  return `<header class="quote-head"><div class="quote-own">${logo(parts)}<div>${own}</div></div>
    <div class="quote-title"><h1>${bdi(titleOf(parts))}</h1><table>${facts
      .filter(([, value]) => value !== '')
      .map(([label, value]) => `<tr><th scope="row">${bdi(label)}</th><td>${value}</td></tr>`)
      .join('')}</table></div></header>`
}

/** A sum as the page reads: the sign of a negative number would turn it round otherwise. */
const figure = (reader: Reader, text: string): string =>
  reader.language === 'fa' ? `<bdi dir="rtl">${escapeHtml(text)}</bdi>` : bdi(text)

const day = (reader: Reader, iso: unknown): string =>
  typeof iso === 'string' ? formatDate(iso, datesOf(reader), 'long') : ''

function about({ reader, row, customer }: Parts): string {
  const subject = str(row.subject)
  return `<section class="quote-to"><div class="quote-label">${bdi(word(reader, 'quote.paper.to'))}</div>
    <strong>${bdi(customer.name || customer.person)}</strong>${customer.name && customer.person ? `<div>${bdi(customer.person)}</div>` : ''}${htmlLines(customer.address)}${
      customer.taxId
        ? `<div>${bdi(word(reader, 'settings.business.taxId'))} ${ltr(customer.taxId)}</div>`
        : ''
    }${subject ? `<div class="quote-subject">${bdi(word(reader, 'quote.field.subject'))}: <strong>${bdi(subject)}</strong></div>` : ''}</section>`
}

const text = (value: string, name: string, label = ''): string =>
  value.trim() === ''
    ? ''
    : `<section class="${name}">${label ? `<div class="quote-label">${bdi(label)}</div>` : ''}${htmlLines(value.split('\n'))}</section>`

function table({ reader, row, lines, codes, totals, layout }: Parts): string {
  const dates = datesOf(reader)
  const currency = str(row.currency)
  const money = (minor: number): string =>
    figure(reader, formatMoney(minor, currency, dates, { currency: 'hidden' }))
  const number = (value: number): string => bdi(formatNumber(plainDecimal(value), dates))
  const price = (value: number): string =>
    bdi(
      formatNumber(plainDecimal(value), dates, {
        minDecimals: currencyDecimals(currency),
        maxDecimals: unitDecimals,
      }),
    )
  const wants = (column: QuoteColumn): boolean => layout.columns.includes(column)
  // Columns that would say nothing, or the same on every line, are left out.
  const discounted =
    wants('discount') && lines.some((line) => (line.discountValue ?? 0) > 0 && line.discountKind !== null)
  const taxed = wants('tax') && new Set(lines.map((line) => line.taxRate ?? 0)).size > 1
  const coded = wants('code') && codes.size > 0
  const unit = wants('unit')
  const columns = [
    ...(wants('number') ? [['#', 'quote-no']] : []),
    ...(coded ? [[word(reader, 'product.field.code'), 'quote-code']] : []),
    [word(reader, 'quoteLine.field.name'), 'quote-what'],
    ...(wants('quantity') ? [[word(reader, 'quoteLine.field.quantity'), 'end quote-narrow']] : []),
    ...(unit ? [[word(reader, 'quoteLine.field.unit'), 'quote-narrow']] : []),
    ...(wants('unitPrice') ? [[word(reader, 'quoteLine.field.unitPrice'), 'end quote-price']] : []),
    ...(discounted ? [[word(reader, 'quote.field.discount'), 'end quote-narrow']] : []),
    ...(taxed ? [[word(reader, 'quoteLine.field.taxRate'), 'end quote-narrow']] : []),
    [word(reader, 'quote.paper.amount'), 'end'],
  ]
  const rows = lines.map((line, at) => {
    const sum = totals.lines[at]
    const cells = [
      ...(wants('number') ? [`<td>${bdi(formatNumber(at + 1, dates))}</td>`] : []),
      ...(coded ? [`<td>${ltr(codes.get(line.id) ?? '')}</td>`] : []),
      `<td><strong>${bdi(line.name ?? '')}</strong>${line.description ? `<div class="quote-more">${htmlLines(line.description.split('\n'))}</div>` : ''}</td>`,
      ...(wants('quantity')
        ? [`<td class="end">${number(line.quantity)}${line.unit && !unit ? ` ${bdi(line.unit)}` : ''}</td>`]
        : []),
      ...(unit ? [`<td>${bdi(line.unit ?? '')}</td>`] : []),
      ...(wants('unitPrice') ? [`<td class="end">${price(line.unitPrice)}</td>`] : []),
      ...(discounted
        ? [
            `<td class="end">${
              !sum || sum.discount === 0
                ? ''
                : line.discountKind === 'percent'
                  ? bdi(formatPercent(plainDecimal(line.discountValue ?? 0), dates))
                  : money(sum.discount)
            }</td>`,
          ]
        : []),
      ...(taxed
        ? [`<td class="end">${bdi(formatPercent(plainDecimal(line.taxRate ?? 0), dates))}</td>`]
        : []),
      `<td class="end">${money(sum?.net ?? 0)}</td>`,
    ]
    return `<tr>${cells.join('')}</tr>`
  })
  const wide = columns.length > MANY_COLUMNS ? ' quote-wide' : ''
  return `<table class="sheet quote-lines${wide}"><thead><tr>${columns
    .map(([label = '', side = '']) => `<th scope="col"${side ? ` class="${side}"` : ''}>${bdi(label)}</th>`)
    .join(
      '',
    )}</tr></thead><tfoot><tr><td class="foot-room"></td></tr></tfoot><tbody>${rows.join('')}</tbody></table>`
}

function sums(parts: Parts): string {
  const { ctx, reader, row, totals } = parts
  const dates = datesOf(reader)
  const currency = str(row.currency)
  const money = (minor: number): string => figure(reader, formatMoney(minor, currency, dates))
  const included = row.taxIncluded === 1
  const entries: [string, string, string?][] = [
    [word(reader, 'quote.field.subtotal'), money(totals.subtotal)],
  ]
  if (totals.discount !== 0) entries.push([word(reader, 'quote.field.discount'), money(-totals.discount)])
  if (included || totals.discount !== 0) entries.push([word(reader, 'quote.field.net'), money(totals.base)])
  for (const tax of totals.taxes) {
    if (Number(tax.rate) === 0 && tax.tax === 0) continue
    const label = `${word(reader, 'quote.field.tax')} ${formatPercent(tax.rate, dates)}`
    entries.push([label, money(tax.tax)])
  }
  entries.push([word(reader, 'quote.field.total'), money(totals.total), 'grand'])
  if (totals.withholding !== 0) {
    entries.push([word(reader, 'quote.paper.withholding'), money(-totals.withholding)])
    entries.push([word(reader, 'quote.paper.payable'), money(totals.payable), 'grand'])
  }
  const inTomans = databaseSetting(ctx.conn, 'quote.tomans') === true
  const words =
    row.inWords === 0 || !hasPart(parts, 'words')
      ? ''
      : `<div class="quote-words">(${bdi(amountInWords(totals.withholding === 0 ? totals.total : totals.payable, currency, reader.language, inTomans))})</div>`
  return `<section class="quote-sums">${words}<table>${entries
    .map(
      ([label, value, kind]) =>
        `<tr${kind ? ` class="${kind}"` : ''}><th scope="row">${bdi(label)}</th><td class="end">${value}</td></tr>`,
    )
    .join('')}</table></section>`
}

/** Where to pay. */
function bank(parts: Parts): string {
  const { ctx, reader } = parts
  if (!hasPart(parts, 'bank')) return ''
  const business = businessOf(reader, (key) => databaseSetting(ctx.conn, key))
  const facts = ['bankName', 'bankBranch', 'bankHolder', 'bankAccount', 'bankIban'].flatMap((key) => {
    const value = str(business[key])
    const shown = key === 'bankAccount' || key === 'bankIban' ? ltr(value) : bdi(value)
    return value === ''
      ? []
      : [`<tr><th scope="row">${bdi(word(reader, `settings.business.${key}`))}</th><td>${shown}</td></tr>`]
  })
  return facts.length === 0
    ? ''
    : `<section class="quote-bank"><div class="quote-label">${bdi(word(reader, 'settings.business.bank'))}</div><table>${facts.join('')}</table></section>`
}

function signatures(parts: Parts): string {
  const { ctx, reader } = parts
  if (!hasPart(parts, 'signatures')) return ''
  const business = businessOf(reader, (key) => databaseSetting(ctx.conn, key))
  const name = str(business.signatoryName)
  const title = str(business.signatoryTitle)
  return `<section class="quote-sign"><div><div class="quote-line"></div>${bdi(word(reader, 'quote.paper.accepted'))}</div><div><div class="quote-line"></div>${
    name ? `${bdi(name)}<div>${bdi(title)}</div>` : bdi(word(reader, 'quote.paper.signed'))
  }</div></section>`
}

function customerOf(ctx: Ctx, reader: Reader, { companyId, contactId }: WireRecord): Customer {
  const company =
    typeof companyId === 'string' ? readRecord(ctx.conn, entityNamed('company'), companyId) : undefined
  const contact =
    typeof contactId === 'string' ? readRecord(ctx.conn, entityNamed('contact'), contactId) : undefined
  const about = company ?? contact
  const address = about && postalAddress(about, company)
  return {
    name: str(company?.displayName),
    person: str(contact?.displayName),
    address: address ? addressLines(reader, { ...address }) : [],
    taxId: str(company?.taxId ?? contact?.taxId),
  }
}

/** Documents that run over pages: a list as it is shown, one record, the address book. */
import type { JobCtx } from '../../core/context.ts'
import { fieldsOf } from '../../core/customFields.ts'
import { visibleName } from '../../core/visible.ts'
import type { Parsed } from '../../shared/contract.ts'
import { formatInstant } from '../../shared/dates/format.ts'
import type { Entity, Field } from '../../shared/entity.ts'
import { invalid } from '../../shared/errors.ts'
import { formatNumber } from '../../shared/numbers/format.ts'
import { datesOf, type Reader } from '../../shared/reader.ts'
import type { WireRecord } from '../../shared/records.ts'
import { stripCompanyForm } from '../../shared/text/companyForms.ts'
import { sortName } from '../../shared/text/names.ts'
import { namePartsOf } from '../../templates/addressee.ts'
import { addressLines, fieldText, phoneText, textOf } from '../../templates/fieldText.ts'
import { bdi, lines, ltr } from '../../templates/html.ts'
import { labelOf, wordOf } from '../../templates/words.ts'
import { eachRecord } from './rows.ts'

type Wanted = Parsed<'print.compose'>

const word = (reader: Reader, id: string): string => wordOf(reader.language, id) ?? ''

/** What stands above: what it is, how many, and when it was printed. */
function heading(ctx: JobCtx, input: Wanted, entity: Entity, count: number): string {
  const { reader } = input
  const title = input.title ?? wordOf(reader.language, `${entity.name}.many`) ?? entity.name
  const when = formatInstant(ctx.now(), datesOf(reader))
  return `<header class="doc-head"><h1>${bdi(title)}</h1><p>${bdi(formatNumber(count, datesOf(reader)))} · ${bdi(when)}</p></header>`
}

/** Everything in one table, whose foot leaves room for the page number on each page. */
const sheetOf = (head: string, columns: string, rows: string): string =>
  `${head}<table class="sheet">${columns}<tfoot><tr><td class="foot-room"></td></tr></tfoot><tbody>${rows}</tbody></table>`

type Asked = NonNullable<Wanted['columns']>[number]

/** What a fresh list shows. */
const usualColumns = (fields: readonly Field[]): readonly Asked[] => [
  { field: 'displayName', width: 170 },
  ...fields
    .filter((field) => field.list !== undefined && field.name !== 'name')
    .sort((a, b) => (a.list ?? 0) - (b.list ?? 0))
    .map((field) => ({ field: field.name, width: widthOf(field) })),
]

const widthOf = ({ kind, elements }: Field): number =>
  elements === 'email' || kind === 'email' ? 200 : elements === 'address' || kind === 'longText' ? 240 : 120

const numeric = new Set<Field['kind']>(['number', 'integer', 'money'])

export async function listHtml(
  ctx: JobCtx,
  entity: Entity,
  input: Wanted,
  rowIds: Int32Array,
): Promise<string> {
  const fields = fieldsOf(ctx.conn, entity)
  const { reader } = input
  const asked = input.columns ?? usualColumns(fields)
  const columns = asked.map(({ field: name, ...more }) => {
    if (name === 'displayName')
      return { ...more, field: undefined, heading: more.label ?? word(reader, 'field.displayName') }
    const field = fields.find((candidate) => candidate.name === name)
    if (!field) throw invalid('columns', 'unknown', { field: name })
    return { ...more, field, heading: more.label ?? labelOf(reader.language, entity.name, field) }
  })
  const total = columns.reduce((sum, column) => sum + (column.width ?? 120), 0)
  const isEnd = (field: Field | undefined): string => (field && numeric.has(field.kind) ? ' class="end"' : '')
  const head = `<colgroup>${columns.map((column) => `<col style="width:${(((column.width ?? 120) / total) * 100).toFixed(2)}%">`).join('')}</colgroup><thead><tr>${columns
    .map((column) => `<th scope="col"${isEnd(column.field)}>${bdi(column.heading)}</th>`)
    .join('')}</tr></thead>`
  const rows: string[] = []
  await eachRecord(ctx, entity, rowIds, fields, (record) => {
    const cells = columns.map(({ field }) => {
      if (!field) return `<td class="name">${bdi(textOf(record.displayName))}</td>`
      return `<td${isEnd(field)}>${cellHtml(reader, entity, field, record)}</td>`
    })
    rows.push(`<tr>${cells.join('')}</tr>`)
  })
  return sheetOf(heading(ctx, input, entity, rowIds.length), head, rows.join(''))
}

/** In a list only the first of several is shown, as in the window. */
function cellHtml(reader: Reader, entity: Entity, field: Field, record: WireRecord): string {
  const value = record[field.name]
  const first = field.kind === 'list' && Array.isArray(value) ? value.slice(0, 1) : value
  const text = fieldText(reader, entity.name, field, first, record.refs)
  const isLtr =
    field.kind === 'email' ||
    field.kind === 'url' ||
    ['phone', 'email', 'website', 'handle'].includes(field.elements ?? '')
  return isLtr ? ltr(text) : bdi(text)
}

export async function recordHtml(
  ctx: JobCtx,
  entity: Entity,
  input: Wanted,
  rowIds: Int32Array,
): Promise<string> {
  const { reader } = input
  const fields = fieldsOf(ctx.conn, entity)
  const parts: string[] = []
  await eachRecord(ctx, entity, rowIds, fields, (record) => {
    const rows = fields
      .filter((field) => !field.system && field.kind !== 'file' && field.kind !== 'json')
      .flatMap((field) => {
        const value = record[field.name]
        const shown =
          field.kind === 'list' && Array.isArray(value)
            ? value
                .map((element) => linesOfElement(reader, entity, field, element))
                .filter((html) => html !== '')
            : [bdi(fieldText(reader, entity.name, field, value, record.refs))].filter((html) => html !== '')
        if (shown.length === 0) return []
        const label = labelOf(reader.language, entity.name, field)
        return [
          `<tr><th scope="row">${bdi(label)}</th><td>${shown.map((html) => `<div>${html}</div>`).join('')}</td></tr>`,
        ]
      })
    const kind = wordOf(reader.language, `${entity.name}.one`) ?? ''
    const head = `<header class="doc-head"><h1>${bdi(textOf(record.displayName))}</h1><p>${bdi(kind)} · ${bdi(formatInstant(ctx.now(), datesOf(reader)))}</p></header>`
    parts.push(
      `<section class="${parts.length > 0 ? 'next' : ''}">${sheetOf(head, '', `${rows.join('')}`)}</section>`,
    )
  })
  return `<div class="record">${parts.join('')}</div>`
}

function linesOfElement(reader: Reader, entity: Entity, field: Field, element: unknown): string {
  if (field.elements === 'address' && typeof element === 'object' && element !== null)
    return lines(addressLines(reader, { ...element }))
  const text = fieldText(reader, entity.name, field, [element])
  return field.elements === 'extra' || field.elements === 'event' ? bdi(text) : ltr(text)
}

/** Rows in the order of their names, whatever order the list was in. */
function byName(ctx: JobCtx, entity: Entity, rowIds: Int32Array): Int32Array {
  const key = ctx.conn.prepare(`SELECT sortKey FROM ${visibleName(entity)} WHERE rowId = ?`).pluck()
  const keys = new Map(Array.from(rowIds, (rowId) => [rowId, String(key.get(rowId) ?? '')]))
  const of = (rowId: number): string => keys.get(rowId) ?? ''
  return rowIds.slice().sort((a, b) => (of(a) < of(b) ? -1 : of(a) > of(b) ? 1 : a - b))
}

/** The name a record stands under in the alphabet. */
function nameInOrder(record: WireRecord): string {
  if (record.entity !== 'contact') return stripCompanyForm(textOf(record.displayName))
  const parts = namePartsOf(record)
  const isThai = /[\u0e00-\u0e7f]/.test(parts.givenName ?? parts.familyName ?? '')
  return sortName(parts, isThai ? 'given' : 'family') || textOf(record.displayName)
}

/** People and companies under the letter they begin with: name and place on one side, how to reach them on the other. */
export async function bookHtml(
  ctx: JobCtx,
  entity: Entity,
  input: Wanted,
  rowIds: Int32Array,
): Promise<string> {
  const rows: string[] = []
  let letter = ''
  await eachRecord(ctx, entity, byName(ctx, entity, rowIds), fieldsOf(ctx.conn, entity), (record) => {
    const next = letterOf(nameInOrder(record))
    if (next !== letter)
      rows.push(`<tr class="letter"><th colspan="2" scope="colgroup">${bdi(next)}</th></tr>`)
    letter = next
    rows.push(bookEntry(input.reader, record))
  })
  const columns = '<colgroup><col><col></colgroup>'
  return `<div class="book">${sheetOf(heading(ctx, input, entity, rowIds.length), columns, rows.join(''))}</div>`
}

function bookEntry(reader: Reader, record: WireRecord): string {
  const refs = Object(record.refs)
  const under = [textOf(record.jobTitle), textOf(refs.companyId), textOf(record.industry)]
  const address = asElements(record.addresses)[0]
  const reach = [
    ...asElements(record.phones).map((phone) => phoneText(reader, phone)),
    ...asElements(record.emails).map((email) => textOf(email.value)),
    ...asElements(record.websites).map((site) => textOf(site.value)),
  ]
  const parts = [
    `<strong>${bdi(textOf(record.displayName))}</strong>`,
    `<div class="under">${bdi(under.filter(Boolean).join(' · '))}</div>`,
    address ? `<div class="where">${lines(addressLines(reader, address))}</div>` : '',
  ]
  return `<tr class="entry"><td>${parts.join('')}</td><td class="reach">${reach.map((text) => `<div>${ltr(text)}</div>`).join('')}</td></tr>`
}

const asElements = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter((element) => typeof element === 'object' && element !== null) : []

/** The letter a name stands under: Thai vowels written before the consonant are passed over. */
export function letterOf(name: string): string {
  const thai = /^[เแโใไ]*([ก-ฮ])/u.exec(name)
  if (thai) return thai[1] ?? ''
  const first = /\p{L}|\p{N}/u.exec(name.normalize('NFD'))?.[0] ?? ''
  if (/\p{N}/u.test(first)) return '#'
  return first === '' ? '#' : first.toLocaleUpperCase().replace('ي', 'ی').replace('ك', 'ک')
}

/** `Page {n} of {total}` in the reader's words; the digits are put in when the pages are known. */
export const footerOf = (reader: Reader): { text: string; digits: Reader['digits'] } => ({
  text: word(reader, 'print.footer'),
  digits: reader.digits,
})

/** What the document is called: the file's name and the printer's queue show it. */
export const titleOf = (reader: Reader, entity: Entity, title: string | undefined): string =>
  (title ?? wordOf(reader.language, `${entity.name}.many`) ?? entity.name).slice(0, 400)

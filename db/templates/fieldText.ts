/** Any field's value in words for a reader: dates in their calendar, numbers in their digits, addresses in one line. */
import { formatAddress } from '../shared/addresses.ts'
import { formatDate, formatInstant, formatYearlyDate } from '../shared/dates/format.ts'
import { parseYearly } from '../shared/dates/yearly.ts'
import type { ElementKind, Field } from '../shared/entity.ts'
import { localDigits } from '../shared/numbers/digits.ts'
import { formatMoney, formatNumber } from '../shared/numbers/format.ts'
import { formatPhone } from '../shared/phone.ts'
import { datesOf, type Reader } from '../shared/reader.ts'
import { wordOf } from './words.ts'

const SEPARATOR = ' · '

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value)

/** `refs`: names of what references point to, as records carry them. */
export function fieldText(
  reader: Reader,
  entity: string,
  field: Field,
  value: unknown,
  refs?: unknown,
): string {
  if (value === null || value === undefined || value === '') return ''
  const dates = datesOf(reader)
  switch (field.kind) {
    case 'date':
      return formatDate(textOf(value), dates)
    case 'instant': {
      const at = Date.parse(textOf(value))
      return Number.isNaN(at) ? textOf(value) : formatInstant(at, dates)
    }
    case 'yearly':
      return yearlyText(reader, textOf(value))
    case 'number':
    case 'integer':
      return typeof value === 'number' ? formatNumber(value, dates) : textOf(value)
    case 'money':
      return isObject(value) ? formatMoney(Number(value.minor), textOf(value.currency), dates) : textOf(value)
    case 'yesNo':
      return wordOf(reader.language, value === true ? 'value.yes' : 'value.no') ?? String(value)
    case 'choice':
    case 'pickList':
      return wordOf(reader.language, `${entity}.choice.${field.name}.${textOf(value)}`) ?? textOf(value)
    case 'tags':
      return Array.isArray(value) ? value.map(textOf).join(SEPARATOR) : textOf(value)
    case 'ref':
      return isObject(refs) ? textOf(refs[field.name]) : ''
    case 'list':
      return Array.isArray(value)
        ? value
            .filter(isObject)
            .map((element) => elementText(reader, field.elements, element))
            .filter((text) => text !== '')
            .join(SEPARATOR)
        : textOf(value)
    case 'file':
    case 'json':
      return ''
    default:
      return textOf(value)
  }
}

export function yearlyText(reader: Reader, text: string): string {
  const yearly = parseYearly(text)
  if (!yearly) return text
  const day = formatYearlyDate(yearly, datesOf(reader))
  return yearly.year === undefined ? day : `${day} ${localDigits(String(yearly.year), reader.digits)}`
}

/** A phone number as the reader's country writes it. */
export const phoneText = (reader: Reader, element: Readonly<Record<string, unknown>>): string => {
  const number =
    typeof element.e164 === 'string' ? formatPhone(element.e164, reader.country) : textOf(element.value)
  return localDigits(element.ext ? `${number} #${textOf(element.ext)}` : number, reader.digits)
}

/** An address in the lines it is printed in. */
export function addressLines(reader: Reader, element: Readonly<Record<string, unknown>>): string[] {
  const parts = Object.fromEntries(Object.entries(element).map(([name, value]) => [name, textOf(value)]))
  const names = new Intl.DisplayNames([reader.language], { type: 'region', fallback: 'code' })
  return formatAddress(parts, reader.language, {
    homeCountry: reader.country,
    countryName: (code) => (/^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code),
    digits: reader.digits,
  })
}

export function elementText(
  reader: Reader,
  kind: ElementKind | undefined,
  element: Readonly<Record<string, unknown>>,
): string {
  const label = textOf(element.label)
  const shown = wordOf(reader.language, `label.${label}`) ?? label
  switch (kind) {
    case 'phone':
      return phoneText(reader, element)
    case 'address':
      return addressLines(reader, element).join(', ')
    case 'event':
      return [shown, yearlyText(reader, textOf(element.value))].filter(Boolean).join(' ')
    case 'handle':
      return [textOf(element.service), textOf(element.value)].filter(Boolean).join(' ')
    case 'extra':
      return [textOf(element.name), textOf(element.value)].filter(Boolean).join(': ')
    default:
      return textOf(element.value)
  }
}

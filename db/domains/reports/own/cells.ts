/** Keys and values of an own report as cells, in the reader's words. */
import type { Connection } from '../../../core/connection.ts'
import { pickListValues } from '../../../core/pickListValues.ts'
import { named } from '../../../core/read.ts'
import { visibleName } from '../../../core/visible.ts'
import { formatMoney } from '../../../shared/numbers/format.ts'
import { datesOf, type Reader } from '../../../shared/reader.ts'
import { findEntity } from '../../../shared/registry.ts'
import type { ReportCell, ReportColumn } from '../../../shared/reports.ts'
import { sortKey } from '../../../shared/text/sortKey.ts'
import { findWord, word } from '../words.ts'
import { wholeUnits } from './money.ts'
import type { Value } from './parts.ts'
import type { Place } from './places.ts'
import type { Level, Measured } from './plan.ts'
import { stretchText } from './stretches.ts'

export class Cells {
  readonly #conn: Connection
  readonly #reader: Reader
  readonly #names = new Map<string, ReturnType<typeof named>>()
  readonly #positions = new Map<string, number | null>()
  readonly #lists = new Map<string, readonly string[]>()
  readonly #regions: Intl.DisplayNames

  constructor(conn: Connection, reader: Reader) {
    this.#conn = conn
    this.#reader = reader
    this.#regions = new Intl.DisplayNames([reader.language], { type: 'region', fallback: 'code' })
  }

  none(): ReportCell {
    return { value: null, text: word(this.#reader.language, 'report.none') }
  }

  #named(entity: string, rowId: number): ReturnType<typeof named> {
    const key = `${entity} ${rowId}`
    const known = this.#names.get(key)
    if (known !== undefined) return known
    const found = named(this.#conn, entity, rowId)
    this.#names.set(key, found)
    return found
  }

  level({ place, time, currency }: Level, value: Value): ReportCell {
    const { language } = this.#reader
    if (value === null || currency) return value === null ? this.none() : { value }
    if (time) {
      const text = stretchText(String(value), time.unit, this.#reader, word(language, 'report.own.quarter'))
      return { value, text }
    }
    return this.value(place, value)
  }

  /** A stored value of a field as it is shown. */
  value({ field, entity, property }: Place, value: Value): ReportCell {
    const { language } = this.#reader
    if (value === null || value === '') return this.none()
    if (field.kind === 'ref') {
      const found = typeof value === 'number' ? this.#named(field.to ?? '', value) : null
      return found
        ? { value: found.name, id: found.id, ...(found.name === null && { text: '…' }) }
        : this.none()
    }
    if (field.kind === 'yesNo') return { value, text: word(language, value === 1 ? 'value.yes' : 'value.no') }
    if (property === 'country' && typeof value === 'string' && /^[A-Z]{2}$/.test(value))
      return { value, text: this.#regions.of(value) ?? value }
    const known = findWord(language, `${entity.name}.choice.${field.name}.${value}`)
    return { value, ...(known !== undefined && { text: known }) }
  }

  /** An amount of minor units; files take the value, people read the text. */
  money(minor: Value, currency: string): ReportCell {
    if (typeof minor !== 'number') return { value: null }
    return {
      value: wholeUnits(minor, currency),
      text: formatMoney(Math.round(minor), currency, datesOf(this.#reader)),
    }
  }

  /** `currency`: of the amounts; `whole`: what a share is a part of. */
  measure(measure: Measured, value: Value, currency: string, whole: Value): ReportCell {
    if (measure.of === 'share')
      return {
        value: typeof whole === 'number' && whole !== 0 && typeof value === 'number' ? value / whole : null,
      }
    return measure.kind === 'money' ? this.money(value, currency) : { value }
  }

  /**
   * Where a key stands in the order its kind has by itself: steps and choices as they follow, what a pick list offers as it
   * does and before the rest, all else by the alphabet. Null for what is not given.
   */
  order({ place, time, currency }: Level, value: Value): string | number | null {
    if (value === null) return null
    if (time || currency) return String(value)
    const { field } = place
    if (field.options && field.kind === 'choice') return field.options.indexOf(String(value))
    if (field.kind === 'ref' && typeof value === 'number') {
      const position = this.#position(field.to ?? '', value)
      if (position !== null) return position
    }
    if (typeof value === 'number' && field.kind !== 'ref') return value
    const at = field.kind === 'pickList' ? this.#offered(place).indexOf(String(value)) : -1
    if (at >= 0) return `\u0000${String(at).padStart(4, '0')}`
    const cell = this.value(place, value)
    return sortKey(String(cell.text ?? cell.value ?? ''))
  }

  #offered({ entity, field }: Place): readonly string[] {
    const key = `${entity.name}.${field.name}`
    const known = this.#lists.get(key)
    if (known) return known
    const list = pickListValues(this.#conn, entity, field) ?? field.codes ?? []
    this.#lists.set(key, list)
    return list
  }

  #position(entity: string, rowId: number): number | null {
    const key = `${entity} ${rowId}`
    const known = this.#positions.get(key)
    if (known !== undefined) return known
    const has = findEntity(entity)?.fields.some(({ name }) => name === 'position')
    const row = has
      ? this.#conn.prepare(`SELECT position FROM ${visibleName(entity)} WHERE rowId = ?`).get(rowId)
      : undefined
    const position: unknown = row ? Reflect.get(row, 'position') : undefined
    const found = typeof position === 'number' ? position : null
    this.#positions.set(key, found)
    return found
  }
}

/** What a column of a stored value is. */
export function kindOf({ field, many }: Place): Pick<ReportColumn, 'kind' | 'entity'> {
  if (many) return { kind: 'text' }
  switch (field.kind) {
    case 'ref':
      return { kind: 'record', ...(field.to && { entity: field.to }) }
    case 'number':
    case 'integer':
      return { kind: 'number' }
    case 'money':
      return { kind: 'money' }
    case 'date':
      return { kind: 'day' }
    case 'instant':
      return { kind: 'instant' }
    default:
      return { kind: 'text' }
  }
}

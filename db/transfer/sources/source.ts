/**
 * The shape of a recognised source: plain data, one file per family beside this one.
 * A column not listed is kept as an extra under its own name, so a table lists only what has a better place.
 * Must never: contain code that runs per row.
 */

import type { CardEntity } from '../card.ts'

/**
 * Columns are `header: target` in the notation of `parseTarget`: `field[:label][@slot]`. `#` in a header stands for a
 * number, which replaces `#` in the target. Header spelling is compared without case, spaces and punctuation.
 */
export type SourceDefinition = {
  name: string
  /** What its rows are; absent when they are neither contacts nor companies and cannot be imported as such. */
  entity?: CardEntity
  /** Any one of these sets of headers, all present, identifies the source. */
  fingerprints: string[][]
  columns: Record<string, string>
  /** Texts that mean "nothing" in a column. */
  empties?: Record<string, string[]>
  /** How this source writes days when the values do not tell. */
  dateOrder?: 'dmy' | 'mdy' | 'ymd'
  /** Records that close a report instead of holding a person. */
  footer?: RegExp
}

/** `{ 'Home City': 'addresses.city:home@home', … }` for the usual parts of an address under a prefix. */
export function addressColumns(
  prefix: string,
  label: string,
  parts: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [
      `${prefix}${name}`,
      `addresses.${part}:${label}@address ${label}`,
    ]),
  )
}

/**
 * The first pass over a file: what only all rows together tell. Calendar and order of every date column, and the columns
 * whose leading zeros a spreadsheet took. One cheap read; keeps counts and a few samples, never rows.
 * Must never: change anything; the second pass (mapRow.ts) applies what the user agreed to.
 */

import { type ColumnDecision, type ColumnHint, columnAccumulator } from '../shared/dates/column.ts'
import { repairPhone } from '../shared/phone.ts'
import type { CsvShape } from './csv.ts'
import { readCsv } from './csv.ts'
import type { CsvRow } from './csvParser.ts'
import type { ByteSource } from './encoding.ts'
import type { Recognition } from './sources.ts'

export type ColumnScan = {
  /** Data rows in the file. */
  rows: number
  rejected: number
  dates: { [index: number]: ColumnDecision }
  /** Columns that lost leading zeros: how many cells, and a few of them. To be offered, not applied. */
  repairs: { index: number; column: string; kind: RepairKind; count: number; samples: string[] }[]
}
export type RepairKind = 'phone' | 'postalCode' | 'taxId'
export type ScanOptions = {
  shape?: CsvShape
  /** What the user would write where a column does not tell. */
  hint?: ColumnHint
  /** ISO code of the country numbers without a prefix belong to. */
  country?: string
}

const dateField = /^(birthday|events)$/
const digitsOnly = /^\d{3,15}$/

/** Reads a CSV file once and decides its columns. */
export async function scanColumns(
  source: ByteSource,
  recognition: Recognition,
  options: ScanOptions = {},
): Promise<ColumnScan> {
  const scanner = columnScanner(recognition, options)
  let rejected = 0
  const shape = options.shape ? { shape: options.shape } : {}
  for await (const rows of readCsv(source, { ...shape, onReject: () => rejected++ })) scanner.add(rows)
  return { ...scanner.decide(), rejected }
}

/** The same for rows that come from elsewhere (a spreadsheet, a DBF file). */
export function columnScanner(
  recognition: Recognition,
  options: ScanOptions = {},
): { add: (rows: CsvRow[]) => void; decide: () => ColumnScan } {
  const hint: ColumnHint = {
    calendar: options.hint?.calendar ?? 'gregory',
    order: options.hint?.order ?? recognition.dateOrder ?? 'dmy',
  }
  // Where the values allow both, the habit of the source weighs more than that of the user.
  if (recognition.dateOrder) hint.order = recognition.dateOrder
  const country = options.country ?? ''
  const dates = recognition.mapping
    .filter(({ field }) => dateField.test(field))
    .map(({ index }) => ({ index, column: columnAccumulator(hint) }))
  const zeros = recognition.mapping.flatMap(({ index, column, field }) => {
    const kind = repairKindOf(field)
    return kind ? [{ index, column, kind, count: 0, whole: 0, samples: new Set<string>() }] : []
  })
  let count = 0

  function add(rows: CsvRow[]): void {
    count += rows.length
    for (const { index, column } of dates) {
      for (const { cells } of rows) {
        const cell = cells[index]
        if (cell) column.add(cell)
      }
    }
    for (const zero of zeros) {
      for (const { cells } of rows) {
        const cell = cells[zero.index]
        if (!cell) continue
        if (!lostZero(cell, zero.kind, country, zero.count)) zero.whole++
        else {
          zero.count++
          if (zero.samples.size < 5) zero.samples.add(cell)
        }
      }
    }
  }

  function decide(): ColumnScan {
    return {
      rows: count,
      rejected: 0,
      dates: Object.fromEntries(dates.map(({ index, column }) => [index, column.decide()])),
      // A column in which short values are the exception was typed so; a spreadsheet eats all zeros or none.
      repairs: zeros
        .filter((zero) => zero.count > 0 && (zero.kind === 'phone' || zero.count > zero.whole * 0.05))
        .map(({ index, column, kind, count: lost, samples }) => ({
          index,
          column,
          kind,
          count: lost,
          samples: [...samples],
        })),
    }
  }

  return { add, decide }
}

function repairKindOf(field: string): RepairKind | undefined {
  if (field === 'phones') return 'phone'
  if (field === 'addresses.postalCode') return 'postalCode'
  return field === 'taxId' ? 'taxId' : undefined
}

const manyFound = 1000

/** True when a cell looks like a number that began with a zero. */
function lostZero(text: string, kind: RepairKind, country: string, found: number): boolean {
  const cell = text.trim()
  if (!digitsOnly.test(cell) || cell.startsWith('0')) return false
  if (kind === 'postalCode')
    return country === 'IR' ? cell.length === 9 : country === 'TH' ? false : cell.length < 5
  if (kind === 'taxId') return cell.length === (country === 'IR' ? 9 : 12)
  // The library is asked until the answer is clear; after that the length decides, it is only a count.
  if (found >= manyFound) return cell.length < 10
  const repair = repairPhone(cell, country)
  return repair !== undefined && 'suggestion' in repair && repair.suggestion.startsWith('0')
}

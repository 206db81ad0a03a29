/**
 * CSV files: their shape (encoding, delimiter, where the header is) and their records, in a stream.
 * A file of any size is read with the memory of a few chunks.
 * Must never: interpret a column (sources.ts), drop a record without handing it to `onReject`.
 */

import type { Reject } from './card.ts'
import { type CsvDialect, type CsvParserOptions, type CsvRow, createCsvParser } from './csvParser.ts'
import {
  type ByteSource,
  createDecoder,
  decodeStream,
  detectEncoding,
  type EncodingGuess,
  type EncodingName,
  guessEncoding,
  openBytes,
  peekBytes,
} from './encoding.ts'
import { headerWordShare, looksLikeData } from './headers.ts'
import { repairMojibake } from './mojibake.ts'

/** What a look at the head of a file told. Plain data: it can be shown, changed and stored with a saved map. */
export type CsvShape = {
  encoding: EncodingGuess
  dialect: CsvDialect
  /** Names of the columns; invented (`Column 1`) when the file has none. */
  header: string[]
  /** 1-based line of the header, 0 when the file has none. */
  headerLine: number
  /** What stood above the header. */
  preamble: string[]
  sampleRows: string[][]
}

export type ReadCsvOptions = {
  shape?: CsvShape
  encoding?: EncodingName
  /** Mend text that was encoded twice. */
  repairMojibake?: boolean
  onReject?: (reject: Reject) => void
  maxRecordChars?: number
}

const sampleBytes = 1 << 18
const sampleChars = 1 << 17
const delimiters = [',', ';', '\t', '|']
const headerSearchRows = 10

/** Looks at the head of a file: encoding, delimiter, header, first rows. */
export async function inspectCsv(path: string, encoding?: EncodingName): Promise<CsvShape> {
  const { head } = await peekBytes(openBytes(path), sampleBytes)
  const guess = encoding === undefined ? await detectEncoding(path) : { ...guessEncoding(head), encoding }
  return shapeOf(head, guess)
}

/** The shape of a file whose head is at hand. */
export function shapeOf(head: Uint8Array, guess: EncodingGuess): CsvShape {
  const decoder = createDecoder(guess.encoding)
  const text = (decoder.write(head) + (head.length < sampleBytes ? decoder.end() : '')).slice(0, sampleChars)
  const separator = /^sep=(.)\r?\n/i.exec(text)?.[1]
  const quote = usesApostrophes(text) ? "'" : '"'
  const isWhole = head.length < sampleBytes && text.length < sampleChars
  const candidates = (separator === undefined ? delimiters : [separator]).map((delimiter) => {
    const dialect = { delimiter, quote }
    const rows = sampleRecords(text, dialect, isWhole)
    return { dialect, rows, header: findHeader(rows), score: scoreDialect(rows) }
  })
  candidates.sort((a, b) => b.score + b.header.score - (a.score + a.header.score))
  const best = candidates[0] ?? { dialect: { delimiter: ',', quote }, rows: [], header: noHeader }
  const { rows, header, dialect } = best
  const below = rows.slice(header.index + 1)
  const width = Math.max(0, ...rows.slice(Math.max(0, header.index)).map((row) => row.cells.length))
  const named = rows[header.index]
  return {
    encoding: guess,
    dialect,
    header: named
      ? trimHeader(named.cells, below)
      : Array.from({ length: width }, (_, i) => `Column ${i + 1}`),
    headerLine: named?.line ?? 0,
    preamble: rows.slice(0, Math.max(0, header.index)).map((row) => row.cells.join(dialect.delimiter)),
    sampleRows: below.slice(0, 200).map((row) => row.cells),
  }
}

function sampleRecords(text: string, dialect: CsvDialect, isWhole: boolean): CsvRow[] {
  const parser = createCsvParser(dialect)
  const rows = parser.push(text)
  if (isWhole || rows.length === 0) rows.push(...parser.end())
  return rows.slice(0, 500)
}

/** Apostrophes quote a file only when no double quote does and they open and close most of its cells. */
function usesApostrophes(text: string): boolean {
  if (text.includes('"')) return false
  const quoted = text.match(/(?:^|[,;\t|\n])'[^'\n]*'(?=[,;\t|\r\n]|$)/g)?.length ?? 0
  const cells = text.match(/[,;\t|\n]/g)?.length ?? 0
  return quoted > 3 && quoted > cells * 0.5
}

/** High when most records have the same number of cells, more than one. */
function scoreDialect(rows: CsvRow[]): number {
  if (rows.length === 0) return 0
  const width = commonWidth(rows)
  if (width < 2) return 0
  const agreeing = rows.filter((row) => row.cells.length === width).length / rows.length
  return agreeing * agreeing * (1 + Math.log2(width))
}

function commonWidth(rows: CsvRow[]): number {
  const counts = new Map<number, number>()
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  let best = 0
  let most = 0
  for (const [width, count] of counts) {
    if (count > most || (count === most && width > best)) {
      best = width
      most = count
    }
  }
  return best
}

const noHeader = { index: -1, score: 0 }

/** The record among the first ten that names columns. */
function findHeader(rows: CsvRow[]): { index: number; score: number } {
  let best = { ...noHeader, score: Number.NEGATIVE_INFINITY }
  const width = commonWidth(rows)
  for (const [index, { cells, line }] of rows.slice(0, headerSearchRows).entries()) {
    if (line > headerSearchRows * 2) break
    const filled = cells.filter((cell) => cell.trim() !== '')
    if (filled.length === 0) continue
    const known = headerWordShare(filled)
    const data = filled.filter(looksLikeData).length / filled.length
    const unique = new Set(filled.map((cell) => cell.trim().toLowerCase())).size / filled.length
    const fits = cells.length === width || filled.length === width ? 1 : 0
    const score = known * 4 + unique + fits - data * 3 - index * 0.1
    if (score > best.score) best = { index, score }
  }
  return best.score >= 1 ? best : noHeader
}

/** A header without the nameless columns a trailing delimiter makes, unless they hold something. */
function trimHeader(header: string[], below: CsvRow[]): string[] {
  let width = header.length
  while (width > 1 && header[width - 1]?.trim() === '' && !below.some((row) => row.cells[width - 1])) width--
  return header.slice(0, width).map((name) => name.trim())
}

/** Data records below the header, a batch per chunk. A repeated header (files glued together) is skipped. */
export async function* readCsv(source: ByteSource, options: ReadCsvOptions = {}): AsyncGenerator<CsvRow[]> {
  const { head, bytes } = await peekBytes(openBytes(source), options.shape ? 0 : sampleBytes)
  const guess: EncodingGuess = options.shape?.encoding ?? guessEncoding(head)
  const shape = options.shape ?? shapeOf(head, { ...guess, encoding: options.encoding ?? guess.encoding })
  const { header, headerLine, dialect } = shape
  const parserOptions: CsvParserOptions = { width: header.length }
  if (options.onReject) parserOptions.onReject = options.onReject
  if (options.maxRecordChars !== undefined) parserOptions.maxRecordChars = options.maxRecordChars
  const parser = createCsvParser(dialect, parserOptions)
  const mends = options.repairMojibake ?? false
  const select = (rows: CsvRow[]): CsvRow[] => {
    const kept = rows.filter((row) => row.line > headerLine && !isHeaderAgain(row.cells, header))
    if (mends) for (const row of kept) row.cells = row.cells.map(repairMojibake)
    return kept
  }
  const decoder = createDecoder(options.encoding ?? shape.encoding.encoding)
  for await (const text of decodeStream(bytes, decoder)) {
    const rows = select(parser.push(text))
    if (rows.length > 0) yield rows
  }
  const rest = select(parser.end())
  if (rest.length > 0) yield rest
}

function isHeaderAgain(cells: string[], header: string[]): boolean {
  return cells[0] === header[0] && header.length > 1 && header.every((name, i) => cells[i]?.trim() === name)
}

/**
 * Writes CSV in a stream, and owns the two encodings a cell of our own export can have: formulas made harmless and
 * lists in one cell.
 *
 * Formulas. A text cell that a spreadsheet would run (first character = + - @ tab CR or their full-width forms, after any
 * number of apostrophes) gets one apostrophe in front; reading our own export takes exactly one off again. So
 * `=1+1` ↔ `'=1+1` and `'=1+1` ↔ `''=1+1`, while `'abc` is left alone: the rule is reversible for every text.
 * Numbers given as numbers are never touched. Files of other programs are never un-escaped.
 *
 * Lists. `work: a@b.c; home: d@e.f`; further parts follow after bars (`work: 02 123 4567|ext=12`); `\` protects
 * `\ ; : | =` and `\n` is a line break, wherever one of these would be misread. Plain lists (tags) are `a; b`.
 * Must never: leave a half-written file under the final name.
 */

import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { finished } from 'node:stream/promises'

export type CsvCell = string | number | boolean | null | undefined
export type WriteCsvOptions = {
  delimiter?: string
  /** Start with a BOM, for Excel. On by default. */
  bom?: boolean
  /** Make formulas harmless. On by default; off only for rejects, which must go back as they came. */
  isSafe?: boolean
}

const runnable = /^'*[=+\-@\t\r＝＋－＠]/
const escapedRunnable = /^'+[=+\-@\t\r＝＋－＠]/

/** Text as it is safe to open in a spreadsheet. */
export function neutraliseFormula(text: string): string {
  return runnable.test(text) ? `'${text}` : text
}

/** The text `neutraliseFormula` was given. Only for cells of our own export. */
export function restoreFormula(text: string): string {
  return escapedRunnable.test(text) ? text.slice(1) : text
}

/** One record, line end included. */
export function formatCsvRow(cells: readonly CsvCell[], delimiter = ',', isSafe = true): string {
  let line = ''
  for (let i = 0; i < cells.length; i++) {
    if (i > 0) line += delimiter
    const cell = cells[i]
    if (cell === null || cell === undefined || cell === '') continue
    if (typeof cell !== 'string') line += String(cell)
    else line += quoteCell(isSafe ? neutraliseFormula(cell) : cell, delimiter)
  }
  // A record of one empty cell must not look like a blank line.
  return line === '' && cells.length > 0 && cells.length < 2 ? '""\r\n' : `${line}\r\n`
}

function quoteCell(text: string, delimiter: string): string {
  const needsQuotes = /["\r\n]|^[\s']|\s$/.test(text) || text.includes(delimiter)
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text
}

/** Writes a file: header, then rows as they come; it appears under its name only when complete. Returns the row count. */
export async function writeCsv(
  path: string,
  header: readonly string[],
  rows: AsyncIterable<readonly CsvCell[]> | Iterable<readonly CsvCell[]>,
  options: WriteCsvOptions = {},
): Promise<number> {
  const { delimiter = ',', bom = true, isSafe = true } = options
  const partial = `${path}.partial`
  const file = createWriteStream(partial)
  const done = finished(file)
  done.catch(() => undefined)
  let count = 0
  try {
    let text = (bom ? '\ufeff' : '') + formatCsvRow(header, delimiter, isSafe)
    for await (const row of rows) {
      text += formatCsvRow(row, delimiter, isSafe)
      count++
      if (text.length < 1 << 18) continue
      if (!file.write(text)) await Promise.race([once(file, 'drain'), done])
      text = ''
    }
    file.end(text)
    await done
    await rename(partial, path)
    return count
  } catch (error) {
    file.destroy()
    await rm(partial, { force: true })
    throw error
  }
}

/** A list element: its label, its value, and whatever parts it has besides. */
export type ListElement = { [part: string]: string | undefined }

/** A list field in one cell. `labelKey` and `valueKey` name the parts written as `label: value`. */
export function encodeList(elements: readonly ListElement[], labelKey = 'label', valueKey = 'value'): string {
  return elements
    .map((element) => {
      let text = `${escapeList(element[labelKey] ?? '', /[\\;:|=\n]/g)}: ${escapeList(element[valueKey] ?? '', /[\\;|\n]/g)}`
      for (const [key, part] of Object.entries(element)) {
        if (key === labelKey || key === valueKey || key === 'id' || part === undefined) continue
        text += `|${escapeList(key, /[\\;:|=\n]/g)}=${escapeList(part, /[\\;|\n]/g)}`
      }
      return text
    })
    .join('; ')
}

/** The elements `encodeList` was given; text in another form becomes one element without a label. */
export function decodeList(
  text: string,
  labelKey = 'label',
  valueKey = 'value',
): { [part: string]: string }[] {
  return splitEscaped(text, ';').map((spaced, i) => {
    const piece = i > 0 ? spaced.replace(/^ /, '') : spaced
    const element: { [part: string]: string } = {}
    const [first = '', ...others] = splitEscaped(piece, '|')
    const colon = findLabelEnd(first)
    element[labelKey] = unescapeList(colon < 0 ? '' : first.slice(0, colon))
    element[valueKey] = unescapeList(colon < 0 ? first.trim() : first.slice(colon + 1).replace(/^ /, ''))
    for (const other of others) {
      const equals = findEscaped(other, '=')
      if (equals > 0) element[unescapeList(other.slice(0, equals))] = unescapeList(other.slice(equals + 1))
    }
    return element
  })
}

/** Plain values in one cell. */
export function encodeTags(tags: readonly string[]): string {
  return tags.map((tag) => escapeList(tag, /[\\;\n]/g)).join('; ')
}

/** The values `encodeTags` was given. */
export function decodeTags(text: string): string[] {
  return splitEscaped(text, ';').map((tag, i) => unescapeList(i > 0 ? tag.replace(/^ /, '') : tag))
}

function escapeList(text: string, special: RegExp): string {
  return text.replace(special, (character) => (character === '\n' ? '\\n' : `\\${character}`))
}

function unescapeList(text: string): string {
  return text.replace(/\\([\s\S])/g, (_, character: string) => (character === 'n' ? '\n' : character))
}

function findEscaped(text: string, wanted: string): number {
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === wanted) return at
  }
  return -1
}

/** Our colons are followed by a space; that of `https://` is not. */
function findLabelEnd(text: string): number {
  const colon = findEscaped(text, ':')
  return colon >= 0 && (colon + 1 === text.length || text[colon + 1] === ' ') ? colon : -1
}

function splitEscaped(text: string, separator: string): string[] {
  const pieces: string[] = []
  let rest = text
  for (let at = findEscaped(rest, separator); at >= 0; at = findEscaped(rest, separator)) {
    pieces.push(rest.slice(0, at))
    rest = rest.slice(at + 1)
  }
  if (rest !== '' || pieces.length > 0) pieces.push(rest)
  return pieces
}

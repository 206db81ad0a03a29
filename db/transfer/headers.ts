/**
 * What a column is called, in English, Thai and Persian: the words, and guessing an unknown column from them.
 * The words combine: a label (work, ที่ทำงาน, محل کار) may stand before or after a field word, a number may follow, so
 * localised Outlook headers and home-made lists are understood without a table of their own.
 * Must never: look at a whole file (sources.ts does) or at anything but names and single cells.
 */

import { fieldWords, labelWords } from './headerWords.ts'

/** A column's meaning: where its cells go. `slot` ties the columns of one list element together. */
export type ColumnTarget = { field: string; label?: string; slot?: string }

/** A header reduced to its letters and digits: `E-mail 1 – Value` and `e_mail 1: VALUE` are the same. */
export function normaliseHeader(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[يى]/g, 'ی')
    .replace(/ك/g, 'ک')
    .replace(/[\s\p{P}\p{S}\p{Cf}\p{Cc}]+/gu, '')
}

const fields = new Map<string, ColumnTarget>()
for (const [target = '', ...names] of fieldWords) {
  for (const name of names) fields.set(normaliseHeader(name), parseTarget(target))
}
const labels = labelWords
  .flatMap(([label = '', ...names]) => names.map((name) => ({ label, word: normaliseHeader(name) })))
  .sort((a, b) => b.word.length - a.word.length)

/** `addresses.city:home@a1` → field, label, slot. */
export function parseTarget(text: string): ColumnTarget {
  const [, field = '', label, slot] = /^([^:@]+)(?::([^@]*))?(?:@(.+))?$/.exec(text) ?? []
  const target: ColumnTarget = { field }
  if (label !== undefined) target.label = label
  if (slot !== undefined) target.slot = slot
  return target
}

/** Fields whose columns may carry a label and a number. */
const labelled = /^(phones|emails|websites|addresses)/

const guesses = new Map<string, ColumnTarget | null>()

/** What an unknown column most likely is, from its name alone. */
export function guessColumn(header: string): ColumnTarget | undefined {
  const key = normaliseHeader(header)
  let guess = guesses.get(key)
  if (guess === undefined) {
    guess = guess0(key) ?? null
    if (guesses.size < 10_000) guesses.set(key, guess)
  }
  return guess ?? undefined
}

function guess0(key: string): ColumnTarget | undefined {
  const exact = fields.get(key)
  if (exact) return withSlot(exact, exact.label ?? '', '')
  const [, rest = '', number = ''] = /^(.*?)(\d*)$/.exec(key) ?? []
  if (number !== '') {
    const numbered = fields.get(rest)
    if (numbered && labelled.test(numbered.field)) return withSlot(numbered, numbered.label ?? '', number)
  }
  for (const { label, word } of labels) {
    for (const bare of withoutWord(key, word)) {
      const found = fields.get(bare)
      if (found && labelled.test(found.field)) return withSlot(found, joinLabels(label, found.label), '')
      const [, stem = '', n = ''] = /^(.*?)(\d+)$/.exec(bare) ?? []
      const numbered = n === '' ? undefined : fields.get(stem)
      if (numbered && labelled.test(numbered.field))
        return withSlot(numbered, joinLabels(label, numbered.label), n)
    }
  }
  return undefined
}

function* withoutWord(key: string, word: string): Generator<string> {
  if (key.length <= word.length) return
  if (key.startsWith(word)) yield key.slice(word.length)
  if (key.endsWith(word)) yield key.slice(0, -word.length)
  const [, stem = '', number = ''] = /^(.*?)(\d+)$/.exec(key) ?? []
  if (number !== '' && stem.endsWith(word) && stem !== word) yield stem.slice(0, -word.length) + number
}

/** Home fax stays apart from home; a work fax is the fax, a home mobile a mobile. */
function joinLabels(place: string, device: string | undefined): string {
  if (device === undefined || device === '') return place
  return device === 'fax' && place !== 'work' ? `${place} fax` : device
}

function withSlot({ field }: ColumnTarget, label: string, number: string): ColumnTarget {
  const list = field.split('.')[0] ?? field
  if (list === 'handles' || list === 'events') return { field, label, slot: `${list} ${label}` }
  if (!labelled.test(field)) return { field }
  return { field, label, slot: `${list} ${label} ${number}`.trim() }
}

/** Which part of a record's cells are names of columns; above a half it is a header. */
export function headerWordShare(cells: readonly string[]): number {
  if (cells.length === 0) return 0
  return cells.filter((cell) => cell.length < 80 && guessColumn(cell) !== undefined).length / cells.length
}

const emailPattern = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]{2,}$/
const phonePattern = /^\+?[\d٠-٩۰-۹๐-๙][\d٠-٩۰-۹๐-๙\s().\-/]{5,18}$/
const urlPattern = /^(https?:\/\/|www\.)\S+$/i
const datePattern = /^[\d٠-٩۰-۹๐-๙]{1,4}[/.-][\d٠-٩۰-۹๐-๙]{1,2}[/.-][\d٠-٩۰-۹๐-๙]{1,4}$/

/** What a single cell looks like, for columns whose name says nothing. */
export function kindOfValue(text: string): 'email' | 'phone' | 'url' | 'date' | 'number' | undefined {
  const value = text.trim()
  if (emailPattern.test(value)) return 'email'
  if (urlPattern.test(value)) return 'url'
  if (datePattern.test(value)) return 'date'
  if (phonePattern.test(value) && value.replace(/\D/g, '').length >= 7) return 'phone'
  return /^-?[\d.,٠-٩۰-۹๐-๙]+$/.test(value) ? 'number' : undefined
}

const identity = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
const instant = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/

/** True for a cell no header has: an address, a number, a date, an identity of ours. */
export function looksLikeData(text: string): boolean {
  return kindOfValue(text) !== undefined || identity.test(text.trim()) || instant.test(text.trim())
}

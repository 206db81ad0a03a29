/**
 * What of a row is searched: its texts, taken apart the same way for the index and for checking a match. Follows the
 * entity's definition; custom values that are text are searched whatever their definition says today.
 */
import type { Entity, Field } from '../../shared/entity.ts'
import { phoneDigits } from '../../shared/phone.ts'
import { allEntities } from '../../shared/registry.ts'
import { stripCompanyForm } from '../../shared/text/companyForms.ts'
import { fold, indexWords, words } from '../../shared/text/fold.ts'
import { planOf } from '../plan.ts'
import { visibleName } from '../visible.ts'
import type { GramWriter } from './grams.ts'

export type Cell = string | number | bigint | Uint8Array | null | undefined
export type Cells = readonly Cell[]

/** `name`: words of a name. `digits`: a telephone number's digits, ready as they are. */
export type TextKind = 'name' | 'text' | 'digits'

/**
 * Told of each text of a row. For telephone numbers: `typed` is how people wrote it, `shared` how much of its end a form
 * visited before has too. Return true to stop.
 */
export type Visit = (field: string, text: string, kind: TextKind, typed: string, shared: number) => boolean

/** A searched entity. Cells of a row are in the order of `fields`, then `custom`. */
export interface Source {
  readonly entity: Entity
  readonly table: string
  readonly fields: readonly Field[]
  readonly hasNames: boolean
  readonly givenName: number
  readonly familyName: number
  /** Columns a row is read with for the index: rowId, displayName, the fields, custom, then who owns the secrets in it. */
  readonly indexColumns: string
  /** Columns a visible row is checked and shown with: id, displayName, the fields, custom. */
  readonly shownColumns: string
  /** A row that is in the index at all. */
  readonly live: string
  /** Changes of these rows' names (or only their privacy) change documents of this entity. */
  readonly dependsOn: readonly { readonly entity: Entity; readonly column: string; readonly title: boolean }[]
  /** Changes when the documents of the entity would. */
  readonly signature: string
}

/** Where the fields begin in a row of cells. */
export const FIRST_FIELD = 2
/** A text this long is searched up to here. */
const LONGEST_TEXT = 200_000

const refName = (to: string, column: string, winners: string): string =>
  `(SELECT w.displayName FROM main."${to}" t JOIN ${winners} w ON w.rowId = t.canonicalId WHERE t.rowId = r.${column})`

function sourceOf(entity: Entity): Source {
  const plan = planOf(entity)
  const fields = entity.fields.filter((field) => field.search)
  const columns = (winners: (to: string) => string) =>
    fields.map((field) =>
      field.kind === 'ref' && field.to ? refName(field.to, field.name, winners(field.to)) : `r.${field.name}`,
    )
  const parents = (entity.parents ?? []).map((column) => ({
    column,
    to: plan.fieldByName.get(column)?.to ?? '',
  }))
  const secrets = [
    'CASE WHEN r.private IS 1 THEN coalesce(r.ownerId, -1) END',
    ...parents.map(
      ({ column, to }) =>
        `(SELECT CASE WHEN p.private IS 1 THEN coalesce(p.ownerId, -1) END FROM main."${to}" p WHERE p.rowId = r.${column})`,
    ),
    ...parents.map(
      ({ column, to }) =>
        `(SELECT CASE WHEN w.private IS 1 THEN coalesce(w.ownerId, -1) END FROM main."${to}" p JOIN main."${to}" w ON w.rowId = p.canonicalId WHERE p.rowId = r.${column} AND p.mergedInto IS NOT NULL)`,
    ),
  ]
  const refs = fields.filter((field) => field.kind === 'ref')
  const related = [
    ...refs.map((field) => ({ column: field.name, to: field.to ?? '', title: true })),
    ...parents.map((parent) => ({ ...parent, title: false })),
  ]
  return {
    entity,
    table: `text${entity.id}`,
    fields,
    hasNames: fields.some((field) => field.search === 2),
    givenName: fields.findIndex((field) => field.name === 'givenName'),
    familyName: fields.findIndex((field) => field.name === 'familyName'),
    indexColumns: [
      'r.rowId',
      'r.displayName',
      ...columns((to) => `main."${to}"`),
      'r.custom',
      ...secrets,
    ].join(', '),
    shownColumns: ['r.id', 'r.displayName', ...columns(visibleName), 'r.custom'].join(', '),
    live: 'r.trashedAt IS NULL AND r.canonicalId IS r.rowId AND r.deletedAt IS NULL AND r.stub = 0',
    dependsOn: related.flatMap(({ column, to, title }) => {
      const target = allEntities().find((known) => known.name === to)
      return target ? [{ entity: target, column, title }] : []
    }),
    signature: JSON.stringify(
      fields.map(({ name, kind, elements, search }) => [name, kind, elements, search]),
    ),
  }
}

/** The searched entities this database has tables for: those with names first, as they are looked for most. */
export function searchSources(tables: ReadonlySet<string>): Source[] {
  const sources = allEntities()
    .filter((entity) => entity.searched && tables.has(entity.name))
    .map(sourceOf)
  return [...sources.filter((source) => source.hasNames), ...sources.filter((source) => !source.hasNames)]
}

function visitText(field: string, text: string, kind: TextKind, visit: Visit): boolean {
  const cut = text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text
  return visit(field, cut, kind, cut, 0)
}

/** Properties of a list element that are codes or carry no text of their own. */
const UNSEARCHED = new Set(['id', 'label', 'e164', 'country', 'service'])
/** What every web address begins with finds nothing. */
const WEB_PREFIX = /^https?:\/\/(www\.)?/i

/** Visits every searched text of a row until told to stop; only names when asked so. */
export function visitTexts(source: Source, cells: Cells, namesOnly: boolean, visit: Visit): void {
  const { fields } = source
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i]
    const cell = cells[i + FIRST_FIELD]
    if (!field || cell === null || cell === undefined || cell === '') continue
    if (field.search === 2) {
      if (typeof cell === 'string' && visitText(field.name, cell, 'name', visit)) return
    } else if (!namesOnly && visitValue(field, cell, visit)) return
  }
  const given = cells[source.givenName + FIRST_FIELD]
  const family = cells[source.familyName + FIRST_FIELD]
  // Scripts in which people may leave out the space between the two.
  if (
    typeof given === 'string' &&
    typeof family === 'string' &&
    source.givenName >= 0 &&
    NO_SPACES.test(family)
  ) {
    if (visitText('familyName', `${given} ${family}`, 'name', visit)) return
  }
  if (!namesOnly) visitCustom(cells[fields.length + FIRST_FIELD], visit)
}
const NO_SPACES = /^[\u0600-\u06ff\u0e00-\u0e7f]/

function visitValue(field: Field, cell: Cell, visit: Visit): boolean {
  if (typeof cell === 'number') return visitText(field.name, String(cell), 'text', visit)
  if (typeof cell !== 'string') return false
  if (field.kind !== 'list' && field.kind !== 'tags') return visitText(field.name, cell, 'text', visit)
  const parsed = parsedJson(cell)
  // Another device may have put anything here; it is kept, shown, and found as it is.
  if (!Array.isArray(parsed)) return visitText(field.name, cell, 'text', visit)
  for (const element of parsed) {
    if (typeof element === 'string') {
      if (visitText(field.name, element, 'text', visit)) return true
    } else if (typeof element === 'object' && element !== null) {
      if (
        field.elements === 'phone'
          ? visitPhone(field.name, element, visit)
          : visitElement(field.name, element, visit)
      )
        return true
    }
  }
  return false
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // not JSON after all
  }
}

function visitElement(field: string, element: object, visit: Visit): boolean {
  for (const [property, value] of Object.entries(element)) {
    if (typeof value !== 'string' || UNSEARCHED.has(property)) continue
    if (visitText(field, value.replace(WEB_PREFIX, ''), 'text', visit)) return true
  }
  return false
}

const LETTER = /\p{L}/u
const NOT_DIGITS = /\D+/g

/** The number in its country and international; what else was typed beside it as text. */
function visitPhone(field: string, element: object, visit: Visit): boolean {
  const typed = 'value' in element && typeof element.value === 'string' ? element.value : ''
  const e164 = 'e164' in element && typeof element.e164 === 'string' ? element.e164 : undefined
  const ext = 'ext' in element && typeof element.ext === 'string' ? element.ext : undefined
  const folded = fold(typed)
  if (e164) {
    const international = e164.slice(1)
    if (visit(field, international, 'digits', typed, 0)) return true
    // Typed as people of the country do, which is nearly always: 0812345678 for +66812345678.
    const digits = folded.replace(NOT_DIGITS, '')
    const isNational = digits.startsWith('0') && digits.length > 4 && international.endsWith(digits.slice(1))
    for (const other of isNational ? [digits] : phoneDigits(e164)) {
      if (other === international) continue
      if (visit(field, other, 'digits', typed, sharedEnd(international, other))) return true
    }
  } else {
    for (const digits of phoneDigits(typed)) if (visit(field, digits, 'digits', typed, 0)) return true
  }
  if (ext && visit(field, ext, 'text', ext, 0)) return true
  return LETTER.test(folded) && visit(field, typed, 'text', typed, 0)
}

function sharedEnd(a: string, b: string): number {
  let n = 0
  while (n < a.length && n < b.length && a.charCodeAt(a.length - 1 - n) === b.charCodeAt(b.length - 1 - n))
    n++
  return n
}

function visitCustom(cell: Cell, visit: Visit): void {
  if (typeof cell !== 'string') return
  const custom = parsedJson(cell)
  if (typeof custom !== 'object' || custom === null) return
  for (const [key, value] of Object.entries(custom)) {
    if (typeof value === 'string' && visitText(`custom.${key}`, value, 'text', visit)) return
  }
}

/** The words a text is found by. */
export const wordsOf = (text: string, kind: TextKind): readonly string[] =>
  kind === 'digits' ? [text] : indexWords(fold(text))

export const compactName = (text: string): string => words(fold(text)).join('')

/** The row's whole name without spaces: given and family name, or a firm without its legal form. */
export function fullName(source: Source, cells: Cells): string {
  const shown = cells[1]
  if (!source.hasNames || typeof shown !== 'string') return ''
  if (source.entity.title.from === 'organisation') return compactName(stripCompanyForm(shown))
  const given = cells[source.givenName + FIRST_FIELD]
  const family = cells[source.familyName + FIRST_FIELD]
  const isPerson = source.entity.title.from === 'person'
  return isPerson && typeof given === 'string' && typeof family === 'string'
    ? compactName(given) + compactName(family)
    : compactName(shown)
}

/** Writes the row's document. `cells` come from `indexColumns`. */
export function writeDocument(source: Source, cells: Cells, grams: GramWriter): Buffer {
  grams.start()
  visitTexts(source, cells, false, (_field, text, kind, _typed, shared) => {
    if (kind === 'digits') grams.word(text, shared)
    else
      for (const word of indexWords(fold(text)))
        if (kind === 'name') grams.nameWord(word)
        else grams.word(word)
    return false
  })
  const whole = fullName(source, cells)
  if (whole) grams.fullName(whole)
  const owners = new Set(
    cells.slice(source.fields.length + FIRST_FIELD + 1).filter((owner) => typeof owner === 'number'),
  )
  const [owner] = owners
  if (owner !== undefined) grams.secret(owners.size === 1 ? owner : undefined)
  return grams.bytes()
}

/**
 * Compiles a mapping once into one setter per column, then turns rows into cards.
 * Every non-empty cell ends in a field, a note, an extra, a further card, or the row is a reject; the property test over
 * all known headers holds this file to it.
 * Must never: look at other rows, touch the database.
 */

import type { ColumnDecision } from '../shared/dates/column.ts'
import { repairPhone } from '../shared/phone.ts'
import {
  addExtra,
  addProblem,
  addTag,
  type Card,
  type CardEntity,
  type CardTextField,
  companyTextFields,
  contactTextFields,
  isKnowable,
  newCard,
  type Reject,
  type RejectReason,
} from './card.ts'
import { undecided, yearlyOf } from './cardDates.ts'
import { finishNames } from './cardNames.ts'
import type { CsvRow } from './csvParser.ts'
import { decodeList, decodeTags, restoreFormula } from './csvWriter.ts'
import { normaliseHeader } from './headers.ts'
import { entryOf } from './own.ts'
import { addOwnElements } from './ownLists.ts'
import { addGroups, emptySlot, type Slot, type SlotValues } from './slots.ts'
import { type ColumnMapping, type Recognition, reasonColumn, sources } from './sources.ts'

export type MapOptions = {
  /** Decisions of the scan, by column index. */
  dates?: { [index: number]: ColumnDecision }
  /** Columns whose eaten zeros are to be put back. */
  repair?: { [index: number]: 'phone' | 'postalCode' | 'taxId' }
  /** Today as an ISO day: births are never in the future. */
  today: string
  /** ISO code of the country numbers without a prefix are dialled in. */
  country?: string
}

export type RowMapper = (row: CsvRow) => Card | Reject

/** Tells a reject from a card. */
export function isReject(result: Card | Reject): result is Reject {
  return 'reason' in result
}

type Row = { card: Card; slots: (SlotValues | undefined)[]; late: { fullName?: string; fileAs: Late[] } }
type Late = { column: string; text: string }
type Setter = (row: Row, cell: string) => void

const textFields = new Set<string>([...contactTextFields, ...companyTextFields])
const isTextField = (field: string): field is CardTextField => textFields.has(field)
const scientific = /^\s*\d+(?:[.,]\d+)?e\+?\d+\s*$/i
const yes = /^(true|yes|y|1|x|ใช่|จริง|بله|آری)$/i
const no = /^(false|no|n|0|ไม่|ไม่ใช่|เท็จ|خیر|نه)$/i

/** A function that turns rows of this file into cards or rejects. */
export function compileMapping(header: string[], recognition: Recognition, options: MapOptions): RowMapper {
  const source = sources.find(({ name }) => name === recognition.source)
  const { entity } = recognition
  const isOwn = recognition.source === 'samphan'
  if (entity === undefined) return (row) => rejectOf(row, 'unsupportedSource')
  const slots: Slot[] = []
  const slotIndex = new Map<string, number>()
  const mappings = new Map(recognition.mapping.map((mapping) => [mapping.index, mapping]))
  const setters = header.map((column, index) => {
    const mapping = mappings.get(index)
    const name = column === '' ? `Column ${index + 1}` : column
    const setter = mapping ? setterOf({ ...mapping, column: name }) : extraSetter(name)
    return withEmpties(setter, entryOf(source?.empties ?? {}, column))
  })

  function extraSetter(column: string): Setter {
    if (normaliseHeader(column) === normaliseHeader(reasonColumn)) return () => undefined
    return ({ card }, cell) => addExtra(card, column, cell)
  }

  function setterOf(mapping: ColumnMapping): Setter {
    const { field, column, index } = mapping
    if (field === 'extras' && mapping.slot === undefined) return extraSetter(column)
    const [list = '', part = 'value'] = field.split('.')
    if (field.startsWith('custom.')) {
      return ({ card }, cell) => {
        card.custom ??= {}
        if (card.custom[field] === undefined) card.custom[field] = cell
        else addExtra(card, column, cell)
      }
    }
    if (part === 'list') return ownListSetter(list, column)
    if (isSlotKind(list)) return slotSetter(mapping, list, part)
    if (isTextField(field)) return textSetter(field, column, options.repair?.[index], options.country ?? '')
    return plainSetter(field, column, dateContext(index)) ?? extraSetter(column)
  }

  function dateContext(index: number) {
    const order = recognition.dateOrder ?? 'dmy'
    return { decision: options.dates?.[index] ?? { ...undecided, order }, today: options.today }
  }

  function slotSetter(mapping: ColumnMapping, kind: string, part: string): Setter {
    const { column, index } = mapping
    const key = mapping.slot === undefined ? `#${index}` : `${kind} ${mapping.slot}`
    let at = slotIndex.get(key)
    if (at === undefined) {
      at = slots.length
      slotIndex.set(key, at)
      const country = options.country ?? ''
      slots.push({ kind, label: mapping.label ?? '', columns: new Map(), country, dates: dateContext(index) })
    }
    const slot = slots[at]
    if (slot && part === 'value') {
      slot.label = mapping.label ?? slot.label
      slot.dates = dateContext(index)
    }
    if (slot && !slot.columns.has(part)) slot.columns.set(part, column)
    const place = at
    const repair = options.repair?.[index]
    const country = options.country ?? ''
    return (row, cell) => {
      if (kind === 'phones' && scientific.test(cell))
        return addProblem(row.card, column, cell, 'scientificNumber')
      let values = row.slots[place]
      if (!values) {
        values = new Map()
        row.slots[place] = values
      }
      const text = repair === undefined ? cell : repaired(cell, repair, country)
      if (values.has(part)) addExtra(row.card, column, cell)
      else values.set(part, text)
    }
  }

  return (row) => {
    if (source?.footer && row.cells.length < header.length && source.footer.test(row.cells[0] ?? '')) {
      return rejectOf(row, 'footer')
    }
    const state: Row = {
      card: newCard(row.line, entity),
      slots: new Array(slots.length),
      late: { fileAs: [] },
    }
    const { cells } = row
    for (let i = 0; i < cells.length; i++) {
      const text = cells[i]
      if (text === undefined || text === '') continue
      const cell = isOwn ? restoreFormula(text) : text.trim()
      if (cell === '') continue
      const set = setters[i]
      if (set) set(state, cell)
      else addExtra(state.card, `Column ${i + 1}`, cell)
    }
    const { card } = state
    for (const [i, slot] of slots.entries()) {
      const values = state.slots[i]
      if (values) emptySlot(slot, values, card)
    }
    finishNames(card, state.late.fullName ?? card.fullName, state.late.fileAs, isOwn)
    for (const person of card.secondary ?? []) {
      if (card.companyName !== undefined) person.companyName = card.companyName
      finishNames(person, person.fullName, [])
    }
    if (card.problems.some(({ reason }) => reason === 'scientificNumber'))
      return rejectOf(row, 'scientificNumber')
    return isKnowable(card) ? card : rejectOf(row, 'nothingToKnowItBy')
  }
}

const slotKinds = [
  'emails',
  'phones',
  'websites',
  'handles',
  'events',
  'addresses',
  'extras',
  'secondary',
  'detail',
]
const isSlotKind = (list: string): boolean => slotKinds.includes(list) || list === 'birth'

function rejectOf(row: CsvRow, reason: RejectReason): Reject {
  return { line: row.line, raw: '', cells: row.cells, reason }
}

function withEmpties(setter: Setter, empties: string[] | undefined): Setter {
  if (!empties) return setter
  return (row, cell) => {
    if (!empties.includes(cell)) setter(row, cell)
  }
}

function textSetter(
  field: CardTextField,
  column: string,
  repair: string | undefined,
  country: string,
): Setter {
  return ({ card }, cell) => {
    if (field === 'taxId' && scientific.test(cell)) return addProblem(card, column, cell, 'scientificNumber')
    const text = repair === undefined ? cell : repaired(cell, repair, country)
    if (card.fields[field] === undefined) card.fields[field] = text
    else if (card.fields[field] !== text) addExtra(card, column, cell)
  }
}

/** A value with the zeros a spreadsheet took. */
export function repaired(cell: string, kind: string, country: string): string {
  if (kind === 'postalCode')
    return /^\d{3,4}$/.test(cell) ? cell.padStart(country === 'IR' ? 10 : 5, '0') : cell
  if (kind === 'taxId') return /^\d+$/.test(cell) ? cell.padStart(country === 'IR' ? 10 : 13, '0') : cell
  const repair = repairPhone(cell, country)
  return repair && 'suggestion' in repair ? repair.suggestion : cell
}

type CardText = 'companyName' | 'companyExternalId' | 'parentName' | 'referredBy' | 'externalId' | 'attachTo'
const cardTexts: CardText[] = [
  'companyName',
  'companyExternalId',
  'parentName',
  'referredBy',
  'externalId',
  'attachTo',
]

function plainSetter(
  field: string,
  column: string,
  dates: Parameters<typeof yearlyOf>[1],
): Setter | undefined {
  const cardText = cardTexts.find((text) => text === field)
  if (cardText) {
    return ({ card }, cell) => {
      if (card[cardText] === undefined) card[cardText] = cell
      else if (card[cardText] !== cell) addExtra(card, column, cell)
    }
  }
  switch (field) {
    case 'ignore':
      return () => undefined
    case 'fullName':
      return (row, cell) => {
        if (row.late.fullName === undefined) row.late.fullName = cell
        else row.late.fileAs.push({ column, text: cell })
      }
    case 'fileAs':
      return ({ late }, cell) => late.fileAs.push({ column, text: cell })
    case 'notes':
      return ({ card }, cell) => card.notes.push(cell)
    case 'tags':
      return ({ card }, cell) => {
        for (const tag of cell.split(/[,;|،\n]| ::: /))
          if (tag.trim() !== '') addTag(card, tag.trim().replace(/^"(.*)"$/, '$1'))
      }
    case 'groups':
      return ({ card }, cell) => addGroups(card, cell, column)
    case 'private':
      return ({ card }, cell) => {
        if (yes.test(cell)) card.fields.private = true
        else if (no.test(cell)) card.fields.private = false
        else addProblem(card, column, cell, 'badBoolean')
      }
    case 'birthday':
      return ({ card }, cell) => {
        const yearly = isYearly.test(cell) ? cell : yearlyOf(cell, dates, true)
        if (yearly === 'bad') addProblem(card, column, cell, 'badDate')
        else if (yearly !== undefined && card.fields.birthday !== undefined) addExtra(card, column, cell)
        else if (yearly !== undefined) card.fields.birthday = yearly
      }
    default:
      return undefined
  }
}

const isYearly = /^(persian|buddhist):(\d{4}|-)-\d\d-\d\d$/

function ownListSetter(list: string, column: string): Setter {
  if (list === 'tags') {
    return ({ card }, cell) => {
      for (const tag of decodeTags(cell)) addTag(card, tag)
    }
  }
  if (list === 'extras') {
    return ({ card }, cell) => {
      for (const { name = '', value = '' } of decodeList(cell, 'name')) addExtra(card, name, value)
    }
  }
  return ({ card }, cell) => addOwnElements(card, list, cell, column)
}

/** Which entity's text fields a mapping may name; for checking a saved map. */
export function knownFields(entity: CardEntity): readonly string[] {
  return entity === 'contact' ? contactTextFields : companyTextFields
}

/**
 * Tables in the words of our own definitions: a column per field, as exports write them. Serves every entity, custom fields
 * included, by one loop over its fields; an export read back gives equal records.
 */
import type { ColumnDecision } from '../../shared/dates/column.ts'
import { type Entity, type Field, isCustomName } from '../../shared/entity.ts'
import { allEntities } from '../../shared/registry.ts'
import type { Mapping } from '../../shared/transfer.ts'
import { type CellContext, readCell } from '../../transfer/cells.ts'
import type { CsvRow } from '../../transfer/csvParser.ts'
import { restoreFormula } from '../../transfer/csvWriter.ts'
import { normaliseHeader } from '../../transfer/headers.ts'
import { reasonColumn } from '../../transfer/sources.ts'
import type { Draft, DraftRef, Extra, Refused } from './draft.ts'
import { labelsOf } from './labels.ts'
import { fieldsIn, type Scene } from './scene.ts'

/** What one column of such a table is. */
export type OwnColumn =
  | { readonly is: 'value' | 'reference' | 'referenceName'; readonly field: Field }
  | { readonly is: 'id' | 'notes' | 'ignored' | 'unknown'; readonly field?: undefined }

export interface OwnTable {
  readonly entity: Entity
  readonly columns: readonly OwnColumn[]
}

/** The name column beside a reference: `companyId` → `company`. */
/** References that a file also names; a link of a custom field is one identity. */
export const isJoined = (field: Field): boolean => field.kind === 'ref' && !isCustomName(field.name)

export const referenceName = (field: Field): string => field.name.replace(/Id$/, '')

/** Worked out by the program: exported on request, never read back. */
const derived = new Set(['displayName', 'sortKey', 'updatedAt', 'canonicalId', 'createdBy', 'entity'])
const unreadable = new Set(['trashedAt', 'mergedInto', 'deletedAt', 'createdBy'])

/** Fields an export writes and an import reads. */
export const ownFields = (scene: Scene, entity: Entity): Field[] =>
  fieldsIn(scene, entity).filter((field) => !unreadable.has(field.name) && !field.derived)

/** Names, references' names and labels of an entity's fields → what they are. */
function vocabulary(scene: Scene, entity: Entity, withAliases: boolean): Map<string, OwnColumn> {
  const words = new Map<string, OwnColumn>()
  const add = (word: string, column: OwnColumn): void => {
    if (word !== '' && !words.has(word)) words.set(word, column)
  }
  const fields = ownFields(scene, entity)
  add('id', { is: 'id' })
  for (const field of fields) {
    const isReference = isJoined(field)
    add(field.name, { is: isReference ? 'reference' : 'value', field })
    if (isReference) {
      add(referenceName(field), { is: 'referenceName', field })
      add(`${referenceName(field)}.name`, { is: 'referenceName', field })
    }
  }
  for (const name of derived) add(name, { is: 'ignored' })
  if (entity.name === 'contact' || entity.name === 'company') add('notes', { is: 'notes' })
  if (!withAliases) return words
  for (const field of fields) {
    const is = isJoined(field) ? 'referenceName' : 'value'
    for (const label of labelsOf(entity, field)) add(normaliseHeader(label), { is, field })
    for (const alias of field.importAs ?? []) add(normaliseHeader(alias), { is, field })
    add(normaliseHeader(field.name), { is: isJoined(field) ? 'reference' : 'value', field })
    if (isJoined(field)) add(normaliseHeader(referenceName(field)), { is: 'referenceName', field })
  }
  return words
}

const unknown: OwnColumn = { is: 'unknown' }

/** Columns of a table that is known to be of an entity. */
export function columnsOf(scene: Scene, entity: Entity, header: readonly string[]): OwnColumn[] {
  const exact = vocabulary(scene, entity, false)
  const loose = vocabulary(scene, entity, true)
  return header.map((name) => {
    if (name === reasonColumn) return { is: 'ignored' }
    return exact.get(name) ?? loose.get(normaliseHeader(name)) ?? unknown
  })
}

const words = (header: readonly string[]): string[] =>
  header.filter((name) => name !== '' && name !== reasonColumn)

/** Headers that only a table of ours has. */
const telling =
  /^(givenName|familyName|middleName|jobTitle|phoneticGivenName|phoneticFamilyName|phoneticName|registrationId|companyId|parentId|contactId|createdAt|ownerId)$/

/** A table whose header says that it is ours, or undefined. */
export function recogniseOwn(
  scene: Scene,
  header: readonly string[],
  only: Entity | undefined,
): OwnTable | undefined {
  const names = words(header)
  let best: { entity: Entity; hits: number } | undefined
  for (const entity of only ? [only] : allEntities()) {
    if (!entity.listed || entity.editedBy !== 'write') continue
    const exact = vocabulary(scene, entity, false)
    const isOwn = (name: string): boolean => {
      const column = exact.get(name)
      return column !== undefined && column.is !== 'ignored'
    }
    const hits = names.filter(isOwn).length
    const labelled =
      names[0] === 'id' &&
      names.length > 1 &&
      columnsOf(scene, entity, names).every(({ is }) => is !== 'unknown')
    const named =
      hits >= 2 && hits >= names.length * 0.6 && names.some((name) => telling.test(name) && isOwn(name))
    const marked = names.includes('id') && hits >= 2 && hits >= names.length * 0.6
    if ((named || marked || labelled) && (!best || hits > best.hits)) best = { entity, hits }
  }
  return best && { entity: best.entity, columns: columnsOf(scene, best.entity, header) }
}

/** The table's columns as an import reports them. */
export function mappingOf(header: readonly string[], { columns }: OwnTable): Mapping[] {
  return header.flatMap((column, index) => {
    const is = columns[index] ?? unknown
    if (is.is === 'unknown' || is.is === 'ignored') return []
    if (is.is === 'id' || is.is === 'notes') return [{ column, field: is.is, confidence: 1 }]
    const field = is.is === 'referenceName' ? referenceName(is.field) : (is.field?.name ?? '')
    return [{ column, field, confidence: column === field ? 1 : 0.9 }]
  })
}

export const unmappedOf = (header: readonly string[], { columns }: OwnTable): string[] =>
  header.filter((_, index) => columns[index]?.is === 'unknown')

/** Kinds of fields whose columns the scan has to look at. */
export const isDated = (column: OwnColumn | undefined): boolean =>
  column?.is === 'value' && ['yearly', 'date', 'instant'].includes(column.field.kind)

/** A function that turns rows of the table into drafts. `own`: written by us, so that formulas are restored. */
export function compileOwn(
  header: readonly string[],
  { entity, columns }: OwnTable,
  context: CellContext,
  decisions: ReadonlyMap<number, ColumnDecision>,
  own: boolean,
): (row: CsvRow) => Draft | Refused {
  const contexts = columns.map((_, index) => {
    const decision = decisions.get(index)
    return decision ? { ...context, decision } : context
  })
  const overflow = entity.fields.find((field) => field.kind === 'longText')?.name
  const hasExtras = entity.fields.some((field) => field.name === 'extras')
  return ({ line, cells }) => {
    const values: Record<string, unknown> = {}
    const extras: Extra[] = []
    const refs = new Map<string, DraftRef>()
    const notes: string[] = []
    let id: string | undefined
    for (let at = 0; at < cells.length; at++) {
      const written = cells[at]
      if (written === undefined || written === '') continue
      const cell = own ? restoreFormula(written) : written
      const column = columns[at] ?? unknown
      const name = header[at] ?? `Column ${at + 1}`
      switch (column.is) {
        case 'ignored':
          break
        case 'id':
          id = cell.trim().toLowerCase()
          break
        case 'notes':
          notes.push(cell)
          break
        case 'reference':
        case 'referenceName': {
          const { field } = column
          const ref = refs.get(field.name) ?? { field, column: referenceName(field) }
          refs.set(field.name, ref)
          if (column.is === 'reference' && isUuid.test(cell)) ref.id = cell.toLowerCase()
          else ref.name ??= cell
          break
        }
        case 'value': {
          const read = readCell(column.field, cell, contexts[at] ?? context)
          if ('bad' in read) extras.push({ name, value: cell })
          else if (values[column.field.name] === undefined) values[column.field.name] = read.value
          else extras.push({ name, value: cell })
          break
        }
        default:
          extras.push({ name, value: cell })
      }
    }
    if (id !== undefined && !isUuid.test(id)) {
      extras.push({ name: 'id', value: id })
      id = undefined
    }
    if (Array.isArray(values.extras)) {
      extras.unshift(...values.extras)
      delete values.extras
    }
    if (extras.length > 0 && !hasExtras) {
      if (overflow === undefined)
        return { line, raw: '', cells, reason: `unknownColumn ${extras[0]?.name ?? ''}` }
      const rest = extras.map(({ name, value }) => `${name}: ${value}`)
      values[overflow] = [values[overflow], ...rest].filter((part) => part !== undefined).join('\n')
      extras.length = 0
    }
    const isEmpty = Object.keys(values).length + extras.length + refs.size + notes.length === 0
    if (isEmpty) return { line, raw: '', cells, reason: 'nothingToKnowItBy' }
    return {
      line,
      entity,
      values,
      extras,
      refs: [...refs.values()],
      notes,
      secondary: [],
      ...(id !== undefined && { id }),
    }
  }
}

const isUuid = /^\s*[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\s*$/i

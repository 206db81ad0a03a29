/** What the columns of a table become: recognised by their names, then as the user's map says. */
import type { Entity } from '../../shared/entity.ts'
import { failure, invalid } from '../../shared/errors.ts'
import { entityNamed } from '../../shared/registry.ts'
import type { CsvShape } from '../../transfer/csv.ts'
import { normaliseHeader, parseTarget } from '../../transfer/headers.ts'
import {
  type ColumnMapping,
  type Recognition,
  reasonColumn,
  recognise,
  sources,
} from '../../transfer/sources.ts'
import { columnsOf, type OwnTable, recogniseOwn } from './ownTable.ts'
import { customIn, type Scene } from './scene.ts'
import type { ReadOptions } from './tableRows.ts'

type Override = {
  readonly index: number
  readonly target: string | null
  readonly label?: string | undefined
  readonly slot?: string | undefined
}

/** @throws AppError Denied for what no file may bring */
export function importable(name: string): Entity {
  const entity = entityNamed(name)
  if (!entity.listed || entity.editedBy !== 'write')
    throw failure('Denied', 'notImportable', { entity: name })
  return entity
}

/** What the user's map says of each column. @throws AppError Invalid for a column the file does not have */
function overridesOf(map: ReadOptions['map'], header: readonly string[]): Override[] {
  if (map === undefined) return []
  const rows = Array.isArray(map)
    ? map.map(({ column, field, label, slot }) => ({ column, target: field, label, slot }))
    : Object.entries(map).map(([column, target]) => ({ column, target, label: undefined, slot: undefined }))
  return rows.map(({ column, ...rest }) => {
    const exact = header.indexOf(column)
    const index =
      exact >= 0 ? exact : header.findIndex((name) => normaliseHeader(name) === normaliseHeader(column))
    if (index < 0) throw invalid('map', 'unknown', { property: column })
    return { index, ...rest }
  })
}

const aliases: Readonly<Record<string, string>> = {
  email: 'emails',
  phone: 'phones',
  website: 'websites',
  note: 'notes',
  tag: 'tags',
  companyId: 'companyName',
  company: 'companyName',
  parentId: 'parentName',
  referredById: 'referredBy',
}
const cardTargets = new Set(
  'fullName fileAs companyName companyExternalId parentName referredBy externalId attachTo notes groups ignore extras secondary detail birth'.split(
    ' ',
  ),
)

function applyMap(scene: Scene, recognition: Recognition, header: string[], map: ReadOptions['map']): void {
  const entity = entityNamed(recognition.entity ?? 'contact')
  const names = new Set([...entity.fields.map(({ name }) => name), ...cardTargets])
  const custom = customIn(scene, entity)
  for (const { index, target, label, slot } of overridesOf(map, header)) {
    recognition.mapping = recognition.mapping.filter((mapping) => mapping.index !== index)
    const column = header[index] ?? ''
    if (target === null || target === '') continue
    const byLabel = custom.find((field) => field.label === target || field.name === target)
    const parsed = byLabel ? { field: byLabel.name } : parseTarget(target)
    const field = aliases[parsed.field] ?? parsed.field
    if (!byLabel && !names.has(field.split('.')[0] ?? ''))
      throw invalid('map', 'unknown', { property: target })
    const mapping: ColumnMapping = { ...parsed, field, index, column, confidence: 1 }
    if (label !== undefined) mapping.label = label
    if (slot !== undefined) mapping.slot = slot
    recognition.mapping.push(mapping)
  }
  adoptCustom(custom, recognition, header)
  recognition.mapping.sort((a, b) => a.index - b.index)
  const mapped = new Set(recognition.mapping.map(({ index }) => index))
  const ruled = new Set(overridesOf(map, header).map(({ index }) => index))
  recognition.unmapped = header.filter(
    (name, index) => !mapped.has(index) && !ruled.has(index) && name !== reasonColumn,
  )
}

/** A column nobody knows, called like a custom field, is that field. */
function adoptCustom(
  custom: ReturnType<typeof customIn>,
  recognition: Recognition,
  header: readonly string[],
): void {
  for (const [index, column] of header.entries()) {
    if (recognition.mapping.some((mapping) => mapping.index === index)) continue
    const field = custom.find(({ label = '' }) => normaliseHeader(label) === normaliseHeader(column))
    if (field && normaliseHeader(column) !== '')
      recognition.mapping.push({ index, column, field: field.name, confidence: 0.9 })
  }
}

/** A table of this program, or of an entity that cards do not know; undefined for address books of others. @throws AppError */
export function ownTableOf(
  scene: Scene,
  shape: CsvShape,
  options: ReadOptions,
): (OwnTable & { own: boolean }) | undefined {
  const only = options.entity === undefined ? undefined : importable(options.entity)
  const isGeneric = only !== undefined && only.name !== 'contact' && only.name !== 'company'
  if (options.source !== 'auto' && options.source !== 'samphan' && !isGeneric) return undefined
  const found = recogniseOwn(scene, shape.header, only)
  if (found) return { ...withMap(scene, found, shape.header, options.map), own: true }
  if (options.source !== 'samphan' && !isGeneric) return undefined
  const entity = only ?? entityNamed('contact')
  const table = { entity, columns: columnsOf(scene, entity, shape.header) }
  if (table.columns.every(({ is }) => is === 'unknown'))
    throw failure('Invalid', 'noKnownColumn', { entity: entity.name })
  return { ...withMap(scene, table, shape.header, options.map), own: options.source === 'samphan' }
}

function withMap(
  scene: Scene,
  table: OwnTable,
  header: readonly string[],
  map: ReadOptions['map'],
): OwnTable {
  const columns = [...table.columns]
  for (const { index, target } of overridesOf(map, header)) {
    const [column] = target === null ? [] : columnsOf(scene, table.entity, [target])
    if (column?.is === 'unknown' && target !== 'ignore')
      throw invalid('map', 'unknown', { property: target ?? '' })
    columns[index] = target === 'ignore' ? { is: 'ignored' } : (column ?? { is: 'unknown' })
  }
  return { entity: table.entity, columns }
}

/** An address book of another program: what its columns are, with what the user said of them. @throws AppError Invalid */
export function recogniseCards(
  scene: Scene,
  shape: CsvShape,
  file: string,
  options: ReadOptions,
): Recognition {
  const entity =
    options.entity === 'company' ? 'company' : options.entity === 'contact' ? 'contact' : undefined
  const isKnown =
    ['auto', 'csv', 'samphan'].includes(options.source) || sources.some(({ name }) => name === options.source)
  if (!isKnown) throw failure('Invalid', 'unknownSource', { source: options.source })
  const recognition = recognise(shape.header, shape.sampleRows, {
    ...(entity && { entity }),
    ...(options.source !== 'auto' && { source: options.source }),
  })
  if (entity) recognition.entity = entity
  if (!recognition.entity) throw failure('Invalid', 'notContacts', { file, source: recognition.source })
  applyMap(scene, recognition, shape.header, options.map)
  return recognition
}

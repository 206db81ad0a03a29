/**
 * One file as an import reads it: recognised, its columns decided from all rows, then its records in batches. Reading is
 * repeatable and keeps to the order of the file, so that a line number says where to go on.
 */
import { type ColumnDecision, columnAccumulator } from '../../shared/dates/column.ts'
import { failure } from '../../shared/errors.ts'
import { entityNamed, findEntity } from '../../shared/registry.ts'
import type { Card } from '../../transfer/card.ts'
import { type CsvShape, inspectCsv, readCsv } from '../../transfer/csv.ts'
import type { CsvRow } from '../../transfer/csvParser.ts'
import { detectEncoding } from '../../transfer/encoding.ts'
import { compileMapping, isReject, type MapOptions } from '../../transfer/mapRow.ts'
import { scanColumns } from '../../transfer/scan.ts'
import { readVcards, scanVcardGroups } from '../../transfer/vcard.ts'
import { writeVcard } from '../../transfer/vcardWriter.ts'
import { aboutReader } from './aboutReader.ts'
import { importable, ownTableOf, recogniseCards } from './columns.ts'
import { type Draft, draftOf, type Refused } from './draft.ts'
import { compileOwn, isDated, mappingOf, type OwnTable, unmappedOf } from './ownTable.ts'
import { cellContext, type Scene } from './scene.ts'
import { bytesOf, encodingAsked, openSource, type SourceFile } from './sourceFile.ts'
import {
  decided,
  hintOf,
  type Item,
  inOrder,
  itemsOf,
  type Reader,
  type ReadOptions,
  refusedItem,
} from './tableRows.ts'

/** Recognises a file. `full`: looks at all rows even when nothing has to be decided, for the preview. @throws AppError */
export async function openReader(
  scene: Scene,
  file: string,
  options: ReadOptions,
  full = false,
): Promise<Reader> {
  const from = openSource(file)
  if (options.entity !== undefined) importable(options.entity)
  if (from.kind === 'vcf') {
    if (options.about) throw failure('Invalid', 'unsupportedFile', { file, kind: 'card' })
    return vcardReader(from, options)
  }
  const shape = await inspectCsv(file, encodingAsked(options.encoding))
  if (shape.header.length === 0) throw failure('Invalid', 'noRecords', { file })
  if (options.about) return aboutReader(scene, { from, shape }, options.about, options, full)
  const own = ownTableOf(scene, shape, options)
  return own ? ownReader(scene, from, shape, own, options) : cardReader(scene, from, shape, options, full)
}

/** @throws AppError Invalid, Denied for what may not be imported */
async function vcardReader(from: SourceFile, options: ReadOptions): Promise<Reader> {
  const asked = encodingAsked(options.encoding)
  const guess = asked === undefined ? await detectEncoding(from.file) : undefined
  const encoding = asked ?? guess?.encoding ?? 'utf-8'
  const only = options.entity === undefined ? undefined : importable(options.entity)
  const origin = { own: from.own, externalId: 'UID', companyExternalId: 'ORG-ID', attachTo: 'RELATED' }
  return {
    from,
    source: from.own ? 'samphan' : 'vcard',
    encoding,
    confidence: guess?.confidence ?? 1,
    mojibake: guess?.mojibake ?? false,
    delimiter: null,
    entity: only ?? entityNamed('contact'),
    header: ['vcard'],
    mapping: [],
    unmapped: [],
    own: from.own,
    externalIds: ['UID'],
    scan: undefined,
    async *read(onBytes) {
      const groupsByUid = await scanVcardGroups(from.file, encoding)
      let rejects: Item[] = []
      const cards = readVcards(bytesOf(from.file, onBytes), {
        encoding,
        groupsByUid,
        onReject: ({ line, raw, reason }) => rejects.push(refusedItem({ line, raw, reason })),
      })
      const itemOf = (card: Card): Item => ({
        line: card.line,
        draft: () => draftOf(card, origin),
        source: () => ({ raw: writeVcard(card, '3.0') }),
      })
      for await (const batch of cards) {
        yield inOrder(batch.map(itemOf), rejects)
        rejects = []
      }
      if (rejects.length > 0) yield rejects
    },
  }
}

// ---- Tables ----

async function ownReader(
  scene: Scene,
  from: SourceFile,
  shape: CsvShape,
  table: OwnTable & { own: boolean },
  options: ReadOptions,
): Promise<Reader> {
  const hint = hintOf(scene, { ...options, dates: options.dates === 'auto' ? 'ymd' : options.dates })
  const dated = table.columns.flatMap((column, index) =>
    isDated(column) ? [{ index, column: columnAccumulator(hint) }] : [],
  )
  const decisions = new Map<number, ColumnDecision>()
  if (dated.length > 0) {
    for await (const rows of readCsv(from.file, { shape })) {
      for (const { index, column } of dated)
        for (const { cells } of rows) if (cells[index]) column.add(cells[index])
    }
    for (const { index, column } of dated) decisions.set(index, decided(column.decide(), options))
  }
  const draft = compileOwn(shape.header, table, cellContext(scene), decisions, table.own)
  return {
    from,
    source: table.own ? 'samphan' : 'csv',
    encoding: shape.encoding.encoding,
    confidence: options.encoding === 'auto' ? shape.encoding.confidence : 1,
    mojibake: shape.encoding.mojibake,
    delimiter: shape.dialect.delimiter,
    entity: table.entity,
    header: shape.header,
    mapping: mappingOf(shape.header, table),
    unmapped: unmappedOf(shape.header, table),
    own: table.own,
    externalIds: [],
    scan: undefined,
    read: (onBytes) => itemsOf({ from, shape, mojibake: options.repair?.mojibake ?? false }, draft, onBytes),
  }
}

const isDateField = /^(birthday|events)$/

async function cardReader(
  scene: Scene,
  from: SourceFile,
  shape: CsvShape,
  options: ReadOptions,
  full: boolean,
): Promise<Reader> {
  const recognition = recogniseCards(scene, shape, from.file, options)
  const { header } = shape
  const { country } = scene
  const hint = hintOf(scene, options)
  const needsScan =
    full ||
    (recognition.mapping.some(({ field }) => isDateField.test(field)) &&
      (options.dates === 'auto' || options.calendar === 'auto'))
  const scan =
    needsScan || (options.repair?.zeros.length ?? 0) > 0
      ? await scanColumns(from.file, recognition, { shape, hint, country })
      : undefined
  const dates: NonNullable<MapOptions['dates']> = {}
  for (const { index, field } of recognition.mapping) {
    if (!isDateField.test(field)) continue
    const decision = scan?.dates[index] ?? {
      calendar: hint.calendar,
      order: hint.order,
      ambiguous: false,
      shortYears: hint.calendar,
      hasTime: false,
    }
    dates[index] = decided(decision, options)
  }
  const repair: NonNullable<MapOptions['repair']> = {}
  for (const { index, column, kind } of scan?.repairs ?? [])
    if (options.repair?.zeros.includes(column)) repair[index] = kind
  const mapper = compileMapping(header, recognition, {
    dates,
    repair,
    country,
    today: cellContext(scene).today,
  })
  const columnFor = (field: string): string =>
    recognition.mapping.find((mapping) => mapping.field === field)?.column ?? field
  const origin = {
    own: false,
    externalId: columnFor('externalId'),
    companyExternalId: columnFor('companyExternalId'),
    attachTo: columnFor('attachTo'),
  }
  const draft = (row: CsvRow): Draft | Refused => {
    const card = mapper(row)
    if (!isReject(card)) return draftOf(card, origin)
    const { line, raw, reason, cells } = card
    return { line, raw, reason, ...(cells && { cells }) }
  }
  return {
    from,
    source: recognition.source,
    encoding: shape.encoding.encoding,
    confidence: options.encoding === 'auto' ? shape.encoding.confidence : 1,
    mojibake: shape.encoding.mojibake,
    delimiter: shape.dialect.delimiter,
    entity: findEntity(recognition.entity ?? 'contact') ?? entityNamed('contact'),
    header,
    mapping: recognition.mapping.map(({ index: _, ...mapping }) => mapping),
    unmapped: recognition.unmapped,
    own: false,
    externalIds: [origin.externalId, origin.attachTo],
    scan,
    read: (onBytes) => itemsOf({ from, shape, mojibake: options.repair?.mojibake ?? false }, draft, onBytes),
  }
}

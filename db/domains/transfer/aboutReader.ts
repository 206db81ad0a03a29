/**
 * A table that says something of people who are here: what its columns are, and each row as who it names and what it says.
 * Must never: take an empty or unknown word for an agreement, or an unknown one for nothing; such rows are refused with a reason.
 */

import { basename } from 'node:path'
import { type About, entityOfAbout, saidTargets, whoTargets } from '../../shared/about.ts'
import type { Channel } from '../../shared/consent.ts'
import { columnAccumulator } from '../../shared/dates/column.ts'
import type { Field } from '../../shared/entity.ts'
import { failure, invalid } from '../../shared/errors.ts'
import { entityNamed, fieldNamed } from '../../shared/registry.ts'
import type { Mapping } from '../../shared/transfer.ts'
import { type CellContext, readCell } from '../../transfer/cells.ts'
import type { CsvShape } from '../../transfer/csv.ts'
import { readCsv } from '../../transfer/csv.ts'
import type { CsvRow } from '../../transfer/csvParser.ts'
import { guessColumn, kindOfValue, normaliseHeader, parseTarget } from '../../transfer/headers.ts'
import {
  answerColumns,
  answerOf,
  basisOf,
  channelOf,
  consentColumns,
  decisionOf,
} from '../../transfer/saidWords.ts'
import { reasonColumn } from '../../transfer/sources.ts'
import type { Draft, Refused, Said } from './draft.ts'
import { labelsOf } from './labels.ts'
import { cellContext, type Scene } from './scene.ts'
import type { SourceFile } from './sourceFile.ts'
import { decided, hintOf, itemsOf, type Reader, type ReadOptions } from './tableRows.ts'

interface File {
  readonly from: SourceFile
  readonly shape: CsvShape
}

interface Column extends Mapping {
  readonly index: number
}

const identities = new Set(['id', 'contactid', 'companyid'].map(normaliseHeader))
const isWho = (field: string): boolean => whoTargets.some((each) => each === field)
const dated = new Set(['at', 'until', 'keepUntil'])

/** What one column is, from its name, else from what stands in it. */
function columnOf(about: About, name: string, values: readonly string[]): Omit<Column, 'index'> | undefined {
  const key = normaliseHeader(name)
  const said: readonly string[] = saidTargets[about.what]
  if (name === reasonColumn) return undefined
  if (identities.has(key)) return { column: name, field: 'id', confidence: 1 }
  const own = said.find((field) => field === name || (key !== '' && labels(about, field).includes(key)))
  if (own) return { column: name, field: own, confidence: 1 }
  const words =
    about.what === 'consent' ? consentColumns : about.what === 'answer' ? answerColumns : undefined
  const word = words?.get(key)
  if (word !== undefined) return { column: name, ...parseTarget(word), confidence: 0.9 }
  const guess = guessColumn(name)
  if (guess && isWho(guess.field)) return { column: name, field: guess.field, confidence: 0.9 }
  const filled = values.filter((value) => value.trim() !== '')
  const share = (kind: string): number =>
    filled.filter((value) => kindOfValue(value) === kind).length / Math.max(1, filled.length)
  if (share('email') > 0.5) return { column: name, field: 'emails', confidence: 0.8 }
  if (share('phone') > 0.8) return { column: name, field: 'phones', confidence: 0.6 }
  return undefined
}

const fieldOf = (about: About, name: string): Field | undefined =>
  fieldNamed(entityNamed(entityOfAbout[about.what]), name)

function labels(about: About, name: string): string[] {
  const entity = entityNamed(entityOfAbout[about.what])
  const field = fieldNamed(entity, name)
  return field ? [...labelsOf(entity, field)].map(normaliseHeader) : []
}

/** Each thing is said by one column; addresses and numbers may stand in several. */
const isTaken = (columns: readonly Column[], field: string): boolean =>
  field !== 'emails' && field !== 'phones' && columns.some((each) => each.field === field)

/** @throws AppError Invalid for a target there is none of, or a column the file does not have */
function columnsOf({ shape }: File, about: About, map: ReadOptions['map']): Column[] {
  const { header, sampleRows } = shape
  const chosen = new Map<number, string | null>()
  const rows = Array.isArray(map)
    ? map.map(
        ({ column, field, label }) => [column, label === undefined ? field : `${field}:${label}`] as const,
      )
    : Object.entries(map ?? {})
  for (const [column, target] of rows) {
    const index = header.findIndex(
      (name) => name === column || normaliseHeader(name) === normaliseHeader(column),
    )
    if (index < 0) throw invalid('map', 'unknown', { property: column })
    chosen.set(index, target)
  }
  const columns: Column[] = []
  for (const [index, target] of chosen) {
    if (target === null || target === 'ignore') continue
    const parsed = parseTarget(target)
    const field = parsed.field === 'email' ? 'emails' : parsed.field === 'phone' ? 'phones' : parsed.field
    if (!isWho(field) && !saidTargets[about.what].some((each) => each === field))
      throw invalid('map', 'unknown', { property: target })
    columns.push({ ...parsed, field, index, column: header[index] ?? '', confidence: 1 })
  }
  for (const [index, name] of header.entries()) {
    if (chosen.has(index)) continue
    const found = columnOf(
      about,
      name,
      sampleRows.map((row) => row[index] ?? ''),
    )
    if (found && !isTaken(columns, found.field)) columns.push({ ...found, index })
  }
  return columns.sort((a, b) => a.index - b.index)
}

/** What the words of a cell, apart by commas, all mean; undefined when one of them is not known. */
function channelsIn(cell: string): readonly Channel[] | undefined {
  const found = cell
    .split(/[,;/|+&،]/)
    .filter((part) => part.trim() !== '')
    .map(channelOf)
  const known = found.filter((each) => each !== undefined)
  return known.length === found.length ? [...new Set(known)] : undefined
}

interface Compiled {
  readonly file: string
  readonly now: number
  readonly about: About
  readonly columns: readonly Column[]
  readonly contexts: readonly CellContext[]
}

const DAY_MS = 86_400_000

/** The cells of a row by what they are. */
function cellsOf({ columns }: Compiled, { cells }: CsvRow) {
  const one = new Map<string, string>()
  const many: Record<'emails' | 'phones', string[]> = { emails: [], phones: [] }
  for (const { field, index } of columns) {
    const cell = cells[index]?.trim() ?? ''
    if (cell === '') continue
    if (field === 'emails' || field === 'phones')
      many[field].push(...cell.split(/[;|]/).map((each) => each.trim()))
    else one.set(field, cell)
  }
  return { one, many }
}

/** The values of a field that is read by its kind; the reason when one cannot be. */
function plainValues(compiled: Compiled, one: ReadonlyMap<string, string>): Record<string, unknown> | string {
  const { about, columns, contexts } = compiled
  const values: Record<string, unknown> = {}
  for (const [at, { field: name }] of columns.entries()) {
    const field = fieldOf(about, name)
    const cell = one.get(name)
    const context = contexts[at]
    if (!field || cell === undefined || !context || ['choice', 'ref'].includes(field.kind)) continue
    const read = readCell(field, cell, context)
    if ('bad' in read) return read.bad
    values[name] = read.value
  }
  if (typeof values.at === 'string' && Date.parse(values.at) > compiled.now + DAY_MS) return 'future'
  return values
}

/** What a row says of consent; the reason when it cannot be told. */
function consentSaid(
  { about, columns }: Compiled,
  one: ReadonlyMap<string, string>,
): { values: Record<string, unknown>; channels: readonly Channel[]; nothing: boolean } | string {
  const word = one.get('decision')
  const optedOut = one.get('optedOut')
  const said = word === undefined ? undefined : decisionOf(word)
  const no = optedOut === undefined ? undefined : decisionOf(optedOut)
  if ((word !== undefined && !said) || (optedOut !== undefined && !no)) return 'badDecision'
  const isAsked = columns.some(({ field }) => field === 'decision' || field === 'optedOut')
  // A yes to “opted out?” is a no, whatever stands beside it.
  const decision = no === 'granted' ? 'refused' : (said ?? (isAsked ? undefined : about.decision))
  if (!decision) return { values: {}, channels: [], nothing: true }
  const named = no === 'granted' ? columns.find(({ field }) => field === 'optedOut')?.label : undefined
  const written = named ?? one.get('channel')
  const channels = written === undefined ? about.channel && [about.channel] : channelsIn(written)
  if (written !== undefined && (!channels || channels.length === 0)) return 'badChannel'
  if (!channels && decision === 'granted') return 'noChannel'
  const basis = one.get('basis')
  const known = basis === undefined ? undefined : basisOf(basis)
  if (basis !== undefined && !known) return 'badBasis'
  return {
    values: { decision, basis: known ?? (decision === 'granted' ? 'consent' : 'request') },
    channels: channels ?? ['all'],
    nothing: false,
  }
}

function compile(compiled: Compiled): (row: CsvRow) => Draft | Refused {
  const { about, file } = compiled
  const entity = entityNamed(entityOfAbout[about.what])
  return (row) => {
    const refuse = (reason: string): Refused => ({ line: row.line, raw: '', cells: row.cells, reason })
    const { one, many } = cellsOf(compiled, row)
    const name =
      one.get('fullName') ?? [one.get('givenName'), one.get('familyName')].filter(Boolean).join(' ')
    const id = one.get('id')
    if (id === undefined && name === '' && many.emails.length + many.phones.length === 0)
      return refuse('nothingToKnowItBy')
    const values = plainValues(compiled, one)
    if (typeof values === 'string') return refuse(values)
    let channels: readonly Channel[] = []
    let nothing = false
    if (about.what === 'consent') {
      const said = consentSaid(compiled, one)
      if (typeof said === 'string') return refuse(said)
      channels = said.channels
      nothing = said.nothing
      Object.assign(values, said.values)
      values.source ??= about.source || file
      values.purpose ??= about.purpose || null
      values.proof ??= `${file}: ${row.line}`
    }
    if (about.what === 'answer') {
      const word = one.get('status')
      const status = word === undefined ? undefined : answerOf(word)
      if (word !== undefined && !status) return refuse('badStatus')
      const isAsked = compiled.columns.some(({ field }) => field === 'status')
      values.status = status ?? (isAsked ? undefined : about.status)
      nothing = values.status === undefined
    }
    const said: Said = {
      who: { ...many, ...(id !== undefined && { id }), ...(name !== '' && { name }) },
      channels,
      nothing,
    }
    return { line: row.line, entity, values, extras: [], refs: [], notes: [], secondary: [], said }
  }
}

/** @throws AppError Invalid `noAboutColumn`, `noDecision`, `noStatus` */
export async function aboutReader(
  scene: Scene,
  file: File,
  about: About,
  options: ReadOptions,
  full: boolean,
): Promise<Reader> {
  const { from, shape } = file
  const { header } = shape
  const columns = columnsOf(file, about, options.map)
  const has = (...fields: string[]): boolean => columns.some(({ field }) => fields.includes(field))
  if (!full) {
    if (!has(...whoTargets)) throw failure('Invalid', 'noAboutColumn', { file: from.file })
    if (about.what === 'consent' && !has('decision', 'optedOut') && !about.decision)
      throw failure('Invalid', 'noDecision', { file: from.file })
    if (about.what === 'answer' && !has('status') && !about.status)
      throw failure('Invalid', 'noStatus', { file: from.file })
  }
  const accumulators = columns.map(({ field }) =>
    dated.has(field) ? columnAccumulator(hintOf(scene, options)) : undefined,
  )
  let rows = 0
  let rejected = 0
  if (full || accumulators.some(Boolean))
    for await (const batch of readCsv(from.file, { shape, onReject: () => rejected++ })) {
      rows += batch.length
      for (const [at, { index }] of columns.entries())
        for (const { cells } of batch) if (cells[index]) accumulators[at]?.add(cells[index])
    }
  const context = cellContext(scene)
  const decisions = accumulators.map((each) => each && decided(each.decide(), options))
  const draft = compile({
    file: basename(from.file),
    now: scene.now,
    about,
    columns,
    contexts: decisions.map((decision) => (decision ? { ...context, decision } : context)),
  })
  const mapped = new Set(columns.map(({ index }) => index))
  return {
    from,
    source: 'csv',
    encoding: shape.encoding.encoding,
    confidence: options.encoding === 'auto' ? shape.encoding.confidence : 1,
    mojibake: shape.encoding.mojibake,
    delimiter: shape.dialect.delimiter,
    entity: entityNamed(entityOfAbout[about.what]),
    header,
    mapping: columns.map(({ index: _, ...mapping }) => mapping),
    unmapped: header.filter((name, index) => !mapped.has(index) && name !== reasonColumn),
    own: false,
    externalIds: [],
    scan: full
      ? {
          rows,
          rejected,
          dates: Object.fromEntries(
            columns.flatMap(({ index }, at) => (decisions[at] ? [[index, decisions[at]]] : [])),
          ),
          repairs: [],
        }
      : undefined,
    read: (onBytes) => itemsOf({ from, shape, mojibake: options.repair?.mojibake ?? false }, draft, onBytes),
  }
}

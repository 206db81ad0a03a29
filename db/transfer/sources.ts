/**
 * Recognises what program a table came from and says where each column goes.
 * The answer is plain data: shown in the preview, changed by the user, stored as a map, compiled by mapRow.ts.
 * Must never: lose a column; what has no place is listed in `unmapped` and its cells become extras.
 */

import type { CardEntity } from './card.ts'
import { type ColumnTarget, guessColumn, kindOfValue, normaliseHeader, parseTarget } from './headers.ts'
import { entryOf } from './own.ts'
import { act } from './sources/act.ts'
import {
  dynamics,
  dynamicsAccounts,
  filesWithoutContacts,
  hubspotCompanies,
  hubspotContacts,
  pipedrive,
  salesforceExport,
  salesforceReport,
  zoho,
} from './sources/crms.ts'
import { goldmine, goldmineDetails, goldmineHistory, goldmineOpportunities } from './sources/goldmine.ts'
import { google, googleLegacy } from './sources/google.ts'
import { linkedin, mailchimp, thunderbird } from './sources/lists.ts'
import { outlook, outlookByGoogle, outlookWeb } from './sources/outlook.ts'
import { ownColumns, ownFingerprints } from './sources/samphan.ts'
import type { SourceDefinition } from './sources/source.ts'

/** Every source with a table of its own; `samphan` (our export) and `csv` (anything else) have none. */
export const sources: SourceDefinition[] = [
  google,
  googleLegacy,
  outlook,
  outlookWeb,
  outlookByGoogle,
  act,
  goldmine,
  goldmineDetails,
  goldmineHistory,
  goldmineOpportunities,
  salesforceReport,
  salesforceExport,
  hubspotContacts,
  hubspotCompanies,
  dynamics,
  dynamicsAccounts,
  zoho,
  pipedrive,
  thunderbird,
  linkedin,
  mailchimp,
  ...filesWithoutContacts,
]

/** The column the rejects file adds; it is never imported. */
export const reasonColumn = 'samphan_reason'

/** Where one column goes. `column` is its header, `index` its place. */
export type ColumnMapping = ColumnTarget & { index: number; column: string; confidence: number }

export type Recognition = {
  /** Name of the source, `samphan` for our own export, `csv` when unknown. */
  source: string
  /** Absent when the file is known to hold neither contacts nor companies. */
  entity?: CardEntity
  mapping: ColumnMapping[]
  unmapped: string[]
  dateOrder?: 'dmy' | 'mdy' | 'ymd'
}

export type RecogniseOptions = {
  entity?: CardEntity
  /** Use this source instead of the most likely one. */
  source?: string
  /** Header texts of our own export with labels → field names, per entity. */
  ownLabels?: Partial<Record<CardEntity, Record<string, string>>>
}

type Table = { exact: Map<string, ColumnTarget>; numbered: Map<string, string> }
const tables = new Map<string, Table>()

function tableOf(source: SourceDefinition): Table {
  let table = tables.get(source.name)
  if (!table) {
    table = { exact: new Map(), numbered: new Map() }
    for (const [header, target] of Object.entries(source.columns)) {
      if (header.includes('#')) table.numbered.set(header.split('#').map(normaliseHeader).join('#'), target)
      else table.exact.set(normaliseHeader(header), parseTarget(target))
    }
    tables.set(source.name, table)
  }
  return table
}

function lookUp(table: Table, key: string): ColumnTarget | undefined {
  const exact = table.exact.get(key)
  if (exact) return exact
  const [, before = '', number = '', after = ''] = /^(\D*)(\d+)(.*)$/.exec(key) ?? []
  const target = number === '' ? undefined : table.numbered.get(`${before}#${after}`)
  return target === undefined ? undefined : parseTarget(target.replaceAll('#', number))
}

/** The source of a table and the place of each of its columns. */
export function recognise(
  header: string[],
  sampleRows: string[][],
  options: RecogniseOptions = {},
): Recognition {
  const own =
    options.source === undefined || options.source === 'samphan' ? recogniseOwn(header, options) : undefined
  if (own) return own
  const source =
    options.source === undefined ? bestSource(header) : sources.find(({ name }) => name === options.source)
  if (!source) return recogniseByWords(header, sampleRows, options)
  const table = tableOf(source)
  const mapping: ColumnMapping[] = []
  for (const [index, column] of header.entries()) {
    const target = lookUp(table, normaliseHeader(column))
    if (target) mapping.push({ index, column, ...target, confidence: 1 })
  }
  const recognition: Recognition = { source: source.name, mapping, unmapped: unmappedOf(header, mapping) }
  if (source.entity) recognition.entity = source.entity
  if (source.dateOrder) recognition.dateOrder = source.dateOrder
  return recognition
}

function unmappedOf(header: string[], mapping: ColumnMapping[]): string[] {
  const mapped = new Set(mapping.map(({ index }) => index))
  return header.filter(
    (column, index) => !mapped.has(index) && normaliseHeader(column) !== normaliseHeader(reasonColumn),
  )
}

/** The source with a complete fingerprint; the most telling fingerprint, then the most known columns, win. */
function bestSource(header: string[]): SourceDefinition | undefined {
  const present = new Set(header.map(normaliseHeader))
  let best: { source: SourceDefinition; score: number } | undefined
  for (const source of sources) {
    const set = source.fingerprints.findIndex((names) =>
      names.every((name) => present.has(normaliseHeader(name))),
    )
    if (set < 0) continue
    const table = tableOf(source)
    const known = [...present].filter((key) => lookUp(table, key) !== undefined).length
    const score = 1000 - set * 100 + known
    if (!best || score > best.score) best = { source, score }
  }
  return best?.source
}

function recogniseOwn(header: string[], options: RecogniseOptions): Recognition | undefined {
  for (const entity of ['contact', 'company'] as const) {
    if (options.entity !== undefined && options.entity !== entity) continue
    const labels = options.ownLabels?.[entity] ?? {}
    const columns = ownColumns[entity]
    const isLabelled =
      header.length > 1 &&
      header.every((name) => name === reasonColumn || entryOf(labels, name) !== undefined)
    const fieldOf = (name: string): string | undefined => (isLabelled ? entryOf(labels, name) : name)
    const targets = header.map((name) => entryOf(columns, fieldOf(name) ?? ''))
    const hits = targets.filter((target) => target !== undefined).length
    const isMarked = header.some((name) => ownFingerprints[entity].includes(name))
    if (!isLabelled && !(isMarked && hits >= 2 && hits >= header.length * 0.6)) continue
    const mapping: ColumnMapping[] = []
    for (const [index, column] of header.entries()) {
      const target = targets[index]
      const custom = fieldOf(column)
      if (target !== undefined) mapping.push({ index, column, ...parseTarget(target), confidence: 1 })
      else if (custom?.startsWith('custom.')) mapping.push({ index, column, field: custom, confidence: 1 })
    }
    return { source: 'samphan', entity, mapping, unmapped: unmappedOf(header, mapping), dateOrder: 'ymd' }
  }
  return undefined
}

// ---- Any other table ----

const companyOnly = new Set(['industry', 'branch', 'registrationId', 'parentName'])
const personOnly = new Set([
  'fullName',
  'givenName',
  'middleName',
  'familyName',
  'suffix',
  'honorific',
  'nickname',
  'greeting',
  'jobTitle',
  'department',
  'birthday',
  'referredBy',
  'language',
])

function recogniseByWords(header: string[], sampleRows: string[][], options: RecogniseOptions): Recognition {
  let mapping: ColumnMapping[] = []
  for (const [index, column] of header.entries()) {
    if (normaliseHeader(column) === normaliseHeader(reasonColumn)) continue
    const guess = guessColumn(column)
    if (guess) mapping.push({ index, column, ...guess, confidence: 0.9 })
    else {
      const sniffed = guessByValues(index, sampleRows)
      if (sniffed) mapping.push({ index, column, ...sniffed, confidence: 0.6 })
    }
  }
  const has = (field: string): boolean => mapping.some((column) => column.field === field)
  const hasPerson = ['fullName', 'givenName', 'familyName', 'nickname'].some(has)
  const entity = options.entity ?? (!hasPerson && has('companyName') ? 'company' : 'contact')
  mapping = mapping.map((column) => ({ ...column, field: placeOf(column, entity, has, sampleRows) }))
  mapping = mapping.filter(({ field }) => field !== '')
  for (const column of mapping) if (isWholeAddress(column, mapping)) column.field = 'addresses.formatted'
  return { source: 'csv', entity, mapping, unmapped: unmappedOf(header, mapping) }
}

/** A field as this table means it: a lone name is a whole name, `Title` an honorific beside a job, and so on. */
function placeOf(
  { field, index, column }: ColumnMapping,
  entity: CardEntity,
  has: (field: string) => boolean,
  rows: string[][],
): string {
  if (entity === 'company') {
    if (field === 'companyName') return 'name'
    if (field === 'fullName' || field === 'givenName') return has('companyName') ? '' : 'name'
    if (field === 'title' || personOnly.has(field)) return ''
    return field
  }
  if (companyOnly.has(field)) return ''
  if (field === 'title') return has('jobTitle') || isMostlyHonorific(index, rows) ? 'honorific' : 'jobTitle'
  if (field === 'fullName' && has('familyName') && !has('givenName')) return 'givenName'
  const isPlainName = /^(ชื่อ|نام|اسم)$/.test(normaliseHeader(column))
  if (field === 'givenName' && isPlainName && !has('familyName')) return 'fullName'
  return field
}

const honorificPattern =
  /^(mr|mrs|ms|miss|dr|prof|นาย|นาง|นางสาว|น\.?ส|คุณ|ดร|ด\.?ช|ด\.?ญ|ม\.?ร\.?ว|آقا|آقای|خانم|دکتر|مهندس|جناب|سرکار)(\.|\s|$)/i

function isMostlyHonorific(index: number, rows: string[][]): boolean {
  const values = valuesOf(index, rows)
  return (
    values.length > 0 && values.filter((value) => honorificPattern.test(value)).length > values.length / 2
  )
}

function valuesOf(index: number, rows: string[][]): string[] {
  return rows.map((row) => row[index]?.trim() ?? '').filter((value) => value !== '')
}

/** One address cell per row holds the whole address, not its street. */
function isWholeAddress(column: ColumnMapping, mapping: ColumnMapping[]): boolean {
  if (column.field !== 'addresses.street' || /street|خیابان/i.test(column.column)) return false
  return !mapping.some((other) => other !== column && other.slot === column.slot)
}

function guessByValues(index: number, rows: string[][]): ColumnTarget | undefined {
  const values = valuesOf(index, rows)
  if (values.length < 2) return undefined
  const count = (kind: string): number =>
    values.filter((value) => kindOfValue(value) === kind).length / values.length
  if (count('email') > 0.8) return { field: 'emails', label: '' }
  if (count('url') > 0.8) return { field: 'websites', label: '' }
  const isDialled = values.filter((value) => /^[+0۰٠๐(]/.test(value)).length > values.length * 0.8
  if (count('phone') > 0.8 && isDialled) return { field: 'phones', label: '' }
  return undefined
}

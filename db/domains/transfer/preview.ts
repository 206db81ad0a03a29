/** What an import would make of a file: how it is read, where its columns go, its first records, what could be mended. */
import type { JobCtx } from '../../core/context.ts'
import { refuseOwnFiles } from '../../core/ownFiles.ts'
import type { Output } from '../../shared/contract.ts'
import { decodeField } from '../../shared/fields.ts'
import { repairMojibake } from '../../transfer/mojibake.ts'
import { type Draft, isRefused } from './draft.ts'
import { Encoder } from './encode.ts'
import { stopIfAsked } from './import.ts'
import { openReader } from './reader.ts'
import { fieldIn, type Scene, sceneOf } from './scene.ts'
import type { Item, Reader, ReadOptions } from './tableRows.ts'

type Preview = Output<'transfer.preview'>
type Sample = Preview['sample'][number]
type Warning = Preview['warnings'][number]

const SAMPLE = 20
const MAX_SAMPLES = 5
/** Rows in which the first value of a column is looked for, and how much of it is shown. */
const EXAMPLE_ROWS = 500
const EXAMPLE_LENGTH = 80
/** Below this the encoding is a guess that somebody should look at. */
const SURE = 0.6

export async function preview(ctx: JobCtx, input: ReadOptions & { files: string[] }): Promise<Preview> {
  const scene = sceneOf(ctx)
  const readers: Reader[] = []
  for (const file of input.files) {
    stopIfAsked(ctx)
    refuseOwnFiles(ctx.conn.file, file)
    readers.push(await openReader(scene, file, input, true))
  }
  const [reader] = readers
  if (!reader) throw new RangeError('no file')
  const encoder = new Encoder(scene, ctx.conn.newElementId)
  const seen = await look(reader, (draft) => shown(draft, scene, encoder))
  return {
    source: reader.source,
    encoding: reader.encoding,
    entity: reader.entity.name,
    mapping: [...reader.mapping],
    unmapped: [...reader.unmapped],
    delimiter: reader.delimiter,
    header: [...reader.header],
    examples: reader.header.map((_, index) => seen.examples[index] ?? ''),
    sample: seen.sample,
    rows: readers.reduce((sum, { scan }) => sum + (scan ? scan.rows + scan.rejected : 0), 0) || seen.rows,
    exact: readers.every(({ scan }) => scan !== undefined) || seen.whole,
    repairs: repairsOf(reader, seen.broken),
    warnings: warningsOf(reader, seen, input.about ? 'unread' : 'unmapped'),
  }
}

interface Seen {
  sample: Sample[]
  /** Records in the file, estimated from its beginning where it was not read to the end. */
  rows: number
  whole: boolean
  rejected: number
  /** Texts that were encoded twice. */
  broken: string[]
  /** The first thing that stands in each column. */
  examples: string[]
}

async function look(reader: Reader, show: (draft: Draft) => Sample): Promise<Seen> {
  const seen: Seen = { sample: [], rows: 0, whole: true, rejected: 0, broken: [], examples: [] }
  let bytes = 0
  let items = 0
  for await (const batch of reader.read((read) => {
    bytes += read
  })) {
    for (const item of batch) {
      if (items++ < EXAMPLE_ROWS) collectExamples(item, seen.examples)
      if (seen.sample.length >= SAMPLE) continue
      const draft = item.draft()
      if (isRefused(draft)) seen.rejected++
      else {
        seen.sample.push(show(draft))
        if (reader.mojibake) collectBroken(draft, seen.broken)
      }
    }
    if (seen.sample.length >= SAMPLE) break
  }
  seen.whole = bytes >= reader.from.size
  seen.rows = seen.whole ? items : Math.round((items / Math.max(1, bytes)) * reader.from.size)
  return seen
}

function collectExamples(item: Item, examples: string[]): void {
  for (const [index, cell] of (item.source().cells ?? []).entries()) {
    const text = examples[index] ? '' : cell.trim()
    if (text !== '') examples[index] = text.slice(0, EXAMPLE_LENGTH)
  }
}

function collectBroken(draft: Draft, broken: string[]): void {
  for (const value of Object.values(draft.values)) {
    if (broken.length >= MAX_SAMPLES) return
    if (typeof value === 'string' && repairMojibake(value) !== value) broken.push(value)
  }
}

/** A draft as a record on the wire, references by name. */
function shown(draft: Draft, scene: Scene, encoder: Encoder): Sample {
  const encoded = encoder.encode(draft)
  const record: Record<string, unknown> = { entity: draft.entity.name }
  if (draft.id !== undefined) record.id = draft.id
  if (!('refused' in encoded)) {
    for (const [name, stored] of Object.entries(encoded.columns)) {
      const field = fieldIn(scene, draft.entity, name)
      if (field) record[name] = decodeField(field, stored)
    }
  }
  record.refs = Object.fromEntries(draft.refs.map(({ field, name, id }) => [field.name, name ?? id ?? null]))
  if (draft.notes.length > 0) record.notes = [...draft.notes]
  if (draft.said) {
    const { who, channels, nothing } = draft.said
    record.who = [who.name, ...who.emails, ...who.phones, who.id].filter(Boolean).join(' · ')
    if (channels.length > 0 && !nothing) record.channel = channels[0]
    if (nothing) record.nothing = true
  }
  return record
}

function repairsOf({ scan, mojibake }: Reader, broken: string[]): Preview['repairs'] {
  const zeros = (scan?.repairs ?? []).map(({ kind, column, count, samples }) => ({
    kind,
    column,
    count,
    samples,
  }))
  return mojibake
    ? [{ kind: 'mojibake' as const, column: null, count: broken.length, samples: broken }, ...zeros]
    : zeros
}

function warningsOf(reader: Reader, seen: Seen, unmapped: 'unmapped' | 'unread'): Warning[] {
  const warnings: Warning[] = []
  if (reader.confidence < SURE) warnings.push({ code: 'encoding', params: { encoding: reader.encoding } })
  for (const [index, { ambiguous, order }] of Object.entries(reader.scan?.dates ?? {})) {
    if (ambiguous)
      warnings.push({ code: 'dates', params: { column: reader.header[Number(index)] ?? '', order } })
  }
  if (reader.unmapped.length > 0) warnings.push({ code: unmapped, params: { count: reader.unmapped.length } })
  const rejected = reader.scan ? Math.max(reader.scan.rejected, seen.rejected) : seen.rejected
  if (rejected > 0) warnings.push({ code: 'rejects', params: { count: rejected } })
  return warnings
}

/**
 * Records of a file made ready for the writer: encoded, with all that follows from their own columns, as plain data. The
 * costly half of an import; needs no database, so that it can run in a thread of its own.
 */
import { type Derived, derivedOf } from '../../core/derive.ts'
import { planOf } from '../../core/plan.ts'
import { company } from '../../shared/companies.ts'
import { contact } from '../../shared/contacts.ts'
import type { Entity } from '../../shared/entity.ts'
import { note } from '../../shared/notes.ts'
import { fieldNamed } from '../../shared/registry.ts'
import type { CardPhoto } from '../../transfer/card.ts'
import { type Draft, isRefused, type Refused, type Said } from './draft.ts'
import { type Encoded, Encoder, lacks } from './encode.ts'
import type { Scene } from './scene.ts'
import type { Item, Reader } from './tableRows.ts'

/** Another record this one refers to, by identity, by name or both. */
export interface PreparedRef {
  readonly field: string
  /** What the column is called, should the value have to be kept as an extra. */
  readonly column: string
  readonly id?: string
  readonly name?: string
}

export interface PreparedNote {
  readonly body: string
  readonly derived: Derived
}

export interface Prepared {
  readonly line: number
  readonly entity: string
  /** Identity in our own files. */
  readonly id?: string
  /** Everything but the references. */
  readonly columns: Encoded
  readonly derived: Derived
  readonly refs: readonly PreparedRef[]
  readonly notes: readonly PreparedNote[]
  readonly photo?: CardPhoto
  /** Adds to the record the source knows by that id instead of standing alone. */
  readonly attachTo?: string
  readonly secondary: readonly Prepared[]
  /** Of rows about people who are here already. */
  readonly said?: Said
  /** As it stood in the file; only where the writer may have to refuse it. */
  readonly source?: Source
}

interface Source {
  readonly raw: string
  readonly cells?: readonly string[]
}

export interface Batch {
  readonly items: readonly (Prepared | Refused)[]
  /** How much of the file was read for it. */
  readonly bytes: number
}

/** How much a batch holds; a thread passes on fewer and larger ones. */
export interface BatchSize {
  readonly items: number
  readonly bytes: number
}

/** What there is to know of a file before its records are read, as plain data. */
export type FileFacts = Omit<Reader, 'read' | 'scan' | 'entity'> & { readonly entity: string }

export const factsOf = ({ read: _read, scan: _scan, entity, ...facts }: Reader): FileFacts => ({
  ...facts,
  entity: entity.name,
})

export const isRejected = (item: Prepared | Refused): item is Refused => 'reason' in item

/** All records of a file below a line, in its order. */
export async function* prepareAll(
  reader: Reader,
  encoder: Encoder,
  after: number,
  size: BatchSize,
): AsyncGenerator<Batch> {
  let items: (Prepared | Refused)[] = []
  let bytes = 0
  const take = (): Batch => {
    const batch = { items, bytes }
    items = []
    bytes = 0
    return batch
  }
  for await (const batch of reader.read((read) => {
    bytes += read
  })) {
    for (const item of batch) {
      if (item.line <= after) continue
      items.push(prepare(item, encoder))
      if (items.length >= size.items) yield take()
    }
    if (bytes >= size.bytes) yield take()
  }
  yield take()
}

export const encoderFor = (scene: Scene, elementId: () => string): Encoder => new Encoder(scene, elementId)

function prepare(item: Item, encoder: Encoder): Prepared | Refused {
  const draft = item.draft()
  if (isRefused(draft)) return draft
  const prepared = preparedOf(draft, encoder)
  if ('refused' in prepared) return { line: item.line, ...item.source(), reason: prepared.refused }
  return mayBeRefused(prepared, draft.entity) ? { ...prepared, source: item.source() } : prepared
}

function mayBeRefused({ columns, refs, said }: Prepared, entity: Entity): boolean {
  const keeps = fieldNamed(entity, 'extras') !== undefined
  return (
    said !== undefined ||
    lacks(entity, columns) !== undefined ||
    refs.some(({ field }) => !keeps || fieldNamed(entity, field)?.required === true)
  )
}

function preparedOf(draft: Draft, encoder: Encoder): Prepared | { refused: string } {
  const { line, entity, id, refs, notes, photo, attachTo, said } = draft
  const encoded = encoder.encode(draft)
  if ('refused' in encoded) return encoded
  const { columns, points } = encoded
  return {
    line,
    entity: entity.name,
    columns,
    derived: derivedOf(planOf(entity), columns, points),
    refs: refs.map(({ field, ...ref }) => ({ ...ref, field: field.name })),
    notes: entity === contact || entity === company ? notes.flatMap(preparedNote) : [],
    // Their sources know nothing of them but a name; one that cannot be written stays in the extras of its row.
    secondary: draft.secondary.flatMap((person) => {
      const prepared = preparedOf(person, encoder)
      return 'refused' in prepared ? [] : [prepared]
    }),
    ...(id !== undefined && { id }),
    ...(photo && { photo: { mime: photo.mime, bytes: alone(photo.bytes) } }),
    ...(attachTo !== undefined && { attachTo }),
    ...(said && { said }),
  }
}

function preparedNote(text: string): PreparedNote[] {
  const body = text.replaceAll('\0', '').toWellFormed()
  return body === '' ? [] : [{ body, derived: derivedOf(planOf(note), { body }) }]
}

/** Bytes with a buffer of their own: sent to another thread, a view takes the whole of what it looks at along. */
const alone = (bytes: Uint8Array): Uint8Array =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice()

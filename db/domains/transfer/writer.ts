/**
 * Puts records made ready into the database, one at a time inside an open transaction: matches, creates or updates, and writes what
 * comes with a record: its company, notes, photo, further people. A dry run decides the same and writes nothing.
 */
import { saveAttachment } from '../../core/attachments.ts'
import { allRows, type Connection, getRow } from '../../core/connection.ts'
import { identify, rowsSortedAs } from '../../core/identify.ts'
import { visibleName } from '../../core/visible.ts'
import type { Write } from '../../core/write.ts'
import { company } from '../../shared/companies.ts'
import { contact } from '../../shared/contacts.ts'
import type { Entity, Field } from '../../shared/entity.ts'
import type { DbValue } from '../../shared/fields.ts'
import { textToId } from '../../shared/id.ts'
import { note } from '../../shared/notes.ts'
import { entityNamed, fieldNamed } from '../../shared/registry.ts'
import type { Companies } from './companies.ts'
import { type Encoded, lacks } from './encode.ts'
import type { Externals } from './externals.ts'
import { Matcher } from './match.ts'
import { merged } from './merge.ts'
import type { Prepared, PreparedRef } from './prepare.ts'

export type Applied = 'created' | 'updated' | 'skipped'

export interface WriterOptions {
  readonly match: readonly string[]
  readonly onMatch: 'update' | 'skip' | 'create'
  /** Our own table: identities are kept, lists are stated whole. */
  readonly own: boolean
}

export class Writer {
  readonly #conn: Connection
  readonly #companies: Companies
  readonly #externals: Externals
  readonly #options: WriterOptions
  readonly #matchers = new Map<Entity, Matcher>()
  /** Records made along the way, by entity. */
  readonly related: Record<string, number> = {}
  /** A reference to a record that may come later in the files. */
  pending = false

  constructor(conn: Connection, companies: Companies, externals: Externals, options: WriterOptions) {
    this.#conn = conn
    this.#companies = companies
    this.#externals = externals
    this.#options = options
  }

  #matcher(entity: Entity): Matcher {
    let matcher = this.#matchers.get(entity)
    if (!matcher) {
      matcher = new Matcher(this.#conn, entity, this.#companies, this.#options.match)
      this.#matchers.set(entity, matcher)
    }
    return matcher
  }

  /** Without `write`, only says what would happen. */
  apply(write: Write | undefined, draft: Prepared): Applied | { refused: string } {
    const entity = entityNamed(draft.entity)
    const { columns } = draft
    const { onMatch } = this.#options
    const matcher = onMatch === 'create' && !this.#options.own ? undefined : this.#matcher(entity)
    const attached = draft.attachTo === undefined ? undefined : this.#externals.find(entity, draft.attachTo)
    const rowId = attached ?? matcher?.find(draft, columns)
    const lacking = rowId === undefined ? lacks(entity, columns, draft.refs) : undefined
    if (lacking) return { refused: `required ${lacking.name}` }
    if (!write) {
      const again = matcher?.imagine(draft, columns) ?? false
      return rowId === undefined && !again
        ? 'created'
        : onMatch === 'skip' && attached === undefined
          ? 'skipped'
          : 'updated'
    }
    const lost = onMatch === 'skip' && rowId !== undefined ? undefined : this.#unresolvable(write, draft)
    if (lost) return { refused: `reference ${lost.column}` }
    if (rowId === undefined || (onMatch === 'create' && attached === undefined)) {
      const made = this.#create(write, draft, columns)
      matcher?.learn(draft, columns, made)
      return 'created'
    }
    if (onMatch === 'skip' && attached === undefined) return 'skipped'
    this.#update(write, draft, columns, rowId)
    return 'updated'
  }

  #create(write: Write, draft: Prepared, columns: Encoded): number {
    const entity = entityNamed(draft.entity)
    this.#references(write, draft, columns, undefined)
    this.#photo(draft, columns)
    const isFree = draft.id !== undefined && identify(this.#conn, entity, draft.id) === 'free'
    const rowId = write.insert(entity, columns, isFree ? textToId(draft.id ?? '') : undefined, draft.derived)
    if (draft.notes.length > 0) this.#notes(write, draft, rowId, new Set())
    for (const person of draft.secondary) this.#secondary(write, person, draft.entity, rowId)
    return rowId
  }

  /** Further people of a row are records of their own, never matched: their sources know nothing of them but a name. */
  #secondary(write: Write, person: Prepared, entity: string, rowId: number): void {
    const stands = person.entity === 'contact' && entity === 'contact'
    this.#create(write, person, { ...person.columns, ...(stands && { primaryContactId: rowId }) })
    this.#count(person.entity)
  }

  #update(write: Write, draft: Prepared, columns: Encoded, rowId: number): void {
    const entity = entityNamed(draft.entity)
    this.#references(write, draft, columns, rowId)
    this.#photo(draft, columns)
    delete columns.createdAt
    const names = Object.keys(columns)
    const lists = names.filter((name) => ['list', 'tags'].includes(fieldNamed(entity, name)?.kind ?? ''))
    if (lists.length > 0) {
      const stored = getRow<Record<string, DbValue>>(
        this.#conn,
        `SELECT ${lists.join(', ')} FROM ${visibleName(entity)} WHERE rowId = ?`,
        rowId,
      )
      const whole = this.#options.own && draft.id !== undefined
      for (const name of lists) {
        const field = fieldNamed(entity, name)
        if (field) columns[name] = merged(field, stored?.[name] ?? null, columns[name] ?? null, whole)
      }
    }
    write.set(entity, rowId, columns)
    this.#matchers.get(entity)?.learn(draft, columns, rowId)
    if (draft.notes.length > 0) this.#notes(write, draft, rowId, this.#bodies(entity, rowId))
    for (const person of draft.secondary) this.#secondary(write, person, draft.entity, rowId)
  }

  #bodies(entity: Entity, rowId: number): Set<string> {
    const subject = subjectOf(entity)
    if (!subject) return new Set()
    const rows = allRows<{ body: string | null }>(
      this.#conn,
      `SELECT body FROM visibleNote WHERE ${subject} = ?`,
      rowId,
    )
    return new Set(rows.map(({ body }) => body ?? ''))
  }

  #notes(write: Write, { entity, notes }: Prepared, rowId: number, known: ReadonlySet<string>): void {
    const subject = subjectOf(entityNamed(entity))
    if (!subject) return
    for (const { body, derived } of notes) {
      if (known.has(body)) continue
      write.insert(note, { body, [subject]: rowId }, undefined, derived)
      this.#count('note')
    }
  }

  #photo({ photo, entity }: Prepared, columns: Encoded): void {
    if (!photo || !fieldNamed(entityNamed(entity), 'photo')) return
    columns.photo = JSON.stringify(saveAttachment(this.#conn.file, photo.bytes, photo.mime))
  }

  #references(write: Write, draft: Prepared, columns: Encoded, rowId: number | undefined): void {
    const unknown: Ref[] = []
    for (const ref of refsOf(draft)) {
      const found = this.#target(write, draft, ref)
      if (found === 'later') this.pending = true
      else if (found === undefined) unknown.push(ref)
      else if (found !== rowId || ref.field.to !== draft.entity) columns[ref.field.name] = found
    }
    if (unknown.length > 0) this.#keepAsExtras(draft, columns, unknown)
  }

  /** The row a reference means. `later`: it may be a record that comes further down; linked when all are there. */
  #target(write: Write, draft: Prepared, ref: Ref): number | 'later' | undefined {
    const to = entityNamed(ref.field.to ?? '')
    if (to === company && draft.entity !== company.name) {
      const before = this.#companies.created
      const rowId = this.#companies.findOrCreate(write, ref.name, ref.id)
      if (this.#companies.created > before) this.#count(company.name)
      return rowId
    }
    // Where records know who they are, one of the same kind may come further down.
    const canWait = draft.id !== undefined && to.editedBy === 'write'
    if (ref.id !== undefined) {
      const found = identify(this.#conn, to, ref.id)
      if (typeof found === 'object') return found.rowId
      if (canWait) return 'later'
    }
    if (ref.name === undefined) return undefined
    const named = this.#byName(to, ref.name)
    if (named !== undefined) return named
    if (canWait && to.name === draft.entity) return 'later'
    return to === company ? this.#companies.findOrCreate(write, ref.name) : undefined
  }

  /** The same at the end, when no more records will come: a company there is none of is made. */
  #named(write: Write, to: Entity, name: string | undefined): number | undefined {
    if (name === undefined) return undefined
    return to === company ? this.#companies.findOrCreate(write, name) : this.#byName(to, name)
  }

  /** The only record of that name. */
  #byName(to: Entity, name: string): number | undefined {
    if (to === company) return this.#companies.find(name)
    const found = rowsSortedAs<{ rowId: number; displayName: string | null }>(
      this.#conn,
      to,
      name,
      'displayName',
    ).filter((row) => row.displayName === name)
    const byName = found.length > 0 ? found : this.#displayed(to, name)
    return byName.length === 1 ? byName[0]?.rowId : undefined
  }

  /** People sort by another order than they are called in; few names need this, and two are enough to know. */
  #displayed(to: Entity, name: string): { rowId: number }[] {
    if (to.title.from !== 'person') return []
    const words = name.split(' ')
    return words.flatMap((_, at) =>
      at === 0
        ? []
        : rowsSortedAs<{ rowId: number; displayName: string | null }>(
            this.#conn,
            to,
            [...words.slice(at), ...words.slice(0, at)].join(' '),
            'displayName',
          ).filter((row) => row.displayName === name),
    )
  }

  /** A reference that can neither be set nor kept as an extra. */
  #unresolvable(write: Write, draft: Prepared): Ref | undefined {
    const keeps = fieldNamed(entityNamed(draft.entity), 'extras') !== undefined
    return refsOf(draft).find(
      (ref) =>
        (ref.field.required || (!keeps && ref.field.name !== 'ownerId')) &&
        this.#target(write, draft, ref) === undefined,
    )
  }

  #keepAsExtras({ entity }: Prepared, columns: Encoded, refs: readonly Ref[]): void {
    const field = fieldNamed(entityNamed(entity), 'extras')
    if (!field) return
    const extras = refs.map(({ column, name, id }) => ({
      id: this.#conn.newElementId(),
      value: name ?? id ?? '',
      name: column,
    }))
    columns.extras = merged(field, columns.extras ?? null, JSON.stringify(extras), false)
  }

  /** The second pass over our own tables: references to records that were not there yet. */
  link(write: Write, draft: Prepared): void {
    const { id } = draft
    const entity = entityNamed(draft.entity)
    const self = id === undefined ? undefined : identify(this.#conn, entity, id)
    if (typeof self !== 'object') return
    const columns: Encoded = {}
    const unknown: Ref[] = []
    for (const ref of refsOf(draft)) {
      const to = entityNamed(ref.field.to ?? '')
      if (to.editedBy !== 'write' || (to === company && entity !== company)) continue
      const found = ref.id === undefined ? undefined : identify(this.#conn, to, ref.id)
      const rowId = typeof found === 'object' ? found.rowId : this.#named(write, to, ref.name)
      if (rowId === undefined) unknown.push(ref)
      else columns[ref.field.name] = rowId
    }
    if (unknown.length > 0 && fieldNamed(entity, 'extras')) {
      const stored = getRow<{ extras: DbValue }>(
        this.#conn,
        `SELECT extras FROM ${visibleName(entity)} WHERE rowId = ?`,
        self.rowId,
      )
      columns.extras = stored?.extras ?? null
      this.#keepAsExtras(draft, columns, unknown)
    }
    if (Object.keys(columns).length > 0) write.set(entity, self.rowId, columns)
  }

  #count(entity: string): void {
    this.related[entity] = (this.related[entity] ?? 0) + 1
  }
}

/** A reference with the field it goes to. */
interface Ref extends Omit<PreparedRef, 'field'> {
  readonly field: Field
}

function refsOf({ entity: name, refs }: Prepared): Ref[] {
  const entity = entityNamed(name)
  return refs.flatMap((ref) => {
    const field = fieldNamed(entity, ref.field)
    return field ? [{ ...ref, field }] : []
  })
}

/** The field by which a note belongs to a record of this entity. */
const subjectOf = (entity: Entity): 'contactId' | 'companyId' | undefined =>
  entity === contact ? 'contactId' : entity === company ? 'companyId' : undefined

/**
 * Brings the index up to the change log, and builds it in the first place. Works in transactions as long as the caller
 * allows; the log position is committed with the documents, so that any process can go on where another stopped.
 * Reads base tables: rights are a matter of asking, not of indexing.
 */
import type { Statement } from 'better-sqlite3'
import type { Connection } from '../connection.ts'
import { getRow } from '../connection.ts'
import { planOf } from '../plan.ts'
import { lastSeq } from '../transaction.ts'
import { type Cells, type Source, writeDocument } from './document.ts'
import { GramWriter } from './grams.ts'
import type { IndexFile } from './indexFile.ts'

const BATCH = 256
/** Pages merged at a time: a few milliseconds. */
const MERGE_PAGES = 64
/** Batches after which a build merges what it wrote, as every segment is one more place to look. */
const BATCHES_BETWEEN_MERGES = 32

/** Log keys of fields every entity has. */
const PRIVACY_KEYS = ['1', '2']
const MERGED_KEY = '4'

interface Change {
  readonly seq: number
  readonly entity: number
  readonly rowId: number
  readonly before: string | null
}

/** What one step may do. */
export interface Allowance {
  /** `performance.now()` after which no further batch begins. */
  readonly deadline: number
  readonly waitMs: number
  /** Also merges segments when everything is indexed. */
  readonly tidy: boolean
}

/** `done`: nothing is left; `more`: the time was up; `busy`: another process is at it. */
export type StepResult = 'done' | 'more' | 'busy'

interface Reader {
  readonly source: Source
  readonly one: Statement<[number], Cells>
  readonly next: Statement<[number, number], Cells>
  readonly lastRowId: Statement<[], number | null>
}

interface Dependent {
  readonly source: Source
  readonly title: boolean
  readonly rows: Statement<[{ rowId: number; canonicalId: number }], number>
}

export class CatchUp {
  readonly #conn: Connection
  readonly #readers = new Map<number, Reader>()
  /** By the entity referred to. */
  readonly #dependents = new Map<number, Dependent[]>()
  readonly #changes: Statement<[number, number], Change>
  readonly #grams = new GramWriter()
  #batches = 0

  constructor(conn: Connection, sources: readonly Source[]) {
    this.#conn = conn
    const { db } = conn
    this.#changes = db.prepare(
      'SELECT seq, entity, rowId, before FROM change WHERE seq > ? ORDER BY seq LIMIT ?',
    )
    for (const source of sources) {
      const { name } = source.entity
      const select = `SELECT ${source.indexColumns} FROM main."${name}" r WHERE ${source.live}`
      this.#readers.set(source.entity.id, {
        source,
        one: db.prepare<[number], Cells>(`${select} AND r.rowId = ?`).raw(),
        next: db.prepare<[number, number], Cells>(`${select} AND r.rowId > ? ORDER BY r.rowId LIMIT ?`).raw(),
        lastRowId: db.prepare<[], number | null>(`SELECT max(rowId) FROM main."${name}"`).pluck(),
      })
      for (const { entity, column, title } of source.dependsOn) {
        const known = this.#dependents.get(entity.id) ?? []
        known.push({
          source,
          title,
          rows: db
            .prepare<[{ rowId: number; canonicalId: number }], number>(
              `SELECT rowId FROM main."${name}" WHERE ${column} IN (SELECT @rowId UNION ALL SELECT @canonicalId
               UNION ALL SELECT rowId FROM main."${entity.name}" WHERE canonicalId = @canonicalId AND mergedInto IS NOT NULL)`,
            )
            .pluck(),
        })
        this.#dependents.set(entity.id, known)
      }
    }
  }

  /** Changes and rows the index has not caught up with. */
  behind(index: IndexFile): number {
    let behind = lastSeq(this.#conn) - index.seq() + index.countTodo()
    for (const { entity, cursor } of index.building()) {
      if (cursor === null) continue
      behind += Math.max(0, (this.#readers.get(entity)?.lastRowId.get() ?? 0) - cursor)
    }
    return Math.max(0, behind)
  }

  step(index: IndexFile, allowance: Allowance): StepResult {
    return index.write(allowance.waitMs, () => this.#work(index, allowance)) ?? 'busy'
  }

  #work(index: IndexFile, { deadline, tidy }: Allowance): StepResult {
    const isLate = () => performance.now() > deadline
    const cursors = new Map(index.building().map(({ entity, cursor }) => [entity, cursor]))
    const target = lastSeq(this.#conn)
    let seq = index.seq()
    const from = seq
    while (seq < target && !isLate()) seq = this.#applyChanges(index, seq, cursors)
    if (seq !== from) index.setSeq(seq, dotAt(this.#conn, seq))
    if (seq < target) return 'more'
    for (let batch = index.takeTodo(BATCH); batch.length > 0; batch = index.takeTodo(BATCH)) {
      this.#indexRows(index, batch, cursors)
      if (isLate()) return 'more'
    }
    for (const [entity, start] of cursors) {
      if (!this.#build(index, entity, start, isLate)) return 'more'
    }
    return tidy && this.#tidy(index, isLate) ? 'more' : 'done'
  }

  /** One batch of the log. Returns the position reached. */
  #applyChanges(index: IndexFile, seq: number, cursors: ReadonlyMap<number, number | null>): number {
    const changes = this.#changes.all(seq, BATCH)
    for (const change of changes) this.#queueDependents(index, change)
    this.#indexRows(index, changes, cursors)
    return changes.at(-1)?.seq ?? lastSeq(this.#conn)
  }

  #queueDependents(index: IndexFile, change: Change): void {
    const dependents = this.#dependents.get(change.entity)
    const [first] = dependents ?? []
    if (!dependents || !first) return
    const touched = this.#touched(change)
    if (!touched.title && !touched.privacy) return
    const target = first.source.dependsOn.find(({ entity }) => entity.id === change.entity)?.entity
    const canonicalId = getRow<{ canonicalId: number | null }>(
      this.#conn,
      `SELECT canonicalId FROM main."${target?.name ?? ''}" WHERE rowId = ?`,
      change.rowId,
    )?.canonicalId
    for (const { source, title, rows } of dependents) {
      if (title ? !touched.title : !touched.privacy) continue
      const related = rows.all({ rowId: change.rowId, canonicalId: canonicalId ?? change.rowId })
      for (const rowId of related) index.addTodo(source.entity.id, rowId)
    }
  }

  /** Nothing refers to a row just created; one that was waited for as a stub is logged as an update. */
  #touched({ entity, before }: Change): { title: boolean; privacy: boolean } {
    if (before === null) return { title: false, privacy: false }
    const known = this.#dependents.get(entity)?.[0]?.source.dependsOn.find((on) => on.entity.id === entity)
    if (!known) return { title: false, privacy: false }
    const plan = planOf(known.entity)
    const keys = Object.keys(JSON.parse(before))
    return {
      title: keys.some(
        (key) => key === MERGED_KEY || plan.titleColumns.has(plan.fieldById.get(Number(key))?.name ?? ''),
      ),
      privacy: keys.some((key) => PRIVACY_KEYS.includes(key) || key === MERGED_KEY),
    }
  }

  #indexRows(
    index: IndexFile,
    rows: readonly { readonly entity: number; readonly rowId: number }[],
    cursors: ReadonlyMap<number, number | null>,
  ): void {
    const byEntity = new Map<number, Set<number>>()
    for (const { entity, rowId } of rows) {
      const cursor = cursors.get(entity)
      // What the build has not reached yet it will read as it then is.
      if (cursor === undefined || (cursor !== null && rowId > cursor)) continue
      const known = byEntity.get(entity)
      if (known) known.add(rowId)
      else byEntity.set(entity, new Set([rowId]))
    }
    for (const [entity, rowIds] of byEntity) {
      const reader = this.#readers.get(entity)
      const documents = index.documents(entity)
      if (!reader || !documents) continue
      // In order: full-text writes that go back in rowId each start a segment.
      for (const rowId of [...rowIds].sort((a, b) => a - b)) {
        const cells = reader.one.get(rowId)
        if (documents.has.get(rowId)) documents.remove.run(rowId)
        if (cells) documents.insert.run(rowId, writeDocument(reader.source, cells, this.#grams))
      }
    }
  }

  /** Reads on from `start`. True when the entity is complete. */
  #build(index: IndexFile, entity: number, start: number | null, isLate: () => boolean): boolean {
    const reader = this.#readers.get(entity)
    const documents = index.documents(entity)
    let cursor = start
    if (cursor === null || !reader || !documents) return true
    while (cursor !== null) {
      if (++this.#batches % BATCHES_BETWEEN_MERGES === 0)
        while (!isLate() && documents.mergeSome(MERGE_PAGES));
      if (isLate()) {
        index.setCursor(entity, cursor)
        return false
      }
      const rows = reader.next.all(cursor, BATCH)
      for (const cells of rows) {
        cursor = Number(cells[0])
        documents.insert.run(cursor, writeDocument(reader.source, cells, this.#grams))
      }
      if (rows.length < BATCH) cursor = null
    }
    index.setCursor(entity, null)
    index.setRough(entity, true)
    return true
  }

  /** True when the time was up before everything was merged. */
  #tidy(index: IndexFile, isLate: () => boolean): boolean {
    for (const entity of this.#readers.keys()) {
      const documents = index.documents(entity)
      if (index.isRough(entity)) {
        documents?.mergeSome(-MERGE_PAGES)
        index.setRough(entity, false)
      }
      while (documents?.mergeSome(MERGE_PAGES)) if (isLate()) return true
    }
    while (index.shrink(MERGE_PAGES)) if (isLate()) return true
    return false
  }
}

/** Names the transaction that holds the change at `seq`: stream and number. */
export function dotAt(conn: Connection, seq: number): string {
  const row = getRow<{ stream: number; seq: number }>(
    conn,
    'SELECT stream, seq FROM tx WHERE firstChange <= ? ORDER BY firstChange DESC LIMIT 1',
    seq,
  )
  return row ? `${row.stream}.${row.seq}` : ''
}

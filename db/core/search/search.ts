/**
 * Search over everything people wrote. A cache beside the database: it follows the change log by itself, so nothing else
 * in the program tells it anything, and whatever happens to its file is repaired by building it again. What is found is
 * read through the visible views, so it can be late but never show what the acting user may not see.
 */
import { join } from 'node:path'
import { invalid } from '../../shared/errors.ts'
import { entityNamed } from '../../shared/registry.ts'
import type { SearchHit } from '../../shared/search.ts'
import { foldVersion } from '../../shared/text/fold.ts'
import { type Actor, allRows, type Connection, getMeta, getRow } from '../connection.ts'
import { companionFolder } from '../migrate.ts'
import { databaseSetting } from '../settings.ts'
import { lastSeq } from '../transaction.ts'
import { actAs } from '../visible.ts'
import { type Allowance, CatchUp, dotAt, type StepResult } from './catchUp.ts'
import { type Source, searchSources } from './document.ts'
import { Finder } from './finder.ts'
import { type Identity, IndexFile, isFull, isUnusable, removeIndex } from './indexFile.ts'
import { questionOf } from './question.ts'

/** Raise it whenever tokens or tables change. */
const SCHEME_VERSION = 1
/** A search brings this many changes in by itself, for no longer than this. */
const FEW_CHANGES = 1_000
const OWN_BUDGET_MS = 50
const OWN_WAIT_MS = 5
const BUILDER_WAIT_MS = 1_000
/** Another process is building, or the disk is full. */
const BUSY_REST_MS = 500

/** Where the cache of a database is kept. */
export const searchFile = (file: string): string => join(companionFolder(file), 'search.samphan-search')

export interface SearchOptions {
  readonly actor: Actor
  readonly limit: number
  readonly entity?: string | undefined
  /** Count everything, however long it takes. */
  readonly count?: boolean | undefined
}

export interface Found {
  readonly total: number
  /** There is more than `total`. */
  readonly more: boolean
  readonly behind: number
  readonly hits: SearchHit[]
}

export interface SearchStatus {
  readonly behind: number
  readonly documents: number
  readonly bytes: number
}

export class Search {
  readonly #conn: Connection
  readonly #sources: readonly Source[]
  #pausedUntil = 0
  #index: IndexFile | undefined
  #catchUp: CatchUp | undefined
  #finder: Finder | undefined

  /** Opens nothing until it is first asked. */
  constructor(conn: Connection) {
    this.#conn = conn
    this.#sources = searchSources(
      new Set(
        allRows<{ name: string }>(conn, "SELECT name FROM main.sqlite_schema WHERE type = 'table'").map(
          (row) => row.name,
        ),
      ),
    )
  }

  /** Finds records by anything in them, best first. `behind` says how much the answer may lack. */
  search(text: string, options: SearchOptions): Found {
    actAs(this.#conn, options.actor)
    const sources = this.#sourcesFor(options.entity)
    const question = questionOf(text, this.#country())
    return this.#use((index) => {
      const behind = this.#bringIn(index)
      const found = this.#finderFor().find(index, sources, question, options)
      return { ...found, behind }
    })
  }

  /**
   * Local rows of an entity that match, for lookups: unranked, newest first, at most `limit`. Brings in what it can first.
   * @throws AppError Invalid for an entity that is not searched
   */
  match(
    text: string,
    entity: string,
    options: { actor: Actor; limit: number },
  ): { rowIds: number[]; behind: number } {
    actAs(this.#conn, options.actor)
    const question = questionOf(text, this.#country())
    return this.#use((index) => {
      const behind = this.#bringIn(index)
      const rowIds = this.#sourcesFor(entity).flatMap((source) =>
        this.#finderFor().match(index, source, question, options),
      )
      return { rowIds, behind }
    })
  }

  /**
   * Works on the index for about `budgetMs`, in one transaction. True when there is more to do at once. False when all is
   * done, while paused, and while another process is at it: `restsFor` tells when to call again though nothing changed.
   */
  catchUp({ budgetMs }: { budgetMs: number }): boolean {
    if (this.#pausedUntil > Date.now()) return false
    const deadline = performance.now() + budgetMs
    const waitMs = Math.min(budgetMs, BUILDER_WAIT_MS)
    const result = this.#use((index) => this.#step(index, { deadline, waitMs, tidy: true }))
    if (result === 'busy') this.pauseUntil(Date.now() + BUSY_REST_MS)
    return result === 'more'
  }

  /** The builder rests until then (`Date.now()` milliseconds), so that typing has the processor to itself. */
  pauseUntil(untilMs: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, untilMs)
  }

  /** Milliseconds until work goes on; 0 when only a change can bring more. */
  restsFor(): number {
    return Math.max(0, this.#pausedUntil - Date.now())
  }

  status(): SearchStatus {
    return this.#use((index) => ({
      behind: this.#catchUpFor().behind(index),
      documents: this.#sources.reduce(
        (sum, { entity }) => sum + (index.documents(entity.id)?.count.get() ?? 0),
        0,
      ),
      bytes: index.bytes(),
    }))
  }

  close(): void {
    this.#index?.close()
    this.#index = undefined
  }

  #sourcesFor(entity: string | undefined): readonly Source[] {
    if (entity === undefined) return this.#sources
    const { name } = entityNamed(entity)
    const sources = this.#sources.filter((source) => source.entity.name === name)
    if (!sources.length) throw invalid('entity', 'notSearched', { entity })
    return sources
  }

  #country(): string {
    return String(databaseSetting(this.#conn, 'defaultCountry') ?? 'TH')
  }

  #catchUpFor(): CatchUp {
    this.#catchUp ??= new CatchUp(this.#conn, this.#sources)
    return this.#catchUp
  }

  #finderFor(): Finder {
    this.#finder ??= new Finder(this.#conn, this.#sources)
    return this.#finder
  }

  /** What little there is to do is done before answering; the rest is the builder's. Returns what is left. */
  #bringIn(index: IndexFile): number {
    const catchUp = this.#catchUpFor()
    const behind = catchUp.behind(index)
    if (behind === 0 || behind > FEW_CHANGES) return behind
    this.#step(index, { deadline: performance.now() + OWN_BUDGET_MS, waitMs: OWN_WAIT_MS, tidy: false })
    return catchUp.behind(index)
  }

  /** A full disk keeps the index from growing, not from answering. */
  #step(index: IndexFile, allowance: Allowance): StepResult {
    try {
      return this.#catchUpFor().step(index, allowance)
    } catch (error) {
      if (isFull(error)) return 'busy'
      throw error
    }
  }

  /** Runs `fn` on the index; a file that turns out unusable is built anew, once. */
  #use<T>(fn: (index: IndexFile) => T): T {
    try {
      return fn(this.#open())
    } catch (error) {
      if (!isUnusable(error)) throw error
      const path = this.#index?.path ?? ''
      this.close()
      removeIndex(path)
      return fn(this.#open())
    }
  }

  #open(): IndexFile {
    if (this.#index && !this.#index.isCurrent()) this.close()
    this.#index ??= IndexFile.open(this.#path(), this.#identity(), this.#sources)
    return this.#index
  }

  /** A database this program may only read keeps its cache as it is; ours is in memory then. */
  #path(): string {
    return this.#conn.readOnly ? '' : searchFile(this.#conn.file)
  }

  #identity(): Identity {
    const conn = this.#conn
    return {
      database: String(getMeta(conn, 'databaseId') ?? ''),
      scheme: SCHEME_VERSION,
      fold: foldVersion,
      seq: lastSeq(conn),
      firstSeq: getRow<{ seq: number }>(conn, 'SELECT seq FROM change ORDER BY seq LIMIT 1')?.seq ?? 0,
      dotAt: (seq) => dotAt(conn, seq),
    }
  }
}

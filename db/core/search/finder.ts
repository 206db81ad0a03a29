/**
 * Answers a question from the index: exact contact points first, then whole names, name beginnings, beginnings of other
 * words, and anywhere inside. Each tier proposes rows newest first; each row is read as the acting user may see it and
 * checked before it counts, so hidden rows use up nothing.
 */
import type { Statement } from 'better-sqlite3'
import { customName } from '../../shared/entity.ts'
import { idToText } from '../../shared/id.ts'
import type { SearchHit } from '../../shared/search.ts'
import type { Actor, Connection } from '../connection.ts'
import { visibleName } from '../visible.ts'
import type { Cells, Source } from './document.ts'
import { expression, isExactByGrams, type Tier, tiers, tiersFor } from './grams.ts'
import type { IndexFile } from './indexFile.ts'
import { Matcher, type Reading } from './match.ts'
import type { Point, Question } from './question.ts'

/** Rows read in vain before a search gives up (about 25 ms): a safeguard for a key press, not for a count. */
const MOST_MISSES = 1_000
const MOST_POINTS = 200

/** Contacts and companies before notes: how many an entity gives in each round, with names and without. */
const ROUND_WITH_NAMES = 3

interface Candidate {
  readonly source: Source
  readonly cells: Cells
  readonly tier: number
  readonly score: number
  readonly matcher: Matcher
}

export interface FindOptions {
  readonly actor: Actor
  readonly limit: number
  readonly count?: boolean | undefined
}

export class Finder {
  readonly #shown = new Map<Source, Statement<[number], Cells>>()
  readonly #exists = new Map<Source, Statement<[number], number>>()
  readonly #custom: Statement<[], Uint8Array>
  readonly #points: Statement<
    [{ from: string; to: string; kind: number }],
    { entity: number; rowId: number; norm: string }
  >

  constructor(conn: Connection, sources: readonly Source[]) {
    const { db } = conn
    for (const source of sources) {
      const view = visibleName(source.entity)
      this.#shown.set(
        source,
        db.prepare<[number], Cells>(`SELECT ${source.shownColumns} FROM ${view} r WHERE r.rowId = ?`).raw(),
      )
      this.#exists.set(
        source,
        db.prepare<[number], number>(`SELECT 1 FROM ${view} r WHERE r.rowId = ?`).pluck(),
      )
    }
    this.#custom = db
      .prepare<[], Uint8Array>(
        'SELECT id FROM main.customField WHERE trashedAt IS NULL AND deletedAt IS NULL AND stub = 0',
      )
      .pluck()
    this.#points = db.prepare(
      `SELECT entity, rowId, norm FROM main.contactPoint WHERE norm >= @from AND norm < @to AND kind = @kind ORDER BY norm, rowId DESC LIMIT ${MOST_POINTS}`,
    )
  }

  find(
    index: IndexFile,
    sources: readonly Source[],
    question: Question,
    options: FindOptions,
  ): { total: number; more: boolean; hits: SearchHit[] } {
    const run = new Run(this.#shown, index, sources, options)
    const isDefined = this.#customFields()
    const isPoint = this.#pointsOf(run, question, isDefined)
    for (const reading of readingsOf(question)) {
      const matcher = new Matcher(reading, isDefined)
      // An exact number or address leaves only what mentions it elsewhere.
      for (const tier of isPoint ? tiers.slice(-1) : tiersFor(reading.words)) run.tier(tier, matcher)
    }
    const found = run.found.toSorted((a, b) => a.tier - b.tier || b.score - a.score)
    const hits = found.slice(0, options.limit).map(({ source, cells, matcher }) => matcher.hit(source, cells))
    return { ...run.result(), hits }
  }

  /** Tells defined custom fields from forgotten ones; reads the definitions when first asked. */
  #customFields(): (field: string) => boolean {
    let names: Set<string> | undefined
    return (field) => {
      names ??= new Set(this.#custom.all().map((id) => customName(idToText(id))))
      return names.has(field)
    }
  }

  /** Adds rows whose phone, e-mail or handle begins like the question. True when one is exactly it. */
  #pointsOf(run: Run, question: Question, isDefined: (field: string) => boolean): boolean {
    let isExact = false
    for (const point of question.points) {
      const words = question.digits === undefined ? question.words : [question.digits]
      const matcher = new Matcher({ words, telling: words, compact: '', query: question.text }, isDefined)
      for (const { entity, rowId, norm } of this.#points.all(rangeOf(point))) {
        const source = run.sources.find((known) => known.entity.id === entity)
        const whole = norm === point.norm
        if (source && run.add(source, rowId, whole ? 2 : 1, matcher)) isExact ||= whole
      }
    }
    return isExact
  }

  /** Unranked local rows of one entity. */
  match(index: IndexFile, source: Source, question: Question, options: FindOptions): number[] {
    const documents = index.documents(source.entity.id)
    const shown = this.#shown.get(source)
    const exists = this.#exists.get(source)
    const rows = new Set<number>()
    if (!documents || !shown || !exists) return []
    const isDefined = this.#customFields()
    for (const reading of readingsOf(question)) {
      const { words, telling, compact } = reading
      const matcher = new Matcher(reading, isDefined)
      const asked = expression('anywhere', telling, compact, options.actor.rowId)
      const exact = isExactByGrams(words)
      for (const rowId of documents.find.iterate(asked)) {
        if (rows.size >= options.limit) break
        if (rows.has(rowId)) continue
        if (exact) {
          if (exists.get(rowId)) rows.add(rowId)
          continue
        }
        const cells = shown.get(rowId)
        if (cells && matcher.matches(source, cells)) rows.add(rowId)
      }
    }
    return [...rows]
  }
}

/** As the digits of a telephone number, and as words. */
function readingsOf({ words, telling, compact, digits, text }: Question): Reading[] {
  const readings: Reading[] = []
  if (digits !== undefined)
    readings.push({ words: [digits], telling: [digits], compact: digits, query: digits })
  if (words.length) readings.push({ words, telling, compact, query: text })
  return readings
}

const rangeOf = ({ norm, kind }: Point) => ({ from: norm, to: `${norm}\u{10ffff}`, kind })

/** One search under way: what was found so far and whether that is enough. */
class Run {
  readonly sources: readonly Source[]
  readonly found: Candidate[] = []
  #total = 0
  #gaveUp = false
  #misses: number
  readonly #shown: ReadonlyMap<Source, Statement<[number], Cells>>
  readonly #index: IndexFile
  readonly #options: FindOptions
  readonly #seen = new Map<Source, Set<number>>()

  constructor(
    shown: ReadonlyMap<Source, Statement<[number], Cells>>,
    index: IndexFile,
    sources: readonly Source[],
    options: FindOptions,
  ) {
    this.#shown = shown
    this.#index = index
    this.sources = sources
    this.#options = options
    this.#misses = options.count ? Number.POSITIVE_INFINITY : MOST_MISSES
    for (const source of sources) this.#seen.set(source, new Set())
  }

  /** What was counted; with `more` there are others. */
  result(): { total: number; more: boolean } {
    const more = this.#isEnough()
    return { total: more ? this.#options.limit : this.#total, more: more || this.#gaveUp }
  }

  /** One more than is shown tells whether there is more. */
  #isEnough(): boolean {
    return !this.#options.count && this.#total > this.#options.limit
  }

  /** Adds a row known to match by its contact point, if it may be seen. */
  add(source: Source, rowId: number, score: number, matcher: Matcher): boolean {
    const seen = this.#seen.get(source)
    const cells = this.#shown.get(source)?.get(rowId)
    if (!cells || !seen || seen.has(rowId)) return false
    seen.add(rowId)
    this.#keep({ source, cells, tier: -1, score, matcher })
    return true
  }

  #keep(candidate: Candidate): void {
    this.#total++
    if (this.found.length < this.#options.limit) this.found.push(candidate)
  }

  /** Runs one tier over all entities in turn, so that none of them takes every place. */
  tier(tier: Tier, matcher: Matcher): void {
    if (this.#isEnough()) return
    const { telling, compact } = matcher.reading
    const asked = expression(tier, telling, compact, this.#options.actor.rowId)
    const namesOnly = tier === 'exact' || tier === 'nameStart'
    const all = this.sources
      .filter((source) => source.hasNames || !namesOnly)
      .map((source) => ({ source, rows: this.#matches(source, asked, tier, matcher) }))
    try {
      let open = all
      while (open.length > 0 && !this.#isEnough()) {
        open = open.filter(({ source, rows }) => this.#take(rows, source.hasNames ? ROUND_WITH_NAMES : 1))
      }
    } finally {
      // Leaving early must still close the statements.
      for (const { rows } of all) rows.return(undefined)
    }
  }

  /** Keeps the next rows of an entity. False when there are no more. */
  #take(rows: Generator<Candidate, undefined>, most: number): boolean {
    for (let taken = 0; taken < most && !this.#isEnough(); taken++) {
      const next = rows.next()
      if (next.done) return false
      this.#keep(next.value)
    }
    return true
  }

  /** Confirmed rows of one entity, newest first. */
  *#matches(source: Source, asked: string, tier: Tier, matcher: Matcher): Generator<Candidate, undefined> {
    const seen = this.#seen.get(source)
    const shown = this.#shown.get(source)
    const documents = this.#index.documents(source.entity.id)
    if (!seen || !shown || !documents) return
    const namesOnly = tier === 'exact' || tier === 'nameStart'
    for (const rowId of documents.find.iterate(asked)) {
      if (seen.has(rowId)) continue
      const cells = shown.get(rowId)
      const score = cells ? matcher.score(source, cells, namesOnly) : 0
      if (!cells || score === 0) {
        if (--this.#misses > 0) continue
        this.#gaveUp = true
        return
      }
      seen.add(rowId)
      yield { source, cells, tier: tiers.indexOf(tier), score, matcher }
    }
  }
}

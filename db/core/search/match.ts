/**
 * Whether and how well a row matches, decided on its folded texts, and what of it is shown. The index only proposes rows;
 * what is not confirmed here is not a result.
 */
import { isCustomName } from '../../shared/entity.ts'
import { idToText } from '../../shared/id.ts'
import type { SearchHit } from '../../shared/search.ts'
import { fold } from '../../shared/text/fold.ts'
import { highlight } from '../../shared/text/highlight.ts'
import {
  type Cells,
  compactName,
  fullName,
  type Source,
  type TextKind,
  type Visit,
  visitTexts,
  wordsOf,
} from './document.ts'

/** How well one word of the query is met. */
const ranks = { nothing: 0, inside: 1, insideName: 2, start: 3, word: 4, nameStart: 5, nameWord: 6 } as const
/** More than any number of words can score on average. */
const FULL_NAME = 10

function rankOf(asked: string, word: string, kind: TextKind, short: boolean): number {
  const isName = kind === 'name'
  if (word.startsWith(asked)) {
    if (word.length === asked.length) return isName ? ranks.nameWord : ranks.word
    return isName ? ranks.nameStart : ranks.start
  }
  return !short && word.includes(asked) ? (isName ? ranks.insideName : ranks.inside) : ranks.nothing
}

/** One or two characters count only where a word begins with them: inside they are everywhere. */
const isShort = (word: string): boolean => word.length < 3 || Array.from(word).length < 3

/** One way to read what was asked: its words, and what is marked in the answer. */
export interface Reading {
  readonly words: readonly string[]
  /** Those the index is asked for. */
  readonly telling: readonly string[]
  /** The words without spaces: a whole name. */
  readonly compact: string
  /** What to mark: the text as typed, or the number it stands for. */
  readonly query: string
}

interface BestText {
  readonly text: string
  readonly field: string
  readonly kind: TextKind
  readonly words: readonly string[]
}

const SNIPPET = 160
const BEFORE = 40

/** Holds rows against one reading of the question. */
export class Matcher {
  readonly reading: Reading
  readonly #short: readonly boolean[]
  readonly #ranks: Uint8Array
  readonly #isDefined: (customField: string) => boolean

  /** `isDefined`: whether a custom field still is; values of forgotten ones are not found. */
  constructor(reading: Reading, isDefined: (customField: string) => boolean) {
    this.reading = reading
    this.#short = reading.words.map(isShort)
    this.#isDefined = isDefined
    this.#ranks = new Uint8Array(reading.words.length)
  }

  /** The row's score, 0 when some word of the query is nowhere in it. */
  score(source: Source, cells: Cells, namesOnly: boolean): number {
    const found = this.#ranks
    found.fill(0)
    this.#visit(source, cells, namesOnly, (_field, text, kind) => {
      for (const word of wordsOf(text, kind)) {
        for (let i = 0; i < found.length; i++) {
          const rank = this.#rank(i, word, kind)
          if (rank > (found[i] ?? 0)) found[i] = rank
        }
      }
      return found.every((rank) => rank >= ranks.nameStart)
    })
    const mayBeWhole = found.length === 1 || found.every((rank) => rank >= ranks.nameStart)
    if (mayBeWhole && source.hasNames && fullName(source, cells) === this.reading.compact) return FULL_NAME
    if (found.includes(0)) return 0
    let sum = 0
    for (const rank of found) sum += rank
    return sum / found.length
  }

  /** Whether every word of the query is somewhere in the row: `score` without the shades. */
  matches(source: Source, cells: Cells): boolean {
    const found = this.#ranks
    found.fill(0)
    this.#visit(source, cells, false, (_field, text, kind) => {
      for (const word of wordsOf(text, kind)) {
        for (let i = 0; i < found.length; i++) if (!found[i]) found[i] = this.#rank(i, word, kind)
      }
      return !found.includes(0)
    })
    return !found.includes(0) || (source.hasNames && fullName(source, cells) === this.reading.compact)
  }

  /** The row as it is shown: its title, and the text that was found unless that is the title. */
  hit(source: Source, cells: Cells): SearchHit {
    const { words, query } = this.reading
    const title = typeof cells[1] === 'string' ? cells[1] : ''
    const compact = compactName(title)
    const titleWords = wordsOf(title, 'name')
    const missing = words.flatMap((word, i) =>
      titleWords.some((other) => this.#rank(i, other, 'name') > 0) ||
      (!this.#short[i] && compact.includes(word))
        ? []
        : [i],
    )
    const hit = {
      entity: source.entity.name,
      id: cells[0] instanceof Uint8Array ? idToText(cells[0]) : '',
      title,
      titleHighlights: missing.length < words.length ? highlight(title, query) : [],
    }
    const isInTitle = missing.length === 0 && title.length <= SNIPPET
    const best = isInTitle
      ? undefined
      : this.#bestText(source, cells, missing.length ? missing : [...words.keys()])
    if (!best) return { ...hit, field: null, snippet: title, highlights: hit.titleHighlights }
    const snippet = cutAround(best.text, best.words)
    const highlights =
      best.kind === 'digits' ? highlightNumber(snippet, best.words) : highlight(snippet, query)
    return { ...hit, field: best.field, snippet, highlights }
  }

  #rank(i: number, word: string, kind: TextKind): number {
    return rankOf(this.reading.words[i] ?? '', word, kind, this.#short[i] ?? false)
  }

  #visit(source: Source, cells: Cells, namesOnly: boolean, visit: Visit): void {
    visitTexts(source, cells, namesOnly, (field, text, kind, typed, shared) =>
      isCustomName(field) && !this.#isDefined(field) ? false : visit(field, text, kind, typed, shared),
    )
  }

  /** The text in which most of the wanted words are. */
  #bestText(source: Source, cells: Cells, wanted: readonly number[]): BestText | undefined {
    let best: BestText | undefined
    let bestSum = 0
    this.#visit(source, cells, false, (field, text, kind, typed) => {
      const stored = wordsOf(text, kind)
      const words: string[] = []
      let sum = 0
      for (const i of wanted) {
        let rank = 0
        for (const word of stored) rank = Math.max(rank, this.#rank(i, word, kind))
        if (rank === 0) continue
        words.push(this.reading.words[i] ?? '')
        sum += FULL_NAME + rank
      }
      if (sum > bestSum) {
        best = { field, text: typed, kind, words }
        bestSum = sum
      }
      return false
    })
    return best
  }
}

/** `+66 81` is found in `081-234` too: what stands before the part both have is not marked. */
function highlightNumber(typed: string, numbers: readonly string[]): [number, number][] {
  for (const number of numbers) {
    for (let skipped = 0; skipped < 5 && number.length - skipped > 2; skipped++) {
      const ranges = highlight(typed, number.slice(skipped))
      if (ranges.length) return ranges
    }
  }
  return []
}

/** The part of a long text around the first place where one of the words is, cut between words where there are spaces. */
function cutAround(text: string, words: readonly string[]): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= SNIPPET) return line
  const at = placeOf(line, words)
  let start = Math.max(0, at - BEFORE)
  let end = Math.min(line.length, start + SNIPPET)
  if (start > 0) start = boundary(line, start, at)
  if (end < line.length) end = boundary(line, end, line.length)
  return `${start > 0 ? '…' : ''}${line.slice(start, end).trim()}${end < line.length ? '…' : ''}`
}

let graphemes: Intl.Segmenter | undefined

/** A place near `from` where a word or at least a grapheme begins. */
function boundary(line: string, from: number, limit: number): number {
  const space = line.indexOf(' ', from)
  if (space >= 0 && space < Math.min(limit, from + 20)) return space + 1
  graphemes ??= new Intl.Segmenter('und', { granularity: 'grapheme' })
  const window = Math.max(0, from - 20)
  for (const { index } of graphemes.segment(line.slice(window, from + 40))) {
    if (window + index >= from) return window + index
  }
  return from
}

/** Near where the first of the words is: folding piece by piece, as a folded text has lost its positions. */
function placeOf(line: string, words: readonly string[]): number {
  const piece = 80
  for (let at = 0; at < line.length; at += piece) {
    const folded = fold(line.slice(at, at + piece * 2).toWellFormed())
    const found = words.map((word) => folded.indexOf(word)).filter((place) => place >= 0)
    if (found.length) return Math.min(line.length - 1, at + Math.min(...found))
  }
  return 0
}

/**
 * Whether and how well a row matches, decided on its folded texts, and what of it is shown. The index only proposes rows;
 * what is not confirmed here is not a result.
 */
import { isCustomName } from '../../shared/entity.ts'
import type { SearchHit } from '../../shared/search.ts'
import { fold } from '../../shared/text/fold.ts'
import { highlight } from '../../shared/text/highlight.ts'
import {
  type Cells,
  compactName,
  fullName,
  type Source,
  type TextKind,
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

/** Where each word of the query was met best. */
export class Matcher {
  readonly #words: readonly string[]
  readonly #short: readonly boolean[]
  readonly #compact: string
  readonly #ranks: Uint8Array
  readonly #isShown: (field: string) => boolean

  /** `isShown`: whether a custom field is still defined. */
  constructor(words: readonly string[], compact: string, isShown: (field: string) => boolean) {
    this.#words = words
    this.#short = words.map(isShort)
    this.#compact = compact
    this.#isShown = isShown
    this.#ranks = new Uint8Array(words.length)
  }

  /** The row's score, 0 when some word of the query is nowhere in it. */
  score(source: Source, cells: Cells, namesOnly: boolean): number {
    const found = this.#ranks
    found.fill(0)
    visitTexts(source, cells, namesOnly, (field, text, kind) => {
      if (isCustomName(field) && !this.#isShown(field)) return false
      for (const word of wordsOf(text, kind)) {
        for (let i = 0; i < found.length; i++) {
          const rank = rankOf(this.#words[i] ?? '', word, kind, this.#short[i] ?? false)
          if (rank > (found[i] ?? 0)) found[i] = rank
        }
      }
      return found.every((rank) => rank >= ranks.nameStart)
    })
    let sum = 0
    for (const rank of found) sum += rank
    const mayBeWhole = found.length === 1 || found.every((rank) => rank >= ranks.nameStart)
    if (mayBeWhole && source.hasNames && fullName(source, cells) === this.#compact) return FULL_NAME
    return found.includes(0) ? 0 : sum / found.length
  }
}

const SNIPPET = 160
const BEFORE = 40

/** The row as a hit. `query` is what to mark: the text as typed, or the number it stands for. */
export function hitOf(
  source: Source,
  cells: Cells,
  id: string,
  query: string,
  words: readonly string[],
): SearchHit {
  const title = typeof cells[1] === 'string' ? cells[1] : ''
  const [folded, compact] = [fold(title), compactName(title)]
  const inTitle = new Set(words.filter((word) => folded.includes(word) || compact.includes(word)))
  const hit = {
    entity: source.entity.name,
    id,
    title,
    titleHighlights: inTitle.size ? highlight(title, query) : [],
  }
  if (inTitle.size === words.length && title.length <= SNIPPET)
    return { ...hit, field: null, snippet: title, highlights: hit.titleHighlights }
  const best = bestText(
    source,
    cells,
    words.filter((word) => !inTitle.has(word) || title.length > SNIPPET),
  )
  if (!best) return { ...hit, field: null, snippet: title, highlights: hit.titleHighlights }
  const snippet = cutAround(best.text, best.words)
  const highlights = best.kind === 'digits' ? highlightNumber(snippet, best.words) : highlight(snippet, query)
  return { ...hit, field: best.field, snippet, highlights }
}

interface Found {
  readonly field: string
  readonly text: string
  readonly kind: TextKind
  readonly words: readonly string[]
}

/** The text in which most of the words are. */
function bestText(source: Source, cells: Cells, wanted: readonly string[]): Found | undefined {
  let best: Found | undefined
  let bestSum = 0
  visitTexts(source, cells, false, (field, text, kind, typed) => {
    const stored = wordsOf(text, kind)
    const words: string[] = []
    let sum = 0
    for (const asked of wanted) {
      let rank = 0
      for (const word of stored) rank = Math.max(rank, rankOf(asked, word, kind, isShort(asked)))
      if (rank === 0) continue
      words.push(asked)
      sum += 8 + rank
    }
    if (sum > bestSum) {
      best = { field, text: typed, kind, words }
      bestSum = sum
    }
    return false
  })
  return best
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

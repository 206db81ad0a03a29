/**
 * Which article answers what somebody writes: words of both compared, rare ones counting more than common ones (BM25), words
 * of titles and keywords more than those of texts. Words are cut where the script asks for it, and lose the endings that
 * make one word many; parts of words count a little, for what no rule foresees. Pure; knows nothing of tickets.
 */
import { fold } from '../text/fold.ts'

/** What is said in every letter and tells nothing of what it is about. */
const idle = new Set(
  [
    'a an and any anymore are as at be been but by can cannot could did do does for from get give had has have hello her hi his how i if in into is it its just know last like me more most my need new next no not now of off on one only or our out over please she since so some still thanks thank that the their them then there these they this to two up us want was we week were what when where which who will with would yes yesterday you your',
    'และ หรือ ที่ ใน ของ เป็น มี ไม่ ได้ ให้ จะ ก็ แล้ว ว่า มา ไป กับ โดย จาก ถึง ค่ะ คะ ครับ นะ หน่อย ด้วย ช่วย ขอ อยาก เรา ผม ฉัน คุณ นี้ นั้น อยู่ ยัง เลย ไหม บ้าง รบกวน ต้อง ต้องการ แต่ ถ้า เมื่อ ตั้งแต่ วัน เดือน ปี หนึ่ง การ ความ อะไร ทำ ไว้ เขา ตัว',
    'و در به از که این آن را با برای است بود شد شده می نمی هم تا یا من ما شما او لطفا لطفاً سلام هنوز چه چطور کجا است؟ یک دو سه چهار پنج ده روز ماه سال هفته هیچ چیز فقط اگر ولی کنید کنم کرد کرده دارد داریم دارم نیست هست باید شود نمی‌شود می‌شود خود دیگر پیش بعد پس جدید تازه',
  ]
    .join(' ')
    .split(' ')
    .map((word) => fold(word)),
)

const segmenters = new Map<string, Intl.Segmenter>()
function segmenter(locale: string): Intl.Segmenter {
  let known = segmenters.get(locale)
  if (!known) {
    known = new Intl.Segmenter(locale, { granularity: 'word' })
    segmenters.set(locale, known)
  }
  return known
}

const THAI = /[\u0e00-\u0e7f]/
const PERSIAN = /[\u0600-\u06ff]/

const persianEndings = /(?:های|هایی|ها|ترین|تر|یمان|یتان|یشان|مان|تان|شان|ام|ات|اش|ی|م)$/
const englishEndings = /(?:ations?|ments?|ings?|ies|ers?|ed|es|ly|s)$/

/** A word without the endings that make one word many; never less than what still tells it apart. */
function stem(word: string): string {
  if (PERSIAN.test(word)) {
    const bare = word.replace(persianEndings, '')
    return bare.length >= 3 ? bare : word
  }
  if (THAI.test(word)) return word
  const bare = word.replace(englishEndings, '')
  return bare.length >= 3 ? bare.replace(/(.)\1$/, '$1') : word
}

const PART = 4
/** How much a part of a word counts beside a whole one. */
const PART_WEIGHT = 0.2

/** The words of a text that tell what it is about, each as often as it stands there. */
export function termsOf(text: string): string[] {
  const terms: string[] = []
  for (const piece of text.split(/[\s\u200b]+/)) {
    const words = THAI.test(piece)
      ? [...segmenter('th').segment(piece)].filter((part) => part.isWordLike).map((part) => part.segment)
      : piece.split(/[^\p{L}\p{M}\p{N}\u200c']+/u)
    for (const word of words) {
      for (const part of word.split('\u200c')) {
        const folded = fold(part).replace(/\s+/g, '')
        if (folded.length < 2 || idle.has(folded)) continue
        terms.push(stem(folded))
      }
    }
  }
  return terms.filter((term) => !idle.has(term))
}

function partsOf(term: string): string[] {
  const length = THAI.test(term) ? 3 : PART
  const parts: string[] = []
  for (let at = 0; at + length <= term.length; at++) parts.push(`#${term.slice(at, at + length)}`)
  return parts
}

function weigh(into: Map<string, number>, text: string, weight: number): number {
  const terms = termsOf(text)
  for (const term of terms) {
    into.set(term, (into.get(term) ?? 0) + weight)
    for (const part of partsOf(term)) into.set(part, (into.get(part) ?? 0) + weight * PART_WEIGHT)
  }
  return terms.length * weight
}

export interface Suggestible {
  readonly id: number
  readonly title: string
  readonly keywords: readonly string[]
  readonly body: string
  readonly language: string | null
}

interface Entry {
  readonly id: number
  readonly language: string | null
  readonly weights: ReadonlyMap<string, number>
  readonly length: number
}

export interface Suggested {
  readonly id: number
  readonly score: number
}

const TITLE = 3
const KEYWORD = 3
/** BM25: how soon a repeated word stops counting, and how much long texts are held back. */
const SATURATION = 1.2
const LENGTH = 0.6
/** Articles in the language asked for come before equally good ones in others. */
const OWN_LANGUAGE = 1.5
/** Below this share of the best answer, and this much at all, an article is no answer. */
const FAR = 0.25
const LEAST = 1.2
/** A word is not common because there are few articles yet. */
const FEW = 50
/** More of a letter than this tells nothing new. */
const MOST_TERMS = 400

export class SuggestionIndex {
  readonly #entries: readonly Entry[]
  readonly #found = new Map<string, Entry[]>()
  readonly #average: number

  constructor(articles: Iterable<Suggestible>) {
    const entries: Entry[] = []
    for (const { id, title, keywords, body, language } of articles) {
      const weights = new Map<string, number>()
      let length = weigh(weights, title, TITLE) + weigh(weights, body, 1)
      for (const keyword of keywords) length += weigh(weights, keyword, KEYWORD)
      entries.push({ id, language, weights, length })
    }
    this.#entries = entries
    this.#average = entries.reduce((sum, { length }) => sum + length, 0) / Math.max(1, entries.length)
    for (const entry of entries)
      for (const term of entry.weights.keys()) {
        const list = this.#found.get(term)
        if (list) list.push(entry)
        else this.#found.set(term, [entry])
      }
  }

  /** The best answers to a text, best first. */
  suggest(text: string, limit: number, language?: string): Suggested[] {
    const asked = new Map<string, number>()
    for (const term of termsOf(text).slice(0, MOST_TERMS)) {
      asked.set(term, 1)
      for (const part of partsOf(term)) if (!asked.has(part)) asked.set(part, PART_WEIGHT)
    }
    const scores = new Map<Entry, number>()
    for (const [term, weight] of asked) {
      const entries = this.#found.get(term)
      if (!entries) continue
      const size = Math.max(this.#entries.length, FEW)
      const rarity = Math.log(1 + (size - entries.length + 0.5) / (entries.length + 0.5))
      for (const entry of entries) {
        const often = entry.weights.get(term) ?? 0
        const held = SATURATION * (1 - LENGTH + (LENGTH * entry.length) / this.#average)
        const score = weight * rarity * ((often * (SATURATION + 1)) / (often + held))
        scores.set(entry, (scores.get(entry) ?? 0) + score)
      }
    }
    const ranked = [...scores]
      .map(([entry, score]) => ({
        id: entry.id,
        score: language !== undefined && entry.language === language ? score * OWN_LANGUAGE : score,
      }))
      .sort((a, b) => b.score - a.score || a.id - b.id)
    const best = ranked[0]?.score ?? 0
    return ranked.filter(({ score }) => score >= LEAST && score >= best * FAR).slice(0, limit)
  }
}

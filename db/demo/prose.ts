/** Owns the making of note and history text from the sentences of data/*Phrases.ts: parsed once, filled by chance. */
import { type Place, townOf } from './addresses.ts'
import { englishPhrases } from './data/englishPhrases.ts'
import { persianPhrases } from './data/persianPhrases.ts'
import type { Phrases } from './data/phrases.ts'
import { thaiPhrases } from './data/thaiPhrases.ts'
import type { Random } from './random.ts'
import type { DemoLocale } from './rows.ts'

/** Literal text and slot names, by turns: even places are text, odd ones are slots. */
type Sentence = readonly string[]

interface Language {
  readonly openings: readonly Sentence[]
  readonly details: readonly Sentence[]
  readonly closings: readonly Sentence[]
  readonly subjects: readonly Sentence[]
  readonly slots: Phrases['slots']
  readonly stop: string
}

const parsed = (sentences: readonly string[]): Sentence[] => sentences.map((text) => text.split(/\{(\w+)\}/u))

const language = (phrases: Phrases, stop: string): Language => {
  const { openings, details, closings, subjects, slots } = phrases
  return {
    openings: parsed(openings),
    details: parsed(details),
    closings: parsed(closings),
    subjects: parsed(subjects),
    slots,
    stop,
  }
}

const languages: Readonly<Record<DemoLocale, Language>> = {
  th: language(thaiPhrases, ' '),
  fa: language(persianPhrases, '. '),
  en: language(englishPhrases, '. '),
}

/** Who a text is about. */
export interface Subject {
  readonly locale: DemoLocale
  /** As one speaks of the person: `คุณสมชาย`, `آقای محمدی`, `Jane`. */
  readonly name: string
  readonly place: Place
}

function slot(random: Random, subject: Subject, name: string): string {
  switch (name) {
    case 'name':
      return subject.name
    case 'town':
      return townOf(subject.place)
    case 'amount':
      return amount(random, subject.locale)
    case 'count':
      return String(random.between(2, 40) * 5)
    case 'percent':
      return String(random.between(3, 20))
    case 'days':
      return random.one(['7', '15', '30', '45', '60', '90'])
    case 'number':
      return random.digits(6)
    default:
      return random.one(languages[subject.locale].slots[name] ?? [''])
  }
}

function amount(random: Random, locale: DemoLocale): string {
  const thousands = Math.ceil(4 * 10 ** (random.unit() * 2.6))
  if (locale === 'fa') return `${thousands} میلیون`
  const text =
    thousands >= 1000
      ? `${Math.floor(thousands / 1000)},${String(thousands % 1000).padStart(3, '0')},000`
      : `${thousands},000`
  return locale === 'th' ? text : `${random.one(['$', '£', '€'])}${text}`
}

function fill(random: Random, subject: Subject, sentence: Sentence): string {
  let text = sentence[0] ?? ''
  for (let i = 1; i + 1 < sentence.length; i += 2) {
    text += slot(random, subject, sentence[i] ?? '') + (sentence[i + 1] ?? '')
  }
  return text
}

/** What a note says: an opening, none to many details, often what comes next. Rarely pages of it. */
export function noteText(random: Random, subject: Subject): string {
  const { openings, details, closings, stop } = languages[subject.locale]
  let text = fill(random, subject, random.one(openings))
  const roll = random.below(1000)
  if (roll < 4) return `${text}${stop}${pages(random, subject, random.between(20, 90))}`
  const count = roll < 330 ? 0 : roll < 720 ? 1 : roll < 920 ? 2 : random.between(3, 6)
  for (let i = 0; i < count; i++) {
    text += (roll % 9 === 0 ? '\n' : stop) + fill(random, subject, random.one(details))
  }
  if (random.chance(0.55)) text += stop + fill(random, subject, random.one(closings))
  return text
}

/** Long text: paragraphs of many sentences. */
export function pages(random: Random, subject: Subject, sentences: number): string {
  const { openings, details, closings, stop } = languages[subject.locale]
  let text = ''
  for (let i = 0; i < sentences; i++) {
    const kind = i % 5 === 0 ? openings : i % 5 === 4 ? closings : details
    text += fill(random, subject, random.one(kind)) + (i % 5 === 4 ? '\n\n' : stop)
  }
  return text.trimEnd()
}

export const subjectLine = (random: Random, subject: Subject): string =>
  fill(random, subject, random.one(languages[subject.locale].subjects))

export const remark = (random: Random, subject: Subject): string => {
  const { details, closings } = languages[subject.locale]
  return fill(random, subject, random.one(random.chance(0.6) ? details : closings))
}

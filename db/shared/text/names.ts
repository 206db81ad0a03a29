/**
 * Owns how a person is called: in lists, in the alphabet, in two letters and at the top of a letter; and how a name
 * typed in one piece comes apart. Must never guess a person's gender from the name.
 */
import { fold } from './fold.ts'
import { genderOf, splitHonorific } from './honorifics.ts'

/** The parts of a person's name, as the fields of a contact have them. */
export interface NameParts {
  honorific?: string
  prefix?: string
  givenName?: string
  middleName?: string
  familyName?: string
  suffix?: string
  nickname?: string
}

/** Whether the given or the family name comes first. */
export type NameOrder = 'given' | 'family'

const isThaiText = (text: string | undefined) => text !== undefined && /[\u0e00-\u0e7f]/.test(text)
const isArabicText = (text: string | undefined) => text !== undefined && /[\u0600-\u06ff]/.test(text)
const startsThai = (text: string) => text >= '\u0e00' && text < '\u0e80'

function joined(parts: ReadonlyArray<string | undefined>): string {
  let out = ''
  for (const part of parts) {
    const text = part?.trim()
    if (text) out += out === '' ? text : ` ${text}`
  }
  return out
}

/** A Thai title is written against the name: ดร.สมชาย; any other stands apart: Dr. Anna. */
const titled = (title: string | undefined, name: string): string => {
  const before = title?.trim() ?? ''
  if (before === '' || name === '') return before + name
  return startsThai(before) && startsThai(name) ? before + name : `${before} ${name}`
}

/**
 * The name by which a person stands in lists: title, given, middle and family name, suffix. The courtesy (Mr, คุณ) is left
 * for letters; the nickname stands in when there is no other. `order: 'family'` puts the family name and a comma first.
 */
export function displayName(parts: NameParts, order: NameOrder = 'given'): string {
  const family = parts.familyName?.trim() ?? ''
  const given = joined([parts.givenName, parts.middleName])
  if (family === '' && given === '') return joined([parts.nickname]) || joined([parts.prefix, parts.suffix])
  if (order === 'given' || family === '' || given === '')
    return joined([titled(parts.prefix, joined([given, family])), parts.suffix])
  const comma = isArabicText(family) ? '،' : ','
  return `${family}${comma} ${joined([titled(parts.prefix, given), parts.suffix])}`
}

/** The name by which a person sorts: without courtesy and title, the part asked for first. */
export function sortName(parts: NameParts, order: NameOrder): string {
  const given = joined([parts.givenName, parts.middleName])
  const name = order === 'given' ? joined([given, parts.familyName]) : joined([parts.familyName, given])
  return name === '' ? joined([parts.nickname]) : joined([name, parts.suffix])
}

const PARTICLES = new Set(
  `van von der den de del della dello dei di da do dos das du des la le los las el al ul bin ibn bint ben abu ter ten te zu zum
  zur af av st san santa vom op 't`.split(/\s+/),
)

/** The letter a name begins with, as its readers see it: a Thai consonant, a Persian letter, a capital. */
function initialOf(name: string | undefined): string {
  if (name === undefined) return ''
  if (isThaiText(name)) return /[ก-ฮ]/.exec(name)?.[0] ?? ''
  const all = name.trim().split(/\s+/)
  const word = all.find((one, i) => i === all.length - 1 || !PARTICLES.has(one)) ?? ''
  const letter = /\p{L}/u.exec(word.normalize('NFC'))?.[0] ?? ''
  if (letter === 'ي' || letter === 'ى') return 'ی'
  return letter === 'ك' ? 'ک' : [...letter.toUpperCase()].slice(0, 1).join('')
}

/**
 * Two letters for a face without a picture: `JS`; Thai and Persian ones with their dots, `ส.จ.` and `م.‌ک.`, the latter
 * kept from joining. Thai vowels written before the consonant and marks are skipped: เก่ง begins with ก.
 */
export function initials(parts: NameParts): string {
  const letters = [initialOf(parts.givenName), initialOf(parts.familyName)].filter((letter) => letter !== '')
  const shown = letters.length > 0 ? letters : [initialOf(parts.nickname)].filter((letter) => letter !== '')
  if (!shown.some((letter) => isThaiText(letter) || isArabicText(letter))) return shown.join('')
  return shown.map((letter) => `${letter}.`).join(shown.some(isArabicText) ? '\u200c' : '')
}

/** How a letter in that language begins: `เรียน คุณสมชาย`, `جناب آقای کریمی`, `Dear Mr Smith`. */
export function greeting(parts: NameParts, language: 'en' | 'th' | 'fa'): string {
  const given = joined([parts.givenName]) || joined([parts.nickname])
  const family = joined([parts.familyName])
  const gender = genderOf(parts.honorific ?? '')
  if (language === 'th') return thaiGreeting(parts, given || family)
  if (language === 'fa') {
    const name = joined([parts.prefix, family || given])
    if (family === '' && given === '') return 'مخاطب گرامی'
    if (gender === 'man') return `جناب آقای ${name}`
    return gender === 'woman' ? `سرکار خانم ${name}` : `جناب آقای / سرکار خانم ${name}`
  }
  if (isThaiText(parts.honorific)) return `Dear Khun ${given || family}`
  const title = parts.prefix?.trim() || englishCourtesy(parts.honorific, gender)
  if (family !== '' && title !== '') return `Dear ${title} ${family}`
  const called = given || family
  return called === '' ? 'Dear Sir or Madam' : `Dear ${called}`
}

function thaiGreeting(parts: NameParts, name: string): string {
  if (name === '') return 'เรียน ท่านผู้เกี่ยวข้อง'
  const title = parts.prefix?.trim() || 'คุณ'
  return `เรียน ${titled(startsThai(title) ? title : `คุณ${title}`, name)}`
}

function englishCourtesy(honorific: string | undefined, gender: string | undefined): string {
  const own = honorific?.trim() ?? ''
  if (!isArabicText(own)) return own
  return gender === 'man' ? 'Mr' : gender === 'woman' ? 'Ms' : ''
}

const SUFFIXES = new Set('jr sr ii iii iv phd md mba esq cpa dds dvm jd llm ret obe cbe mbe pe'.split(' '))
const isSuffix = (word: string) => SUFFIXES.has(word.replaceAll('.', '').toLowerCase()) && word !== 'Ii'

/**
 * Takes a name written in one piece apart. Knows `Family, Given`, particles (van, de la, al), Jr and III, capitals for
 * the family name (`SMITH John`), nicknames in brackets or quotes, Thai and Persian order, and whatever
 * `splitHonorific` knows. `order` says which comes first where nothing in the name does; parts not found are ''.
 */
export function splitFullName(text: string, order: NameOrder = 'given'): Required<NameParts> {
  const { nickname, rest: bare } = takeNickname(text.trim().replace(/\s+/g, ' '))
  const { honorific, prefix, rest } = splitHonorific(bare)
  const found: Required<NameParts> = {
    honorific,
    prefix,
    givenName: '',
    middleName: '',
    familyName: '',
    suffix: '',
    nickname,
  }
  const [head = '', ...tail] = rest.split(/\s*[,،]\s*/).filter((piece) => piece !== '')
  while (tail.length > 0 && (tail[tail.length - 1] ?? '').split(' ').every(isSuffix))
    found.suffix = joined([tail.pop(), found.suffix])
  const names = head.split(' ').filter((word) => word !== '')
  if (tail.length === 0) {
    while (names.length > 1 && isSuffix(names[names.length - 1] ?? ''))
      found.suffix = joined([names.pop(), found.suffix])
    Object.assign(
      found,
      isThaiText(head) || isArabicText(head) ? easternNames(names, order) : latinNames(names, order),
    )
  } else {
    const after = splitHonorific(tail.join(' '))
    found.honorific = joined([honorific, after.honorific])
    found.prefix = joined([prefix, after.prefix])
    found.familyName = joined(names)
    Object.assign(found, givenNames(after.rest.split(' ')))
  }
  // Mr Smith, not a given name Smith. Thais and Persians with a first name only are called by it.
  if (
    found.familyName === '' &&
    found.honorific !== '' &&
    !isThaiText(head) &&
    genderOf(found.honorific) !== 'any'
  ) {
    found.familyName = found.givenName
    found.givenName = ''
  }
  return found
}

function takeNickname(text: string): { nickname: string; rest: string } {
  const match = /(?:^|\s)(?:\(([^()]+)\)|["“«]([^"”»]+)["”»])(?=\s|,|$)/u.exec(text)
  if (!match || match[0].trim() === text) return { nickname: '', rest: text }
  const rest = (text.slice(0, match.index) + text.slice(match.index + match[0].length)).trim()
  return { nickname: (match[1] ?? match[2] ?? '').trim(), rest }
}

const givenNames = (names: readonly string[]) => ({
  givenName: names[0] ?? '',
  middleName: names.slice(1).join(' '),
})

function latinNames(names: readonly string[], order: NameOrder) {
  if (names.length < 2) return givenNames(names)
  const shouted = names.filter(
    (name) => /\p{Lu}.*\p{Lu}/u.test(name) && name === name.toUpperCase() && !name.includes('.'),
  )
  if (shouted.length > 0 && shouted.length < names.length) {
    const others = names.filter((name) => !shouted.includes(name))
    const together =
      names.indexOf(shouted[0] ?? '') + shouted.length - 1 ===
      names.lastIndexOf(shouted[shouted.length - 1] ?? '')
    if (together && others.some((name) => name.length > 1 && /\p{Ll}/u.test(name))) {
      const [from, to] = spanWithParticles(names, shouted)
      return { familyName: joined(names.slice(from, to)), ...givenNames(names.toSpliced(from, to - from)) }
    }
  }
  if (order === 'family')
    return {
      familyName: familyFirst(names),
      ...givenNames(names.slice(familyFirst(names).split(' ').length)),
    }
  let from = names.length - 1
  const particle = names.findIndex(
    (name, i) => i > 0 && i < names.length - 1 && PARTICLES.has(name.toLowerCase()),
  )
  const and = names.findIndex((name, i) => i > 1 && i < names.length - 1 && (name === 'y' || name === 'e'))
  if (particle > 0) from = particle
  if (and > 0) from = Math.min(from, and - 1)
  return { ...givenNames(names.slice(0, from)), familyName: names.slice(from).join(' ') }
}

/** Where the family name stands: the words given and the particles before them, as `[from, to)`. */
function spanWithParticles(names: readonly string[], family: readonly string[]): [from: number, to: number] {
  const start = names.indexOf(family[0] ?? '')
  let from = start
  while (from > 0 && PARTICLES.has((names[from - 1] ?? '').toLowerCase())) from--
  return [from, start + family.length]
}

/** Particles and the first name after them. */
function familyFirst(names: readonly string[]): string {
  let to = 0
  while (to < names.length - 2 && PARTICLES.has((names[to] ?? '').toLowerCase())) to++
  return names.slice(0, to + 1).join(' ')
}

const folds = (text: string) => new Set(text.trim().split(/\s+/).map(fold))
/** Persian given names are often two words, and family names too: محمد رضا کریمی, but محمد حسین زاده. */
const FIRST_OF_TWO = folds('محمد علی امیر غلام سید سیده میر حاج عبد ابو نور فاطمه زهرا مریم حمید شیخ مهدی')
const SECOND_OF_TWO =
  folds(`رضا حسین علی حسن مهدی جواد امین تقی نقی باقر کاظم صادق ابراهیم اسماعیل یاسین طاها پارسا محمد
  عباس احمد محمود مصطفی هادی اکبر اصغر الله ارسلان محسن زهرا سادات فاطمه`)
const ALWAYS_FIRST = folds('سید سیده میر حاج عبد ابو شیخ')
const FAMILY_ENDINGS = folds('زاده پور نژاد نیا فر خانی منش تبار لو راد اصل مقدم وند پناه دوست')

function easternNames(names: readonly string[], order: NameOrder) {
  let given = 1
  if (names.length > 2 && isArabicText(names[0])) {
    const [first = '', second = '', third = ''] = names.map((name) => fold(name))
    if (ALWAYS_FIRST.has(first)) given = 2
    else if (FIRST_OF_TWO.has(first) && SECOND_OF_TWO.has(second) && !FAMILY_ENDINGS.has(third)) given = 2
    if (given === 2 && names.length > 3 && SECOND_OF_TWO.has(third) && ALWAYS_FIRST.has(first)) given = 3
  }
  if (order === 'family' && names.length === 2)
    return { familyName: names[0] ?? '', givenName: names[1] ?? '' }
  return { givenName: names.slice(0, given).join(' '), familyName: names.slice(given).join(' ') }
}

/**
 * Owns how a name sounds, whichever script it is written in, so that สมชาย meets Somchai and محمد meets Muhammad when
 * duplicates are looked for, and how alike two names look. Must never decide that two records are one: equal keys only
 * make a pair worth comparing.
 *
 * A sound key keeps the consonants in ten classes that survive every usual romanisation (b=p=ph, d=t=th, k=kh=g=gh=q,
 * ch=j=zh, s=sh=z, n=ng=l=r, since Thai ends syllables in n where it writes ร and ล) and drops vowels, h, w and y except
 * at the start of a word.
 */
import { fold, words } from './fold.ts'

/** Raise it whenever a sound key changes for any name; stored keys are then rebuilt. */
export const soundVersion = 1

const classes = new Map<string, string>()
const sounds = (letters: string, sound: string) => {
  for (const letter of letters) classes.set(letter, sound)
}
sounds('bpبپบปผพภ', 'P')
sounds('dtتدط', 'T')
sounds('ฎฏฐฑฒดตถทธ', 'T')
sounds('kgqکگقغخกขฃคฅฆ', 'K')
sounds('cjچجژจฉชฌ', 'C')
sounds('szسشصثزذضظซศษส', 'S')
sounds('nlrنلرงณนรลฬญฤ', 'N')
sounds('mمม', 'M')
sounds('fفฝฟ', 'F')
sounds('aeiouاعอ', 'A')
sounds('vwوว', 'W')
sounds('yیย', 'Y')
sounds('hهحหฮ', 'H')

const AT_START = 'AWYH'

/** Thai letters that are written but not spoken, or spoken as another, rewritten as they sound. */
const thaiRules: ReadonlyArray<readonly [RegExp, string]> = [
  [/[\u200b-\u200d]/g, ''],
  [/ํ([็-๎]?)า/g, '$1ำ'],
  [/(?:[ทตด]ร|ษณ|[ก-ฮ])[ิุ]?์/g, ''],
  [/ียรต/g, 'ียต'],
  [/เพชร(?=\s|$)/g, 'เพต'],
  [/เพชร(?=[ก-ฮเ-ไ])/g, 'เพช'],
  [/ชญ/g, 'ช'],
  [/ษ(?=ฐ)/g, ''],
  [/ฉัตร?(?=ช)/g, 'ฉ'],
  [/อรรถ/g, 'อถ'],
  [/(^|\s)อย(?=ู่|่า|าก)/g, '$1ย'],
  [/(เนต|บุต|จิต|ฉัต|บัต|มิต)ร(?![ะ-ู])/g, '$1'],
  [/(?<![เแโใไ])[ตท]ร(?=\s|$)/g, 'ต'],
  [/รร(?=ม|[ก-ฮ](?:\s|$))/g, ''],
  [/รร/g, 'น'],
  [/(^|\s)([เแโใไ]?)ห(?=[มนวลรง])/g, '$1$2'],
  [/ห(?=[มนวลรง])/g, ''],
  [/ห[ญย]/g, 'ย'],
  [/(^|\s)([เแโใไ]?)ญ/g, '$1$2ย'],
  [/(^|\s)ทร/g, '$1ซ'],
  [/ทร(?=ัพ|ง)/g, 'ซ'],
  [/ำ/g, 'ม'],
  [/(?<![เแโใไ])[สศษซจชฉฌ](?=\s|$)/g, 'ต'],
]
const THAI = /[ก-ฮ]/

/** The consonants of one folded word, by class. */
function skeleton(word: string, softPh: boolean): string {
  let key = ''
  let last = ''
  for (let i = 0; i < word.length; i++) {
    const letter = word.charAt(i)
    const next = word.charAt(i + 1)
    let sound = classes.get(letter)
    if (sound === undefined) {
      if (letter === 'x') sound = 'S'
      else if (letter >= '0' && letter <= '9') sound = letter
      else continue
    } else if (letter === 'c') {
      if (next === 'h') i++
      else sound = next === 'e' || next === 'i' || next === 'y' ? 'S' : 'K'
    } else if (letter === 's' && word.startsWith('ch', i + 1)) i += 2
    else if (letter === 't' && (next === 's' || next === 'z' || word.startsWith('ch', i + 1))) continue
    else if (letter === 'd' && (next === 'j' || next === 'z')) continue
    else if (letter === 'z' && next === 'h') sound = 'C'
    else if (letter === 'p' && next === 'h' && softPh) sound = 'F'
    else if ((letter === 'n' && next === 'g') || (letter === 'ن' && next === 'گ' && i > 0)) i++
    if (AT_START.includes(sound)) {
      if (key !== '') continue
      key = sound === 'Y' && letter === 'y' && !'aeiou'.includes(next) ? 'A' : sound
      last = key
    } else if (sound !== last) {
      key += sound
      last = sound
    }
  }
  return key
}

/** Thai as it is spoken rather than written; other scripts as they are. */
export function spoken(name: string): string {
  let text = name
  if (THAI.test(text)) for (const [rule, plain] of thaiRules) text = text.replace(rule, plain)
  return text
}

function skeletons(name: string, softPh: boolean): string[] {
  const text = spoken(name)
  const found: string[] = []
  for (const word of words(fold(text))) {
    const key = skeleton(word, softPh)
    if (key !== '') found.push(key)
  }
  return found
}

/**
 * How a name sounds, word by word: `soundKey('สมชาย ใจดี')`, `soundKey('Somchai Jaidee')` and `soundKey('Somchay
 * Chaidi')` are all `SMC CT`. Coarse on purpose: it finds candidates, it does not prove anything.
 */
export const soundKey = (name: string): string => skeletons(name, false).join(' ')

/** Below this many consonants a sound key says too little, and the name itself is the key. */
const TELLING = 3

/**
 * The keys under which a name is looked up for duplicates, any of which two spellings of one name share: the sound of
 * its words in any order, of the name written together, and with ph read as f (Philip, Filip) and with
 * a last s or ch read as Thai ends its syllables (Benjamas, Benchamat). A name too short to tell
 * by its consonants is its own key, with `=` before it.
 */
export function nameKeys(name: string): string[] {
  const hard = skeletons(name, false)
  const together = hard.join('')
  if (together.length < TELLING) {
    const own = words(fold(name)).sort().join(' ')
    return own === '' ? [] : hard.length > 1 ? [hard.sort().join(' '), `=${own}`] : [`=${own}`, ...hard]
  }
  const keys = new Set<string>()
  keys.add(hard.toSorted().join(' '))
  if (hard.length > 1) keys.add(collapsed(together))
  if (/ph/i.test(name)) keys.add(skeletons(name, true).sort().join(' '))
  // Thai names are also romanised as they are spelt, not as they end: เบญจมาศ is Benchamat or Benjamas.
  const spoken = hard.map((key) => key.replace(/(?<=.)[SC]$/, 'T'))
  if (!THAI.test(name) && spoken.some((key, i) => key !== hard[i])) keys.add(spoken.sort().join(' '))
  return [...keys]
}

/** The words of a name written as one: what only a space kept apart or made a beginning is dropped. */
function collapsed(key: string): string {
  let out = ''
  for (let i = 0; i < key.length; i++) {
    const sound = key.charAt(i)
    if (i > 0 && AT_START.includes(sound)) continue
    if (!out.endsWith(sound)) out += sound
  }
  return out
}

/** How alike two names look, from 0 to 1, whatever the order of their words; by sound when the scripts differ. */
export function similarity(a: string, b: string): number {
  const x = fold(a)
  const y = fold(b)
  if (x === '' || y === '') return 0
  if (x === y) return 1
  if (scriptOf(x) !== scriptOf(y)) return ACROSS_SCRIPTS * ordered(soundKey(a), soundKey(b))
  return ordered(x, y)
}
/** The same sound in another script is never quite the same name. */
const ACROSS_SCRIPTS = 0.95

const scriptOf = (folded: string) =>
  /[\u0600-\u06ff]/.test(folded) ? 'arabic' : /[\u0e00-\u0e7f]/.test(folded) ? 'thai' : 'other'

function ordered(x: string, y: string): number {
  const direct = jaroWinkler(x, y)
  if (direct === 1 || (!x.includes(' ') && !y.includes(' '))) return direct
  const sortedX = words(x).sort().join(' ')
  const sortedY = words(y).sort().join(' ')
  return Math.max(direct, jaroWinkler(sortedX, sortedY))
}

let takenX = new Uint8Array(64)
let takenY = new Uint8Array(64)

/** Jaro–Winkler: letters in common near the same place, fewer for those out of order, more for a common beginning. */
function jaroWinkler(x: string, y: string): number {
  if (x === y) return x === '' ? 0 : 1
  if (x.length > takenX.length || y.length > takenY.length) {
    takenX = new Uint8Array(Math.max(x.length, y.length) * 2)
    takenY = new Uint8Array(takenX.length)
  }
  takenX.fill(0, 0, x.length)
  takenY.fill(0, 0, y.length)
  const reach = Math.max(0, Math.floor(Math.max(x.length, y.length) / 2) - 1)
  let common = 0
  for (let i = 0; i < x.length; i++) {
    const unit = x.charCodeAt(i)
    const to = Math.min(y.length, i + reach + 1)
    for (let j = Math.max(0, i - reach); j < to; j++) {
      if (takenY[j] === 1 || y.charCodeAt(j) !== unit) continue
      takenX[i] = 1
      takenY[j] = 1
      common++
      break
    }
  }
  if (common === 0) return 0
  let moved = 0
  let j = 0
  for (let i = 0; i < x.length; i++) {
    if (takenX[i] === 0) continue
    while (takenY[j] === 0) j++
    if (x.charCodeAt(i) !== y.charCodeAt(j)) moved++
    j++
  }
  const jaro = (common / x.length + common / y.length + (common - moved / 2) / common) / 3
  let start = 0
  while (start < 4 && start < x.length && start < y.length && x.charCodeAt(start) === y.charCodeAt(start))
    start++
  return jaro + start * 0.1 * (1 - jaro)
}

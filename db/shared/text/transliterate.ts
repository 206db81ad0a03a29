/**
 * Owns how a name sounds, whichever script it is written in, so that สมชาย meets Somchai and محمد meets Muhammad when
 * duplicates are looked for. Must never decide that two records are one: equal keys only
 * make a pair worth comparing.
 *
 * A sound key keeps the consonants in ten classes that survive every usual romanisation (b=p=ph, d=t=th, k=kh=g=gh=q,
 * ch=j=zh, s=sh=z, n=ng=l=r, since Thai ends syllables in n where it writes ร and ล) and drops vowels, h, w and y except
 * at the start of a word.
 */
import { fold, words } from './fold.ts'

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
  [/เพ็?ชร(?=\s|$)/g, 'เพต'],
  [/เพ็?ชร(?=[ก-ฮเ-ไ])/g, 'เพช'],
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

/** What one word sounds like: of most words one part, of those with a hyphen or a stop inside several. */
interface WordSounds {
  readonly folded: readonly string[]
  readonly hard: readonly string[]
  /** With ph read as f. */
  readonly soft: readonly string[]
}
const heard = new Map<string, WordSounds>()
const KEPT = 100_000

function soundsOfWord(word: string): WordSounds {
  let found = heard.get(word)
  if (!found) {
    const parts = words(fold(spoken(word)))
    const sounding = (softPh: boolean) => parts.map((part) => skeleton(part, softPh)).filter(Boolean)
    const hard = sounding(false)
    found = { folded: words(fold(word)), hard, soft: /ph/i.test(word) ? sounding(true) : hard }
    if (heard.size >= KEPT) heard.clear()
    heard.set(word, found)
  }
  return found
}

/** Words repeat in an address book far more than names do. */
const soundsOfWords = (name: string): WordSounds[] => name.split(/\s+/u).filter(Boolean).map(soundsOfWord)

/** How each word of a name sounds: `['SMC', 'CT']`. */
export const soundsOfName = (name: string): string[] => soundsOfWords(name).flatMap(({ hard }) => hard)

/**
 * How a name sounds, word by word: `soundKey('สมชาย ใจดี')`, `soundKey('Somchai Jaidee')` and `soundKey('Somchay
 * Chaidi')` are all `SMC CT`. Coarse on purpose: it finds candidates, it does not prove anything.
 */
export const soundKey = (name: string): string => soundsOfName(name).join(' ')

/** Below this many consonants a sound key says too little, and the name itself is the key. */
const TELLING = 3

/**
 * The keys under which a name is looked up for duplicates, any of which two spellings of one name share: the sound of
 * its words in any order, of the name written together, and with ph read as f (Philip, Filip) and with
 * a last s or ch read as Thai ends its syllables (Benjamas, Benchamat). A name too short to tell
 * by its consonants is its own key, with `=` before it.
 */
export function nameKeys(name: string): string[] {
  const sounds = soundsOfWords(name)
  const hard = sounds.flatMap((word) => word.hard)
  const together = hard.join('')
  if (together.length < TELLING) {
    const own = sounds
      .flatMap(({ folded }) => folded)
      .sort()
      .join(' ')
    return own === '' ? [] : hard.length > 1 ? [hard.sort().join(' '), `=${own}`] : [`=${own}`, ...hard]
  }
  const keys = new Set<string>()
  keys.add(hard.toSorted().join(' '))
  if (hard.length > 1) keys.add(collapsed(together))
  if (sounds.some(({ hard, soft }) => soft !== hard))
    keys.add(
      sounds
        .flatMap(({ soft }) => soft)
        .sort()
        .join(' '),
    )
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

/**
 * How far two names are apart to the ear, vowels included, whichever scripts they are written in. Sound keys
 * (text/transliterate.ts) find candidates and merge Hassan with Hossein; this tells them apart.
 *
 * A name becomes a row of sounds. Thai leaves vowels out and Arabic script the short ones, so between scripts a vowel only
 * one side has costs next to nothing, while a long vowel that the other script would have written costs much.
 */
import { fold } from '../text/fold.ts'
import { spoken } from '../text/transliterate.ts'

export type Script = 'latin' | 'thai' | 'arabic'
/** A name as the ear has it; `codes` are numbers of sounds. */
export interface Sounds {
  readonly script: Script
  readonly codes: Uint16Array
}

const THAI = /[\u0e00-\u0e7f]/
const ARABIC = /[\u0600-\u06ff]/
export const scriptOf = (text: string): Script =>
  THAI.test(text) ? 'thai' : ARABIC.test(text) ? 'arabic' : 'latin'

/** ชาติ, ธาตุ: a last short i or u after t is written and not spoken. */
const SILENT_END = /(?<=[าั][ตท])[ิุ](?=\s|$)/g

/** The sounds of a name. Costs several microseconds: who compares names keeps them (compareNames.ts). */
export function soundsOf(name: string): Sounds {
  const script = scriptOf(name)
  const text = fold(spoken(name.replace(SILENT_END, ''))).replace(/[^\p{L}\p{M}]/gu, '')
  const sounds = script === 'latin' ? latin(text) : script === 'thai' ? thai(text) : arabic(text)
  return { script, codes: Uint16Array.from(withoutDoubles(sounds), codeOf) }
}

const isVowel = (sound: string): boolean => sound >= 'A' && sound <= 'Z'

const withoutDoubles = (sounds: readonly string[]): string[] =>
  sounds.filter(
    (sound, i) =>
      // ศศิธร begins with two.
      (i < 2 || sound !== sounds[i - 1]) &&
      !(sound === 't' && sounds[i - 1] === 'd' && i === sounds.length - 1),
  )

const vowels: ReadonlyArray<readonly [RegExp, string]> = [
  [/^(aye|ai|ay|aj|ei|ey)$/, 'Y'],
  [/^(ao|au|aw)$/, 'W'],
  [/^(ee|ii|i|y|ie|iy|yi|iee)$/, 'I'],
  [/^(oo|ou|u|uu|ue|eu)$/, 'U'],
  [/^(a|aa|aaa)$/, 'A'],
  [/^(e|ae|ea)$/, 'E'],
  [/^(o|oh|oa|oe)$/, 'O'],
]
/** Spelled with two letters: the writer heard a long vowel. */
const LONG = /^(ee|ii|oo|ou|uu|ei|ie|ey)$/

function latin(text: string): string[] {
  const sounds: string[] = []
  for (let i = 0; i < text.length; ) {
    const rest = text.slice(i)
    const run = vowelRun(rest)
    if (run) {
      i += run.length
      const last = i >= text.length
      if (last && run === 'e' && sounds.length > 1) sounds.push('_')
      else
        for (const part of vowels.some(([form]) => form.test(run)) ? [run] : run) sounds.push(vowelOf(part))
      continue
    }
    const [sound, length] = consonant(rest, sounds.length === 0)
    for (const one of sound) sounds.push(one === 'F' ? 'ph' : one)
    i += length
  }
  return sounds
}

/** Vowels that are spoken as one; a w after others than a and o is a sound of its own (แก้ว, Kaew). */
function vowelRun(rest: string): string | undefined {
  const run = /^[aeiou]+[yw]?(?![aeiou])|^[aeiou]+|^y(?![aeiou])/.exec(rest)?.[0]
  return run && /[yw]$/.test(run) && run.length > 1 && !/^(a|o|e)[yw]$/.test(run) ? run.slice(0, -1) : run
}

function vowelOf(run: string): string {
  const sound = vowels.find(([form]) => form.test(run))?.[1] ?? run.charAt(0).toUpperCase()
  return LONG.test(run) ? `${sound}:` : sound
}

const digraphs: ReadonlyArray<readonly [string, string]> = [
  ['tsch', 'c'],
  ['tch', 'c'],
  ['sch', 'x'],
  ['ch', 'c'],
  ['sh', 'x'],
  ['zh', 'j'],
  ['dj', 'j'],
  ['ph', 'F'],
  ['th', 't'],
  ['kh', 'k'],
  ['gh', 'g'],
  ['ck', 'k'],
  ['ng', 'ŋ'],
  ['qu', 'kv'],
  ['tz', 's'],
  ['ts', 's'],
  ['dz', 'z'],
]

function consonant(rest: string, first: boolean): [sounds: string, length: number] {
  for (const [letters, sound] of digraphs) if (rest.startsWith(letters)) return [sound, letters.length]
  const letter = rest.charAt(0)
  if (letter === 'c') return [/^c[eiy]/.test(rest) ? 's' : 'k', 1]
  if (letter === 'q') return ['k', 1]
  if (letter === 'w') return ['v', 1]
  if (letter === 'x') return ['ks', 1]
  // Between consonants and at the end h only colours the vowel before it.
  if (letter === 'h' && !first && !/^h[aeiouy]/.test(rest)) return ['', 1]
  return [letter, 1]
}

const thaiLetters = new Map<string, string>()
for (const [letters, sound] of [
  ['กขฃคฅฆ', 'k'],
  ['ง', 'ŋ'],
  ['จ', 'j'],
  ['ฉชฌ', 'c'],
  ['ซศษส', 's'],
  ['ดฎ', 'd'],
  ['ตฏถฐทฑฒธ', 't'],
  ['นณ', 'n'],
  ['บ', 'b'],
  ['ปผพภ', 'p'],
  ['ฝฟ', 'f'],
  ['ม', 'm'],
  ['ยญ', 'y'],
  ['รฤ', 'r'],
  ['ลฬ', 'l'],
  ['ว', 'v'],
  ['หฮ', 'h'],
] as const)
  for (const letter of letters) thaiLetters.set(letter, sound)

const thaiVowels: Readonly<Record<string, string>> = {
  '\u0e30': 'A',
  '\u0e31': 'A',
  '\u0e32': 'A',
  '\u0e34': 'I',
  '\u0e35': 'I',
  '\u0e36': 'U',
  '\u0e37': 'U',
  '\u0e38': 'U',
  '\u0e39': 'U',
  '\u0e40': 'E',
  '\u0e41': 'E',
  '\u0e42': 'O',
  '\u0e43': 'Y',
  '\u0e44': 'Y',
}

function thai(text: string): string[] {
  const sounds: string[] = []
  for (let i = 0; i < text.length; i++) {
    const letter = text.charAt(i)
    if (/[\u0e40-\u0e44]/.test(letter)) {
      i = leadingVowel(text, i, sounds)
      continue
    }
    const vowel = thaiVowels[letter]
    const sound = thaiLetters.get(letter)
    const last = sounds.at(-1)
    if (vowel) sounds.push(vowel)
    // A vowel written before the next consonant belongs to the next syllable: บุญเลิศ, ขวัญใจ.
    else if (letter === 'ญ' && i > 0 && !/[\u0e30-\u0e3aอ]/.test(text.charAt(i + 1))) sounds.push('n')
    else if (letter === 'อ') sounds.push('O')
    else if (sound === 'y' && last === 'A' && !/[\u0e30-\u0e3a]/.test(text.charAt(i + 1)))
      sounds[sounds.length - 1] = 'Y'
    else if (sound === 'v' && last === 'A' && !/[\u0e30-\u0e3aร]/.test(text.charAt(i + 1)))
      sounds[sounds.length - 1] = 'W'
    else if (sound) sounds.push(sound)
  }
  return sounds
}

/** A vowel written before the consonants it is spoken after. Answers the last place it took. */
function leadingVowel(text: string, at: number, sounds: string[]): number {
  let vowel = thaiVowels[text.charAt(at)] ?? 'E'
  let i = at + 1
  const first = thaiLetters.get(text.charAt(i))
  if (first) sounds.push(first)
  if (
    /[กขคจตปผพ]/.test(text.charAt(i)) &&
    /[รลว]/.test(text.charAt(i + 1)) &&
    (vowel === 'Y' || /[ก-ฮ\u0e31-\u0e4c]/.test(text.charAt(i + 2)))
  )
    sounds.push(thaiLetters.get(text.charAt(++i)) ?? '')
  const next = text.slice(i + 1)
  const long = /^[\u0e31-\u0e39\u0e47-\u0e4c]?([ายอ]?)/.exec(next)
  if (text.charAt(at) === 'เ') {
    if (/^[\u0e47-\u0e4c]?า/.test(next)) vowel = 'W'
    else if (/^[\u0e47-\u0e4c]?ี[\u0e47-\u0e4c]?ย/.test(next)) vowel = 'I'
    else if (/^[\u0e47-\u0e4c]?ื[\u0e47-\u0e4c]?อ/.test(next)) vowel = 'U'
    else if (/^[\u0e47-\u0e4c]?ิ/.test(next) || /^[\u0e47-\u0e4c]?อ/.test(next)) vowel = 'E'
    else {
      sounds.push(vowel)
      return i
    }
    sounds.push(vowel)
    if (vowel === 'W') return i + next.indexOf('า') + 1
    if (vowel === 'I') return i + next.indexOf('ย') + 1
    if (vowel === 'U') return i + next.indexOf('อ') + 1
    return i + (long?.[0].length ? 1 : 0)
  }
  sounds.push(vowel)
  // ไทย is Thai: the ย repeats the vowel.
  return vowel === 'Y' && next.startsWith('ย') ? i + 1 : i
}

const arabicLetters = new Map<string, string>()
for (const [letters, sound] of [
  ['ب', 'b'],
  ['پ', 'p'],
  ['تطة', 't'],
  ['د', 'd'],
  ['ک', 'k'],
  ['قغ', 'g'],
  ['گ', 'g'],
  ['خ', 'k'],
  ['ج', 'j'],
  ['چ', 'c'],
  ['ژ', 'j'],
  ['ش', 'x'],
  ['سصث', 's'],
  ['زذضظ', 'z'],
  ['م', 'm'],
  ['ن', 'n'],
  ['ل', 'l'],
  ['ر', 'r'],
  ['ف', 'f'],
  ['هح', 'h'],
] as const)
  for (const letter of letters) arabicLetters.set(letter, sound)

function arabic(text: string): string[] {
  const sounds: string[] = []
  for (let i = 0; i < text.length; i++) {
    const letter = text.charAt(i)
    const next = text.charAt(i + 1)
    const last = sounds.at(-1)
    if ('اآأإ'.includes(letter)) sounds.push(i === 0 ? 'A' : 'A:')
    else if (letter === 'ع') sounds.push(i === 0 ? 'A' : '')
    else if (letter === 'و')
      sounds.push(i === 0 || next === 'ا' || (last && isVowel(plain(last))) ? 'v' : 'U:')
    else if (letter === 'ی') sounds.push(i === 0 || next === 'ا' || next === 'و' ? 'y' : 'I:')
    else if (letter === 'ه' && next === '' && i > 0) sounds.push('E')
    else if (letter === 'ن' && next === 'گ' && i > 0) {
      sounds.push('ŋ')
      i++
    } else sounds.push(arabicLetters.get(letter) ?? '')
  }
  return sounds.filter(Boolean)
}

const close = new Map<string, number>()
const near = (pairs: string, cost: number): void => {
  for (const pair of pairs.split(' ')) {
    const [a = '', b = ''] = pair.split('/')
    close.set(`${a}/${b}`, cost)
    close.set(`${b}/${a}`, cost)
  }
}
near('ph/p ph/f', 0)
near('p/b t/d k/g c/j s/z z/j y/I v/U v/O', 0.2)
near('b/ph f/p n/ŋ ph/v', 0.3)
near('c/s s/x c/x j/g j/y h/k r/l c/t z/d v/f v/b c/k', 0.5)
near('l/n r/n', 0.7)
near('A/E I/E _/A _/E _/I', 0.3)
near('O/U I/Y', 0.2)
near('A/O E/Y A/Y O/W U/W A/W', 0.4)

/** Between scripts some letters say less than within one. */
const across = new Map<string, number>([
  ...close,
  ...(['A/W', 'W/A', 'U/v', 'I/y'] as const).map((pair) => [pair, 0.15] as const),
  // Thai ends in t what it writes with s or j, and some write it so in Latin letters.
  ...(['t/s', 's/t'] as const).map((pair) => [pair, 0.35] as const),
  ...(['t/j', 'j/t'] as const).map((pair) => [pair, 0.3] as const),
  // Persian ends in an e that is spoken, and some Latin spellings in one that is not.
  ...(['_/E', 'E/_'] as const).map((pair) => [pair, 0.05] as const),
  ...(['I/E', 'E/I'] as const).map((pair) => [pair, 0.2] as const),
  ...(['U/W', 'W/U'] as const).map((pair) => [pair, 0.1] as const),
  ...(['A/E', 'E/A'] as const).map((pair) => [pair, 0.1] as const),
  ...(
    [
      'Y/I',
      'I/Y',
      'E/Y',
      'Y/E',
      'l/n',
      'n/l',
      'r/n',
      'n/r',
      'A/O',
      'O/A',
      'U/O',
      'O/U',
      'E/O',
      'O/E',
    ] as const
  ).map((pair) => [pair, 0.1] as const),
  ...(['k/h', 'h/k', 'c/s', 's/c', 'd/t', 't/d', 'b/p', 'p/b', 'k/g', 'g/k', 'c/j', 'j/c'] as const).map(
    (pair) => [pair, 0.1] as const,
  ),
])

const plain = (sound: string): string => (sound.endsWith(':') ? sound.slice(0, -1) : sound)

function exchange(a: string, b: string, mixed: boolean): number {
  const [x, y] = [plain(a), plain(b)]
  if (x === y) return 0
  const cost = (mixed ? across : close).get(`${x}/${y}`)
  if (cost !== undefined) return cost
  return isVowel(x) && isVowel(y) ? 0.6 : 1
}

/** What it costs that only one side has this sound. */
function lack(sound: string, mixed: boolean, last: boolean, other: Script): number {
  if (sound === '_') return 0.5
  if (sound === 'h' || sound === 'y') return mixed ? 0.15 : 0.4
  if (!isVowel(plain(sound))) return sound === 'r' && mixed && other === 'thai' ? 0.1 : 1
  if (!mixed) return 0.5
  if (sound.endsWith(':') || last) return 0.5
  return /[AEO]/.test(sound) ? 0.05 : sound === 'U' ? 0.1 : 0.25
}

/** Numbers of sounds, in the order they are met; letters of other scripts are sounds too. */
const codes = new Map<string, number>()
const spelled: string[] = []
function codeOf(sound: string): number {
  let code = codes.get(sound)
  if (code === undefined) {
    code = spelled.length
    codes.set(sound, code)
    spelled.push(sound)
  }
  return code
}
const soundOf = (code: number): string => spelled[code] ?? ''

/** Costs between the usual sounds, worked out when first asked for. */
const USUAL = 128
const exchanges = new Float64Array(2 * USUAL * USUAL).fill(-1)
function exchangeCost(a: number, b: number, mixed: boolean): number {
  if (a === b) return 0
  if (a >= USUAL || b >= USUAL) return exchange(soundOf(a), soundOf(b), mixed)
  const at = ((mixed ? USUAL : 0) + a) * USUAL + b
  let cost = exchanges[at] ?? -1
  if (cost < 0) {
    cost = exchange(soundOf(a), soundOf(b), mixed)
    exchanges[at] = cost
  }
  return cost
}

const lacks = new Float64Array(8 * USUAL).fill(-1)
function lackCost(code: number, mixed: boolean, last: boolean, other: Script): number {
  if (code >= USUAL) return lack(soundOf(code), mixed, last, other)
  const at = ((mixed ? 4 : 0) + (last ? 2 : 0) + (other === 'thai' ? 1 : 0)) * USUAL + code
  let cost = lacks[at] ?? -1
  if (cost < 0) {
    cost = lack(soundOf(code), mixed, last, other)
    lacks[at] = cost
  }
  return cost
}

const LONGEST = 256
let row = new Float64Array(LONGEST)
let before = new Float64Array(LONGEST)

/** From 0 (sound alike) to 1 (nothing in common). Beyond `most` it is not worked out, and 1. */
export function soundDistance(x: Sounds, y: Sounds, most = 1): number {
  const mixed = x.script !== y.script
  const [m, n] = [x.codes.length, y.codes.length]
  if (m === 0 || n === 0) return 1
  if (n >= row.length) {
    row = new Float64Array(2 * n)
    before = new Float64Array(2 * n)
  }
  const room = most * Math.max(m, n) + 1e-9
  before[0] = 0
  for (let j = 1; j <= n; j++)
    before[j] = (before[j - 1] ?? 0) + lackCost(y.codes[j - 1] ?? 0, mixed, j === n, x.script)
  for (let i = 1; i <= m; i++) {
    const sound = x.codes[i - 1] ?? 0
    const alone = lackCost(sound, mixed, i === m, y.script)
    let least = (before[0] ?? 0) + alone
    row[0] = least
    for (let j = 1; j <= n; j++) {
      const other = y.codes[j - 1] ?? 0
      const cost = Math.min(
        (before[j - 1] ?? 0) + exchangeCost(sound, other, mixed),
        (before[j] ?? 0) + alone,
        (row[j - 1] ?? 0) + lackCost(other, mixed, j === n, x.script),
      )
      row[j] = cost
      if (cost < least) least = cost
    }
    if (least > room) return 1
    ;[row, before] = [before, row]
  }
  return Math.min(1, (before[n] ?? 0) / Math.max(m, n))
}

/**
 * What two names are to each other. Knows spelling, sound, slips of the finger and short forms; knows nothing of records.
 * `count` tells how often a name occurs, because two names that many people bear are two names and no slip.
 */
import { fold, words } from '../text/fold.ts'
import { type Sounds, soundDistance, soundsOf } from './phonemes.ts'
import { isShortFor } from './shortNames.ts'

/** From one and the same down to two different ones. */
export type NameRelation = 'same' | 'sound' | 'spelling' | 'typo' | 'short' | 'initial' | 'different'

export type Commonness = (folded: string) => number

/** A name this often in the database is no slip of the finger. */
const COMMON = 3
/** Longest distance to the ear, within a script and between two; short names have less room. */
const WITHIN = 0.079
const WITHIN_SHORT = 0.05
const ACROSS = 0.062
/** Writers of Thai and Persian misspell what sounds the same; anything else is another name. */
const HOMOPHONE = 0.021
/** A family name may be further off when the given name agrees. */
const ACROSS_FAMILY = 0.2

/** What is compared of a name, kept because names repeat. */
interface Heard extends Sounds {
  /** Folded, without spaces. */
  readonly compact: string
  readonly words: readonly string[]
}
const known = new Map<string, Heard>()
const KEPT = 100_000

function heard(name: string): Heard {
  let found = known.get(name)
  if (!found) {
    const folded = fold(name)
    found = { ...soundsOf(name), compact: folded.replaceAll(' ', ''), words: words(folded) }
    if (known.size >= KEPT) known.clear()
    known.set(name, found)
  }
  return found
}

export function nameRelation(a: string, b: string, count: Commonness): NameRelation {
  if (a === b) return 'same'
  const [mine, other] = [heard(a), heard(b)]
  const [x, y] = [mine.compact, other.compact]
  if (x === y) return 'same'
  if (isInitial(x, y) || isInitial(y, x)) return 'initial'
  if (isShortFor(x, y)) return 'short'
  if (mine.script !== other.script)
    return soundDistance(mine, other, ACROSS) <= ACROSS ? 'sound' : 'different'
  const isShort = Math.min(mine.codes.length, other.codes.length) <= 4
  const room = mine.script !== 'latin' ? HOMOPHONE : isShort ? WITHIN_SHORT : WITHIN
  const distance = soundDistance(mine, other, room)
  // What sounds alike to the letter is one name however common both spellings are.
  if (distance <= HOMOPHONE) return 'spelling'
  const alike = distance <= room
  if (!alike && !isSlip(x, y)) return 'different'
  if (count(x) >= COMMON && count(y) >= COMMON) return 'different'
  return alike ? 'spelling' : 'typo'
}

const isInitial = (x: string, y: string): boolean =>
  x.length === 1 && y.length > 1 && /[a-z]/.test(x) && y.startsWith(x)

/**
 * A slip of the finger: neighbours that changed places, a letter doubled, or one lost inside a long name; two in a very
 * long one. Another letter in its place, or one more at the end, makes another name (Jean, Joan; Eric, Erica).
 */
export function isSlip(x: string, y: string): boolean {
  const [short, long] = x.length < y.length ? [x, y] : [y, x]
  if (short.length < 4 || long.length - short.length > 2) return false
  const most = long.length >= 11 ? 2 : 1
  if (editSteps(x, y, most, most + 1) > most) return false
  if (short.length === long.length || undoubled(short) === undoubled(long)) return true
  return short.length >= 5 && !long.startsWith(short)
}

/** Any one letter apart. */
const isNear = (x: string, y: string): boolean => Math.min(x.length, y.length) >= 4 && editSteps(x, y, 1) <= 1

const undoubled = (text: string): string => text.replace(/(.)\1+/gu, '$1')

let rows = [new Uint8Array(64), new Uint8Array(64), new Uint8Array(64)] as const
/** Longer names are compared as far as this. */
const LONGEST = 200

/** Steps from one text to the other (neighbours may change places), given up beyond `most`. */
export function editSteps(x: string, y: string, most: number, exchanged = 1): number {
  const [m, n] = [Math.min(x.length, LONGEST), Math.min(y.length, LONGEST)]
  if (Math.abs(m - n) > most) return most + 1
  let [row, before, earlier] = rows
  if (n >= row.length) {
    rows = [new Uint8Array(LONGEST + 1), new Uint8Array(LONGEST + 1), new Uint8Array(LONGEST + 1)]
    ;[row, before, earlier] = rows
  }
  for (let j = 0; j <= n; j++) before[j] = j
  for (let i = 1; i <= m; i++) {
    const unit = x.charCodeAt(i - 1)
    row[0] = i
    let least = i
    for (let j = 1; j <= n; j++) {
      const other = y.charCodeAt(j - 1)
      let steps = (before[j - 1] ?? 0) + (unit === other ? 0 : exchanged)
      steps = Math.min(steps, (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1)
      if (i > 1 && j > 1 && unit === y.charCodeAt(j - 2) && x.charCodeAt(i - 2) === other)
        steps = Math.min(steps, (earlier[j - 2] ?? 0) + 1)
      row[j] = steps
      if (steps < least) least = steps
    }
    if (least > most) return most + 1
    ;[earlier, before, row] = [before, row, earlier]
  }
  return before[n] ?? most + 1
}

/** A person's name, taken apart as far as it is. */
export interface PersonName {
  readonly given: string
  readonly family: string
  readonly nickname: string
}

/** How two persons' names stand to each other: what the given and the family names say, or the names as wholes. */
export interface PersonRelation {
  readonly given: NameRelation | 'missing'
  /** Next to different given names no more than whether both have one. */
  readonly family: NameRelation | 'missing'
  /** Given and family name are the other way round. */
  readonly swapped: boolean
}

const telling: ReadonlySet<string> = new Set(['same', 'sound', 'spelling'])
export const isTelling = (relation: NameRelation | 'missing'): boolean => telling.has(relation)

/** One field that holds the whole name is parted at its last space. */
function parted({ given, family, nickname }: PersonName): PersonName {
  if (given && family) return { given, family, nickname }
  const all = heard(given || family).words
  if (all.length < 2) return { given, family, nickname }
  return { given: all.slice(0, -1).join(' '), family: all.at(-1) ?? '', nickname }
}

export function personRelation(a: PersonName, b: PersonName, count: Commonness): PersonRelation {
  const [x, y] = [parted(a), parted(b)]
  const given = givenRelation(x, y, count)
  const straight: PersonRelation = {
    given,
    family:
      given === 'different'
        ? x.family && y.family
          ? 'different'
          : 'missing'
        : familyRelation(x, y, given, count),
    swapped: false,
  }
  if (isTelling(straight.given) && isTelling(straight.family)) return straight
  const first = relationOrMissing(x.given, y.family, count)
  if (isTelling(first)) {
    const last = relationOrMissing(x.family, y.given, count)
    if (isTelling(last)) return { given: first, family: last, swapped: true }
  }
  const whole = wholeRelation(x, y)
  return whole ? { given: whole, family: whole, swapped: false } : straight
}

/** สมชายใจดี in one field, or Mohammadreza against Mohammad Reza in two. */
function wholeRelation(x: PersonName, y: PersonName): NameRelation | undefined {
  if (Boolean(x.family) === Boolean(y.family)) return undefined
  const [a, b] = [heard(`${x.given}${x.family}`), heard(`${y.given}${y.family}`)]
  if (Math.min(a.compact.length, b.compact.length) < 6) return undefined
  if (a.compact === b.compact) return 'same'
  return a.script !== b.script && soundDistance(a, b, 0.05) <= 0.05 ? 'sound' : undefined
}

const relationOrMissing = (a: string, b: string, count: Commonness): NameRelation | 'missing' =>
  a === '' || b === '' ? 'missing' : nameRelation(a, b, count)

/** Next to the same given name even two common family names that are one letter apart are more likely one. */
function familyRelation(
  x: PersonName,
  y: PersonName,
  given: NameRelation | 'missing',
  count: Commonness,
): NameRelation | 'missing' {
  const relation = relationOrMissing(x.family, y.family, given === 'same' ? () => 0 : count)
  if (relation !== 'different') return relation
  const [mine, other] = [heard(x.family), heard(y.family)]
  if (given === 'same' && isNear(mine.compact, other.compact)) return 'typo'
  if (!isTelling(given) || mine.script === other.script) return relation
  return soundDistance(mine, other, ACROSS_FAMILY) <= ACROSS_FAMILY ? 'sound' : relation
}

/** The first given name decides; a nickname may stand in for it. */
function givenRelation(x: PersonName, y: PersonName, count: Commonness): NameRelation | 'missing' {
  const relation = relationOrMissing(x.given, y.given, count)
  if (relation !== 'different') return relation
  const [first, second] = [heard(x.given).words, heard(y.given).words]
  if (first.length !== second.length && first[0] && second[0]) {
    const lead = nameRelation(first[0], second[0], count)
    if (isTelling(lead) && (first[0].length > 1 || second[0].length > 1))
      return lead === 'same' ? 'spelling' : lead
  }
  for (const [nick, name] of [
    [x.nickname, y.given],
    [y.nickname, x.given],
  ] as const)
    if (nick && isTelling(relationOrMissing(nick, name, count))) return 'short'
  return 'different'
}

/**
 * Whether two records are one: evidence for and against, weighed, each piece with a code and what it is about, so that the
 * window can say why. Pure; finding pairs worth comparing is the scan's business (db/domains/duplicates).
 * Must never: call two people one because they share a telephone.
 */
import { genderOf } from '../text/honorifics.ts'
import {
  type Commonness,
  isTelling,
  type NameRelation,
  nameRelation,
  type PersonName,
  type PersonRelation,
  personRelation,
} from './compareNames.ts'

/** What is compared of a record. */
export interface Profile {
  readonly kind: 'person' | 'organisation' | 'text'
  readonly name: PersonName
  /** `text` and `organisation`: what it is called, an organisation without its form. */
  readonly title: string
  /** Normal forms, each with its kind before a colon (`email:`, `phone:`, `handle:`), and how each is written. */
  readonly points: ReadonlyMap<string, string>
  readonly company: string
  readonly birthday: string
  readonly taxId: string
  readonly branch: string
  readonly suffix: string
  readonly honorific: string
  readonly addresses: readonly string[]
  readonly city: string
  /** Hosts of web sites and of e-mail addresses that are not everybody's. */
  readonly hosts: ReadonlySet<string>
}

export const reasons = [
  'email',
  'phone',
  'handle',
  'name',
  'nameSound',
  'nameSpelling',
  'nameTypo',
  'nameShort',
  'nameInitial',
  'nameSwapped',
  'nameMissing',
  'givenSame',
  'company',
  'birthday',
  'taxId',
  'address',
  'host',
  'differentName',
  'differentFamily',
  'differentBirthday',
  'differentTaxId',
  'differentSuffix',
  'differentGender',
  'differentCity',
  'differentPoints',
] as const
export type ReasonCode = (typeof reasons)[number]
export interface Reason {
  readonly code: ReasonCode
  /** What both have, or what each has. */
  readonly values: readonly string[]
  /** Against. */
  readonly against: boolean
}
/** `sure`: may be merged unasked. `likely`: one should look. `possible`: too little to speak of unasked. */
export type Level = 'sure' | 'likely' | 'possible'
export interface Score {
  readonly score: number
  readonly level: Level | undefined
  readonly because: readonly Reason[]
}

const LIKELY = 3.5
const SURE = 4.5
const POSSIBLE = 2.75

/** How often a name occurs, and how many records share a contact point. */
export interface Frequencies {
  readonly names: Commonness
  readonly points: (point: string) => number
}

class Evidence {
  score = 0
  readonly because: Reason[] = []
  add(weight: number, code: ReasonCode, ...values: string[]): void {
    this.score += weight
    this.because.push({ code, values: values.filter(Boolean), against: weight < 0 })
  }
}

export function scorePair(a: Profile, b: Profile, frequencies: Frequencies): Score {
  const evidence = new Evidence()
  const shared = comparePoints(evidence, a, b, frequencies)
  if (a.kind === 'person') comparePersons(evidence, a, b, frequencies, shared)
  else compareTitles(evidence, a, b, frequencies)
  compareIds(evidence, a, b)
  const { score, because } = evidence
  const level =
    score >= SURE ? 'sure' : score >= LIKELY ? 'likely' : score >= POSSIBLE ? 'possible' : undefined
  return { score, level, because: because.toSorted((x, y) => Number(x.against) - Number(y.against)) }
}

const ROLES =
  /^(info|sales|contact|office|admin|support|mail|hello|service|marketing|hr|accounting|enquiries|reception)@/
/** A number or address that more records than this share belongs to a house, not to a person. */
const HOUSE = 4

const pointsOf = ({ points }: Profile, kind: string): string[] =>
  [...points.keys()].filter((point) => point.startsWith(`${kind}:`))

interface Shared {
  readonly email: boolean
  readonly phone: boolean
  /** A phone or e-mail that no third record has. */
  readonly alone: boolean
}

function comparePoints(evidence: Evidence, a: Profile, b: Profile, { points }: Frequencies): Shared {
  const found = { email: false, phone: false, handle: false, alone: false }
  for (const [point, value] of a.points) {
    if (!b.points.has(point)) continue
    const kind = point.slice(0, point.indexOf(':'))
    const sharers = points(point)
    const isHouse =
      sharers > HOUSE || (kind === 'email' && ROLES.test(point.slice('email:'.length)) && a.kind === 'person')
    if (kind !== 'handle' && sharers <= 3 && !isHouse) found.alone = true
    if (kind === 'email' && !found.email) {
      evidence.add(isHouse ? 0.5 : 2.5, 'email', value)
      found.email = !isHouse
    } else if (kind === 'phone' && !found.phone) {
      evidence.add(isHouse ? 0.5 : 2, 'phone', value)
      found.phone = !isHouse
    } else if (kind === 'handle' && !found.handle) {
      evidence.add(2, 'handle', value)
      found.handle = true
    }
  }
  for (const kind of ['email', 'phone'] as const) {
    const [mine, other] = [pointsOf(a, kind), pointsOf(b, kind)]
    if (mine.length && other.length && !mine.some((point) => b.points.has(point)))
      evidence.add(
        -0.5,
        'differentPoints',
        a.points.get(mine[0] ?? '') ?? '',
        b.points.get(other[0] ?? '') ?? '',
      )
  }
  return found
}

const nameCode: Readonly<Record<NameRelation, ReasonCode>> = {
  same: 'name',
  sound: 'nameSound',
  spelling: 'nameSpelling',
  typo: 'nameTypo',
  short: 'nameShort',
  initial: 'nameInitial',
  different: 'differentName',
}
const weights: Readonly<Record<NameRelation, number>> = {
  same: 1.5,
  sound: 1.25,
  spelling: 1.25,
  typo: 0.75,
  short: 1,
  initial: 0.25,
  different: 0,
}

const shown = ({ given, family, nickname }: PersonName): string =>
  [given, family].filter(Boolean).join(' ') || nickname

function comparePersons(
  evidence: Evidence,
  a: Profile,
  b: Profile,
  { names }: Frequencies,
  shared: Shared,
): void {
  const called = isCalledBy(a, b) || isCalledBy(b, a)
  weighNames(evidence, personRelation(a.name, b.name, names), [a.name, b.name], shared, called)
  if (a.company && b.company) {
    const firm = nameRelation(a.company, b.company, names)
    if (firm === 'same' || firm === 'sound' || firm === 'spelling')
      evidence.add(firmWeight(shared), 'company', a.company)
  }
  if (a.suffix && b.suffix && nameRelation(a.suffix, b.suffix, names) === 'different')
    evidence.add(-3, 'differentSuffix', a.suffix, b.suffix)
  const genders = [genderOf(a.honorific), genderOf(b.honorific)].filter(
    (gender) => gender && gender !== 'any',
  )
  if (genders.length === 2 && genders[0] !== genders[1])
    evidence.add(-2, 'differentGender', a.honorific, b.honorific)
}

/** The telephone of the firm and the firm are one piece of evidence. */
const firmWeight = (shared: Pick<Shared, 'phone' | 'email'>): number =>
  shared.phone && !shared.email ? 0.5 : 1

/** `called`: one is known by one name only, which the other may be called by. */
function weighNames(
  evidence: Evidence,
  { given, family, swapped }: PersonRelation,
  [a, b]: readonly [PersonName, PersonName],
  shared: Shared,
  called: boolean,
): void {
  const both = [shown(a), shown(b)] as const
  if (!both[0] || !both[1]) {
    evidence.add(shared.email || shared.phone ? 1.5 : 0, 'nameMissing', ...both)
    return
  }
  if (given === 'different') {
    // Whoever is only called by one name may be called so by friends.
    if (family === 'missing' && called && shared.alone) evidence.add(1.5, 'nameShort', ...both)
    else evidence.add(-4, 'differentName', ...both)
    return
  }
  if (given === 'missing') {
    if (family === 'missing' || family === 'different') evidence.add(-1, 'differentName', ...both)
    else evidence.add(weights[family] * (shared.email ? 1 : 0.5), nameCode[family], ...both)
    return
  }
  if (family === 'missing') {
    // Whoever is reached otherwise too may be a namesake at the same number.
    const alike = called || shared.email
    const weight = given === 'initial' ? 0 : alike && isTelling(given) ? 1.5 : weights[given] * 0.75
    evidence.add(weight, given === 'same' ? 'givenSame' : nameCode[given], ...both)
    return
  }
  if (family === 'different') {
    if (!isTelling(given)) evidence.add(-3, 'differentName', ...both)
    else {
      evidence.add(weights[given], 'givenSame', ...both)
      evidence.add(shared.email ? -0.5 : -1.5, 'differentFamily', a.family, b.family)
    }
    return
  }
  const weight = weights[given] + weights[family]
  const worse = weights[given] < weights[family] ? given : family
  evidence.add(weight, swapped ? 'nameSwapped' : nameCode[worse], ...both)
}

const hasOneName = ({ given, family }: PersonName): boolean => family === '' && !given.includes(' ')

/** Known by one name only, and reached by nothing but what the other is reached by. */
const isCalledBy = (short: Profile, full: Profile): boolean =>
  hasOneName(short.name) && [...short.points.keys()].every((point) => full.points.has(point))

const titleWeights: Readonly<Record<NameRelation, number>> = {
  same: 3.75,
  sound: 3.5,
  spelling: 3.5,
  typo: 2.5,
  short: 1,
  initial: 0,
  different: 0,
}

const digitsOf = (text: string): string => (text.match(/\d+/g) ?? []).join(' ')

function compareTitles(evidence: Evidence, a: Profile, b: Profile, { names }: Frequencies): void {
  const relation = a.title && b.title ? nameRelation(a.title, b.title, names) : 'different'
  const apart =
    digitsOf(a.title) !== digitsOf(b.title) || (a.branch !== '' && b.branch !== '' && a.branch !== b.branch)
  if (apart || relation === 'different') evidence.add(-2.5, 'differentName', a.title, b.title)
  else if (a.kind === 'organisation') {
    const weight = titleWeights[relation]
    evidence.add(weight, nameCode[relation], a.title, b.title)
  } else evidence.add(weights[relation] * 2, nameCode[relation], a.title, b.title)
  const host = [...a.hosts].find((one) => b.hosts.has(one))
  if (host) evidence.add(1.5, 'host', host)
  const [here, there] = [a.city, b.city]
  if (a.kind === 'organisation' && here && there && nameRelation(here, there, names) === 'different')
    evidence.add(-1, 'differentCity', here, there)
}

function compareIds(evidence: Evidence, a: Profile, b: Profile): void {
  if (a.taxId && b.taxId) {
    if (a.taxId === b.taxId) evidence.add(3.5, 'taxId', a.taxId)
    else evidence.add(-3, 'differentTaxId', a.taxId, b.taxId)
  }
  if (a.birthday && b.birthday) {
    if (a.birthday === b.birthday)
      evidence.add(a.birthday.startsWith('-') ? 0.75 : 1.25, 'birthday', a.birthday)
    else if (!isDateSlip(a.birthday, b.birthday))
      evidence.add(-2, 'differentBirthday', a.birthday, b.birthday)
  }
  const address = a.addresses.find((one) => b.addresses.includes(one))
  if (address) evidence.add(1, 'address')
}

/** Day and month the other way round, one digit wrong, or the year left out. */
function isDateSlip(a: string, b: string): boolean {
  const [year, month, day] = a.slice(-10).split('-')
  const [other, otherMonth, otherDay] = b.slice(-10).split('-')
  if (month === otherDay && day === otherMonth) return true
  if (month === otherMonth && day === otherDay && (!year || !other)) return true
  const [x, y] = [a.replace(/\D/g, ''), b.replace(/\D/g, '')]
  return x.length === y.length && [...x].filter((digit, at) => digit !== y[at]).length === 1
}

/** What is cheap to know of a person: the name, and numbers that are equal where the values are. 0: none. */
export interface Sketch {
  readonly name: PersonName
  readonly company: number
  readonly birthday: number
  /** -1: several. */
  readonly address: number
}
/** What two persons may have in common besides. */
export interface MayShare {
  /** An e-mail address or a handle. */
  readonly mail: boolean
  /** `house`: only of a kind that many records have. */
  readonly phone: 'own' | 'house' | 'none'
  readonly taxId: boolean
}
/** Whether so many records with one telephone number make it a house's. */
export const isOfHouse = (sharers: number): boolean => sharers > HOUSE

/**
 * What two persons can score at most, so that pairs that cannot be one need not be read. Never below `scorePair`, unless
 * they share three switchboards.
 */
export function highestScore(a: Sketch, b: Sketch, may: MayShare, names: Commonness): number {
  const evidence = new Evidence()
  const phone = may.phone === 'own'
  const shared: Shared = { email: may.mail, phone, alone: may.mail || phone }
  const called = hasOneName(a.name) || hasOneName(b.name)
  weighNames(evidence, personRelation(a.name, b.name, names), [a.name, b.name], shared, called)
  let { score } = evidence
  score += may.mail ? 2.5 + 2 + 0.5 : 0.5
  if (may.phone !== 'none') score += phone ? 2.5 : 1
  if (may.taxId) score += 3.5
  if (a.company && b.company) score += may.mail ? 1 : firmWeight(shared)
  if (a.birthday && a.birthday === b.birthday) score += 1.25
  if (a.address && b.address && (a.address === b.address || a.address < 0 || b.address < 0)) score += 1
  return score
}

/** The same of two that go by a title: organisations, products. Never below `scorePair`, unless they share three switchboards. */
export function highestTitleScore(
  kind: 'organisation' | 'text',
  a: string,
  b: string,
  may: MayShare,
  names: Commonness,
): number {
  // A host, a birthday, an address, switchboards.
  let score = 1.5 + 1.25 + 1 + 1
  if (may.mail) score += 2.5 + 2
  if (may.phone !== 'none') score += 2
  if (may.taxId) score += 3.5
  if (digitsOf(a) !== digitsOf(b)) return score - 2.5
  const relation = a && b ? nameRelation(a, b, names) : 'different'
  if (relation === 'different') return score - 2.5
  return score + (kind === 'organisation' ? titleWeights[relation] : weights[relation] * 2)
}

export const isWorthScoring = (highest: number, level: Level): boolean =>
  highest >= (level === 'sure' ? SURE : level === 'likely' ? LIKELY : POSSIBLE)

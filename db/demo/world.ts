/**
 * Owns the plan every row follows: how many of each there are, when each was entered, the ids, and which streams of
 * chance exist. Everything is a pure function of (seed, entity, key), so nothing needs to be remembered between rows.
 */
import { mix, Random, seedWord, type Table, weighted } from './random.ts'
import type { DemoEntityName, DemoLocale } from './rows.ts'

export interface DemoOptions {
  /** How many contacts; everything else is in proportion. */
  readonly contacts: number
  readonly seed: string | number
  /** Which scripts, of the default 35 % Thai, 25 % Persian, 40 % Latin; shares are kept among those chosen. */
  readonly locales?: readonly DemoLocale[]
  /** The instant (UTC ms) the data reaches up to; fifteen years lie before it. */
  readonly until?: number
  /** The instant of whoever looks at it: what is under way just now lies around it. `until` when not given. */
  readonly now?: number
  /** Rows per batch at most. */
  readonly batchSize?: number
}

/** 2026-07-01T00:00:00Z: fixed, so that two runs on different days agree. */
export const DEMO_UNTIL = Date.UTC(2026, 6, 1)
const DAY = 86_400_000
const YEARS = 15

/** One number per independent stream of chance. Append; changing one changes everybody's demo data. */
export const streams = {
  company: 1,
  companyRow: 2,
  contact: 3,
  contactRow: 4,
  duplicate: 5,
  position: 6,
  note: 7,
  history: 8,
  activity: 9,
  schedule: 10,
  deal: 11,
  dealRow: 12,
  dealContact: 13,
  dealCompetitor: 14,
  quote: 15,
  lead: 16,
  dealActivity: 17,
  ticket: 20,
  campaign: 30,
} as const

/** One number per entity, part of its ids. Append only. */
const entityNumbers: Readonly<Record<DemoEntityName, number>> = {
  company: 1,
  contact: 2,
  position: 3,
  note: 4,
  history: 5,
  activity: 6,
  queue: 20,
  businessHours: 21,
  slaPolicy: 22,
  articleCategory: 23,
  article: 24,
  articleVersion: 25,
  cannedReply: 26,
  macro: 27,
  ticket: 28,
  ticketMessage: 29,
  productCategory: 40,
  product: 41,
  priceList: 42,
  price: 43,
  exchangeRate: 44,
  pipeline: 45,
  stage: 46,
  closeReason: 47,
  competitor: 48,
  quota: 49,
  opportunity: 50,
  stageChange: 51,
  opportunityLine: 52,
  opportunityContact: 53,
  opportunityCompetitor: 54,
  quote: 55,
  quoteLine: 56,
  template: 60,
  list: 61,
  listMember: 62,
  consent: 63,
  campaign: 64,
  campaignStep: 65,
  campaignMember: 66,
}

const localeShares: readonly (readonly [DemoLocale, number])[] = [
  ['th', 35],
  ['fa', 25],
  ['en', 40],
]

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const hexOf = (word: number): string =>
  `${HEX[word >>> 24]}${HEX[(word >>> 16) & 255]}${HEX[(word >>> 8) & 255]}${HEX[word & 255]}`

export interface World {
  readonly seed: string | number
  readonly contacts: number
  readonly companies: number
  readonly from: number
  readonly until: number
  readonly now: number
  readonly batchSize: number
  readonly chosen: readonly DemoLocale[]
  readonly locales: Table<DemoLocale>
  /** A stream of chance of one's own. */
  random(stream: keyof typeof streams): Random
  /** UUIDv7 text of a row. */
  id(entity: DemoEntityName, key: number, createdAt: number): string
  /** When row `key` of `total` was entered: growing with the key, denser towards the end, at office hours there. */
  enteredAt(key: number, total: number, locale: DemoLocale): number
}

/** Hours by which an office of that script is ahead of UTC, roughly; the West is a mixture. */
const officeOffset: Readonly<Record<DemoLocale, number>> = { th: 7, fa: 3.5, en: 0 }

/** Squeezes the day of an instant into office hours (08:00–18:00 there) and off the weekend; within a few days, order is kept. */
export function officeTime(at: number, locale: DemoLocale): number {
  let day = Math.floor(at / DAY)
  const within = at - day * DAY
  const weekday = (day + 4) % 7
  if (locale === 'fa') {
    if (weekday === 5) day -= 1
  } else if (weekday === 0) day -= 2
  else if (weekday === 6) day -= 1
  const hour = 3_600_000
  return Math.floor(day * DAY + (8 - officeOffset[locale]) * hour + (within / DAY) * 10 * hour)
}

export function createWorld(options: DemoOptions): World {
  const { contacts, seed, until = DEMO_UNTIL, batchSize = 1000 } = options
  if (!Number.isSafeInteger(contacts) || contacts < 0) throw new RangeError('contacts must be a whole number')
  if (!Number.isSafeInteger(batchSize) || batchSize < 1)
    throw new RangeError('batchSize must be a whole number above 0')
  const chosen = options.locales?.length ? options.locales : (['th', 'fa', 'en'] as const)
  const shares = localeShares.filter(([locale]) => chosen.includes(locale))
  if (shares.length === 0) throw new RangeError('no known locale')
  const from = until - YEARS * 365.25 * DAY
  const high = seedWord(seed, 31)
  const low = seedWord(seed, 47)
  const spread = seedWord(seed, 59)
  return {
    seed,
    contacts,
    companies: contacts === 0 ? 0 : Math.max(1, Math.round(contacts * 0.24)),
    from,
    until,
    now: options.now ?? until,
    batchSize,
    chosen: localeShares.map(([locale]) => locale).filter((locale) => chosen.includes(locale)),
    locales: weighted(shares),
    random: (stream) => new Random(seed, streams[stream]),
    id(entity, key, createdAt) {
      const salt = Math.imul(entityNumbers[entity], 0x9e3779b1)
      const a = mix(high ^ salt ^ Math.imul(key, 0x85ebca77))
      const b = mix(low ^ salt ^ Math.imul(key + 1, 0xc2b2ae3d))
      const c = mix(a ^ Math.imul(b, 0x27d4eb2f) ^ key)
      const top = hexOf(Math.floor(createdAt / 65_536) >>> 0)
      const rest = hexOf(((createdAt % 65_536) << 16) >>> 0)
      // The key itself is in the last word: ids never collide, whatever the hash does.
      const tail = hexOf((key ^ low ^ salt) >>> 0)
      const middle = hexOf(c)
      const version = HEX[0x70 | (a & 15)]
      const variant = HEX[0x80 | (b & 63)]
      return `${top}-${rest.slice(0, 4)}-${version}${HEX[(a >>> 8) & 255]}-${variant}${HEX[(b >>> 8) & 255]}-${middle.slice(0, 4)}${tail}`
    },
    enteredAt(key, total, locale) {
      const jitter = mix(spread ^ Math.imul(key, 0x9e3779b1)) / 4_294_967_296
      const share = ((key + jitter) / Math.max(1, total)) ** 0.75
      return Math.min(officeTime(from + share * (until - from), locale), until)
    },
  }
}

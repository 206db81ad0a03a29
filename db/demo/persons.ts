/**
 * Owns the cheap core of every contact: script, name, employer, mobile number, how busy, and whether it is somebody entered
 * before. Computed from the key alone, so that notes and history need no memory of contacts. The full row is contact.ts.
 */
import { type Place, placeFor } from './addresses.ts'
import type { Firms } from './firms.ts'
import { familyName, givenName } from './people.ts'
import { mobileDigits } from './phones.ts'
import { type Named, type Random, weighted } from './random.ts'
import type { DemoCountry, DemoLocale } from './rows.ts'
import { type DuplicateKind, twinName } from './variants.ts'
import type { World } from './world.ts'

export interface ContactCore {
  readonly key: number
  readonly locale: DemoLocale
  /** Whose names and customs: differs from the place's country for foreigners. */
  readonly country: DemoCountry
  readonly place: Place
  readonly woman: boolean
  readonly given: Named
  /** Absent where somebody is entered again under a nickname. */
  readonly family: Named | undefined
  readonly createdAt: number
  readonly companyKey: number | undefined
  /** National digits, or empty. */
  readonly mobile: string
  /** Heavy-tailed: most near 1, a few in the thousands. */
  readonly busyness: number
  /** The earlier contact this one repeats (or shares a number with), and how. */
  readonly twin: { readonly of: number; readonly kind: DuplicateKind } | undefined
}

export interface Persons {
  at(key: number): ContactCore
  /** False for nearly all keys, at the cost of one hash: whether `at(key).twin` may be set. */
  mayRepeat(key: number): boolean
}

const DUPLICATES = 0.03
const HOUSEHOLDS = 0.004
/** The first contacts are never duplicates: there must be somebody to repeat. */
const FIRST = 12
const BUSIEST = 10_000

const kinds = weighted<DuplicateKind>([
  ['copy', 16],
  ['spelling', 26],
  ['typo', 24],
  ['transliteration', 19],
  ['nickname', 15],
])

function employer(
  random: Random,
  world: World,
  firms: Firms,
  key: number,
  locale: DemoLocale,
): number | undefined {
  // Firms entered by then; older ones have had more time to gather people.
  const limit = Math.max(1, Math.floor((world.companies * key) / world.contacts))
  const abroad = random.chance(0.02)
  for (let attempt = 0; attempt < 12; attempt++) {
    const share = random.unit()
    const skewed = random.chance(0.4) ? share * share : share
    const company = Math.floor(limit * skewed)
    if (abroad || firms.localeOf(company) === locale) return company
  }
  return undefined
}

function nameCountry(random: Random, locale: DemoLocale, place: Place): DemoCountry {
  if (locale === 'th') return 'TH'
  if (locale === 'fa') return 'IR'
  if (place.country !== 'TH' && place.country !== 'IR') return place.country
  return random.one(['US', 'GB', 'DE'] as const)
}

const CACHE = 2048

export function createPersons(world: World, firms: Firms): Persons {
  const random = world.random('contact')
  const twins = world.random('duplicate')
  const variants = world.random('duplicate')
  const cache: (ContactCore | undefined)[] = new Array(CACHE)

  const rollOf = (key: number): number => (key < FIRST ? 1 : twins.reset(key).unit())

  function twinOf(key: number): ContactCore['twin'] {
    const roll = rollOf(key)
    if (roll >= DUPLICATES + HOUSEHOLDS) return undefined
    const kind = roll < DUPLICATES ? twins.from(kinds) : 'household'
    const candidates = Array.from({ length: 8 }, () => twins.below(key))
    const of = candidates.find(
      (candidate) => rollOf(candidate) >= DUPLICATES + HOUSEHOLDS && original(candidate).mobile,
    )
    return of === undefined ? undefined : { of, kind }
  }

  function original(key: number): ContactCore {
    random.reset(key)
    const locale = random.from(world.locales)
    const companyKey = random.chance(0.78) ? employer(random, world, firms, key, locale) : undefined
    const place =
      companyKey !== undefined && random.chance(0.85) ? firms.at(companyKey).place : placeFor(random, locale)
    const country = nameCountry(random, locale, place)
    const woman = random.chance(0.46)
    return {
      key,
      locale,
      country,
      place,
      woman,
      given: givenName(random, country, woman),
      family: familyName(random, country),
      createdAt: world.enteredAt(key, world.contacts, locale),
      companyKey,
      mobile: random.chance(0.86) ? mobileDigits(random, place.country, place.dial) : '',
      busyness: Math.min(BUSIEST, (1 - random.unit()) ** (-1 / 1.1)),
      twin: undefined,
    }
  }

  function make(key: number): ContactCore {
    const plan = twinOf(key)
    const own = original(key)
    if (!plan) return own
    const first = original(plan.of)
    const { createdAt } = own
    if (plan.kind === 'household') {
      const { place, mobile, locale, country } = first
      const woman = !first.woman
      const given = givenName(variants.reset(key), country, woman)
      const family = country === 'IR' ? familyName(variants, country) : first.family
      return {
        ...own,
        place,
        mobile,
        locale,
        country,
        woman,
        given,
        family,
        companyKey: undefined,
        twin: plan,
      }
    }
    if (!first.family) return own
    const named = twinName(variants.reset(key), first.country, plan.kind, first.given, first.family)
    const { given, family, kind } = named
    return { ...first, key, given, family, createdAt, busyness: own.busyness, twin: { of: plan.of, kind } }
  }

  return {
    mayRepeat: (key) => rollOf(key) < DUPLICATES + HOUSEHOLDS,
    at(key) {
      const known = cache[key % CACHE]
      if (known?.key === key) return known
      const made = make(key)
      cache[key % CACHE] = made
      return made
    },
  }
}

/** Owns the demo rows of marketing: who agreed to what and who took it back, lists, campaigns with steps, members and answers. */
import { type CampaignWords, campaignWords } from './data/campaigns.ts'
import type { Random } from './random.ts'
import type { DemoLocale, DemoPlain, SalesEntity } from './rows.ts'
import type { Source } from './source.ts'

/** Of each language at most so many people have to do with campaigns. */
const MOST = 120
const HALF = 60
const MORNING = 10 * 60

interface Side {
  readonly locale: DemoLocale
  readonly words: CampaignWords
  /** Demo keys of contacts, first ones first; none repeats another. */
  readonly people: readonly number[]
}

function sidesOf({ world, persons }: Source): Side[] {
  const people: Record<DemoLocale, number[]> = { th: [], fa: [], en: [] }
  const end = Math.min(world.contacts, MOST * 8)
  for (let key = 0; key < end; key++) {
    const { locale, twin } = persons.at(key)
    if (!twin && people[locale].length < MOST) people[locale].push(key)
  }
  return world.chosen
    .map((locale) => ({ locale, words: campaignWords[locale], people: people[locale] }))
    .filter((side) => side.people.length > 0)
}

type Row = Omit<DemoPlain, 'key' | 'id' | 'createdAt'>

/** Numbers rows and gives them identities. */
function* numbered({ world }: Source, entity: SalesEntity, rows: Iterable<Row>): Generator<DemoPlain> {
  let key = 0
  for (const row of rows) {
    yield { key, id: world.id(entity, key, world.until), createdAt: world.until, ...row }
    key++
  }
}

// ---- Lists ----

const lists = ['newsletter', 'customers', 'never'] as const
const listKey = (side: number, which: (typeof lists)[number]): number =>
  side * lists.length + lists.indexOf(which)

function* listsOf(source: Source): Generator<Row> {
  for (const { words } of sidesOf(source)) {
    yield { fields: { name: words.newsletter, holds: 'contact', role: 'target' } }
    yield {
      fields: {
        name: words.customers,
        holds: 'contact',
        role: 'target',
        filter: { field: 'status', op: 'is', value: 'Customer' },
      },
    }
    yield { fields: { name: words.never, holds: 'contact', role: 'suppression' } }
  }
}

/** Readers of the newsletter are the first half; a few of them left again. The last two are never to be contacted. */
const readersOf = ({ people }: Side): readonly number[] => people.slice(0, HALF)
const neverOf = ({ people }: Side): readonly number[] => people.slice(HALF).slice(-2)

function* membersOfLists(source: Source): Generator<Row> {
  const random = source.world.random('campaign')
  for (const [at, side] of sidesOf(source).entries()) {
    for (const contactId of readersOf(side)) {
      random.reset(contactId)
      const since = -random.between(60, 900)
      yield {
        fields: {},
        refs: { listId: listKey(at, 'newsletter'), contactId },
        days: {
          since: [since, MORNING],
          ...(random.chance(0.08) && { leftAt: [-random.between(1, 50), MORNING] as const }),
        },
      }
    }
    for (const contactId of neverOf(side))
      yield {
        fields: {},
        refs: { listId: listKey(at, 'never'), contactId },
        days: { since: [-300, MORNING] },
      }
  }
}

// ---- Consent ----

/** What one reader said, one after the other: agreed, perhaps opted out later, perhaps agreed once more. */
function* statementsOf(
  words: CampaignWords,
  contactId: number,
  random: Random,
  id: () => string,
): Generator<Row> {
  random.reset(contactId + 1_000_000)
  const about = { channel: 'email', purpose: words.purpose }
  const first = -random.between(200, 1_500)
  const ranOut = random.chance(0.12)
  yield {
    fields: {
      ...about,
      decision: 'granted',
      basis: 'consent',
      source: random.one(words.sources),
      wording: words.wording,
    },
    refs: { contactId },
    days: {
      at: [first, MORNING],
      ...(random.chance(0.5) && { until: ranOut ? -random.between(2, 90) : random.between(20, 700) }),
      ...(random.chance(0.2) && { keepUntil: ranOut ? -random.between(1, 40) : random.between(100, 1_500) }),
    },
  }
  id()
  if (!random.chance(0.15)) return
  const left = Math.round(first / 2)
  const wide = random.chance(0.3)
  yield {
    fields: {
      decision: 'refused',
      channel: wide ? 'all' : 'email',
      ...(!wide && { purpose: words.purpose }),
      basis: 'request',
      source: random.one(words.optOuts),
    },
    refs: { contactId },
    days: { at: [left, MORNING] },
  }
  const refusal = id()
  if (wide || !random.chance(0.4)) return
  yield {
    fields: {
      ...about,
      decision: 'granted',
      basis: 'consent',
      source: random.one(words.sources),
      wording: words.wording,
      lifts: [refusal],
    },
    refs: { contactId },
    days: { at: [Math.round(left / 2), MORNING] },
  }
  id()
}

function* consentsOf(source: Source): Generator<Row> {
  const { world } = source
  const random = world.random('campaign')
  let key = 0
  const id = (): string => world.id('consent', key++, world.until)
  for (const side of sidesOf(source))
    for (const contactId of readersOf(side)) yield* statementsOf(side.words, contactId, random, id)
}

// ---- Campaigns ----

const kinds = ['spring', 'fair', 'calls', 'letter', 'competitor'] as const
const campaignKey = (side: number, which: (typeof kinds)[number]): number =>
  side * kinds.length + kinds.indexOf(which)

function* campaignsOf(source: Source): Generator<Row> {
  for (const [at, { words }] of sidesOf(source).entries()) {
    const money = (share: number) => ({ minor: Math.round(words.budget * share), currency: words.currency })
    yield {
      fields: {
        name: words.spring,
        kind: 'email',
        status: 'done',
        purpose: words.purpose,
        needsConsent: true,
        budget: money(1),
        cost: money(0.2),
        goal: 8,
      },
      refs: { templateId: at },
      days: { startsOn: -120, endsOn: -90 },
    }
    yield {
      fields: { name: words.fair, kind: 'event', status: 'done', budget: money(3), cost: money(1), goal: 12 },
      days: { startsOn: -60, endsOn: -57 },
    }
    yield {
      fields: {
        name: words.calls,
        kind: 'call',
        status: 'running',
        purpose: words.offers,
        budget: money(0.5),
        cost: money(0.1),
        goal: 5,
        script: words.script,
      },
      days: { startsOn: -10, endsOn: 20 },
    }
    yield {
      fields: { name: words.letter, kind: 'letter', status: 'planned', budget: money(0.8) },
      refs: { templateId: at },
      days: { startsOn: 30, endsOn: 45 },
    }
    yield {
      fields: {
        name: words.competitor.campaign,
        kind: 'letter',
        status: 'running',
        competitor: words.competitor.name,
        description: words.competitor.note,
      },
      days: { startsOn: -25, endsOn: 35 },
    }
  }
}

function* stepsOf(source: Source): Generator<Row> {
  for (const [at, { words }] of sidesOf(source).entries())
    for (const [which, start] of [
      ['spring', -150],
      ['fair', -90],
      ['letter', 10],
    ] as const)
      for (const [step, name] of words.steps.entries()) {
        const day = start + step * 12
        const cost = step === 1 ? 0.4 : step === 2 ? 0.15 : 0
        yield {
          fields: {
            name,
            ...(cost > 0 && {
              cost: { minor: Math.round(words.budget * cost), currency: words.currency },
            }),
          },
          refs: { campaignId: campaignKey(at, which) },
          days: { dueOn: day, ...(day < 0 && { doneAt: [day, MORNING] as const }) },
        }
      }
}

/** What came of a member: most of those who were reached say nothing. */
function outcome(random: Random, words: CampaignWords, worth: number): Record<string, unknown> {
  const roll = random.below(100)
  if (roll < 70) return { status: 'sent' }
  if (roll < 78) return { status: 'replied', response: random.one(words.answers) }
  if (roll < 90) return { status: 'responded', response: random.one(words.answers) }
  if (roll < 94) return { status: 'optedOut' }
  if (roll < 96) return { status: 'failed', reason: 'refused' }
  return {
    status: 'converted',
    value: { minor: Math.round(worth * (1 + random.below(4))), currency: words.currency },
  }
}

/** A few won opportunities of that language, by contact. */
function wonBy({ deals }: Source, locale: DemoLocale): Map<number, number> {
  const found = new Map<number, number>()
  for (let key = 0; key < Math.min(deals.count, 500) && found.size < 4; key++) {
    const deal = deals.at(key)
    if (deal.locale === locale && deal.status === 'won') found.set(deal.contactKey, key)
  }
  return found
}

function* membersOf(source: Source): Generator<Row> {
  const random = source.world.random('campaign')
  for (const [at, side] of sidesOf(source).entries()) {
    const { words, people } = side
    for (const contactId of readersOf(side)) {
      random.reset(contactId + 2_000_000)
      yield {
        fields: outcome(random, words, words.budget / 4),
        refs: { campaignId: campaignKey(at, 'spring'), contactId },
        days: { at: [-random.between(90, 119), MORNING] },
      }
    }
    // Whoever came to the stand and bought: the opportunity counts with its amount.
    const won = wonBy(source, side.locale)
    for (const contactId of new Set([...won.keys(), ...people.slice(0, 26)])) {
      random.reset(contactId + 3_000_000)
      const opportunityId = won.get(contactId)
      yield {
        fields:
          opportunityId === undefined ? outcome(random, words, words.budget / 2) : { status: 'converted' },
        refs: {
          campaignId: campaignKey(at, 'fair'),
          contactId,
          ...(opportunityId !== undefined && { opportunityId }),
        },
        days: { at: [-58, MORNING] },
      }
    }
    for (const [place, contactId] of people.slice(10, 40).entries()) {
      random.reset(contactId + 4_000_000)
      yield {
        fields: place < 12 ? outcome(random, words, words.budget / 8) : { status: 'planned' },
        refs: { campaignId: campaignKey(at, 'calls'), contactId },
        days: { at: [-random.between(1, 9), MORNING] },
      }
    }
  }
}

function* templatesOf(source: Source): Generator<Row> {
  for (const { words } of sidesOf(source))
    yield { fields: { ...words.template, kind: 'email', about: 'contact' } }
}

const rowsBy = {
  template: templatesOf,
  list: listsOf,
  listMember: membersOfLists,
  consent: consentsOf,
  campaign: campaignsOf,
  campaignStep: stepsOf,
  campaignMember: membersOf,
} as const satisfies Partial<Record<SalesEntity, (source: Source) => Iterable<Row>>>

export type MarketingEntity = keyof typeof rowsBy

export const marketingRows =
  (entity: MarketingEntity) =>
  (source: Source): Iterable<DemoPlain> =>
    numbered(source, entity, rowsBy[entity](source))

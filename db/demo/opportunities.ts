/** Owns the demo rows of opportunities and of what stands around them: stage history, people and competitors, products. */
import type { Deal, Deals } from './deals.ts'
import type { DemoPlain } from './rows.ts'
import { salesKeys } from './salesSetup.ts'
import type { Source } from './source.ts'

/** Office hours: opened in the morning, moved after noon. */
const OPENED = 9 * 60
const MOVED = 14 * 60

/** When an opportunity was entered, for its identity. */
export const dealEnteredAt = (until: number, count: number, key: number): number => until - count + key

export const moneyOf = ({ minor, words }: Deal) => ({ minor, currency: words.currency })

export function* opportunityRows({ world, deals }: Source): Generator<DemoPlain> {
  const keys = salesKeys(world)
  const random = world.random('dealRow')
  for (let key = 0; key < deals.count; key++) {
    const deal = deals.at(key)
    const { locale, words, status, steps } = deal
    random.reset(key)
    const last = steps.at(-1) ?? { stage: 0, day: deal.openedDay }
    const closed = status !== 'open'
    const createdAt = dealEnteredAt(world.until, deals.count, key)
    const outcome = status === 'won' ? 'won' : 'lost'
    yield {
      key,
      id: world.id('opportunity', key, createdAt),
      createdAt,
      fields: {
        name: deal.title,
        amount: moneyOf(deal),
        amountFrom: deal.lines.length ? 'lines' : 'hand',
        source: deal.source,
        status,
        ...(!closed && random.chance(0.55) && { nextStep: random.one(words.next) }),
        ...(!closed && random.chance(0.08) && { category: random.one(['commit', 'bestCase', 'omitted']) }),
        ...(random.chance(0.25) && { description: random.one(words.remarks) }),
        ...(status === 'lost' && random.chance(0.3) && { reasonNote: random.one(words.remarks) }),
      },
      refs: {
        contactId: deal.contactKey,
        ...(deal.companyKey !== undefined && { companyId: deal.companyKey }),
        pipelineId: keys.pipeline(locale),
        stageId: keys.stage(locale, last.stage),
        ...(closed && { reasonId: keys.reason(locale, outcome, random.below(words[outcome].length)) }),
        ...(deal.fromLead && { leadContactId: deal.contactKey }),
      },
      days: {
        openedAt: [deal.openedDay, OPENED],
        stageSince: [last.day, MOVED],
        closeDate: deal.closeDay,
        ...(closed && { closedAt: [deal.closeDay, MOVED] }),
      },
    }
  }
}

/** The way each went, as it would have been written at the time. */
export function* stageChangeRows({ world, deals }: Source): Generator<DemoPlain> {
  const keys = salesKeys(world)
  let next = 0
  for (let deal = 0; deal < deals.count; deal++) {
    const { steps, words, locale, status, closeDay, openedDay, minor } = deals.at(deal)
    const ends = status === 'open' ? [] : [{ stage: steps.at(-1)?.stage ?? 0, day: closeDay, status }]
    let before: { stage: number; day: number } | undefined
    for (const step of [...steps.map((one) => ({ ...one, status: 'open' as const })), ...ends]) {
      const key = next++
      const createdAt = world.until - 1
      const name = (stage: number): string => words.stages[stage]?.name ?? ''
      yield {
        key,
        id: world.id('stageChange', key, createdAt),
        createdAt,
        fields: {
          toName: name(step.stage),
          ...(before && { fromName: name(before.stage), days: Math.max(0, step.day - before.day) }),
          status: step.status,
          amount: { minor, currency: words.currency },
        },
        refs: {
          opportunityId: deal,
          toStageId: keys.stage(locale, step.stage),
          ...(before && { fromStageId: keys.stage(locale, before.stage) }),
        },
        days: { at: [step.day, before === undefined && step.day === openedDay ? OPENED : MOVED] },
      }
      before = step
    }
  }
}

export function* dealLineRows({ world, deals }: Source): Generator<DemoPlain> {
  const keys = salesKeys(world)
  let next = 0
  for (let deal = 0; deal < deals.count; deal++) {
    const { lines, locale } = deals.at(deal)
    for (const [position, { at, product, quantity, discount }] of lines.entries()) {
      const key = next++
      const createdAt = world.until - 1
      yield {
        key,
        id: world.id('opportunityLine', key, createdAt),
        createdAt,
        fields: {
          name: product.name,
          quantity,
          unitPrice: product.price,
          position,
          ...(discount !== undefined && { discountPercent: discount }),
        },
        refs: { opportunityId: deal, productId: keys.product(locale, at) },
      }
    }
  }
}

/** Others who have a say: mostly somebody of the same language, met in another firm. */
export function* dealContactRows({ world, deals, persons }: Source): Generator<DemoPlain> {
  const random = world.random('dealContact')
  let next = 0
  for (let deal = 0; deal < deals.count; deal++) {
    if (!random.reset(deal).chance(0.4)) continue
    const { contactKey, companyKey, locale, words } = deals.at(deal)
    const tried = Array.from({ length: 6 }, () => random.below(world.contacts))
    const other =
      tried.find(
        (one) => one !== contactKey && companyKey !== undefined && persons.at(one).companyKey === companyKey,
      ) ?? tried.find((one) => one !== contactKey && persons.at(one).locale === locale)
    for (const [contact, role] of [
      [contactKey, words.roles[0]],
      [other, random.one(words.roles.slice(1))],
    ] as const) {
      if (contact === undefined || role === undefined) continue
      const key = next++
      const createdAt = world.until - 1
      yield {
        key,
        id: world.id('opportunityContact', key, createdAt),
        createdAt,
        fields: { role },
        refs: { opportunityId: deal, contactId: contact },
      }
    }
  }
}

export function* dealCompetitorRows({ world, deals }: Source): Generator<DemoPlain> {
  const keys = salesKeys(world)
  const random = world.random('dealCompetitor')
  let next = 0
  for (let deal = 0; deal < deals.count; deal++) {
    if (!random.reset(deal).chance(0.25)) continue
    const { locale, words, status, minor } = deals.at(deal)
    const at = random.below(words.competitors.length)
    const [, strengths = '', weaknesses = ''] = words.competitors[at] ?? []
    const key = next++
    const createdAt = world.until - 1
    yield {
      key,
      id: world.id('opportunityCompetitor', key, createdAt),
      createdAt,
      fields: {
        strengths,
        weaknesses,
        outcome: status === 'open' ? 'open' : status === 'won' ? 'weWon' : 'theyWon',
        ...(random.chance(0.3) && {
          price: { minor: Math.round(minor * (0.85 + random.unit() * 0.3)), currency: words.currency },
        }),
      },
      refs: { opportunityId: deal, competitorId: keys.competitor(locale, at) },
    }
  }
}

/** An opportunity that is still open, to schedule something for. */
export function openDeal(deals: Deals, key: number): Deal | undefined {
  if (deals.count === 0) return undefined
  const deal = deals.at(key % deals.count)
  return deal.status === 'open' ? deal : undefined
}

/** Owns the demo rows of quotes: drafts, sent ones, accepted and declined, some in a second version. Numbered when they are written. */
import { DAYS_VALID } from '../shared/quotes.ts'
import type { Deal } from './deals.ts'
import type { Random } from './random.ts'
import type { DemoPlain } from './rows.ts'
import { salesKeys } from './salesSetup.ts'
import type { Source } from './source.ts'

const NOON = 12 * 60

interface Offer {
  readonly deal: Deal
  readonly key: number
  readonly status: string
  readonly version: number
  /** The key of the first version. */
  readonly first: number | undefined
  readonly day: number
  readonly discount: number | undefined
}

/** Which quotes an opportunity has. */
function offersOf(random: Random, deal: Deal, next: number): Offer[] {
  const stage = deal.steps.at(-1)?.stage ?? 0
  if (stage < 2 || !random.chance(0.7)) return []
  const proposed = deal.steps.find((step) => step.stage >= 2)?.day ?? deal.openedDay
  const status =
    deal.status === 'won'
      ? 'accepted'
      : deal.status === 'lost'
        ? random.one(['declined', 'declined', 'sent'])
        : random.one(['sent', 'sent', 'draft'])
  const again = status !== 'draft' && random.chance(0.2)
  const discount = deal.status !== 'won' && random.chance(0.25) ? random.one([2, 3, 5]) : undefined
  const last = { deal, status, discount, day: proposed }
  return again
    ? [
        { ...last, key: next, status: 'replaced', version: 1, first: undefined, discount: undefined },
        { ...last, key: next + 1, version: 2, first: next, day: Math.min(-1, proposed + 2) },
      ]
    : [{ ...last, key: next, version: 1, first: undefined }]
}

function* offers({ world, deals }: Source): Generator<Offer> {
  const random = world.random('quote')
  let next = 0
  for (let key = 0; key < deals.count; key++) {
    const found = offersOf(random.reset(key), deals.at(key), next)
    next += found.length
    yield* found
  }
}

export function* quoteRows(source: Source): Generator<DemoPlain> {
  const { world } = source
  const keys = salesKeys(world)
  for (const { deal, key, status, version, first, day, discount } of offers(source)) {
    const { words, locale } = deal
    const createdAt = world.until - 1
    const given = status !== 'draft'
    const decided = status === 'accepted' || status === 'declined'
    yield {
      key,
      id: world.id('quote', key, createdAt),
      createdAt,
      fields: {
        subject: deal.title,
        status,
        version,
        language: locale,
        currency: words.currency,
        inWords: true,
        terms: words.terms,
        ...(discount !== undefined && { discountKind: 'percent', discountValue: discount }),
      },
      refs: {
        opportunityId: deal.key,
        contactId: deal.contactKey,
        ...(deal.companyKey !== undefined && { companyId: deal.companyKey }),
        ...(first !== undefined && { firstId: first }),
        priceListId: keys.priceList(locale),
      },
      days: {
        issueDate: day,
        validUntil: day + DAYS_VALID,
        at: [day, NOON],
        ...(given && { sentAt: [day, NOON + 30] }),
        ...(decided && { decidedAt: [Math.max(day, deal.closeDay), NOON] }),
      },
    }
  }
}

export function* quoteLineRows(source: Source): Generator<DemoPlain> {
  const { world } = source
  const keys = salesKeys(world)
  let next = 0
  for (const { deal, key: quoteId } of offers(source)) {
    const { words, locale, lines, minor } = deal
    const rows = lines.length
      ? lines.map(({ at, product, quantity, discount }) => ({
          fields: {
            name: product.name,
            unit: product.unit,
            quantity,
            unitPrice: product.price,
            ...(discount !== undefined && { discountKind: 'percent', discountValue: discount }),
          },
          refs: { quoteId, productId: keys.product(locale, at) },
        }))
      : [
          {
            fields: {
              name: deal.title,
              quantity: 1,
              unitPrice: minor / (words.currency === 'IRR' ? 1 : 100),
            },
            refs: { quoteId },
          },
        ]
    for (const [position, { fields, refs }] of rows.entries()) {
      const key = next++
      const createdAt = world.until - 1
      yield {
        key,
        id: world.id('quoteLine', key, createdAt),
        createdAt,
        fields: { ...fields, position, taxRate: words.tax },
        refs,
      }
    }
  }
}

/** Owns which contacts of the demo are leads, from where, and how far they are. */
import { salesWords } from './data/sales.ts'
import type { Deals } from './deals.ts'
import type { ContactCore } from './persons.ts'
import { weighted } from './random.ts'
import type { DemoContact } from './rows.ts'
import type { World } from './world.ts'

const states = weighted<string>([
  ['new', 38],
  ['working', 27],
  ['qualified', 14],
  ['unqualified', 21],
])
const SHARE = 0.07

/** What a contact was before it bought; those an opportunity came of have been converted. */
export function leadMaker(
  world: World,
  deals: Deals,
): (core: ContactCore) => Pick<DemoContact, 'leadStatus' | 'leadSource'> {
  const random = world.random('lead')
  return (core) => {
    const deal = deals.from(core.key)
    if (deal) return { leadStatus: 'converted', leadSource: deal.source }
    if (!random.reset(core.key).chance(SHARE)) return {}
    return { leadStatus: random.from(states), leadSource: random.one(salesWords[core.locale].sources) }
  }
}

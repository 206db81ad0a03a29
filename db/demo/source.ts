/** Owns the set of things every row is made from: the plan, the firms, the people, what they may buy. One per run; holds only small caches. */
import { createDeals, type Deals } from './deals.ts'
import { createFirms, type Firms } from './firms.ts'
import { type ContactCore, createPersons, type Persons } from './persons.ts'
import type { Subject } from './prose.ts'
import { createWorld, type DemoOptions, type World } from './world.ts'

export interface Source {
  readonly world: World
  readonly firms: Firms
  readonly persons: Persons
  readonly deals: Deals
}

export function createSource(options: DemoOptions): Source {
  const world = createWorld(options)
  const firms = createFirms(world)
  const persons = createPersons(world, firms)
  return { world, firms, persons, deals: createDeals(world, persons) }
}

/** Somebody as a note speaks of them: คุณสมชาย, آقای محمدی, Jane. */
export function subjectOf(core: ContactCore): Subject {
  const { locale, country, place, given, family, woman } = core
  const name =
    country === 'TH'
      ? `คุณ${given.text}`
      : country === 'IR'
        ? `${woman ? 'خانم' : 'آقای'} ${family?.text ?? given.text}`
        : given.text
  return { locale, name, place }
}

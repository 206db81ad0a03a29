/** Owns the demo rows of further positions: the second firm, the seat on a board, the job before this one. */
import { role } from './contact.ts'
import { isoDay } from './dates.ts'
import type { DemoPosition } from './rows.ts'
import type { Source } from './source.ts'

const DAY = 86_400_000

/** Positions held by contact `key`, none for most. */
function held(source: Source): (key: number, firstKey: number) => DemoPosition[] {
  const { world, firms, persons } = source
  const random = world.random('position')
  return (key, firstKey) => {
    random.reset(key)
    if (!random.chance(0.06)) return []
    const core = persons.at(key)
    const count = random.chance(0.12) ? random.between(2, 4) : 1
    const limit = Math.max(1, Math.floor((world.companies * key) / world.contacts))
    const found: DemoPosition[] = []
    for (let i = 0; i < count; i++) {
      const companyKey = random.below(limit)
      if (companyKey === core.companyKey || firms.localeOf(companyKey) !== core.locale) continue
      const { jobTitle, department } = role(random, core.country)
      const start = core.createdAt - random.between(60, 6000) * DAY
      const past = random.chance(0.55)
      const rowKey = firstKey + found.length
      const row: DemoPosition = {
        key: rowKey,
        id: world.id('position', rowKey, core.createdAt),
        createdAt: core.createdAt,
        contactKey: key,
        companyKey,
      }
      if (random.chance(0.9)) row.jobTitle = jobTitle
      if (department && random.chance(0.4)) row.department = department
      if (random.chance(0.75)) row.startDate = isoDay(start)
      if (past) row.endDate = isoDay(start + random.unit() * (core.createdAt - start))
      found.push(row)
    }
    return found
  }
}

export function* positionRows(source: Source): Generator<DemoPosition> {
  const of = held(source)
  let next = 0
  for (let key = 0; key < source.world.contacts; key++) {
    const rows = of(key, next)
    next += rows.length
    yield* rows
  }
}

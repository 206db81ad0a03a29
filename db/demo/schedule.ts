/**
 * Owns the demo rows of activities: what is scheduled with whom in the coming weeks, and a little that was left undone. Days
 * count from the one on which the data is made, so that a calendar is full whenever somebody looks.
 */
import { openDeal } from './opportunities.ts'
import { subjectLine } from './prose.ts'
import { weighted } from './random.ts'
import type { DemoActivity } from './rows.ts'
import { type Source, subjectOf } from './source.ts'

const QUARTER = 15
const OVERDUE = 0.06
/** Of what is scheduled, so much is about an opportunity, while that is open. */
const ABOUT_DEALS = 0.4
const DEALS = 2 ** 31

const kinds = weighted<readonly [kind: string, minutes: readonly number[]]>([
  [['call', [10, 15, 15, 20, 30]], 46],
  [['meeting', [30, 60, 60, 90, 120]], 26],
  [['todo', [15, 30, 60]], 18],
  [['email', [10, 15]], 7],
  [['message', [5, 10]], 3],
])

/** How many for so many contacts: about one for every four. */
export const activityCount = (contacts: number): number => Math.round(contacts * 0.25)

/** How far ahead they reach: a few weeks for a few, years for a million. */
const daysAhead = (contacts: number): number => Math.min(1_095, 45 + Math.floor(contacts / 200))

export function* activityRows(source: Source): Generator<DemoActivity> {
  const { world, persons, deals } = source
  const count = activityCount(world.contacts)
  const ahead = daysAhead(world.contacts)
  const random = world.random('schedule')
  const chance = world.random('dealActivity')
  for (let key = 0; key < count; key++) {
    random.reset(key)
    const anybody = random.below(world.contacts)
    const deal = chance.reset(key).chance(ABOUT_DEALS) ? openDeal(deals, chance.below(DEALS)) : undefined
    const contact = deal?.contactKey ?? anybody
    const core = persons.at(contact)
    const [kind, lengths] = random.from(kinds)
    // The next days are fuller than those far away.
    const day = random.chance(OVERDUE) ? -1 - random.below(9) : Math.floor(ahead * random.unit() ** 1.6)
    const row: DemoActivity = {
      key,
      id: world.id('activity', key, world.until - count + key),
      createdAt: world.until - count + key,
      kind,
      regarding: subjectLine(random, subjectOf(core)),
      day,
      minutes: 8 * 60 + random.below((10 * 60) / QUARTER) * QUARTER,
      durationMinutes: lengths[random.below(lengths.length)] ?? 30,
      contactKey: contact,
    }
    if (core.companyKey !== undefined) row.companyKey = core.companyKey
    if (deal) row.opportunityKey = deal.key
    if (random.chance(0.12)) row.priority = 'high'
    if (kind === 'todo' && random.chance(0.4)) {
      row.allDay = true
      row.durationMinutes = 1_440
    }
    if (kind === 'meeting' && random.chance(0.05)) row.rule = 'FREQ=WEEKLY;COUNT=8'
    // Nothing rings while somebody looks at it for the first time.
    if (day > 2 && random.chance(0.3)) row.alarmMinutes = 15
    yield row
  }
}

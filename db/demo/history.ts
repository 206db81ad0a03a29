/** Owns the demo rows of history: calls, meetings, letters and their results. Kinds and results are codes, not words. */
import { spell, timeOf } from './activity.ts'
import { noteText, remark, subjectLine } from './prose.ts'
import { type Table, weighted } from './random.ts'
import type { DemoHistory } from './rows.ts'
import { type Source, subjectOf } from './source.ts'

interface Kind {
  readonly kind: string
  readonly results: Table<string>
  /** Usual length; none for what has no length. */
  readonly minutes?: readonly [from: number, to: number]
}

const call: Kind = {
  kind: 'call',
  results: weighted([
    ['completed', 46],
    ['noAnswer', 22],
    ['leftMessage', 14],
    ['busy', 7],
    ['received', 8],
    ['wrongNumber', 3],
  ]),
  minutes: [1, 40],
}
const meeting: Kind = {
  kind: 'meeting',
  results: weighted([
    ['held', 78],
    ['notHeld', 12],
    ['postponed', 10],
  ]),
  minutes: [15, 180],
}
const email: Kind = {
  kind: 'email',
  results: weighted([
    ['sent', 62],
    ['received', 38],
  ]),
}
const letter: Kind = { kind: 'letter', results: weighted([['sent', 1]]) }
const todo: Kind = {
  kind: 'todo',
  results: weighted([
    ['done', 86],
    ['notDone', 14],
  ]),
}

const kinds = weighted<Kind>([
  [call, 52],
  [email, 22],
  [meeting, 13],
  [todo, 9],
  [letter, 4],
])

/** Every kind and result code that occurs. */
export const historyCodes: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [call, meeting, email, letter, todo].map(({ kind, results }) => [kind, results.items]),
)

export function* historyRows(source: Source): Generator<DemoHistory> {
  const { world, persons } = source
  const random = world.random('history')
  let next = 0
  for (let contact = 0; contact < world.contacts; contact++) {
    const core = persons.at(contact)
    const { count, end } = spell(random.reset(contact), world, core, 0.17)
    if (count === 0) continue
    const subject = subjectOf(core)
    for (let i = 0; i < count; i++) {
      const at = timeOf(random, world, core, i, count, end)
      const key = next++
      const { kind, results, minutes } = random.from(kinds)
      const row: DemoHistory = {
        key,
        id: world.id('history', key, at),
        createdAt: at,
        kind,
        at,
        contactKey: contact,
      }
      if (core.companyKey !== undefined) row.companyKey = core.companyKey
      if (random.chance(0.9)) row.regarding = subjectLine(random, subject)
      if (random.chance(0.94)) row.resultCode = random.from(results)
      const worked =
        row.resultCode === 'completed' || row.resultCode === 'held' || row.resultCode === 'received'
      if (minutes && worked) {
        const [from, to] = minutes
        row.durationMinutes = Math.round(from + (to - from) * random.unit() ** 2.2)
      }
      if (worked && random.chance(0.4)) row.body = remark(random, subject)
      else if (random.chance(0.03)) row.body = noteText(random, subject)
      yield row
    }
  }
}

/** Schedules that once showed a fault, of the engine or of its judge: kept as they were found, made as short as they still showed it. */
import { it } from 'vitest'
import { type Step, simulate, type Verb } from './simulator.ts'

type Short = readonly [verb: Verb, who: number, a: number, b: number]

const found: Readonly<Record<string, readonly Short[]>> = {
  // The judge took the note for known to whoever deleted the contact: it was, as deleted.
  'a note brought back elsewhere brings its contact back': [
    ['create', 91, 172, 29_350],
    ['note', 28, 107, 44_758],
    ['create', 7, 177, 10_077],
    ['buryNote', 88, 126, 37_197],
    ['clone', 208, 225, 34_434],
    ['unburyNote', 245, 111, 61_895],
    ['bury', 35, 54, 35_400],
  ],
}

it.each(Object.entries(found))('%s', async (_what, steps) => {
  await simulate(
    6_000_040,
    steps.map(([verb, who, a, b]): Step => ({ verb, who, a, b })),
  )
})

/** Schedules that once showed a fault, of the engine or of its judge: kept as they were found, made as short as they still showed it. */
import { it } from 'vitest'
import { type Step, simulate, type Verb } from './simulator.ts'

type Short = readonly [verb: Verb, who: number, a: number, b: number]

const found: Readonly<Record<string, { readonly seed: number; readonly steps: readonly Short[] }>> = {
  // The judge took the note for known to whoever deleted the contact: it was, as deleted.
  'a note brought back elsewhere brings its contact back': {
    seed: 6_000_040,
    steps: [
      ['create', 91, 172, 29_350],
      ['note', 28, 107, 44_758],
      ['create', 7, 177, 10_077],
      ['buryNote', 88, 126, 37_197],
      ['clone', 208, 225, 34_434],
      ['unburyNote', 245, 111, 61_895],
      ['bury', 35, 54, 35_400],
    ],
  },
  // The record did not hold what left a laptop by a copy of everything, before it was put back to a backup.
  'what only a copy of everything tells is told': {
    seed: 6_400_485,
    steps: [
      ['backup', 186, 29, 13_098],
      ['race', 52, 152, 16_760],
      ['bury', 228, 14, 27_500],
      ['race', 101, 0, 36_323],
      ['snapshot', 207, 39, 47_202],
      ['restore', 252, 169, 41_716],
      ['clone', 245, 94, 43_202],
      ['erase', 244, 56, 12_500],
    ],
  },
}

it.each(Object.entries(found))('%s', async (_what, { seed, steps }) => {
  await simulate(
    seed,
    steps.map(([verb, who, a, b]): Step => ({ verb, who, a, b })),
  )
})

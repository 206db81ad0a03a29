/** Owns the ground truth: which contacts of a run are somebody entered before, for scoring the duplicate search. */
import { createSource } from './source.ts'
import type { DuplicateKind } from './variants.ts'
import type { DemoOptions } from './world.ts'

export interface DemoDuplicate {
  /** Demo key of the contact entered first. */
  readonly of: number
  readonly key: number
  readonly kind: DuplicateKind
  /** False for `household`: two people sharing one number, a false friend. */
  readonly samePerson: boolean
}

/** Every planted duplicate and false friend of `demo(options)`, by ascending key. */
export function* demoDuplicates(options: DemoOptions): Generator<DemoDuplicate> {
  const { world, persons } = createSource(options)
  for (let key = 0; key < world.contacts; key++) {
    if (!persons.mayRepeat(key)) continue
    const { twin } = persons.at(key)
    if (twin) yield { of: twin.of, key, kind: twin.kind, samePerson: twin.kind !== 'household' }
  }
}

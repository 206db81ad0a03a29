/** When to ask for reminders again, and which of them the system has not been told of yet: what a changed clock may not upset. */

/** However far the next alarm is, a changed clock or time zone is noticed so soon. */
export const LONGEST_WAIT = 60_000
const SHORTEST_WAIT = 500

/** Milliseconds until the next question: at the next alarm, soon after one that is late, and never far off. */
export function waitUntil(next: string | null | undefined, now: number): number {
  const at = next ? Date.parse(next) : Number.NaN
  return Number.isNaN(at) ? LONGEST_WAIT : Math.min(LONGEST_WAIT, Math.max(SHORTEST_WAIT, at - now))
}

interface Ringing {
  readonly id: string
  readonly occurrence: string | null
  readonly ringsAt: string
}

export const keyOf = ({ id, occurrence, ringsAt }: Ringing): string => `${id} ${occurrence ?? ''} ${ringsAt}`

/** Remembers what was told, so that a clock that goes back and forth tells nothing twice. */
export class Told {
  readonly #keys = new Set<string>()

  /** Those not told before; they are from now on. */
  fresh<T extends Ringing>(due: readonly T[]): readonly T[] {
    const fresh = due.filter((alarm) => !this.#keys.has(keyOf(alarm)))
    for (const alarm of fresh) this.#keys.add(keyOf(alarm))
    return fresh
  }
}

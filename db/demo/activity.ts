/**
 * Owns how much happens with whom, and when: most contacts have little, a few have hundreds of entries, some have gone
 * quiet years ago. Notes and history both follow it.
 */
import type { ContactCore } from './persons.ts'
import type { Random } from './random.ts'
import { officeTime, type World } from './world.ts'

const YEAR = 365.25 * 86_400_000

/** How many entries a contact has, for a mean of about 6.5 × `rate`, and until when. */
export function spell(
  random: Random,
  world: World,
  core: ContactCore,
  rate: number,
): { count: number; end: number } {
  const age = world.until - core.createdAt
  // Nobody gathers a thousand entries in a week.
  const grown = Math.min(1, (age / YEAR) * 1.5 + 0.05)
  const count = Math.floor(core.busyness * rate * (core.busyness > 5 ? grown : 1) + random.unit())
  const quiet = random.chance(0.42)
  return { count, end: quiet ? core.createdAt + age * random.unit() ** 1.4 : world.until }
}

/** The time of entry `index` of `count`, in order, at office hours there. */
export function timeOf(
  random: Random,
  world: World,
  core: ContactCore,
  index: number,
  count: number,
  end: number,
): number {
  const share = (index + random.unit()) / count
  const at = officeTime(core.createdAt + share * (end - core.createdAt), core.locale)
  return Math.min(Math.max(at, core.createdAt), world.until)
}

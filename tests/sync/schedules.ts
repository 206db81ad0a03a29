/**
 * How many schedules are run, and what is said when one fails: its seed, and the shortest schedule that fails as well, which
 * SAMPHAN_SEED brings back.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { simulate, verbs } from './simulator.ts'

const nightly = process.env.SAMPHAN_NIGHTLY === '1'
/** By day two files run half of them each, beside each other; at night the first runs all there is time for. */
const BY_DAY = 1_000
const AT_NIGHT = 200_000
const NIGHT_MS = Number(process.env.SAMPHAN_SCHEDULE_MINUTES ?? 240) * 60_000

const step = fc.record({
  verb: fc.constantFrom(...verbs),
  who: fc.nat(7),
  a: fc.nat(255),
  b: fc.nat(65_535),
})

/** @param half Which of the two files asks; the first brings back any seed */
export function runSchedules(half: 0 | 1): void {
  const wanted = nightly ? (half === 0 ? AT_NIGHT : 0) : BY_DAY
  it.runIf(wanted > 0)(
    `everybody agrees, whatever the schedule, and no write is lost that nobody had seen`,
    {
      timeout: nightly ? NIGHT_MS + 600_000 : 1_200_000,
    },
    async () => {
      const result = await fc.check(
        fc.asyncProperty(
          fc.nat(1_000_000),
          fc.array(step, { minLength: 3, maxLength: nightly ? 120 : 26 }),
          simulate,
        ),
        {
          numRuns: wanted,
          seed: (fc.readConfigureGlobal().seed ?? Date.now()) + half,
          ...(nightly && { interruptAfterTimeLimit: NIGHT_MS, markInterruptAsFailure: false }),
        },
      )
      if (nightly) process.stdout.write(`${result.numRuns} schedules, seed ${result.seed}\n`)
      expect(result.failed, fc.defaultReportMessage(result) ?? '').toBe(false)
      if (!nightly) expect(result.numRuns).toBe(wanted)
    },
  )
}

/**
 * Schedules over real databases and the real engine (simulator.ts). A failure prints the seed and the shortest schedule found;
 * SAMPHAN_SEED replays it.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { simulate, verbs } from './simulator.ts'

const nightly = process.env.SAMPHAN_NIGHTLY === '1'
/** How many, per run of the tests and per night. */
const SCHEDULES = nightly ? 20_000 : 60

const step = fc.record({
  verb: fc.constantFrom(...verbs),
  who: fc.nat(7),
  a: fc.nat(255),
  b: fc.nat(65_535),
})

it(`everybody agrees after ${SCHEDULES} schedules, and no write is lost that nobody had seen`, {
  timeout: nightly ? 5 * 3_600_000 : 300_000,
}, async () => {
  const result = await fc.check(
    fc.asyncProperty(
      fc.nat(1_000_000),
      fc.array(step, { minLength: 5, maxLength: nightly ? 120 : 45 }),
      simulate,
    ),
    { numRuns: SCHEDULES, endOnFailure: !nightly },
  )
  expect(result.failed, fc.defaultReportMessage(result) ?? '').toBe(false)
  expect(result.numRuns).toBe(SCHEDULES)
})

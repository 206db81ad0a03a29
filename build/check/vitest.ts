// Vitest, and what it counted: skipped tests and files that could not be loaded are failures.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { z } from 'zod'
import { inRoot } from '../steps/paths.mjs'
import { type Count, runProgram } from './count.ts'

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
})

export async function checkVitest({ nightly }: { readonly nightly: boolean }): Promise<Count> {
  const report = inRoot('.cache', 'reports', 'vitest.json')
  mkdirSync(inRoot('.cache', 'reports'), { recursive: true })
  rmSync(report, { force: true })
  const status = await runProgram(
    'vitest',
    'vitest.mjs',
    [
      'run',
      '--config',
      'build/vitest.config.ts',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    { SAMPHAN_NIGHTLY: nightly ? '1' : '' },
  )
  const result = reportSchema.parse(JSON.parse(readFileSync(report, 'utf8')))
  const empty = result.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  const skipped = result.numPendingTests + result.numTodoTests
  if (skipped > 0) console.error(`${skipped} tests were skipped`)
  const failed = result.numFailedTests + empty.length + skipped
  // A run that failed for another reason (an unhandled error, no test at all) still failed.
  return { passed: result.numPassedTests, failed: failed === 0 && status !== 0 ? 1 : failed }
}

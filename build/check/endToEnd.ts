// Playwright in the real Electron window. Skipped tests are failures.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { z } from 'zod'
import { inRoot } from '../steps/paths.mjs'
import { type Count, runProgram } from './count.ts'

const reportSchema = z.object({
  errors: z.array(z.unknown()),
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
})

export async function checkEndToEnd(): Promise<Count> {
  const report = inRoot('.cache', 'reports', 'playwright.json')
  mkdirSync(inRoot('.cache', 'reports'), { recursive: true })
  rmSync(report, { force: true })
  const status = await runProgram(
    '@playwright/test',
    'cli.js',
    ['test', '--config', 'build/playwright.config.ts'],
    {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    },
  )
  const { stats, errors } = reportSchema.parse(JSON.parse(readFileSync(report, 'utf8')))
  const failed = stats.unexpected + stats.flaky + stats.skipped + errors.length
  return { passed: stats.expected, failed: failed === 0 && status !== 0 ? 1 : failed }
}

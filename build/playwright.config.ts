// End-to-end tests drive the built program in the real Electron (tests/e2e/app.ts launches it): a window at a time on
// each screen, no retries, nothing skipped. Pictures and traces of what failed land in test-results/.
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import { hasOwnDisplays } from '../tests/e2e/display.ts'

const folder = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

export default defineConfig({
  testDir: folder('tests/e2e'),
  outputDir: folder('test-results'),
  testMatch: '**/*.spec.ts',
  workers: hasOwnDisplays ? 2 : 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json']],
})

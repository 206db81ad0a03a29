// Everything that needs no window: unit, property, contract, migration and fault tests, against real SQLite.
// `*.nightly.test.ts` and longer property runs join in when SAMPHAN_NIGHTLY is set (`npm run test:nightly`).
import { defineConfig } from 'vitest/config'

const nightly = process.env.SAMPHAN_NIGHTLY === '1'

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  cacheDir: '.cache/vitest',
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    exclude: ['tests/e2e/**', ...(nightly ? [] : ['tests/**/*.nightly.test.ts'])],
    setupFiles: ['build/vitest.setup.ts'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: nightly ? 3_600_000 : 60_000,
    hookTimeout: nightly ? 3_600_000 : 60_000,
    passWithNoTests: false,
    allowOnly: false,
  },
})

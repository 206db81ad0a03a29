// `npm test`: every check in order, each named and timed, and at the end one plain line with the sum.
// A check that examined nothing is a failure. Started by build/run.mjs, which prepares Node, Electron and a display.
import { checkBoundaries } from './check/boundaries.ts'
import { type Count, program, yes } from './check/count.ts'
import { checkEndToEnd } from './check/endToEnd.ts'
import { checkVitest } from './check/vitest.ts'
import { ensureBuilt } from './steps/build.mjs'

interface Check {
  readonly name: string
  /** A check without which this one says nothing. */
  readonly needs?: string
  run(): Promise<Count>
}

const everyDay: readonly Check[] = [
  { name: 'Types', run: () => program('typescript', 'bin/tsc', ['-b', '--force']) },
  {
    name: 'Format and lint',
    run: () => program('@biomejs/biome', 'bin/biome', ['check', '--config-path', 'build', '.']),
  },
  { name: 'Import rules', run: checkBoundaries },
  { name: 'Unit, property, contract, migration and fault tests', run: () => checkVitest({ nightly: false }) },
  { name: 'Build', run: () => yes(() => ensureBuilt('programs', 'window')) },
  { name: 'End to end in the real window', needs: 'Build', run: checkEndToEnd },
]
const nightly: readonly Check[] = [
  { name: 'Long property, fault and size tests', run: () => checkVitest({ nightly: true }) },
]

/** A check that could not even run has failed. */
const couldNotRun = (error: unknown): Count => {
  console.error(error)
  return { passed: 0, failed: 1 }
}

const notRun = (needs: string): Count => {
  console.error(`not run, because this failed: ${needs}`)
  return { passed: 0, failed: 1 }
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

async function main(args: readonly string[]): Promise<number> {
  const checks = args.includes('--nightly') ? nightly : everyDay
  const only = args.filter((arg) => !arg.startsWith('--')).map((arg) => arg.toLowerCase())
  const chosen = checks.filter(
    ({ name }) => only.length === 0 || only.some((word) => name.toLowerCase().includes(word)),
  )
  const lines: string[] = []
  let passed = 0
  let failed = 0
  const broken = new Set<string>()
  for (const { name, needs = '', run } of chosen) {
    console.log(`\n━━ ${name}`)
    const begun = performance.now()
    const count = broken.has(needs) ? notRun(needs) : await run().catch(couldNotRun)
    if (count.failed > 0) broken.add(name)
    const line = `${count.failed > 0 ? '✖' : '✔'} ${name}: ${count.passed} passed, ${count.failed} failed (${seconds(performance.now() - begun)})`
    console.log(line)
    lines.push(line)
    passed += count.passed
    failed += count.failed
  }
  console.log(`\n${lines.join('\n')}\n\n${passed} passed, ${failed} failed`)
  return failed > 0 || passed === 0 ? 1 : 0
}

process.exitCode = await main(process.argv.slice(2))

// The import rules over the real tree, and over a planted one in which every rule must find its violation:
// a cruise that parses nothing is green too.
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { cloneCache, inRoot, root } from '../steps/paths.mjs'
import { type Count, programFile } from './count.ts'

const FEWEST_MODULES = 100

const resultSchema = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
})

const configSchema = z.object({ forbidden: z.array(z.object({ name: z.string() })) })

function cruise(folder: string, sources: readonly string[]) {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      programFile('dependency-cruiser', 'bin/dependency-cruiser.mjs'),
      '--config',
      inRoot('build', 'boundaries.cjs'),
      '--output-type',
      'json',
      ...sources,
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 },
  )
  if (!stdout) throw new Error(`dependency-cruiser said nothing: ${stderr}`)
  return resultSchema.parse(JSON.parse(stdout)).summary
}

const rules: readonly string[] = configSchema
  .parse(createRequire(import.meta.url)('../boundaries.cjs'))
  .forbidden.map(({ name }) => name)

/** Rule → a file and what it must not import. */
const planted: Readonly<Record<string, readonly [file: string, forbidden: string]>> = {
  'shared-is-pure': ['db/shared/a.ts', '../core/b.ts'],
  'shared-no-node': ['db/shared/c.ts', 'node:fs'],
  'migrations-stand-alone': ['db/migrations/0010-a.ts', '../core/b.ts'],
  'migration-runner': ['db/migrations/run.ts', '../core/b.ts'],
  core: ['db/core/a.ts', '../domains/contacts.ts'],
  transfer: ['db/transfer/a.ts', '../core/b.ts'],
  templates: ['db/templates/a.ts', '../core/b.ts'],
  mail: ['db/mail/a.ts', '../domains/contacts.ts'],
  demo: ['db/demo/a.ts', '../host/main.ts'],
  sync: ['db/sync/a.ts', '../domains/contacts.ts'],
  domains: ['db/domains/notes.ts', '../sync/a.ts'],
  'sync-domain': ['db/domains/sync.ts', '../host/main.ts'],
  'domains-are-islands': ['db/domains/companies.ts', './contacts.ts'],
  host: ['db/host/a.ts', '../cli/main.ts'],
  cli: ['db/cli/a.ts', '../../electron/main.ts'],
  bench: ['db/bench/a.ts', '../cli/main.ts'],
  electron: ['electron/a.ts', '../db/core/b.ts'],
  'bridge-is-pure': ['electron/bridge.ts', 'node:fs'],
  renderer: ['renderer/a.ts', '../db/core/b.ts'],
  'renderer-no-node': ['renderer/b.ts', 'node:fs'],
  ui: ['renderer/ui/a.tsx', '../state/ui.ts'],
  i18n: ['renderer/i18n/a.ts', '../state/ui.ts'],
  data: ['renderer/data/a.ts', '../state/ui.ts'],
  state: ['renderer/state/a.ts', '../ui/b.tsx'],
  records: ['renderer/records/a.tsx', '../features/contacts/Page.tsx'],
  shell: ['renderer/shell/a.tsx', '../features/contacts/Page.tsx'],
  'features-are-islands': ['renderer/features/companies/Page.tsx', '../contacts/Page.tsx'],
  'features-below-app': ['renderer/features/notes/Page.tsx', '../../app.tsx'],
  'not-to-tests': ['db/core/c.ts', '../../tests/a.ts'],
  'no-cycles': ['db/core/d.ts', './e.ts'],
  resolvable: ['db/core/f.ts', './nowhere.ts'],
  'shared-packages': ['db/shared/g.ts', 'better-sqlite3'],
  'driver-below-the-host': ['electron/b.ts', 'better-sqlite3'],
  'electron-only-in-main': ['db/core/g.ts', 'electron'],
  'kit-behind-ui': ['renderer/shell/b.tsx', '@mantine/core'],
}

const bystanders = [
  'db/core/b.ts',
  'db/cli/main.ts',
  'db/host/main.ts',
  'db/domains/contacts.ts',
  'electron/main.ts',
  'renderer/app.tsx',
  'renderer/state/ui.ts',
  'renderer/ui/b.tsx',
  'renderer/features/contacts/Page.tsx',
  'tests/a.ts',
]

function cruisePlanted(): string[] {
  const folder = join(cloneCache, 'planted')
  rmSync(folder, { recursive: true, force: true })
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  for (const file of bystanders) write(file, 'export const it = 1\n')
  for (const [file, forbidden] of Object.values(planted)) {
    write(file, `import * as other from '${forbidden}'\nexport const it: unknown = other\n`)
  }
  write('db/core/e.ts', "import * as other from './d.ts'\nexport const it: unknown = other\n")
  const found = new Set(
    cruise(folder, ['db', 'electron', 'renderer']).violations.map(({ rule }) => rule.name),
  )
  return rules.filter((rule) => !found.has(rule))
}

export async function checkBoundaries(): Promise<Count> {
  const real = cruise(root, ['db', 'electron', 'renderer'])
  for (const { rule, from, to } of real.violations) console.error(`${rule.name}: ${from} → ${to}`)
  const clean = real.violations.length === 0 && real.totalCruised >= FEWEST_MODULES
  if (real.totalCruised < FEWEST_MODULES) console.error(`only ${real.totalCruised} modules were examined`)
  console.log(`${real.totalCruised} modules examined`)

  const blind = cruisePlanted()
  for (const rule of blind) console.error(`${rule}: no violation is planted, or it was not found`)
  return {
    passed: (clean ? 1 : 0) + rules.length - blind.length,
    failed: (clean ? 0 : 1) + blind.length,
  }
}

// dist/: the programs (main, preload, db host, its threads, command line) by rolldown, the window by Vite.
// Only what changed is built again.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { withLock } from './lock.mjs'
import { cloneCache, inRoot, root } from './paths.mjs'
import { PROOF_FOLDER } from './proof.mjs'
import { StepFailed, step } from './say.mjs'
import { changes } from './sources.mjs'

const binOf = (name, file) => inRoot('node_modules', name, file)

const targets = {
  programs: {
    title: 'Building the programs',
    inputs: ['db', 'electron', 'build/rolldown.config.mjs', 'package.json', 'package-lock.json'],
    outputs: ['dist/main.cjs', 'dist/preload.cjs', 'dist/host.cjs', 'dist/worker.cjs', 'dist/cli.mjs'],
    command: () => [
      binOf('rolldown', 'bin/cli.mjs'),
      '--config',
      'build/rolldown.config.mjs',
      '--logLevel',
      'warn',
    ],
  },
  window: {
    title: 'Building the window',
    inputs: ['renderer', 'db/shared', 'electron/bridge.ts', 'build/vite.config.ts', 'package-lock.json'],
    outputs: ['dist/renderer/index.html'],
    command: () => [
      binOf('vite', 'bin/vite.js'),
      'build',
      '--config',
      'build/vite.config.ts',
      '--logLevel',
      'warn',
    ],
  },
}

export async function ensureBuilt(...names) {
  for (const name of names) await ensureTarget(name, targets[name])
}

/** The same program with the entity of the proof (see proof.mjs); answers with the folder to start it from. */
export async function ensureProofBuilt() {
  for (const [name, { title, inputs, outputs, command }] of Object.entries(targets)) {
    await ensureTarget(`proof-${name}`, {
      title: `${title} of the proof`,
      inputs: [...inputs, 'build/steps/proof.mjs', 'tests/proof/widget.ts'],
      outputs: outputs.map((output) => `${PROOF_FOLDER}/${output}`),
      command,
      env: { SAMPHAN_TEST_ENTITIES: '1' },
    })
  }
  writeFileSync(
    inRoot(PROOF_FOLDER, 'package.json'),
    JSON.stringify({ name: 'samphan-proof', version: '0.0.0', main: 'dist/main.cjs' }),
  )
  return inRoot(PROOF_FOLDER)
}

async function ensureTarget(name, { title, inputs, outputs, command, env: more }) {
  if (!changes(name, inputs, outputs).any()) return
  await withLock(join(cloneCache, `build-${name}.lock`), async () => {
    const stamp = changes(name, inputs, outputs)
    if (!stamp.any()) return
    await step(title, async () => {
      const env = { ...process.env, NODE_ENV: 'production', ...more }
      const { status, stdout, stderr } = spawnSync(process.execPath, command(), {
        cwd: root,
        env,
        encoding: 'utf8',
      })
      if (status !== 0) throw new StepFailed(`${title} failed.`, `${stdout}${stderr}`)
      stamp.built()
    })
  })
}

export const cliFile = inRoot('dist', 'cli.mjs')

// dist/: the programs (main, preload, db host, its threads, command line) by rolldown, the window by Vite.
// Only what changed is built again.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
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
    outputs: ['main.cjs', 'preload.cjs', 'host.cjs', 'worker.cjs', 'prepare.cjs', 'cli.mjs'],
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
    outputs: ['renderer/index.html', 'renderer/print.html'],
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
  for (const name of names) await ensureTarget(name, targets[name], 'dist')
}

/** The same program with the entity of the proof (see proof.mjs); answers with the folder to start it from. */
export async function ensureProofBuilt() {
  for (const [name, target] of Object.entries(targets)) {
    const proof = {
      ...target,
      title: `${target.title} of the proof`,
      inputs: [...target.inputs, 'build/steps/proof.mjs', 'tests/proof/widget.ts'],
    }
    await ensureTarget(`proof-${name}`, proof, `${PROOF_FOLDER}/dist`, { SAMPHAN_TEST_ENTITIES: '1' })
  }
  writeFileSync(
    inRoot(PROOF_FOLDER, 'package.json'),
    JSON.stringify({ name: 'samphan-proof', version: '0.0.0', main: 'dist/main.cjs' }),
  )
  return inRoot(PROOF_FOLDER)
}

async function ensureTarget(name, { title, inputs, outputs, command }, dist, more = {}) {
  const look = () =>
    changes(
      name,
      inputs,
      outputs.map((output) => `${dist}/${output}`),
    )
  if (!look().any()) return
  await withLock(join(cloneCache, `build-${name}.lock`), async () => {
    const stamp = look()
    if (!stamp.any()) return
    await step(title, async () => {
      const building = `.cache/building/${name}`
      rmSync(inRoot(building), { recursive: true, force: true })
      const { status, stdout, stderr } = spawnSync(process.execPath, command(), {
        cwd: root,
        env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', SAMPHAN_DIST: building, ...more },
        encoding: 'utf8',
      })
      if (status !== 0) throw new StepFailed(`${title} failed.`, `${stdout}${stderr}`)
      putInPlace(inRoot(building), inRoot(dist))
      stamp.built()
    })
  })
}

/** Renames what was built over what was there: programs that start meanwhile see the old or the new, never half. */
function putInPlace(from, to) {
  mkdirSync(to, { recursive: true })
  for (const name of readdirSync(from)) {
    const [built, old, place] = [join(from, name), join(from, `${name}.old`), join(to, name)]
    // A file may be renamed over another, a folder may not.
    if (existsSync(place) && statSync(place).isDirectory()) renameSync(place, old)
    renameSync(built, place)
    rmSync(old, { recursive: true, force: true })
  }
}

export const cliFile = inRoot('dist', 'cli.mjs')

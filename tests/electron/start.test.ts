import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { defaultDatabase } from '../../db/host/defaultDatabase.ts'
import { callNames } from '../../electron/bridge.ts'
import { callSchemas, routeSchema } from '../../electron/bridgeSchemas.ts'
import { readArguments, recordOfLink } from '../../electron/links.ts'
import { openLog } from '../../electron/log.ts'
import { restartBudget } from '../../electron/restarts.ts'
import { boundsOnScreen, openMemory } from '../../electron/windowState.ts'

describe('the default database', () => {
  test.each([
    ['linux', {}, '/home/a', '/home/a/.local/share/samphan/Samphan.samphan'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/home/a', '/data/samphan/Samphan.samphan'],
    ['darwin', {}, '/Users/a', '/Users/a/Library/Application Support/Samphan/Samphan.samphan'],
    ['win32', { APPDATA: 'C:\\R' }, 'C:\\Users\\a', 'C:\\R\\Samphan\\Samphan.samphan'],
    ['win32', {}, 'C:\\Users\\a', 'C:\\Users\\a\\AppData\\Roaming\\Samphan\\Samphan.samphan'],
    ['linux', { SAMPHAN_HOME: '/x', XDG_DATA_HOME: '/data' }, '/home/a', '/x/Samphan.samphan'],
  ])('on %s with %o', (platform, env, home, file) => {
    expect(defaultDatabase({ platform, env, home })).toBe(file)
  })
})

describe('what the program is started with', () => {
  const link = 'samphan://contact/01920000-0000-7000-8000-00000000000a'

  test('options in both spellings, a link, Chromium flags passed over', () => {
    expect(readArguments(['--no-sandbox', '/app', '--db', '/a b.samphan', '--lang=fa', link])).toEqual({
      database: '/a b.samphan',
      language: 'fa',
      link,
    })
    expect(readArguments(['--db', '--lang', 'th'])).toEqual({ language: 'th' })
  })

  test('a link means a record, whatever its case', () => {
    expect(recordOfLink(link.toUpperCase().replace('SAMPHAN:', 'samphan:'))).toEqual({
      entity: 'contact',
      id: '01920000-0000-7000-8000-00000000000a',
    })
  })

  test.each([
    'samphan://contact/1',
    `${link}/../x`,
    `${link}?x=1`,
    `${link}#x`,
    `x${link}`,
    'https://contact/01920000-0000-7000-8000-00000000000a',
    'samphan://con tact/01920000-0000-7000-8000-00000000000a',
  ])('%s means nothing', (address) => {
    expect(recordOfLink(address)).toBeUndefined()
  })
})

describe('the bridge', () => {
  test('every call has a schema and nothing else has', () => {
    expect(Object.keys(callSchemas).sort()).toEqual([...callNames].sort())
  })
  test('routes are places in the window, never addresses', () => {
    for (const route of ['/', '/contacts', '/contacts/0192?tab=notes', '/ผู้ติดต่อ']) {
      expect(routeSchema.safeParse(route).success).toBe(true)
    }
    for (const route of [
      '',
      'contacts',
      '//evil.example',
      'https://x',
      '/a b',
      '/a\\b',
      '/a\nb',
      `/${'x'.repeat(2_000)}`,
    ]) {
      expect(routeSchema.safeParse(route).success).toBe(false)
    }
  })
})

describe('restarts', () => {
  test('so many in so long, then none until time has passed or somebody asks', () => {
    let now = 0
    const budget = restartBudget(2, 1_000, () => now)
    expect([budget.spend(), budget.spend(), budget.spend()]).toEqual([true, true, false])
    now = 1_000
    expect(budget.spend()).toBe(true)
    expect(budget.spend()).toBe(true)
    expect(budget.spend()).toBe(false)
    budget.reset()
    expect(budget.spend()).toBe(true)
  })
})

describe('window memory', () => {
  const screens = [
    { x: 0, y: 0, width: 1920, height: 1080 },
    { x: 1920, y: 0, width: 1280, height: 1024 },
  ]
  test('bounds come back if a title bar can be reached on some screen', () => {
    const bounds = { x: 2000, y: 100, width: 800, height: 600 }
    expect(boundsOnScreen(bounds, screens)).toEqual(bounds)
    expect(boundsOnScreen(bounds, screens.slice(0, 1))).toBeUndefined()
    expect(boundsOnScreen({ ...bounds, x: 1850, y: 5 }, screens)?.x).toBe(1850)
    expect(boundsOnScreen({ x: 100, y: -50, width: 800, height: 600 }, screens)).toBeUndefined()
    expect(boundsOnScreen(undefined, screens)).toBeUndefined()
  })
  test('what is larger than the screen shrinks to it', () => {
    expect(boundsOnScreen({ x: 10, y: 10, width: 5_000, height: 4_000 }, screens.slice(0, 1))).toEqual({
      x: 10,
      y: 0,
      width: 1920,
      height: 1080,
    })
  })

  test('is kept in a file, and a broken file is none', () => {
    const folder = mkdtempSync(join(tmpdir(), 'samphan-memory-'))
    const file = join(folder, 'windows.json')
    const reports: unknown[] = []
    const open = () => openMemory(file, (error) => reports.push(error))
    const bounds = { x: 1, y: 2, width: 300, height: 400 }
    const memory = open()
    memory.set({ language: 'fa' })
    memory.setWindow('main', { bounds, maximized: false })
    memory.setWindow('main', { route: '/contacts' })
    expect(open().state).toEqual({
      language: 'fa',
      windows: { main: { bounds, maximized: false, route: '/contacts' } },
    })
    expect(reports).toEqual([])
    writeFileSync(file, '{"language":"klingon","windows":{"main":{"bounds":"wide"}}}')
    expect(open().state).toEqual({ language: undefined, windows: {} })
    writeFileSync(file, '\u0000\u0001')
    expect(open().state).toEqual({ windows: {} })
    expect(reports).toHaveLength(1)
    rmSync(folder, { recursive: true })
  })
})

test('the log rotates and keeps the newest', () => {
  const folder = mkdtempSync(join(tmpdir(), 'samphan-log-'))
  const mirrored: string[] = []
  const log = openLog(
    folder,
    () => new Date(0),
    (line) => mirrored.push(line),
  )
  log.write('info', 'test', 'first')
  const long = 'x'.repeat(300_000)
  for (let i = 0; i < 40; i++) log.write('info', 'test', i, long)
  log.write('error', 'test', new Error('last'))
  expect(readdirSync(folder).sort()).toEqual([
    'main.1.log',
    'main.2.log',
    'main.3.log',
    'main.4.log',
    'main.5.log',
    'main.log',
  ])
  expect(readFileSync(join(folder, 'main.log'), 'utf8')).toContain(
    '1970-01-01T00:00:00.000Z error test: Error: last',
  )
  expect(mirrored).toHaveLength(1)
  rmSync(folder, { recursive: true })
})

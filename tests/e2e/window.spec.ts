// The program starts, shows its window, and the window speaks with the db host; both survive a crash of the other.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { callHost, expectAccessible, launch, picture, type Samphan } from './app.ts'

test.describe('one window', () => {
  let samphan: Samphan
  test.beforeAll(async () => {
    samphan = await launch()
  })
  test.afterAll(() => samphan.close())

  test('opens with its title and without a complaint', async () => {
    await expect(samphan.page).toHaveTitle(/Samphan/)
    await expect(samphan.page.getByRole('searchbox', { name: 'Search' })).toBeVisible()
    await expectAccessible(samphan.page)
    await picture(samphan.page, 'window')
    expect(samphan.pageErrors).toEqual([])
  })

  test('asks the db host and gets an answer', async () => {
    const info = await samphan.page.evaluate(
      () =>
        new Promise((resolve) => {
          window.addEventListener('message', ({ data, ports: [port] }) => {
            if (data?.samphan !== 'port') return
            // The page takes the port as its own too, so ours is the answer with our number.
            port?.addEventListener(
              'message',
              (answer) => answer.data.id === 1e9 && resolve(answer.data.value),
            )
            port?.start()
            port?.postMessage({ t: 'call', id: 1e9, name: 'app.info', input: {} })
          })
          Reflect.get(globalThis, 'native').connect()
        }),
    )
    expect(info).toMatchObject({ file: samphan.database, readOnly: false })
    expect(existsSync(samphan.database)).toBe(true)
  })

  test('gets an error record for what the contract does not know', async () => {
    await expect(callHost(samphan.app, 'app.nothing', {})).rejects.toThrow(/"code":"Invalid"/)
    await expect(callHost(samphan.app, 'record.get', { entity: 5 })).rejects.toThrow(/"code":"Invalid"/)
  })

  test('shows native menus in its language, and a click reaches the page', async () => {
    // Electron has no way to ask a window for its menu, so the next one it gets is kept.
    await samphan.app.evaluate(({ BrowserWindow }) => {
      const { setMenu } = BrowserWindow.prototype
      BrowserWindow.prototype.setMenu = function keep(menu) {
        Reflect.set(globalThis, 'lastMenu', menu)
        setMenu.call(this, menu)
      }
    })
    await samphan.page.evaluate(() => Reflect.get(globalThis, 'native').setLanguage('en'))
    const bars = await samphan.app.evaluate(() => {
      const menu: Electron.Menu = Reflect.get(globalThis, 'lastMenu')
      return menu.items.map((item) => item.label)
    })
    expect(bars).toEqual(expect.arrayContaining(['&File', '&Edit', '&View', '&Lookup', '&Help']))
    await keepCommands(samphan.page)
    await samphan.app.evaluate(() => {
      const menu: Electron.Menu = Reflect.get(globalThis, 'lastMenu')
      const item = menu.getMenuItemById('palette.open')
      if (!item) throw new Error('no such menu item')
      item.click()
    })
    await expect.poll(() => keptCommands(samphan.page)).toEqual([{ id: 'palette.open' }])
  })

  test('a second start hands over its address and ends', async () => {
    await keepCommands(samphan.page)
    const link = 'samphan://contact/01920000-0000-7000-8000-000000000001'
    // The same command line, less the ports that this test speaks through.
    const args = samphan.process.spawnargs
      .slice(1)
      .filter((arg) => !/^--(inspect|remote-debugging)/.test(arg))
    const second = spawn(samphan.process.spawnfile, [...args, link], {
      env: { ...process.env, SAMPHAN_HOME: samphan.home },
    })
    expect(await new Promise((resolve) => second.on('exit', resolve))).toBe(0)
    await expect.poll(() => keptCommands(samphan.page)).toContainEqual({ id: 'link.open', argument: link })
    expect(samphan.app.windows()).toHaveLength(1)
  })

  test('a route opens in a window of its own, once', async () => {
    const opened = samphan.app.waitForEvent('window')
    await samphan.page.evaluate(() => Reflect.get(globalThis, 'native').openWindow('/contacts'))
    const second = await opened
    await second.waitForLoadState('domcontentloaded')
    expect(new URL(second.url()).hash).toBe('#/contacts')
    await samphan.page.evaluate(() => Reflect.get(globalThis, 'native').openWindow('/contacts'))
    expect(samphan.app.windows()).toHaveLength(2)
    await second.close()
  })

  test('what fails where nobody waited for it is said, and is in the log', async () => {
    await samphan.page.evaluate(() => void Promise.reject(new Error('left alone')))
    await expect(samphan.page.getByRole('status').getByText('left alone')).toBeVisible()
    const log = join(samphan.home, 'app', 'logs', 'main.log')
    await expect.poll(() => readFileSync(log, 'utf8')).toMatch(/error page: .*left alone/)
  })

  test('a dead page is loaded again', async () => {
    await samphan.page.evaluate(() => Reflect.set(window, 'beforeCrash', true))
    const titleAfter = await samphan.app.evaluate(
      ({ BrowserWindow }) =>
        new Promise((resolve) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents
          contents?.once('did-finish-load', () =>
            resolve(contents.executeJavaScript("'beforeCrash' in window ? 'the same page' : document.title")),
          )
          contents?.forcefullyCrashRenderer()
        }),
    )
    expect(titleAfter).toMatch(/Samphan/)
  })
})

test('a dead db host is started again and the window gets a new port', async () => {
  const samphan = await launch()
  await callHost(samphan.app, 'app.info', {})
  const hosts = (): number[] => hostsOf(samphan.process.pid ?? 0)
  await expect.poll(() => hosts().length).toBe(1)
  await samphan.page.evaluate(() => {
    Reflect.set(window, 'keptNews', [])
    window.addEventListener(
      'message',
      ({ data }) => data?.samphan && Reflect.get(window, 'keptNews').push(data),
    )
  })
  const [first] = hosts()
  process.kill(first ?? 0, 'SIGKILL')
  await expect
    .poll(() => samphan.page.evaluate(() => Reflect.get(window, 'keptNews')))
    .toEqual([{ samphan: 'port', restarted: true }])
  expect(await callHost(samphan.app, 'app.info', {})).toMatchObject({ file: samphan.database })
  const { pid } = samphan.process
  await samphan.close()
  expect(hostsOf(pid ?? 0)).toEqual([])
})

test('the window comes back where it was, on the route it had', async () => {
  const home = mkdtempSync(join(tmpdir(), 'samphan-e2e-'))
  const first = await launch({ home })
  await first.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 120, y: 90, width: 1024, height: 700 })
  })
  await first.page.evaluate(() => {
    location.hash = '#/settings'
  })
  await first.close()
  const kept: unknown = JSON.parse(readFileSync(join(home, 'app', 'windows.json'), 'utf8'))
  expect(kept).toMatchObject({ windows: { main: { bounds: { x: 120, y: 90, width: 1024, height: 700 } } } })

  const second = await launch({ home })
  const bounds = await second.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getBounds(),
  )
  expect(bounds).toEqual({ x: 120, y: 90, width: 1024, height: 700 })
  expect(new URL(second.page.url()).hash).toBe('#/settings')
  await second.close()
  rmSync(home, { recursive: true, force: true })
})

/** From now on keeps what menus and other programs tell the page. */
const keepCommands = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const kept: unknown[] = []
    Reflect.set(window, 'keptCommands', kept)
    Reflect.get(globalThis, 'native').onCommand((event: unknown) => kept.push(event))
  })
const keptCommands = (page: Page): Promise<unknown> =>
  page.evaluate(() => Reflect.get(window, 'keptCommands'))

/** Process ids of db hosts below a process (Linux, where the host is a child process of main). */
function hostsOf(parent: number): number[] {
  try {
    const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8')
      .trim()
      .split(' ')
      .map(Number)
    return children.filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('host.cjs'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return []
    throw error
  }
}

// Launches the built program in the real Electron for a test: its own data folder, nothing of the user's.
import { type ChildProcess, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ElectronApplication, _electron as electron, errors, expect, type Page } from '@playwright/test'
import { ensureBuilt } from '../../build/steps/build.mjs'
import { electronLaunch, ensureElectron } from '../../build/steps/electron.mjs'
import { node24 } from '../../build/steps/node24.mjs'
import { inRoot, root } from '../../build/steps/paths.mjs'
import { violations } from './accessible.ts'
import { hasOwnDisplays, ownDisplay } from './display.ts'

export interface LaunchOptions {
  /** Another build than the product's, such as the proof's. */
  readonly program?: string
  /** A data folder to continue with; otherwise a fresh one, removed at the end. */
  readonly home?: string
  readonly language?: 'en' | 'th' | 'fa'
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Inner size of the main window. */
  readonly size?: { readonly width: number; readonly height: number }
}

export interface Samphan {
  readonly app: ElectronApplication
  readonly page: Page
  /** SAMPHAN_HOME: database, window state and logs of this run. */
  readonly home: string
  readonly database: string
  /** What the page wrote to its console as errors, and errors nobody caught. Empty at the end of a good test. */
  readonly pageErrors: string[]
  readonly process: ChildProcess
  /** Quits as a person would; the data folder stays if it was given. */
  close(): Promise<void>
}

/** About one time in thirty the debugger of this Electron never answers, while the program is up: then it is begun again. */
export const FIRST_TRY_MS = 10_000
/** Longer than a start takes on a busy machine. */
const SECOND_TRY_MS = 60_000

/** What a step of a test may wait for its element: a stuck one is named instead of the whole test running out of time. */
const ACTION_MS = 30_000

/** Looked for once: where there is only the fallback, looking means trying to download first. */
let found: ReturnType<typeof ensureElectron> | undefined

/** Starts the program, and answers before anything need be shown. */
export async function begin(home: string, options: LaunchOptions = {}): Promise<ElectronApplication> {
  found ??= ensureElectron()
  const binary = await found
  const { env, args } = electronLaunch(binary, node24())
  const display = hasOwnDisplays && { DISPLAY: await ownDisplay() }
  const wanted = {
    executablePath: binary.executable,
    args: [...args, options.program ?? root, '--lang', options.language ?? 'en', ...(options.args ?? [])],
    env: { ...definedOnly(env), ...display, SAMPHAN_HOME: home, SAMPHAN_CHECK_OUTPUT: '1', ...options.env },
    // Playwright would otherwise show every page in light.
    colorScheme: null,
  }
  try {
    return await electron.launch({ ...wanted, timeout: FIRST_TRY_MS })
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error
    return electron.launch({ ...wanted, timeout: SECOND_TRY_MS })
  }
}

/** Launches Samphan and waits for the first window to show its page. */
export async function launch(options: LaunchOptions = {}): Promise<Samphan> {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'samphan-e2e-'))
  const app = await begin(home, options)
  const page = await app.firstWindow()
  page.setDefaultTimeout(ACTION_MS)
  const pageErrors: string[] = []
  page.on('pageerror', (error) => pageErrors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') pageErrors.push(message.text())
  })
  const close = async (): Promise<void> => {
    await app.close()
    if (!options.home) rmSync(home, { recursive: true, force: true })
  }
  try {
    await settle(app, page, options)
  } catch (error) {
    await close()
    throw new Error(`The page did not appear. It said: ${pageErrors.join('\n') || 'nothing'}`, {
      cause: error,
    })
  }
  return {
    app,
    page,
    home,
    database: join(home, 'Samphan.samphan'),
    pageErrors,
    process: app.process(),
    close,
  }
}

/** Brings the window to its size and waits until the page shows something. */
async function settle(app: ElectronApplication, page: Page, { size }: LaunchOptions): Promise<void> {
  if (size) {
    await app.evaluate(({ BrowserWindow }, wanted) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(wanted.width, wanted.height)
    }, size)
  }
  await page.waitForLoadState('domcontentloaded')
  await page.locator('#root > :not(style)').first().waitFor()
}

const definedOnly = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )

/** Calls a procedure as the first window, over a link of the test's own: the page and its lookups notice nothing. */
export const callHost = (app: ElectronApplication, name: string, input: unknown): Promise<unknown> =>
  app.evaluate(
    ({ BrowserWindow, ipcMain }, [procedure, argument]) =>
      new Promise((resolve, reject) => {
        // The oldest: windows nobody sees, in which pages are laid out, come and go in no certain order.
        const [first] = BrowserWindow.getAllWindows().sort((a, b) => a.id - b.id)
        if (!first) throw new Error('there is no window')
        const contents = first.webContents
        const { postMessage } = contents
        // Main posts the port to the page; this once the test takes it.
        contents.postMessage = (_channel, _news, ports) => {
          contents.postMessage = postMessage
          const port = ports?.[0]
          port?.on('message', ({ data }) => {
            if (data.t !== 'reply') return
            if (data.ok) resolve(data.value)
            else reject(new Error(JSON.stringify(data.error)))
            port.close()
          })
          port?.on('close', () => reject(new Error(`${procedure}: the host is gone`)))
          port?.start()
          port?.postMessage({ t: 'call', id: 1, name: procedure, input: argument })
        }
        ipcMain.emit('host.connect', { sender: contents, senderFrame: contents.mainFrame })
        if (contents.postMessage === postMessage) return
        contents.postMessage = postMessage
        reject(new Error(`${procedure}: the window was given no port`))
      }),
    [name, input] as const,
  )

/** Runs the command line of this clone on the test's database; answers its one JSON document. */
export async function samphan(home: string, ...args: string[]): Promise<unknown> {
  await ensureBuilt('programs')
  const { status, stdout, stderr } = spawnSync(node24(), [inRoot('dist', 'cli.mjs'), '--json', ...args], {
    encoding: 'utf8',
    env: { ...process.env, SAMPHAN_HOME: home },
  })
  if (status !== 0) throw new Error(`samphan ${args.join(' ')} ended with ${status}: ${stderr}`)
  return JSON.parse(stdout)
}

/** A picture to look at, in test-results/pictures, when SAMPHAN_PICTURES is set. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.SAMPHAN_PICTURES)
    await page.screenshot({ path: inRoot('test-results', 'pictures', `${name}.png`) })
}

/** No finding of axe at WCAG 2.2 AA on what is shown now; `only`: by these rules alone. */
export async function expectAccessible(page: Page, only?: readonly string[]): Promise<void> {
  expect(await violations(page, only)).toEqual([])
}

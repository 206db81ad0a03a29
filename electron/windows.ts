// The windows: the main one, which remembers where it was, and any number of further ones on a route of their own.
// All show the same page; what they show is their route.
import { join } from 'node:path'
import { app, BrowserWindow, nativeTheme, screen, type WebContents } from 'electron'
import type { CommandEvent, CommandId } from '../db/shared/commands.ts'
import {
  type CommandStates,
  channel,
  ENVIRONMENT_ARGUMENT,
  type Environment,
  type Language,
} from './bridge.ts'
import type { Log } from './log.ts'
import { hangMenu } from './menu.ts'
import { rememberWindow } from './rememberWindow.ts'
import { reviveContents } from './revive.ts'
import { lockContents, PAGE, routeOf } from './security.ts'
import { boundsOnScreen, type Memory } from './windowState.ts'

type Kind = Environment['windowKind']

const SIZES: Readonly<Record<Kind, { width: number; height: number; minWidth: number; minHeight: number }>> =
  {
    main: { width: 1440, height: 900, minWidth: 720, minHeight: 480 },
    record: { width: 1100, height: 800, minWidth: 480, minHeight: 360 },
  }
const BACKGROUND = { light: '#ffffff', dark: '#1a1b1e' }

interface Shown {
  readonly window: BrowserWindow
  readonly kind: Kind
  /** Closed by the person, or begun without being shown; a minimised one is not. */
  hidden: boolean
  states: CommandStates
}

export interface Windows {
  /** The main window, opened, restored or raised as need be. */
  showMain(): BrowserWindow
  /** Opens it unseen, as closing it leaves it while the program stays in the tray: its page goes on asking what is due. */
  openHidden(): void
  /** A further window; one on the route already is raised instead. */
  openRoute(route: string): BrowserWindow
  give(window: BrowserWindow, event: CommandEvent): void
  setCommands(contents: WebContents, states: CommandStates): void
  /** Words the menus of all windows anew. */
  relabel(): void
  windowId(contents: WebContents): number | undefined
}

export interface WindowsOptions {
  readonly memory: Memory
  readonly log: Log
  readonly language: () => Language
  readonly languageForced: boolean
  readonly showLogs: () => void
  /** Whether the program goes on without a window that can be seen; false while it quits. */
  readonly stays: () => boolean
  readonly isQuitting: () => boolean
  /** The last window that could be seen is gone, and `stays` or not decides what is to happen. */
  readonly onNoneSeen: () => void
}

export function keepWindows({
  memory,
  log,
  language,
  languageForced,
  showLogs,
  stays,
  isQuitting,
  onNoneSeen,
}: WindowsOptions): Windows {
  const shown = new Map<number, Shown>()
  let lastId = 0

  const give = (window: BrowserWindow, event: CommandEvent): void => {
    const send = (): void => window.webContents.send(channel.command, event)
    if (window.webContents.isLoading()) window.webContents.once('did-finish-load', send)
    else send()
  }

  const hang = ({ window, states }: Shown): void =>
    hangMenu(window, { states, language: language() }, (id: CommandId) => {
      if (id === 'window.new') open('record', routeOf(window.webContents.getURL()) ?? '/')
      else if (id === 'help.logs') showLogs()
      else give(window, { id })
    })

  const isNoneSeen = (): boolean => [...shown.values()].every(({ hidden }) => hidden)

  // The main window is what asks for reminders: closed, it is only hidden while others are open or the program stays.
  const hideOnClose = (entry: Shown): void => {
    const { window } = entry
    window.on('close', (event) => {
      if (isQuitting() || !(stays() || shown.size > 1)) return
      event.preventDefault()
      entry.hidden = true
      if (window.isFullScreen()) window.setFullScreen(false)
      // Timers of a hidden page come late; reminders must not.
      window.webContents.setBackgroundThrottling(false)
      window.hide()
      if (isNoneSeen()) onNoneSeen()
    })
    window.on('show', () => {
      entry.hidden = false
      window.webContents.setBackgroundThrottling(true)
    })
  }

  const open = (kind: Kind, route: string | undefined, isHidden = false): BrowserWindow => {
    const windowId = ++lastId
    const remembered = memory.state.windows[kind]
    const areas = screen.getAllDisplays().map((display) => display.workArea)
    const bounds = boundsOnScreen(remembered?.bounds, areas)
    // A second window in the very place of the first would hide it, so only its size is kept.
    const isFirst = ![...shown.values()].some((each) => each.kind === kind)
    const environment: Environment = {
      platform: process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux',
      version: app.getVersion(),
      electron: process.versions.electron,
      language: language(),
      languageForced,
      windowId,
      windowKind: kind,
    }
    const window = new BrowserWindow({
      ...SIZES[kind],
      ...(bounds && (isFirst ? bounds : { width: bounds.width, height: bounds.height })),
      show: false,
      title: app.getName(),
      icon: join(app.getAppPath(), 'build', 'icons', '256x256.png'),
      backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
      webPreferences: {
        preload: join(app.getAppPath(), 'dist', 'preload.cjs'),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        // Its dictionaries would be fetched from the network.
        spellcheck: false,
        navigateOnDragDrop: false,
        additionalArguments: [ENVIRONMENT_ARGUMENT + encodeURIComponent(JSON.stringify(environment))],
      },
    })
    const entry: Shown = { window, kind, hidden: isHidden, states: {} }
    shown.set(windowId, entry)
    if (kind === 'main') hideOnClose(entry)
    window.on('closed', () => {
      shown.delete(windowId)
      if (shown.size > 0 && isNoneSeen() && !isQuitting()) onNoneSeen()
    })
    window.on('focus', () => hang(entry))
    hang(entry)

    lockContents(window.webContents, (what) => log.write('warn', 'security', what))
    rememberWindow(window, kind, memory)
    window.once('ready-to-show', () => {
      if (entry.hidden) return
      if (isFirst && remembered?.maximized) window.maximize()
      window.show()
    })
    const begin = route ?? (kind === 'main' ? remembered?.route : undefined) ?? '/'
    const load = (): void => {
      const route = routeOf(window.webContents.getURL()) ?? begin
      window.loadURL(`${PAGE}#${route}`).catch((error: unknown) => log.write('error', 'window', error))
    }
    reviveContents(window, { log, language, showLogs, load })
    load()
    return window
  }

  const raise = (window: BrowserWindow): BrowserWindow => {
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
    return window
  }

  const entryOf = (contents: WebContents): [number, Shown] | undefined =>
    [...shown].find(([, each]) => each.window.webContents === contents)

  return {
    showMain() {
      const main = [...shown.values()].find((each) => each.kind === 'main')
      return main ? raise(main.window) : open('main', undefined)
    },
    openHidden() {
      open('main', undefined, true)
    },
    openRoute(route) {
      const same = [...shown.values()].find(
        (each) => each.kind === 'record' && routeOf(each.window.webContents.getURL()) === route,
      )
      return same ? raise(same.window) : open('record', route)
    },
    give,
    setCommands(contents, states) {
      const entry = entryOf(contents)?.[1]
      if (!entry) return
      entry.states = states
      hang(entry)
    },
    relabel() {
      for (const entry of shown.values()) hang(entry)
    },
    windowId: (contents) => entryOf(contents)?.[0],
  }
}

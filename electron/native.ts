// Answers `window.native`: dialogs, the shell, the clipboard, windows. Checks who asks and what, then does the least.
// A path is only opened if it came from a dialog or a drop in this run, or lies in the program's own folders.
import { isAbsolute, normalize, sep } from 'node:path'
import {
  BrowserWindow,
  clipboard,
  dialog,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  ipcMain,
  nativeTheme,
  shell,
} from 'electron'
import type { GrantMode } from '../db/shared/link.ts'
import type { Alarms } from './alarms.ts'
import { type CallName, type Calls, callNames, channel } from './bridge.ts'
import { callSchemas } from './bridgeSchemas.ts'
import type { DbHost } from './dbHost.ts'
import { dial, numberToDial } from './dial.ts'
import type { Log } from './log.ts'
import { printPages, renderPdf, savePdf } from './pdf.ts'
import { isExternalAddress, isTrustedFrame } from './security.ts'
import type { Staying } from './staying.ts'
import type { Memory } from './windowState.ts'
import type { Windows } from './windows.ts'

export interface NativeOptions {
  readonly windows: Windows
  readonly host: DbHost
  readonly memory: Memory
  readonly log: Log
  /** Folders whose files may be opened without a dialog: logs, the database's own. */
  readonly ownFolders: readonly string[]
  readonly showLogs: () => void
  readonly alarms: Alarms
  readonly staying: Staying
}

type Answers = {
  readonly [N in CallName]: (input: Calls[N][0], window: BrowserWindow) => Promise<Calls[N][1]> | Calls[N][1]
}

export function answerNative({
  windows,
  host,
  memory,
  log,
  ownFolders,
  showLogs,
  alarms,
  staying,
}: NativeOptions): void {
  const grant = (path: string, mode: GrantMode): string => {
    host.grant({ path, mode })
    if (mode === 'folder' && !memory.state.folders?.includes(path))
      memory.set({ folders: [...(memory.state.folders ?? []), path].slice(-100) })
    return path
  }
  for (const path of memory.state.folders ?? []) host.grant({ path, mode: 'folder' })
  const mayTouch = (path: string): boolean => {
    const plain = normalize(path)
    if (!isAbsolute(plain)) return false
    return (
      host.grants.mayShow(plain) ||
      ownFolders.some((folder) => plain === folder || plain.startsWith(folder + sep))
    )
  }

  const answers: Answers = {
    async openFiles({ title, filters, many, folder }, window) {
      const { filePaths } = await dialog.showOpenDialog(window, {
        ...(title && { title }),
        ...(filters && {
          filters: filters.map((each) => ({ name: each.name, extensions: [...each.extensions] })),
        }),
        properties: [folder ? 'openDirectory' : 'openFile', ...(many ? (['multiSelections'] as const) : [])],
      })
      return filePaths.map((path) => grant(path, folder ? 'folder' : 'read'))
    },
    async saveFile({ title, suggestedName, filters }, window) {
      const { filePath } = await dialog.showSaveDialog(window, {
        ...(title && { title }),
        ...(suggestedName && { defaultPath: suggestedName }),
        ...(filters && {
          filters: filters.map((each) => ({ name: each.name, extensions: [...each.extensions] })),
        }),
      })
      return filePath ? grant(filePath, 'write') : null
    },
    async ask({ kind, message, detail, buttons, defaultButton, cancelButton }, window) {
      const { response } = await dialog.showMessageBox(window, {
        type: kind ?? 'question',
        message,
        ...(detail && { detail }),
        buttons: [...buttons],
        ...(defaultButton !== undefined && { defaultId: defaultButton }),
        ...(cancelButton !== undefined && { cancelId: cancelButton }),
        noLink: true,
      })
      return response
    },
    async openExternal(address) {
      if (!isExternalAddress(address)) return false
      const number = numberToDial(address)
      if (number !== undefined) return dial(number, memory.state.dialProgram)
      await shell.openExternal(address)
      return true
    },
    dialProgram: () => memory.state.dialProgram ?? null,
    async setDialProgram({ choose, title }, window) {
      const { filePaths } = choose
        ? await dialog.showOpenDialog(window, { ...(title && { title }), properties: ['openFile'] })
        : { filePaths: [undefined] }
      // Cancelled: what was chosen before stays.
      if (filePaths.length > 0) memory.set({ dialProgram: filePaths[0] })
      return memory.state.dialProgram ?? null
    },
    async openPath(path) {
      return mayTouch(path) && (await shell.openPath(path)) === ''
    },
    showInFolder(path) {
      if (!mayTouch(path)) return false
      shell.showItemInFolder(path)
      return true
    },
    copyText(text) {
      clipboard.writeText(text)
      return null
    },
    openWindow(route) {
      windows.openRoute(route)
      return null
    },
    closeWindow(_input, window) {
      window.close()
      return null
    },
    showLogs() {
      showLogs()
      return null
    },
    setLanguage(language) {
      memory.set({ language })
      windows.relabel()
      alarms.refresh()
      return null
    },
    setTheme(theme) {
      memory.set({ theme })
      nativeTheme.themeSource = theme
      return null
    },
    setCommands(states, window) {
      windows.setCommands(window.webContents, states)
      return null
    },
    notify: (input) => alarms.notify(input),
    setDue(input) {
      alarms.setDue(input)
      return null
    },
    staying: () => staying.state(),
    setStaying(change) {
      staying.set(change)
      alarms.refresh()
      return staying.state()
    },
    renderPdf: (document) => renderPdf(document),
    async savePdf({ document, path }) {
      if (!host.grants.allows(path, 'write'))
        return { ok: false, error: { code: 'Denied', reason: 'pathNotGiven', params: { file: path } } }
      return savePdf(document, path)
    },
    printDocument: (document) => printPages(document),
  }

  /** The window that speaks, if it is one of ours showing our page. */
  const speaker = (event: IpcMainEvent | IpcMainInvokeEvent): BrowserWindow | undefined => {
    const window = BrowserWindow.fromWebContents(event.sender)
    if (window && isTrustedFrame(event.senderFrame)) return window
    log.write(
      'warn',
      'security',
      `refused a message from ${event.senderFrame?.url ?? 'a frame that is gone'}`,
    )
    return undefined
  }

  const register = <N extends CallName>(name: N): void => {
    ipcMain.handle(channel.call(name), async (event, input: unknown) => {
      const window = speaker(event)
      if (!window) throw new Error('Denied')
      const parsed = callSchemas[name].safeParse(input)
      if (!parsed.success) throw new Error(`Invalid: ${name}`)
      return answers[name](parsed.data, window)
    })
  }
  for (const name of callNames) register(name)

  ipcMain.on(channel.connect, (event) => {
    if (!speaker(event)) return
    const windowId = windows.windowId(event.sender)
    if (windowId !== undefined) host.connect(event.sender, windowId)
  })
  ipcMain.on(channel.dropped, (event, path: unknown) => {
    if (speaker(event) && typeof path === 'string' && isAbsolute(path)) grant(path, 'read')
    event.returnValue = null
  })
}

// Runs in the sandboxed, isolated world beside the page: exposes `window.native` and hands ports into the page.
// Never exposes a channel name, an Electron object or anything of Node.
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { CommandEvent } from '../db/shared/commands.ts'
import { callNames, channel, ENVIRONMENT_ARGUMENT, type Native } from './bridge.ts'

/** The little of the page's own world that is used here. */
declare const window: {
  readonly location: { readonly origin: string }
  postMessage(message: unknown, targetOrigin: string, transfer: unknown[]): void
}
declare const navigator: { readonly userActivation: { readonly isActive: boolean } }

const argument = process.argv.find((each) => each.startsWith(ENVIRONMENT_ARGUMENT))
const environment = JSON.parse(decodeURIComponent(argument?.slice(ENVIRONMENT_ARGUMENT.length) ?? 'null'))

/** Commands that came before the page was listening. */
const early: CommandEvent[] = []
const listeners = new Set<(command: CommandEvent) => void>()

const calls = Object.fromEntries(
  callNames.map((name) => [name, (input: unknown = null) => ipcRenderer.invoke(channel.call(name), input)]),
) as unknown as Pick<Native, (typeof callNames)[number]>

const native: Native = {
  ...calls,
  environment,
  // A script cannot fake a click: no address leaves the window without a person having pressed something.
  openExternal: async (url) => navigator.userActivation.isActive && calls.openExternal(url),
  connect: () => ipcRenderer.send(channel.connect),
  onCommand: (fn) => {
    listeners.add(fn)
    for (const command of early.splice(0)) fn(command)
    return () => listeners.delete(fn)
  },
  pathOfDropped: (file) => {
    // A real file, not something of the page's making that claims a path.
    if (!(file instanceof File)) return null
    // Before Electron 32 a dropped file knew its own path.
    const path = webUtils ? webUtils.getPathForFile(file) : 'path' in file ? file.path : ''
    if (typeof path !== 'string' || !path) return null
    // Waits for main: whoever uses the path next must find it granted.
    ipcRenderer.sendSync(channel.dropped, path)
    return path
  },
}

ipcRenderer.on(channel.command, (_event, command: CommandEvent) => {
  if (listeners.size === 0) early.push(command)
  for (const fn of listeners) fn(command)
})

contextBridge.exposeInMainWorld('native', native)

ipcRenderer.on(channel.news, (event, news: unknown) => {
  window.postMessage(news, window.location.origin, [...event.ports])
})

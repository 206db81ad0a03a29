// Notes a window's place, size and route as they change, so that even a crash forgets nothing of it.
import type { BrowserWindow } from 'electron'
import { routeSchema } from './bridgeSchemas.ts'
import { routeOf } from './security.ts'
import type { Memory } from './windowState.ts'

const AFTER_MS = 400

export function rememberWindow(window: BrowserWindow, kind: string, memory: Memory): void {
  let timer: NodeJS.Timeout | undefined
  const note = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (window.isDestroyed()) return
    const route = routeSchema.safeParse(routeOf(window.webContents.getURL()))
    memory.setWindow(kind, {
      bounds: window.getNormalBounds(),
      maximized: window.isMaximized(),
      ...(route.success && { route: route.data }),
    })
  }
  const soon = (): void => {
    timer ??= setTimeout(note, AFTER_MS)
  }
  window.on('resize', soon)
  window.on('move', soon)
  window.on('maximize', soon)
  window.on('unmaximize', soon)
  window.webContents.on('did-navigate-in-page', soon)
  window.on('close', note)
}

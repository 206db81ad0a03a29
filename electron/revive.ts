// A window whose page died is loaded again at the same route (its drafts are in the database); one that keeps dying asks.
// What goes wrong in a page is noted in the log.
import { type BrowserWindow, dialog } from 'electron'
import type { Language } from './bridge.ts'
import type { Log } from './log.ts'
import { word } from './menuWords.ts'
import { restartBudget } from './restarts.ts'

const RELOADS = 3
const WITHIN_MS = 60_000
const LEVELS = ['debug', 'info', 'warning', 'error'] as const
/** Enough to know an error by; a record's contents are not to get into the log. */
const MESSAGE_LENGTH = 200

export interface ReviveOptions {
  readonly log: Log
  readonly language: () => Language
  readonly showLogs: () => void
  /** Loads the page at the route it had: a reload would do nothing if it died before its first load ended. */
  readonly load: () => void
}

export function reviveContents(
  window: BrowserWindow,
  { log, language, showLogs, load }: ReviveOptions,
): void {
  const budget = restartBudget(RELOADS, WITHIN_MS, () => performance.now())
  const contents = window.webContents

  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    log.write('error', 'window', `page gone: ${reason} (${exitCode})`)
    if (budget.spend()) load()
    else ask().catch((error: unknown) => log.write('error', 'window', error))
  })
  contents.on('unresponsive', () => log.write('warn', 'window', 'page does not answer'))
  contents.on('responsive', () => log.write('info', 'window', 'page answers again'))
  contents.on('console-message', (event, level, message) => {
    // The development fallback tells of it in further arguments.
    const { level: how = LEVELS[level], message: what = message } = event
    if (how === 'error') log.write('error', 'page', what.slice(0, MESSAGE_LENGTH))
  })
  contents.on('preload-error', (_event, _path, error) => log.write('error', 'preload', error))

  const ask = async (): Promise<void> => {
    const say = (key: string): string => word(language(), `native.windowLost.${key}`)
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      message: say('title'),
      detail: say('detail'),
      buttons: [say('reload'), say('logs'), say('close')],
      defaultId: 0,
      cancelId: 2,
    })
    if (response === 2) return window.destroy()
    if (response === 1) showLogs()
    budget.reset()
    load()
  }
}

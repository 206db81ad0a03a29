/**
 * One conversation between a window and the db host. Whoever holds a `Link` knows nothing of what carries it
 * (a transferred port, or a relay through Electron main); what is said over it is `wire.ts`'s business.
 */
export interface Link {
  /** Structured clone; `transfer` is a hint that some carriers cannot follow, so never rely on a buffer being gone. */
  post(message: unknown, transfer?: readonly ArrayBuffer[]): void
  onMessage(fn: (message: unknown) => void): void
  /** Called once, whichever side closes and however. */
  onClose(fn: () => void): void
  close(): void
}

/**
 * What reaches the page by `window.postMessage` (same origin only): a port to the host after `window.native.connect()`,
 * again with `restarted` after the host died, or the news that the host keeps dying and is not started again until
 * the page calls `connect()` once more.
 *
 * @example
 * window.addEventListener('message', (event) => {
 *   if (event.source !== window || event.origin !== location.origin) return
 *   const news = event.data
 *   if (isHostNews(news) && news.samphan === 'port') use(event.ports[0], news.restarted)
 * })
 * window.native.connect()
 */
export type HostNews =
  | { readonly samphan: 'port'; readonly restarted: boolean }
  | { readonly samphan: 'host-gone' }

export const isHostNews = (value: unknown): value is HostNews =>
  typeof value === 'object' &&
  value !== null &&
  'samphan' in value &&
  (value.samphan === 'host-gone' || (value.samphan === 'port' && 'restarted' in value))

/** What a person chose a path for: a file to read, a file to write, a folder to put things in. */
export type GrantMode = 'read' | 'write' | 'folder'
export interface FileGrant {
  readonly path: string
  readonly mode: GrantMode
}

/** What Electron main and the host's transport say to each other. `link` numbers are main's. */
export type ToHost =
  | { readonly kind: 'grant'; readonly grant: FileGrant }
  | { readonly kind: 'connect'; readonly link: number; readonly windowId: number }
  | { readonly kind: 'message'; readonly link: number; readonly message: unknown }
  | { readonly kind: 'close'; readonly link: number }
  | { readonly kind: 'shutdown' }

export type FromHost =
  | { readonly kind: 'message'; readonly link: number; readonly message: unknown }
  | { readonly kind: 'close'; readonly link: number }

// What the window may load, where it may go, and who may speak to main. Everything not allowed here is refused.
// Must never be loosened for a feature: remote content has no place in the window.
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { Session, WebContents, WebFrameMain } from 'electron'

export const SCHEME = 'app'
export const ORIGIN = `${SCHEME}://samphan`
export const PAGE = `${ORIGIN}/index.html`

/** Styles may be inline because the kit sets them so; scripts only from our own files. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ')

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
}

/** Nothing when it is no address; `URL.canParse` is too new for Electron 25. */
function readUrl(address: string): URL | undefined {
  try {
    return new URL(address)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/** The file an app:// address means, inside `folder` only and of a known kind; undefined is a 404. */
export function fileOfUrl(folder: string, address: string): string | undefined {
  const url = readUrl(address)
  if (url?.protocol !== `${SCHEME}:` || url.host !== 'samphan') return undefined
  // Built files have plain names, so nothing is ever decoded.
  const path = url.pathname === '/' ? '/index.html' : url.pathname
  if (!/^(?:\/[\w-][\w.-]*)+$/.test(path)) return undefined
  const file = normalize(join(folder, path))
  return file.startsWith(folder + sep) && TYPES[extname(file)] ? file : undefined
}

/** Answers app:// requests from the built window. */
export function pageServer(folder: string): (request: { readonly url: string }) => Promise<Response> {
  const headers = {
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cache-Control': 'no-cache',
  }
  const nothing = (): Response => new Response('Not found', { status: 404, headers })
  return async ({ url }) => {
    const file = fileOfUrl(folder, url)
    if (!file) return nothing()
    try {
      const body = new Uint8Array(await readFile(file))
      return new Response(body, { headers: { ...headers, 'Content-Type': TYPES[extname(file)] ?? '' } })
    } catch (error) {
      if (
        error instanceof Error &&
        'code' in error &&
        ['ENOENT', 'EISDIR', 'ENOTDIR'].includes(String(error.code))
      ) {
        return nothing()
      }
      throw error
    }
  }
}

/** Whether an address is the program's own page. */
export const isOwnPage = (address: string): boolean => address === PAGE || address.startsWith(`${PAGE}#`)

/** Where in the window a page's address points. */
export const routeOf = (address: string): string | undefined =>
  address.startsWith(`${PAGE}#/`) ? address.slice(PAGE.length + 1) : undefined

const LOCAL = new Set([`${SCHEME}:`, 'data:', 'blob:', 'devtools:', 'chrome-extension:'])

/** No request leaves the machine from the window, whatever asks for it. */
export function isLocalRequest(address: string): boolean {
  return LOCAL.has(readUrl(address)?.protocol ?? '')
}

/** The addresses that may be handed to the system. */
export function isExternalAddress(address: string): boolean {
  const url = readUrl(address)
  return (
    url !== undefined &&
    ['https:', 'mailto:', 'tel:'].includes(url.protocol) &&
    !url.username &&
    !url.password
  )
}

/** Only the top frame of our own page may speak to main. */
export const isTrustedFrame = (frame: WebFrameMain | null): boolean =>
  frame !== null && frame.parent === null && isOwnPage(frame.url)

const PERMISSIONS = new Set(['clipboard-sanitized-write'])

export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) => {
    answer(PERMISSIONS.has(permission) && isOwnPage(contents.getURL()))
  })
  session.setPermissionCheckHandler((_contents, permission, origin) => {
    return PERMISSIONS.has(permission) && (origin === ORIGIN || origin === `${ORIGIN}/`)
  })
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isLocalRequest(details.url) }))
  session.on('will-download', (event) => event.preventDefault())
}

/** `report` hears what was refused. */
export function lockContents(contents: WebContents, report: (what: string) => void): void {
  contents.setWindowOpenHandler(({ url }) => {
    report(`refused to open a window on ${url}`)
    return { action: 'deny' }
  })
  const refuse = (event: { preventDefault(): void }, url: string): void => {
    if (isOwnPage(url)) return
    event.preventDefault()
    report(`refused to go to ${url}`)
  }
  contents.on('will-navigate', (event, url) => refuse(event, url))
  contents.on('will-redirect', (event, url) => refuse(event, url))
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
    report('refused a webview')
  })
}

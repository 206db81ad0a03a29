/**
 * Where the window is: a route, its history, and the hash that carries it, so that any route can be opened in a
 * window of its own. Small on purpose: no patterns, no loaders, no nesting.
 */
import { create } from 'zustand'

/** `{ section: 'contacts', id, view }`: everything needed to show the same thing again. */
export interface Route {
  readonly section: string
  /** The record in front. */
  readonly id?: string
  /** What of it or of the list: a tab, a saved view, a settings page. */
  readonly view?: string
  /** The record alone, without its list. */
  readonly full?: true
}

/** `/contacts/0193…?view=notes&full=1` */
export function routeToPath({ section, id, view, full }: Route): string {
  const query = new URLSearchParams()
  if (view !== undefined) query.set('view', view)
  if (full) query.set('full', '1')
  const tail = query.size > 0 ? `?${query}` : ''
  return `/${encodeURIComponent(section)}${id === undefined ? '' : `/${encodeURIComponent(id)}`}${tail}`
}

export const routeToHash = (route: Route): string => `#${routeToPath(route)}`

/** The route of a hash, or undefined when it is not one. */
export function hashToRoute(hash: string): Route | undefined {
  const match = /^#\/([^/?]+)(?:\/([^?]+))?(?:\?(.*))?$/.exec(hash)
  const section = decode(match?.[1])
  if (!match || section === undefined) return undefined
  const id = decode(match[2])
  const query = new URLSearchParams(match[3] ?? '')
  const view = query.get('view')
  return {
    section,
    ...(id !== undefined && { id }),
    ...(view !== null && { view }),
    ...(query.has('full') && { full: true as const }),
  }
}

function decode(part: string | undefined): string | undefined {
  if (part === undefined) return undefined
  try {
    return decodeURIComponent(part)
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}

const sameRoute = (a: Route, b: Route): boolean => routeToPath(a) === routeToPath(b)

interface Location {
  readonly route: Route
  readonly back: readonly Route[]
  readonly forward: readonly Route[]
}

const HOME: Route = { section: 'contacts' }
const LONGEST = 200

function first(): Route {
  return (typeof location === 'undefined' ? undefined : hashToRoute(location.hash)) ?? HOME
}

export const useLocation = create<Location>()(() => ({ route: first(), back: [], forward: [] }))

function show(next: Location): void {
  useLocation.setState(next)
  if (typeof history !== 'undefined') history.replaceState(null, '', routeToHash(next.route))
}

/** Goes somewhere. `replace` leaves no step to come back to (moving the cursor in a list, paging records). */
export function go(route: Route, { replace = false } = {}): void {
  const now = useLocation.getState()
  if (sameRoute(now.route, route)) return
  if (replace) show({ ...now, route })
  else show({ route, back: [...now.back, now.route].slice(-LONGEST), forward: [] })
}

export function goBack(): void {
  const { route, back, forward } = useLocation.getState()
  const to = back.at(-1)
  if (to) show({ route: to, back: back.slice(0, -1), forward: [route, ...forward] })
}

export function goForward(): void {
  const { route, back, forward } = useLocation.getState()
  const to = forward[0]
  if (to) show({ route: to, back: [...back, route], forward: forward.slice(1) })
}

export const useRoute = (): Route => useLocation((state) => state.route)

/**
 * Who uses this window. While the database has no passwords everybody is its owner and nothing is asked. Otherwise one signs
 * in; the secret of that sign-in is held in memory alone, here and in the other windows of the program, so that a host that
 * restarts and a window opened beside this one need not ask again, and nothing is left when the program ends.
 */
import { create } from 'zustand'
import type { Output } from '#db/shared/contract.ts'
import { type Action, actions, type Session } from '#db/shared/users.ts'
import type { Port } from '../data/port.ts'

interface SessionState extends Session {
  /** `asking`: nothing is shown until the host has said whether one must sign in. */
  readonly status: 'asking' | 'open' | 'locked'
  /** Another number whenever somebody else may be using the window. */
  readonly identity: number
}

/** Whether one had to sign in last time: then the window begins empty rather than with a frame that is taken away. */
const NEEDED = 'samphan.signIn'
const isRemembered = (): boolean =>
  typeof localStorage !== 'undefined' && localStorage.getItem(NEEDED) !== null

export const useSession = create<SessionState>()(() => ({
  needed: isRemembered(),
  user: null,
  // Until the host has said what is refused, nothing is taken away that would come back a moment later.
  may: isRemembered() ? [] : [...actions],
  own: [],
  status: isRemembered() ? 'asking' : 'open',
  identity: 0,
}))

export const useMay = (action: Action): boolean => useSession(({ may }) => may.includes(action))

let secret: string | undefined
const identityListeners = new Set<() => void>()

/** Calls `listener` when somebody else may be using the window from now on. */
export function onIdentity(listener: () => void): () => void {
  identityListeners.add(listener)
  return () => identityListeners.delete(listener)
}

function changeIdentity(next: Partial<SessionState>): void {
  useSession.setState(({ identity }) => ({ ...next, identity: identity + 1 }))
  for (const listener of identityListeners) listener()
}

function remember(needed: boolean): void {
  if (needed) localStorage.setItem(NEEDED, '1')
  else localStorage.removeItem(NEEDED)
}

function lock(): void {
  secret = undefined
  remember(true)
  if (useSession.getState().status !== 'locked')
    changeIdentity({ status: 'locked', needed: true, user: null, may: [], own: [] })
}

function open({ needed, user, may, own }: Session): void {
  remember(needed)
  const before = useSession.getState()
  if (needed && user === null) lock()
  else if (before.status === 'locked') changeIdentity({ status: 'open', needed, user, may, own })
  else useSession.setState({ status: 'open', needed, user, may, own })
}

function enter(answer: Output<'session.signIn'>): void {
  secret = answer.secret ?? undefined
  open(answer)
}

// ---- Other windows of the program ----

type News = { readonly t: 'ask' } | { readonly t: 'secret'; readonly secret: string } | { readonly t: 'out' }
const windows = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('samphan.session')
const tell = (news: News): void => windows?.postMessage(news)

type Call = Pick<Port, 'call'>

async function resume(link: Call, held: string): Promise<void> {
  try {
    enter(await link.call('session.signIn', { secret: held }))
  } catch {
    lock() // a sign-in that has ended, or a host that died again: one can always sign in anew
  }
}

async function ask(link: Call): Promise<void> {
  try {
    open(await link.call('session.state', {}))
  } catch {
    // A database that cannot be opened says so to whoever asks for data.
    if (useSession.getState().status === 'asking') useSession.setState({ status: 'open' })
  }
  if (useSession.getState().status === 'locked') tell({ t: 'ask' })
}

/** Follows the link to the host from its first connection on. Call it before anything else listens to the link. */
export function keepSession(link: Port): void {
  link.onState((state) => {
    if (state === 'connected') void (secret === undefined ? ask(link) : resume(link, secret))
  })
  // Somebody may have been given another role.
  link.onChanged(({ entities }) => {
    if ('user' in entities && useSession.getState().status === 'open') void ask(link)
  })
  link.onFailure((error) => {
    if (error.code !== 'Denied' || error.reason !== 'signInNeeded') return
    // It may answer what was asked before this sign-in, so it is the host that says who one is now.
    if (useSession.getState().status === 'open') void ask(link)
  })
  windows?.addEventListener('message', ({ data }: MessageEvent<News>) => {
    if (data.t === 'ask' && secret !== undefined) tell({ t: 'secret', secret })
    else if (data.t === 'out') lock()
    else if (data.t === 'secret' && useSession.getState().status === 'locked') void resume(link, data.secret)
  })
}

/** @throws CallError Denied */
export async function signIn(link: Call, name: string, password: string): Promise<void> {
  enter(await link.call('session.signIn', { name, password, keep: true }))
  if (secret !== undefined) tell({ t: 'secret', secret })
}

/** Signs this and all other windows out. */
export async function signOut(link: Call): Promise<void> {
  await link.call('session.signOut', {})
  tell({ t: 'out' })
  lock()
}

/** One's own password was set or taken away: the sign-in goes on under another secret, or without any. */
export async function keepSignedIn(link: Call, next: string | null): Promise<void> {
  secret = next ?? undefined
  await ask(link)
  if (secret !== undefined) tell({ t: 'secret', secret })
}

/**
 * Passwords of mail accounts: in the keychain of the system, never in the database, a log or a message. Where there is no
 * keychain they live in this process's memory until it ends, and are asked for again.
 */
import type { Entry } from '@napi-rs/keyring'

const SERVICE = 'Samphan mail'
const session = new Map<string, string>()

export type Kept = 'keychain' | 'session' | 'none'

type EntryClass = new (service: string, account: string) => Entry
let loaded: EntryClass | undefined | 'none'

/** The system's keychain, or nothing: a package for another system, a session without one. */
async function keychain(): Promise<EntryClass | undefined> {
  if (process.env.SAMPHAN_NO_KEYCHAIN === '1') return undefined
  if (loaded === undefined) {
    try {
      loaded = (await import('@napi-rs/keyring')).Entry
    } catch {
      loaded = 'none' // what it needs of the system is not there; everybody who asks is told so
    }
  }
  return loaded === 'none' ? undefined : loaded
}

function inKeychain<T>(
  entries: EntryClass | undefined,
  key: string,
  use: (entry: Entry) => T,
): T | undefined {
  if (!entries) return undefined
  try {
    return use(new entries(SERVICE, key))
  } catch {
    return undefined // locked, or no service answers: the session's memory takes its place
  }
}

/** `key` names the account, across databases too. */
export async function keepPassword(key: string, password: string | null): Promise<Kept> {
  const entries = await keychain()
  session.delete(key)
  if (password === null) {
    inKeychain(entries, key, (entry) => entry.deletePassword())
    return 'none'
  }
  const kept = inKeychain(entries, key, (entry) => {
    entry.setPassword(password)
    return entry.getPassword() === password
  })
  if (kept) return 'keychain'
  session.set(key, password)
  return 'session'
}

export async function passwordOf(key: string): Promise<{ password: string | undefined; kept: Kept }> {
  const entries = await keychain()
  const stored = inKeychain(entries, key, (entry) => entry.getPassword())
  if (stored) return { password: stored, kept: 'keychain' }
  const held = session.get(key)
  return held === undefined ? { password: undefined, kept: 'none' } : { password: held, kept: 'session' }
}

/** Whether there is a keychain that keeps anything. */
export async function hasKeychain(): Promise<boolean> {
  const entries = await keychain()
  return (
    inKeychain(entries, 'probe', (entry) => {
      entry.setPassword('probe')
      return entry.deletePassword()
    }) ?? false
  )
}

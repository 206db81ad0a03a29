/**
 * Where a device keeps its secret and the team's keys: the system's keychain where there is one, else a file beside the
 * database that only its owner may read. Which of the two is said in the status.
 * Must never: go into the database, a backup, the hub, a log or an answer.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { companionFolder } from '../core/migrate.ts'
import { jsonOf } from './hub.ts'
import { ringFromText, ringToText, type Secrets } from './team.ts'

export type SecretPlace = 'keychain' | 'file'

interface Keychain {
  get(account: string): string | null
  set(account: string, secret: string): void
  remove(account: string): void
}

const SERVICE = 'Samphan sharing'

/** Undefined where the system has none that works. */
async function systemKeychain(): Promise<Keychain | undefined> {
  if (process.env.SAMPHAN_KEYCHAIN === 'off') return undefined
  // Without a session bus Linux offers the kernel's key store, which forgets everything at the next start.
  if (process.platform === 'linux' && !process.env.DBUS_SESSION_BUS_ADDRESS) return undefined
  try {
    const { Entry } = await import('@napi-rs/keyring')
    const entry = (account: string) => new Entry(SERVICE, account)
    // Asking tells whether there is one; without a session bus it throws.
    entry('probe').getPassword()
    return {
      get: (account) => entry(account).getPassword(),
      set: (account, secret) => entry(account).setPassword(secret),
      remove: (account) => void entry(account).deletePassword(),
    }
  } catch {
    return undefined // no keychain on this system
  }
}

const fileOf = (database: string): string => join(companionFolder(database), 'sharing.key')

export const hasSecretFile = (database: string): boolean => existsSync(fileOf(database))

const pack = ({ device, ring }: Secrets): string =>
  JSON.stringify({ device: Buffer.from(device).toString('base64'), ring: ringToText(ring) })

function unpack(text: string | null): Secrets | undefined {
  const stored = text === null ? undefined : jsonOf(text)
  if (typeof stored !== 'object' || stored === null || !('device' in stored) || !('ring' in stored))
    return undefined
  return { device: Buffer.from(String(stored.device), 'base64'), ring: ringFromText(String(stored.ring)) }
}

/** @param account Of one database at one hub: a computer may have several */
export async function loadSecrets(
  database: string,
  account: string,
): Promise<{ secrets: Secrets; place: SecretPlace } | undefined> {
  const file = fileOf(database)
  if (existsSync(file)) {
    const stored = jsonOf(readFileSync(file, 'utf8'))
    const text = typeof stored === 'object' && stored !== null ? Reflect.get(stored, account) : undefined
    const secrets = typeof text === 'string' ? unpack(text) : undefined
    if (secrets) return { secrets, place: 'file' }
  }
  const keychain = await systemKeychain()
  const secrets = keychain && unpack(keychain.get(account))
  return secrets && { secrets, place: 'keychain' }
}

export async function saveSecrets(database: string, account: string, secrets: Secrets): Promise<SecretPlace> {
  const keychain = await systemKeychain()
  if (keychain) {
    keychain.set(account, pack(secrets))
    return 'keychain'
  }
  const file = fileOf(database)
  mkdirSync(dirname(file), { recursive: true })
  const others = existsSync(file) ? jsonOf(readFileSync(file, 'utf8')) : {}
  const beside = `${file}.${process.pid}.partial`
  writeFileSync(beside, JSON.stringify({ ...Object(others), [account]: pack(secrets) }), { mode: 0o600 })
  chmodSync(beside, 0o600)
  renameSync(beside, file)
  return 'file'
}

export async function forgetSecrets(database: string, account: string): Promise<void> {
  rmSync(fileOf(database), { force: true })
  const keychain = await systemKeychain()
  if (keychain?.get(account)) keychain.remove(account)
}

/**
 * Passwords, tokens and sign-ins of this file, and the actor each stands for. As soon as there is one password or token,
 * nobody acts without; the first must be an administrator's password, so that nobody locks everybody out, and one must stay.
 * An administrator who forgets is helped by another; when there is no other, there is no way in by the program: rights hold
 * against people who use it, not against those who can write the file itself.
 * Must never: log, sync, export or answer what is kept here, nor let a password be told from a wrong one by time.
 */
import { createHash, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { failure } from '../shared/errors.ts'
import { idToText, textToId } from '../shared/id.ts'
import { fold } from '../shared/text/fold.ts'
import { type Role, roles, type Scope, scopes } from '../shared/users.ts'
import { type Actor, allRows, type Connection, getMeta, getRow } from './connection.ts'

const COST = { N: 2 ** 17, r: 8, p: 1 } as const
const MAX_MEMORY = 256 * 1024 * 1024
const KEY_BYTES = 32
/** Sign-ins of windows unused for so long are forgotten. */
const SESSION_MS = 30 * 24 * 3_600_000

type Kind = 'password' | 'token' | 'session'
type Cost = Readonly<Record<'N' | 'r' | 'p', number>>

/** A password as it is kept. */
export interface Hashed {
  readonly secret: Uint8Array
  readonly salt: Uint8Array
  readonly cost: Cost
}

/** On a thread of libuv, so that whoever waits for it holds nothing up. */
function derive(password: string, salt: Uint8Array, cost: Cost): Promise<Buffer> {
  const options: ScryptOptions = { ...cost, maxmem: MAX_MEMORY }
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}

export async function hashPassword(password: string): Promise<Hashed> {
  const salt = randomBytes(16)
  return { secret: await derive(password, salt, COST), salt, cost: COST }
}

/** Takes as long for a user without a password as for one with. */
export async function isPassword(password: string, kept: Hashed | undefined): Promise<boolean> {
  const key = await derive(password, kept?.salt ?? new Uint8Array(16), kept?.cost ?? COST)
  return timingSafeEqual(key, kept?.secret ?? new Uint8Array(KEY_BYTES)) && kept !== undefined
}

/** Secrets of 256 random bits need no slow hash. */
const digest = (secret: string): Buffer => createHash('sha256').update(secret).digest()
const freshSecret = (prefix: string): string => `${prefix}${randomBytes(KEY_BYTES).toString('base64url')}`

// ---- Who acts ----

const anyCredential = "SELECT 1 FROM credential WHERE kind <> 'session' LIMIT 1"

/** Whether one has to sign in to act on this file. */
export const needsSignIn = (conn: Connection): boolean => getRow(conn, anyCredential) !== undefined

export interface UserRow {
  readonly rowId: number
  readonly id: Uint8Array
  readonly displayName: string | null
  readonly role: string | null
}

const living = 'u.stub = 0 AND u.deletedAt IS NULL AND u.trashedAt IS NULL AND u.active IS NOT 0'
const holder = `SELECT u.rowId, u.id, u.displayName, u.role, c.scope FROM credential c JOIN user u ON u.rowId = c.userId
  WHERE c.rowId = ? AND ${living}`

const roleOf = (stored: string | null): Role => roles.find((role) => role === stored) ?? 'browse'

/** What a user may still do through a token. */
function narrowed(role: Role, scope: Scope | undefined): Role {
  if (scope === 'read') return 'browse'
  return scope === 'write' && role === 'admin' ? 'manager' : role
}

/** The actor a row of `user` stands for. */
export const actorOf = (row: UserRow, scope?: Scope): Actor => ({
  rowId: row.rowId,
  id: idToText(row.id),
  name: row.displayName ?? '',
  role: narrowed(roleOf(row.role), scope),
  ...(scope && { scope }),
})

/** Who acts by a credential; undefined when it or its user is no longer good. */
export function actorBy(conn: Connection, credential: number): Actor | undefined {
  const row = getRow<UserRow & { scope: string | null }>(conn, holder, credential)
  return (
    row &&
    actorOf(
      row,
      scopes.find((scope) => scope === row.scope),
    )
  )
}

/** Somebody who has not signed in: sees nothing private, may do nothing. */
export const nobody: Actor = { rowId: 0, id: '', name: '', role: 'browse' }

// ---- Signing in ----

interface Candidate {
  readonly credential: number
  readonly userId: number
  readonly kept: Hashed
}

interface PasswordRow {
  readonly rowId: number
  readonly userId: number
  readonly secret: Uint8Array
  readonly salt: Uint8Array
  readonly cost: string
  readonly name: string | null
  readonly email: string | null
}

const passwords = `SELECT c.rowId, c.userId, c.secret, c.salt, c.cost, u.name, u.email FROM credential c
  JOIN user u ON u.rowId = c.userId WHERE c.kind = 'password' AND ${living}`

const candidateOf = ({ rowId, userId, secret, salt, cost }: PasswordRow): Candidate => ({
  credential: rowId,
  userId,
  kept: { secret, salt, cost: JSON.parse(cost) as Cost },
})

/** The user of that name or e-mail who can sign in; the oldest, should there be several. */
export function candidateNamed(conn: Connection, name: string): Candidate | undefined {
  const wanted = fold(name).trim()
  const rows = allRows<PasswordRow>(conn, `${passwords} ORDER BY c.rowId`)
  const found =
    rows.find((row) => fold(row.name ?? '').trim() === wanted) ??
    rows.find((row) => fold(row.email ?? '').trim() === wanted)
  return found && candidateOf(found)
}

export function passwordOf(conn: Connection, userId: number): Candidate | undefined {
  const row = getRow<PasswordRow>(conn, `${passwords} AND c.userId = ?`, userId)
  return row && candidateOf(row)
}

const bySecret = 'SELECT rowId FROM credential WHERE secret = ? AND kind = ?'

/** The credential a token or the secret of a sign-in belongs to. */
export const credentialOf = (
  conn: Connection,
  kind: 'token' | 'session',
  secret: string,
): number | undefined => getRow<{ rowId: number }>(conn, bySecret, digest(secret), kind)?.rowId

/** Attempts that cost nothing but the time they take; each further one doubles what has to be waited before the next. */
const FREE_ATTEMPTS = 4
const LONGEST_WAIT_MS = 60_000

/** Milliseconds until a password of this user may be tried again. */
export function waitFor(conn: Connection, userId: number, now: number): number {
  const row = getRow<{ failures: number; at: number }>(
    conn,
    'SELECT failures, at FROM signInAttempt WHERE userId = ?',
    userId,
  )
  if (!row || row.failures < FREE_ATTEMPTS) return 0
  const wait = Math.min(1_000 * 2 ** (row.failures - FREE_ATTEMPTS), LONGEST_WAIT_MS)
  return Math.max(0, row.at + wait - now)
}

/** Counted before the password is looked at, so that trying many at once gains nothing. */
export function countAttempt(conn: Connection, userId: number, now: number): void {
  conn
    .prepare(
      `INSERT INTO signInAttempt(userId, failures, at) VALUES(?, 1, ?)
       ON CONFLICT(userId) DO UPDATE SET failures = failures + 1, at = excluded.at`,
    )
    .run(userId, now)
}

export function noteUse(conn: Connection, credential: number, now: number): void {
  conn.prepare('UPDATE credential SET lastUsedAt = ? WHERE rowId = ?').run(now, credential)
}

export function forgetAttempts(conn: Connection, userId: number): void {
  conn.prepare('DELETE FROM signInAttempt WHERE userId = ?').run(userId)
}

// ---- Making and taking away ----

const insert = `INSERT INTO credential(id, userId, kind, secret, salt, cost, scope, name, createdAt)
  VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)`

interface Fresh {
  readonly userId: number
  readonly kind: Kind
  readonly secret: Uint8Array
  readonly hashed?: Hashed
  readonly scope?: Scope
  readonly name?: string
}

function add(
  conn: Connection,
  { userId, kind, secret, hashed, scope, name }: Fresh,
): { id: string; rowId: number } {
  const id = conn.newId()
  const cost = hashed ? JSON.stringify(hashed.cost) : null
  const { lastInsertRowid } = conn
    .prepare(insert)
    .run(
      id,
      userId,
      kind,
      secret,
      hashed?.salt ?? null,
      cost,
      scope ?? null,
      name ?? null,
      conn.sources.now(),
    )
  return { id: idToText(id), rowId: Number(lastInsertRowid) }
}

/** Replaces or takes away a user's password and ends the sign-ins made with it. @throws AppError Conflict */
export function setPassword(conn: Connection, userId: number, hashed: Hashed | null): void {
  conn.prepare("DELETE FROM credential WHERE userId = ? AND kind IN ('password', 'session')").run(userId)
  if (hashed) add(conn, { userId, kind: 'password', secret: hashed.secret, hashed })
  forgetAttempts(conn, userId)
  assertSomebodyAdministers(conn, hashed ? 'adminPasswordFirst' : 'lastAdmin')
}

/** A token, told once. @throws AppError Conflict `adminPasswordFirst` */
export function addToken(
  conn: Connection,
  userId: number,
  scope: Scope,
  name: string,
): { id: string; token: string } {
  const token = freshSecret('samphan-')
  const { id } = add(conn, { userId, kind: 'token', secret: digest(token), scope, name })
  assertSomebodyAdministers(conn, 'adminPasswordFirst')
  return { id, token }
}

/** A sign-in that a window can take up again. */
export function addSession(conn: Connection, userId: number): { credential: number; secret: string } {
  const stale = conn.sources.now() - SESSION_MS
  conn
    .prepare("DELETE FROM credential WHERE kind = 'session' AND coalesce(lastUsedAt, createdAt) < ?")
    .run(stale)
  const secret = freshSecret('')
  const { rowId } = add(conn, { userId, kind: 'session', secret: digest(secret) })
  return { credential: rowId, secret }
}

/** Ends a sign-in; passwords and tokens stay. */
export function endSession(conn: Connection, credential: number): void {
  conn.prepare("DELETE FROM credential WHERE rowId = ? AND kind = 'session'").run(credential)
}

export interface KeptToken {
  readonly id: Uint8Array
  readonly userId: number
  readonly user: string | null
  readonly scope: string
  readonly name: string | null
  readonly createdAt: number
  readonly lastUsedAt: number | null
}

export const tokensOf = (conn: Connection): KeptToken[] =>
  allRows<KeptToken>(
    conn,
    `SELECT c.id, c.userId, u.displayName AS user, c.scope, c.name, c.createdAt, c.lastUsedAt FROM credential c
     LEFT JOIN user u ON u.rowId = c.userId WHERE c.kind = 'token' ORDER BY c.rowId`,
  )

export function removeToken(conn: Connection, id: string): void {
  conn.prepare("DELETE FROM credential WHERE id = ? AND kind = 'token'").run(textToId(id))
  assertSomebodyAdministers(conn)
}

/** When each user last signed in or did something with a password or token; a user without a key has no password. */
export const signInsOf = (conn: Connection): Map<number, { password: boolean; last: number | null }> =>
  new Map(
    allRows<{ userId: number; password: number; last: number | null }>(
      conn,
      "SELECT userId, max(kind = 'password') AS password, max(lastUsedAt) AS last FROM credential GROUP BY userId",
    ).map(({ userId, password, last }) => [userId, { password: password === 1, last }]),
  )

const adminWithPassword = `SELECT 1 FROM user u JOIN credential c ON c.userId = u.rowId AND c.kind = 'password'
  WHERE u.role = 'admin' AND ${living} LIMIT 1`
const localAdmin = `SELECT 1 FROM user u WHERE u.rowId = ? AND u.role = 'admin' AND ${living}`

/** What holds after every change of users and credentials: an administrator can sign in, or need not. @throws AppError Conflict */
export function assertSomebodyAdministers(
  conn: Connection,
  reason: 'adminPasswordFirst' | 'lastAdmin' = 'lastAdmin',
): void {
  if (!needsSignIn(conn)) {
    if (!getRow(conn, localAdmin, Number(getMeta(conn, 'userRowId')))) throw failure('Conflict', 'lastAdmin')
    return
  }
  if (!getRow(conn, adminWithPassword)) throw failure('Conflict', reason)
}

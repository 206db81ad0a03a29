/** Signing in and out, users as administrators see them, passwords and tokens. Rights themselves are core/rights.ts. */
import { allRows, type Connection, getRow } from '../core/connection.ts'
import type { Ctx, Handlers, JobCtx } from '../core/context.ts'
import {
  actorBy,
  addSession,
  addToken,
  candidateNamed,
  countAttempt,
  credentialOf,
  endSession,
  forgetAttempts,
  hashPassword,
  isPassword,
  needsSignIn,
  nobody,
  noteUse,
  passwordOf,
  removeToken,
  setPassword,
  signInsOf,
  tokensOf,
  waitFor,
} from '../core/credentials.ts'
import { actionsOf, assertAction, may, reachOf } from '../core/rights.ts'
import { inTransaction } from '../core/transaction.ts'
import { failure, notFound } from '../shared/errors.ts'
import { idToText, textToId } from '../shared/id.ts'
import {
  roles,
  type Session,
  scopes,
  type TokenRow,
  type UserRow,
  type userProcedures,
} from '../shared/users.ts'

function stateOf(ctx: Pick<Ctx, 'conn' | 'actor'>): Session {
  const { id, name, role } = ctx.actor
  const user = ctx.actor.rowId === nobody.rowId ? null : { id, name, role }
  const allowed = actionsOf(ctx.actor).filter((action) => action === 'export' || !ctx.conn.readOnly)
  const own = allowed.filter((action) => reachOf(ctx.actor, action) === 'own')
  return { needed: needsSignIn(ctx.conn), user, may: allowed, own }
}

/** A file that cannot be written still lets its people in. */
function ifWritable(conn: Connection, fn: () => void): void {
  if (!conn.readOnly) inTransaction(conn, fn)
}

/** @throws AppError Denied `tooManyAttempts` */
function takeAttempt(ctx: Ctx, userId: number): void {
  const wait = waitFor(ctx.conn, userId, ctx.now())
  if (wait > 0) throw failure('Denied', 'tooManyAttempts', { seconds: Math.ceil(wait / 1_000) })
  ifWritable(ctx.conn, () => countAttempt(ctx.conn, userId, ctx.now()))
}

/** @throws AppError Denied `wrongPassword`, `tooManyAttempts` */
async function assertPassword(
  ctx: Ctx,
  password: string,
  candidate: ReturnType<typeof passwordOf>,
): Promise<void> {
  const userId = candidate?.userId ?? nobody.rowId
  takeAttempt(ctx, userId)
  if (!(await isPassword(password, candidate?.kept))) throw failure('Denied', 'wrongPassword')
  ifWritable(ctx.conn, () => forgetAttempts(ctx.conn, userId))
}

/** The session acts by `credential` from now on. @throws AppError Denied when its user may no longer act */
function enter(ctx: JobCtx, credential: number, secret: string | null): Session & { secret: string | null } {
  const actor = actorBy(ctx.conn, credential)
  if (!actor) throw failure('Denied', 'signInNeeded')
  ifWritable(ctx.conn, () => noteUse(ctx.conn, credential, ctx.now()))
  ctx.become(credential)
  return { ...stateOf({ conn: ctx.conn, actor }), secret }
}

/** A sign-in for a window to take up again; null in a file that cannot be written. */
function sessionFor(conn: Connection, userId: number): { credential: number; secret: string } | null {
  return conn.readOnly ? null : inTransaction(conn, () => addSession(conn, userId))
}

function userRowId(conn: Connection, id: string): number {
  const row = getRow<{ rowId: number }>(conn, 'SELECT rowId FROM visibleUser WHERE id = ?', textToId(id))
  if (!row) throw notFound('user', id)
  return row.rowId
}

/** Tokens narrower than their user make no credentials. */
function assertInPerson(ctx: Ctx): void {
  if (ctx.actor.scope !== undefined && ctx.actor.scope !== 'admin') throw failure('Denied', 'tokenScope')
}

interface StoredUser {
  readonly rowId: number
  readonly id: Uint8Array
  readonly name: string | null
  readonly email: string | null
  readonly role: string | null
  readonly active: number | null
}

const instant = (at: number | null | undefined): string | null =>
  typeof at === 'number' ? new Date(at).toISOString() : null

export const userHandlers = {
  'session.state': (ctx) => stateOf(ctx),

  async 'session.signIn'(ctx, input) {
    if ('token' in input) {
      const credential = credentialOf(ctx.conn, 'token', input.token)
      if (credential === undefined || !actorBy(ctx.conn, credential)) throw failure('Denied', 'wrongToken')
      return enter(ctx, credential, null)
    }
    if ('secret' in input) {
      const credential = credentialOf(ctx.conn, 'session', input.secret)
      if (credential === undefined) throw failure('Denied', 'signInNeeded')
      return enter(ctx, credential, input.secret)
    }
    const candidate = candidateNamed(ctx.conn, input.name)
    await assertPassword(ctx, input.password, candidate)
    if (!candidate) throw failure('Denied', 'wrongPassword')
    const session = input.keep ? sessionFor(ctx.conn, candidate.userId) : null
    return enter(ctx, session?.credential ?? candidate.credential, session?.secret ?? null)
  },

  'session.signOut'(ctx) {
    if (ctx.credential !== undefined) endSession(ctx.conn, ctx.credential)
    ctx.become(undefined)
    return {}
  },

  'user.list'(ctx) {
    const signIns = signInsOf(ctx.conn)
    const users = allRows<StoredUser>(
      ctx.conn,
      'SELECT rowId, id, name, email, role, active FROM visibleUser ORDER BY sortKey, rowId',
    )
    return {
      users: users.map(
        ({ rowId, id, name, email, role, active }): UserRow => ({
          id: idToText(id),
          name: name ?? '',
          email,
          role: roles.find((known) => known === role) ?? 'browse',
          active: active !== 0,
          password: signIns.get(rowId)?.password ?? false,
          lastSignIn: instant(signIns.get(rowId)?.last),
          you: rowId === ctx.actor.rowId,
        }),
      ),
    }
  },

  async 'user.setPassword'(ctx, input) {
    assertInPerson(ctx)
    const userId = userRowId(ctx.conn, input.user)
    const own = userId === ctx.actor.rowId
    if (!own) assertAction(ctx.actor, 'configure')
    const old = passwordOf(ctx.conn, userId)
    if (own && old) await assertPassword(ctx, input.current ?? '', old)
    const hashed = input.password === null ? null : await hashPassword(input.password)
    inTransaction(ctx.conn, () => setPassword(ctx.conn, userId, hashed))
    if (!own || !hashed) return { secret: null }
    const session = sessionFor(ctx.conn, userId)
    if (session) ctx.become(session.credential)
    return { secret: session?.secret ?? null }
  },

  'token.create'(ctx, { scope, name = '' }) {
    assertInPerson(ctx)
    if (scope === 'admin') assertAction(ctx.actor, 'configure')
    else if (scope === 'write') assertAction(ctx.actor, 'create')
    return { ...addToken(ctx.conn, ctx.actor.rowId, scope, name), scope, name }
  },

  'token.list': (ctx) => ({
    tokens: tokensOf(ctx.conn)
      .filter(({ userId }) => userId === ctx.actor.rowId || may(ctx.actor, 'configure'))
      .map(
        (token): TokenRow => ({
          id: idToText(token.id),
          name: token.name ?? '',
          scope: scopes.find((scope) => scope === token.scope) ?? 'read',
          user: token.user ?? '',
          createdAt: new Date(token.createdAt).toISOString(),
          lastUsedAt: instant(token.lastUsedAt),
        }),
      ),
  }),

  'token.revoke'(ctx, { id }) {
    assertInPerson(ctx)
    const token = tokensOf(ctx.conn).find((kept) => idToText(kept.id) === id)
    if (!token || (token.userId !== ctx.actor.rowId && !may(ctx.actor, 'configure')))
      throw notFound('token', id)
    removeToken(ctx.conn, id)
    return {}
  },
} satisfies Handlers<keyof typeof userProcedures>

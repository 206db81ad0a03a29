/**
 * Users as those who act: roles, signing in, passwords, tokens. The user as a record is in settings.ts. Passwords and tokens
 * go in and never come out; a token is answered once, when it is made.
 */
import { z } from 'zod'
import { job, mutation, query } from './procedure.ts'
import { idSchema } from './records.ts'

export const roles = ['admin', 'manager', 'standard', 'restricted', 'browse'] as const
export type Role = (typeof roles)[number]

/** What a token may do of what its user may: look, work, everything. */
export const scopes = ['read', 'write', 'admin'] as const
export type Scope = (typeof scopes)[number]

/** What rights speak of (core/rights.ts). Those up to `undo` are about single records, the others about the whole. */
export const actions = [
  'create',
  'edit',
  'trash',
  'assign',
  'hide',
  'undo',
  'export',
  'import',
  'erase',
  'maintain',
  'configure',
] as const
export type Action = (typeof actions)[number]

export const MIN_PASSWORD = 6
const MAX_PASSWORD = 1_000

const given = z.string().min(1).max(MAX_PASSWORD)
const name = z.string().trim().min(1).max(200)

export const whoSchema = z.object({ id: z.string(), name: z.string(), role: z.enum(roles) })
export type Who = z.infer<typeof whoSchema>

const sessionSchema = z.object({
  /** Somebody has a password: one has to sign in. */
  needed: z.boolean(),
  /** Who acts; null for nobody. */
  user: whoSchema.nullable(),
  /** What may be done to some record at least; in a file that cannot be written, only looking is left. */
  may: z.array(z.enum(actions)),
  /** Of these, what may be done to one's own records only; to `undo`: one's own operations. */
  own: z.array(z.enum(actions)),
})
export type Session = z.infer<typeof sessionSchema>

export const userRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  role: z.enum(roles),
  active: z.boolean(),
  /** Has a password, so can sign in. */
  password: z.boolean(),
  lastSignIn: z.string().nullable(),
  you: z.boolean(),
})
export type UserRow = z.infer<typeof userRowSchema>

export const tokenRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  scope: z.enum(scopes),
  user: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
})
export type TokenRow = z.infer<typeof tokenRowSchema>

export const userProcedures = {
  'session.state': query(z.object({}), sessionSchema),
  /**
   * With a name (or an e-mail) and password, a token, or the secret of an earlier sign-in. `keep` answers such a secret, which
   * a window holds in memory only, so that a restart of the host need not ask again.
   * @throws Denied `wrongPassword`, `wrongToken`, `tooManyAttempts` with the seconds to wait
   */
  'session.signIn': job(
    z.union([
      z.strictObject({ name, password: given, keep: z.boolean().default(false) }),
      z.strictObject({ token: given }),
      z.strictObject({ secret: given }),
    ]),
    sessionSchema.extend({ secret: z.string().nullable() }),
    { right: 'read', undo: 'local' },
  ),
  /** Ends the sign-in in every window that shares it. */
  'session.signOut': mutation(z.object({}), z.object({}), { right: 'read', undo: 'local' }),

  /** Everybody there is, also those who may no longer sign in. */
  'user.list': query(z.object({}), z.object({ users: z.array(userRowSchema) }), { right: 'admin' }),
  /**
   * One's own, with the `current` one if there is one, or as an administrator anybody's; null takes it away. Whoever was signed
   * in with the old one is signed out; the caller stays, with a new `secret`.
   * @throws Conflict `adminPasswordFirst`, Denied `wrongPassword`
   */
  'user.setPassword': job(
    z.object({
      user: idSchema,
      password: z.string().min(MIN_PASSWORD).max(MAX_PASSWORD).nullable(),
      current: given.optional(),
    }),
    z.object({ secret: z.string().nullable() }),
    { right: 'read', undo: 'local' },
  ),

  /** For the caller. The token is shown this once. @throws Conflict `adminPasswordFirst` */
  'token.create': mutation(
    z.object({ scope: z.enum(scopes), name: name.optional() }),
    z.object({ id: z.string(), token: z.string(), scope: z.enum(scopes), name: z.string() }),
    { right: 'read', undo: 'local' },
  ),
  /** One's own; for administrators everybody's. */
  'token.list': query(z.object({}), z.object({ tokens: z.array(tokenRowSchema) })),
  'token.revoke': mutation(z.object({ id: idSchema }), z.object({}), { right: 'read', undo: 'local' }),
}

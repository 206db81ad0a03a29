/** Sharing as procedures: each finds its hub and its keys, and leaves the work to db/sync. */
import { randomUUID } from 'node:crypto'
import packageInfo from '../../package.json' with { type: 'json' }
import type { Connection } from '../core/connection.ts'
import { allRows, getMeta, setMeta } from '../core/connection.ts'
import type { Ctx, Handlers, JobCtx } from '../core/context.ts'
import { inTransaction } from '../core/transaction.ts'
import { failure } from '../shared/errors.ts'
import { MIN_PASSPHRASE, type SyncRound, type syncProcedures } from '../shared/sync.ts'
import { alarmsOf, calm } from '../sync/alarms.ts'
import { countConflicts, listConflicts, takeVersion } from '../sync/conflicts.ts'
import { assertAgain } from '../sync/forks.ts'
import { healthOf } from '../sync/health.ts'
import { jsonOf } from '../sync/hub.ts'
import { createHub, joinHub, leaveHub, removeDevice, resume, type Setup } from '../sync/membership.ts'
import { preview } from '../sync/preview.ts'
import { realSurroundings } from '../sync/realDisk.ts'
import { round } from '../sync/round.ts'
import { forgetSecrets, hasSecretFile, loadSecrets, type SecretPlace, saveSecrets } from '../sync/secrets.ts'
import type { Runner, Session } from '../sync/session.ts'
import { hubId, hubPath, ownDevice } from '../sync/state.ts'
import { explain, statusOf } from '../sync/status.ts'
import type { Secrets } from '../sync/team.ts'
import { verify } from '../sync/verify.ts'

const version: string = packageInfo.version
/** Of this process among those that open a database. */
const holder = `${process.pid}-${randomUUID().slice(0, 8)}`

/** A copy of a database on the same computer has keys of its own. */
const accountOf = (conn: Connection, hub: string): string =>
  `${hub}.${getMeta(conn, 'databaseId')}.${ownDevice(conn).hex}`

const runnerOf = (ctx: JobCtx): Runner => ({
  signal: ctx.signal,
  holder,
  progress: (progress) => ctx.progress(progress),
  isLate: (begun) => ctx.isLate(begun),
  saveSecrets: async (hub, secrets) => {
    const place = await saveSecrets(ctx.conn.file, accountOf(ctx.conn, hub), secrets)
    inTransaction(ctx.conn, () => setMeta(ctx.conn, 'syncKeys', place))
  },
})

const setupOf = (ctx: JobCtx): Setup => ({
  conn: ctx.conn,
  surroundings: { ...realSurroundings, now: ctx.now },
  runner: runnerOf(ctx),
  who: { user: ctx.actor.name, version },
})

async function secretsOf(conn: Connection): Promise<{ secrets: Secrets; place: SecretPlace } | undefined> {
  const id = hubId(conn)
  return id === undefined ? undefined : loadSecrets(conn.file, accountOf(conn, id))
}

/** Where the keys were put, if they are still there as far as can be told at once. */
function placeOf(conn: Connection): SecretPlace | undefined {
  const place = getMeta(conn, 'syncKeys')
  if (place === 'keychain') return place
  return place === 'file' && hasSecretFile(conn.file) ? place : undefined
}

async function sessionOf(ctx: JobCtx): Promise<Session> {
  return resume(setupOf(ctx), async () => (await secretsOf(ctx.conn))?.secrets)
}

const oneRound = (ctx: JobCtx, session: Session, full = false): Promise<SyncRound> =>
  round(session, {
    who: { user: ctx.actor.name, version },
    full,
    conflicts: () => countConflicts(ctx.conn),
  })

function assertPassphrase(passphrase: string): void {
  if ([...passphrase].length < MIN_PASSPHRASE)
    throw failure('Invalid', 'passphraseShort', { min: MIN_PASSPHRASE })
}

export const syncHandlers = {
  'sync.status': (ctx: Ctx) => {
    const place = placeOf(ctx.conn)
    return statusOf(ctx.conn, {
      locked: place === undefined,
      keys: place ?? null,
      conflicts: hubPath(ctx.conn) === undefined ? 0 : countConflicts(ctx.conn),
      user: ctx.actor.name,
      version,
    })
  },

  'sync.health': (ctx) => healthOf(ctx.conn),

  async 'sync.create'(ctx, { out, passphrase }) {
    assertPassphrase(passphrase)
    const session = await createHub(setupOf(ctx), out, passphrase)
    return { ...(await oneRound(ctx, session, true)), snapshot: 'published' as const }
  },

  async 'sync.join'(ctx, { files, passphrase }) {
    const [path = ''] = files
    const session = await joinHub(setupOf(ctx), path, passphrase, (await secretsOf(ctx.conn))?.secrets)
    return oneRound(ctx, session, true)
  },

  async 'sync.now'(ctx) {
    const session = await sessionOf(ctx)
    return oneRound(ctx, session)
  },

  async 'sync.preview'(ctx) {
    return preview(await sessionOf(ctx))
  },

  async 'sync.leave'(ctx) {
    const id = hubId(ctx.conn)
    const left = leaveHub(ctx.conn)
    if (id !== undefined) await forgetSecrets(ctx.conn.file, accountOf(ctx.conn, id))
    return { left }
  },

  async 'sync.removeDevice'(ctx, { device, passphrase }) {
    assertPassphrase(passphrase)
    return { epoch: await removeDevice(await sessionOf(ctx), device, passphrase) }
  },

  'sync.conflicts': (ctx, input) => listConflicts(ctx.conn, ctx.actor, input),

  'sync.resolve'(ctx, { choices }) {
    for (const choice of choices) takeVersion(ctx.write, choice)
    return { resolved: choices.length }
  },

  async 'sync.verify'(ctx, { repair }) {
    const result = await verify(await sessionOf(ctx), { repair })
    for (const { code, params } of repair ? alarmsOf(ctx.conn) : []) {
      if (code !== 'forked') continue
      await ctx.chunk((write) => assertAgain(write, Number(params.stream)))
      calm(ctx.conn, 'forked')
    }
    return { ...result, damaged: [...result.damaged] }
  },

  'sync.explain': (ctx, { entity, id }) => explain(ctx.conn, entity, id),

  'sync.events': (ctx, { limit }) => ({
    events: allRows<{ at: number; code: string; params: string | null }>(
      ctx.conn,
      'SELECT at, code, params FROM syncEvent ORDER BY rowId DESC LIMIT ?',
      limit,
    ).map(({ at, code, params }) => ({
      at: new Date(at).toISOString(),
      code,
      params: params === null ? null : (jsonOf(params) as Record<string, string | number>),
    })),
  }),
} satisfies Handlers<keyof typeof syncProcedures>

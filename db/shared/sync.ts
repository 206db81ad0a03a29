/**
 * Sharing a database through a file that several computers reach: what people ask of it and are told about it. The engine is
 * db/sync. Passphrases go in and never come out.
 */
import { z } from 'zod'
import { job, mutation, query } from './procedure.ts'
import { idSchema } from './records.ts'

export const MIN_PASSPHRASE = 8

const passphrase = z.string().min(1).max(1_000)
const path = z.string().min(1)
const deviceId = z.string().regex(/^[0-9a-f]{32}$/)

export const syncDeviceSchema = z.object({
  id: z.string(),
  name: z.string(),
  user: z.string(),
  you: z.boolean(),
  /** Was taken out of the team. */
  removed: z.boolean(),
  lastSeen: z.string().nullable(),
  version: z.string().nullable(),
  /** Changes known here that it had not taken in when it was last seen; null when it has not told. */
  behind: z.number().nullable(),
})
export type SyncDevice = z.infer<typeof syncDeviceSchema>

/**
 * `copied`: this database was copied or put back, and goes on as a computer of its own · `forked`: two programs wrote under one
 * name · `clock`: this computer's clock is far off · `unready`: files are unreadable for long · `newer`: some come from a newer
 * program.
 */
export const syncAlarmSchema = z.object({
  code: z.enum(['copied', 'forked', 'clock', 'unready', 'newer']),
  at: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type SyncAlarm = z.infer<typeof syncAlarmSchema>

export const syncStatusSchema = z.object({
  /** `off`: not shared · `locked`: the passphrase is needed again · `ready`. */
  state: z.enum(['off', 'locked', 'ready']),
  hub: z.string().nullable(),
  device: z.string(),
  /** Where the team's key is kept on this computer. */
  keys: z.enum(['keychain', 'file']).nullable(),
  lastRound: z.string().nullable(),
  /** Why the last round ended early, worded like any error. */
  problem: z
    .object({
      code: z.string(),
      reason: z.string().optional(),
      params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    })
    .nullable(),
  /** Changes of this computer that are not on the hub yet. */
  unsent: z.number(),
  /** Files of others that wait for something else to come first. */
  waiting: z.number(),
  /** Values kept for a newer program. */
  parked: z.number(),
  conflicts: z.number(),
  /** By how many minutes this computer's clock differs from the hub's, when that is much. */
  clockOff: z.number().nullable(),
  alarms: z.array(syncAlarmSchema),
  devices: z.array(syncDeviceSchema),
})
export type SyncStatus = z.infer<typeof syncStatusSchema>

export const syncRoundSchema = z.object({
  sent: z.number(),
  received: z.number(),
  waiting: z.number(),
  conflicts: z.number(),
  /** A copy of everything was taken over or laid down. */
  snapshot: z.enum(['none', 'joined', 'published']),
})
export type SyncRound = z.infer<typeof syncRoundSchema>

/** What a round would do, counted by kind of record; `entity` is null for what only a newer program knows. */
const countedSchema = z.array(z.object({ entity: z.string().nullable(), n: z.number() }))
export const syncPreviewSchema = z.object({
  send: z.object({ changes: z.number(), records: countedSchema }),
  receive: z.array(
    z.object({ device: z.string(), user: z.string(), changes: z.number(), records: countedSchema }),
  ),
  /** Files that are not whole, or not to be opened by this computer. */
  unreadable: z.number(),
  /** A copy of everything comes first. */
  fresh: z.boolean(),
})
export type SyncPreview = z.infer<typeof syncPreviewSchema>

export const syncConflictValueSchema = z.object({
  /** Names this value when it is chosen. */
  version: z.string(),
  value: z.json(),
  user: z.string().nullable(),
  device: z.string().nullable(),
  at: z.string(),
})
export const syncConflictSchema = z.object({
  entity: z.string(),
  id: z.string(),
  title: z.string().nullable(),
  /** Field name; for a list that and the element's id; `deletedAt` where one deleted what another changed. */
  field: z.string(),
  register: z.string(),
  /** The one shown first. */
  values: z.array(syncConflictValueSchema),
  /** Whether who asks may choose. */
  mayChoose: z.boolean(),
})
export type SyncConflict = z.infer<typeof syncConflictSchema>

export const syncHealthSchema = z.object({
  /** Bytes; attachments are null when there are too many to count at once. */
  database: z.number(),
  search: z.number(),
  attachments: z.number().nullable(),
  backups: z.number(),
  /** The newest in the database's own folder of backups. */
  lastBackup: z.string().nullable(),
  /** The latest report made on schedule on this computer, of those the reader sees. */
  lastReport: z.object({ name: z.string(), at: z.string(), failed: z.boolean() }).nullable(),
})
export type SyncHealth = z.infer<typeof syncHealthSchema>

export const syncProcedures = {
  'sync.health': query(z.object({}), syncHealthSchema),
  'sync.status': query(z.object({}), syncStatusSchema),
  /** Makes a hub at that path and lays everything that is not private down there. @throws Conflict `alreadySharing` `fileExists` */
  'sync.create': job(z.object({ out: path, passphrase }), syncRoundSchema, { right: 'admin', undo: 'local' }),
  /** Joins the hub whose file was picked, or gives the passphrase again. @throws Denied `wrongPassphrase` */
  'sync.join': job(z.object({ files: z.array(path).length(1), passphrase }), syncRoundSchema, {
    right: 'admin',
    undo: 'local',
  }),
  /** One round: fetch, apply, send. @throws Conflict `notSharing`, Unavailable `hubGone` `syncRunning` */
  'sync.now': job(z.object({}), syncRoundSchema, { right: 'read', undo: 'never' }),
  /** What `sync.now` would send and fetch; nothing is applied, nothing laid down. */
  'sync.preview': job(z.object({}), syncPreviewSchema, { right: 'read', undo: 'never' }),
  /** Stops sharing on this computer. What is here stays, what is on the hub too. */
  'sync.leave': job(z.object({}), z.object({ left: z.boolean() }), { right: 'admin', undo: 'local' }),
  /** A new key for everybody but that computer, which can read nothing new any more; the passphrase is for who joins later. */
  'sync.removeDevice': job(z.object({ device: deviceId, passphrase }), z.object({ epoch: z.number() }), {
    right: 'admin',
    undo: 'local',
  }),
  'sync.conflicts': query(
    z.object({
      entity: z.string().optional(),
      id: idSchema.optional(),
      limit: z.number().int().min(1).max(1_000).default(200),
    }),
    z.object({ total: z.number(), conflicts: z.array(syncConflictSchema) }),
  ),
  /** Takes one version of each; the others are kept in the record's history. @throws Conflict `noConflict` */
  'sync.resolve': mutation(
    z.object({
      choices: z
        .array(z.object({ entity: z.string(), id: idSchema, register: z.string(), version: z.string() }))
        .min(1)
        .max(1_000),
    }),
    z.object({ resolved: z.number(), operation: z.string().nullable() }),
  ),
  /** Reads and checks every file of the hub; what is missing or damaged is made good by laying down a new copy of everything. */
  'sync.verify': job(
    z.object({ repair: z.boolean().default(true) }),
    z.object({
      files: z.number(),
      damaged: z.array(z.string()),
      /** Transactions known here that the hub has not got. */
      missing: z.number(),
      repaired: z.boolean(),
      ok: z.boolean(),
    }),
    { right: 'maintain', undo: 'local' },
  ),
  /** Why a record is not on another computer. */
  'sync.explain': query(
    z.object({ entity: z.string(), id: idSchema }),
    z.object({
      /** `shared` · `private` · `unsent`: not on the hub yet · `off`: nothing is shared. */
      state: z.enum(['shared', 'private', 'unsent', 'off']),
      devices: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          /** `has` · `hasNot`: had not taken it in when last seen · `unknown`: has not told. */
          state: z.enum(['has', 'hasNot', 'unknown']),
          lastSeen: z.string().nullable(),
        }),
      ),
    }),
  ),
  /** What happened in rounds, newest first: to look for a reason, or to send to somebody who does. No content of records. */
  'sync.events': query(
    z.object({ limit: z.number().int().min(1).max(1_000).default(100) }),
    z.object({
      events: z.array(
        z.object({ at: z.string(), code: z.string(), params: z.record(z.string(), z.json()).nullable() }),
      ),
    }),
  ),
}

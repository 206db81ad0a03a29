/** The open file itself: whether it holds together, its derived data made anew, a copy of it put aside. */
import { z } from 'zod'
import { job } from './procedure.ts'

export const findingSchema = z.object({
  /** Worded as `check.<kind>`. */
  kind: z.string(),
  entity: z.string().optional(),
  count: z.number(),
  detail: z.string().optional(),
})
export type Finding = z.infer<typeof findingSchema>

const report = z.object({
  ok: z.boolean(),
  findings: z.array(findingSchema),
  rebuilt: z.boolean(),
  records: z.number(),
})

const backupName = z
  .string()
  .max(255)
  .regex(/^[^/\\\0]+\.samphan$/)

export const databaseProcedures = {
  /** Reads everything and changes nothing. */
  'database.check': job(z.object({}), report, { on: 'reader', right: 'read', undo: 'local' }),
  /** Makes names, sort keys, contact points and timelines anew from what people wrote, which it never touches. */
  'database.rebuild': job(z.object({}), report, { undo: 'local', right: 'maintain' }),
  /** A verified copy, under a name of its own. Without `folder`: beside the database. */
  'backup.create': job(
    z.object({
      folder: z.string().min(1).max(4_000).optional(),
      /** Of those made here so many stay, the oldest go; without it all stay. */
      keep: z.number().int().min(1).max(1_000).optional(),
    }),
    z.object({
      file: z.string(),
      folder: z.string(),
      bytes: z.number(),
      verified: z.literal(true),
      removed: z.number(),
    }),
    { on: 'reader', right: 'read', undo: 'local' },
  ),
  /** The backups of this database in a folder, newest first. */
  'backup.list': job(
    z.object({ folder: z.string().min(1).max(4_000).optional() }),
    z.object({
      folder: z.string(),
      backups: z.array(z.object({ name: z.string(), bytes: z.number(), at: z.string() })),
    }),
    { on: 'reader', right: 'maintain', undo: 'local' },
  ),
  /** Opens one of them, checks it, and says what restoring it would change. */
  'backup.inspect': job(
    z.object({
      folder: z.string().min(1).max(4_000).optional(),
      name: backupName,
    }),
    z.object({
      file: z.string(),
      at: z.string().nullable(),
      sameDatabase: z.boolean(),
      operations: z.number(),
      counts: z.array(
        z.object({
          entity: z.string(),
          now: z.number(),
          kept: z.number(),
          /** Made since, there again, as they were then. */
          gone: z.number(),
          back: z.number(),
          changed: z.number(),
        }),
      ),
    }),
    { on: 'reader', right: 'maintain', undo: 'local' },
  ),
  /**
   * Puts one of them in the place of the database. Here it is only asked whether that may and can be done; the host that has
   * it open closes its threads, does it (db/host/router.ts) and begins anew. `previous`: where the database is now that was there.
   */
  'backup.restore': job(
    z.object({ folder: z.string().min(1).max(4_000).optional(), name: backupName }),
    z.object({ file: z.string(), previous: z.string().nullable() }),
    { on: 'reader', right: 'admin', undo: 'local' },
  ),
}

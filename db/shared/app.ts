/** What the program knows of itself and of the open database. */
import { z } from 'zod'
import { query } from './procedure.ts'

export const appProcedures = {
  'app.info': query(
    z.object({}),
    z.object({
      version: z.string(),
      file: z.string(),
      schemaVersion: z.number(),
      readOnly: z.boolean(),
      /** Why, worded as `banner.<reason>`. */
      readOnlyBecause: z.enum(['fileReadOnly', 'newerVersion']).nullable(),
      user: z.object({ id: z.string(), name: z.string(), role: z.string() }),
      device: z.string(),
      sqlite: z.string(),
      /** Whether the set-up guide has been gone through. */
      configured: z.boolean(),
    }),
  ),
  /** Rows per entity that the caller may see. */
  'app.counts': query(z.object({}), z.object({ counts: z.record(z.string(), z.number()) }), { slow: true }),
}

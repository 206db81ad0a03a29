/** Pick lists: what a field offers, edited where it is used; a value that is renamed may be renamed on its records too. */
import { z } from 'zod'
import { job, query } from './procedure.ts'

const entity = z.string().min(1).max(64)
const field = z.string().min(1).max(100)
const value = z.string().trim().min(1).max(200)

/** The setting that holds the list of a built-in field. */
export const pickListKey = (name: string, of: string): string => `pickList.${name}.${of}`

export const pickListProcedures = {
  /** The list somebody made, if there is one, and how many records say what. */
  'pickList.get': query(
    z.object({ entity, field }),
    z.object({
      values: z.array(z.string()).nullable(),
      used: z.array(z.object({ value: z.string(), n: z.number().int() })),
    }),
    { slow: true },
  ),
  /** `renames` are made on every record the caller may see, in the same operation. */
  'pickList.save': job(
    z.object({
      entity,
      field,
      values: z.array(value).max(1_000),
      renames: z
        .array(z.object({ from: z.string().min(1).max(4_000), to: value }))
        .max(1_000)
        .default([]),
    }),
    z.object({ changed: z.number().int(), operation: z.string().nullable() }),
    { right: 'admin' },
  ),
}

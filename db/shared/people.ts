/** Contacts that stand behind another one, as its assistant, spouse or second buyer, and their way to a standing of their own. */
import { z } from 'zod'
import { mutation } from './procedure.ts'
import { idSchema } from './records.ts'

const changed = z.object({ id: z.string(), operation: z.string().nullable() })

export const peopleProcedures = {
  /** Becomes a contact of its own; what it was to the other one stays as a relationship. */
  'contact.promote': mutation(z.object({ id: idSchema }), changed),
  /** Stands behind another contact from now on, as its assistant, spouse or what `role` says. */
  'contact.demote': mutation(
    z.object({
      id: idSchema,
      primaryId: idSchema,
      role: z.string().trim().max(200).nullable().default(null),
    }),
    changed,
  ),
}

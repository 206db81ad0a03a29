/** Files that a record carries in a `file` field: the photo of a person, the logo of a company. */
import { z } from 'zod'
import { mutation, query } from './procedure.ts'
import { idSchema } from './records.ts'

const entity = z.string().min(1).max(64)
const field = z.string().min(1).max(100)

export const attachmentProcedures = {
  /** What the field holds, as base64; null when it is empty. */
  'attachment.read': query(
    z.object({ entity, id: idSchema, field }),
    z.object({
      file: z.object({ sha256: z.string(), mime: z.string(), size: z.number(), data: z.string() }).nullable(),
    }),
    { slow: true },
  ),
  /** Takes in a picture from a file. Removing it is `record.update` with null. */
  'attachment.set': mutation(
    z.object({ entity, id: idSchema, field, files: z.array(z.string().min(1).max(4_096)).length(1) }),
    z.object({ id: z.string(), operation: z.string().nullable() }),
  ),
}

/** Documents: files kept with a contact, a company or an activity, found by their names and by what they say. */
import { z } from 'zod'
import { participantsSchema } from './activities.ts'
import { defineEntity } from './entity.ts'
import { errorRecordSchema } from './errors.ts'
import { job, query } from './procedure.ts'
import { idSchema } from './records.ts'

/** The largest file that is taken in, and the largest that is shown inside the program; larger ones are opened. */
export const MAX_DOCUMENT = 100_000_000
export const MAX_PREVIEW = 25_000_000
/** How much of a document's text is searched. */
export const MAX_DOCUMENT_TEXT = 100_000

export const document = defineEntity({
  id: 44,
  name: 'document',
  domain: 'documents',
  title: { from: 'text', field: 'name' },
  searched: true,
  parents: ['contactId', 'companyId', 'activityId', 'opportunityId'],
  timeline: { at: 'at', subjects: ['contactId', 'companyId', 'opportunityId'] },
  fields: {
    name: [10, 'text', { required: true, search: 1, list: 1 }],
    file: [11, 'file', { required: true }],
    contactId: [12, 'ref', { to: 'contact', list: 3 }],
    companyId: [13, 'ref', { to: 'company', list: 4 }],
    at: [14, 'instant', { list: 2 }],
    /** What it was brought to: a meeting, a call. Then it is a document of whom that is with as well. */
    activityId: [16, 'ref', { to: 'activity' }],
    opportunityId: [20, 'ref', { to: 'opportunity' }],
    content: [15, 'longText', { search: 1, system: true, searchOnly: true }],
  },
})

const file = z.string().min(1).max(4_096)
const given = z.object({ id: z.string(), name: z.string() })

export const documentProcedures = {
  /**
   * Takes files in as documents of a record: one operation. The same content is kept once, and is a document of the same
   * record once: those are `present`. `failed` says what could not be read.
   */
  'document.attach': job(
    z.object({
      entity: z.enum(['contact', 'company', 'activity', 'opportunity']),
      id: idSchema,
      files: z.array(file).min(1).max(500),
    }),
    z.object({
      added: z.array(given),
      present: z.array(given),
      failed: z.array(z.object({ file: z.string(), error: errorRecordSchema })),
      operation: z.string().nullable(),
    }),
  ),
  /**
   * Schedules an activity together with the files that go with it: one operation, one undo. What cannot be read is in
   * `failed`, and the activity is made all the same.
   */
  'document.schedule': job(
    z.object({
      data: z.record(z.string(), z.unknown()),
      participants: participantsSchema,
      files: z.array(file).min(1).max(500),
    }),
    z.object({
      id: z.string(),
      added: z.array(given),
      failed: z.array(z.object({ file: z.string(), error: errorRecordSchema })),
      operation: z.string().nullable(),
    }),
  ),
  /** How large chosen files are, so that limits are said before anything is done; null for one that cannot be read. */
  'document.weigh': query(
    z.object({ files: z.array(file).min(1).max(500) }),
    z.object({ files: z.array(z.object({ file: z.string(), size: z.number().nullable() })) }),
  ),
  /** What the window can show of it: a picture, text, a PDF; `none` when it is of another kind, or too large. */
  'document.preview': query(
    z.object({ id: idSchema }),
    z.object({
      kind: z.enum(['image', 'text', 'pdf', 'none']),
      mime: z.string(),
      size: z.number(),
      /** Base64, of pictures and PDFs. */
      data: z.string().optional(),
      text: z.string().optional(),
    }),
    { slow: true },
  ),
  /** A copy under its own name for another program to show; changes made to it stay outside. */
  'document.open': job(z.object({ id: idSchema }), z.object({ path: z.string() }), {
    on: 'reader',
    undo: 'local',
    right: 'read',
  }),
  'document.save': job(
    z.object({ id: idSchema, out: file }),
    z.object({ file: z.string(), bytes: z.number() }),
    { on: 'reader', undo: 'local', right: 'export' },
  ),
}

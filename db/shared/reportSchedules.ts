/**
 * Scheduled reports: which report, of which period, in which form, goes to which folder or which people, how often. Each runs on
 * one computer, for whoever made it; what came of each run is in a log of that computer (`reportRun`), which also says who is
 * at it, so that two programs that wake at once never make the same report twice.
 */
import { z } from 'zod'
import { defineEntity } from './entity.ts'
import { errorRecordSchema } from './errors.ts'
import { addressSchema } from './mail.ts'
import { job, mutation, query } from './procedure.ts'
import { readerSchema } from './reader.ts'
import { idSchema } from './records.ts'
import { reportParametersSchema } from './reports.ts'
import { scheduleUnits } from './scheduleTimes.ts'

export const scheduleFormats = ['xlsx', 'csv', 'json', 'pdf'] as const
export const scheduleWays = ['folder', 'mail'] as const

export const reportSchedule = defineEntity({
  id: 210,
  name: 'reportSchedule',
  domain: 'reports',
  title: { from: 'text', field: 'name' },
  listed: false,
  editedBy: 'none',
  fields: {
    name: [10, 'text', { required: true, list: 1 }],
    report: [11, 'text', { required: true, list: 2 }],
    parameters: [12, 'json'],
    /** In whose language, calendar and digits. */
    reader: [13, 'json'],
    format: [14, 'choice', { options: scheduleFormats, list: 3 }],
    way: [15, 'choice', { options: scheduleWays, group: 'way' }],
    folder: [16, 'text', { group: 'way' }],
    recipients: [17, 'json', { group: 'way' }],
    accountId: [18, 'ref', { to: 'mailAccount', group: 'way' }],
    every: [19, 'choice', { options: scheduleUnits, list: 4, group: 'when' }],
    day: [20, 'integer', { group: 'when' }],
    minutes: [21, 'integer', { group: 'when' }],
    timeZone: [22, 'text', { group: 'when' }],
    /** What was due before is not made up for. */
    since: [23, 'instant', { group: 'when' }],
    paused: [24, 'yesNo', { list: 5 }],
    /** The computer that runs it. */
    device: [25, 'text'],
  },
})

const operation = z.string().nullable()
const count = z.number().int().min(0)
const runId = z.number().int().min(1)

/** Absolute on either kind of system. */
const folder = z
  .string()
  .max(4_096)
  .regex(/^(\/|[A-Za-z]:[\\/]|\\\\)/)
  .refine((text) => !text.includes('\0'))

const rule = {
  every: z.enum(scheduleUnits),
  /** 0–6 from Sunday of a week, 1–31 of a month. */
  day: z.number().int().min(0).max(31).nullable().default(null),
  minutes: z.number().int().min(0).max(1_439),
}

const outcomes = ['running', 'done', 'failed'] as const

export const runSchema = z.object({
  run: runId,
  schedule: z.string(),
  name: z.string(),
  due: z.string(),
  begunAt: z.string(),
  endedAt: z.string().nullable(),
  outcome: z.enum(outcomes),
  attempts: count,
  error: errorRecordSchema.nullable(),
  /** The file, or who it was put into the outbox for. */
  went: z.string().nullable(),
  rows: count.nullable(),
})
export type ReportRun = z.infer<typeof runSchema>

const claimedSchema = z.object({
  run: runId,
  name: z.string(),
  report: z.string(),
  parameters: reportParametersSchema,
  reader: readerSchema,
  format: z.enum(scheduleFormats),
})
export type ClaimedRun = z.infer<typeof claimedSchema>

export const reportScheduleProcedures = {
  'reportSchedule.list': query(
    z.object({}),
    z.object({
      schedules: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          report: z.string(),
          parameters: reportParametersSchema,
          format: z.enum(scheduleFormats),
          folder: z.string().nullable(),
          recipients: z.array(z.string()),
          account: z.string().nullable(),
          every: z.enum(scheduleUnits),
          day: z.number().nullable(),
          minutes: z.number(),
          timeZone: z.string(),
          paused: z.boolean(),
          owner: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
          /** By this computer for whoever asks; others are made elsewhere. */
          here: z.boolean(),
          next: z.string().nullable(),
          last: runSchema.nullable(),
        }),
      ),
    }),
  ),
  /** A new one without `id`. To a folder, or to people through an account; one that is changed may stay where it goes. From now on it runs on this computer. */
  'reportSchedule.save': mutation(
    z
      .object({
        id: idSchema.optional(),
        name: z.string().trim().min(1).max(200),
        report: z.string().min(1).max(100),
        parameters: reportParametersSchema.prefault({}),
        reader: readerSchema,
        format: z.enum(scheduleFormats),
        folder: folder.optional(),
        recipients: z.array(addressSchema).min(1).max(50).optional(),
        account: idSchema.optional(),
        ...rule,
      })
      .refine(({ id, folder: to, recipients, account }) =>
        to === undefined
          ? (recipients !== undefined && account !== undefined) ||
            (id !== undefined && recipients === undefined && account === undefined)
          : recipients === undefined && account === undefined,
      ),
    z.object({ id: z.string(), operation }),
    { right: 'export' },
  ),
  'reportSchedule.pause': mutation(z.object({ id: idSchema, paused: z.boolean() }), z.object({ operation }), {
    right: 'export',
  }),
  'reportSchedule.remove': mutation(z.object({ id: idSchema }), z.object({ operation }), { right: 'export' }),
  /** Runs of this computer, newest first. */
  'reportSchedule.log': query(
    z.object({ schedule: idSchema.optional(), limit: z.number().int().min(1).max(1_000).default(100) }),
    z.object({ runs: z.array(runSchema) }),
  ),
  /**
   * What is to be made now, taken so that nobody else makes it: what failed and is to be tried again, else what is due and
   * was not made; with `id` that one at once. Null when there is nothing.
   */
  'reportSchedule.claim': mutation(
    z.object({ id: idSchema.optional() }),
    z.object({ run: claimedSchema.nullable() }),
    { undo: 'local', right: 'export' },
  ),
  /** Makes its file, whole under its name or not there at all. The pages of a PDF come from whoever can lay them out. */
  'reportSchedule.make': job(
    z.object({ run: runId, pdf: z.base64().max(40_000_000).optional(), rows: count.default(0) }),
    z.object({ file: z.string(), rows: count, bytes: count }),
    { on: 'reader', right: 'export', undo: 'local' },
  ),
  /** Writes down what came of it; what goes by e-mail is in the outbox in the same moment. */
  'reportSchedule.finish': mutation(
    z.object({ run: runId, rows: count.default(0), error: errorRecordSchema.optional() }),
    z.object({ went: z.string().nullable(), operation }),
    { undo: 'never', right: 'export' },
  ),
}

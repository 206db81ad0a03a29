/** Activity series: steps that count from an anchor date, and their applications to contacts and companies. */
import { z } from 'zod'
import { defineEntity } from './entity.ts'
import { job, mutation, query } from './procedure.ts'
import { idSchema } from './records.ts'
import { targetSchema } from './target.ts'

/** Steps that are scheduled together, each so many days from an anchor date. */
export const activitySeries = defineEntity({
  id: 104,
  name: 'activitySeries',
  domain: 'activities',
  title: { from: 'text', field: 'name' },
  searched: true,
  fields: {
    name: [10, 'text', { required: true, search: 2, list: 1 }],
    description: [11, 'longText', { search: 1, list: 2 }],
    /** What happens to a step that falls on a day off. */
    daysOff: [12, 'choice', { options: ['keep', 'next', 'previous'], list: 3 }],
    /** Whether days are counted as working days. */
    workingDays: [13, 'yesNo'],
  },
})

export const seriesStep = defineEntity({
  id: 105,
  name: 'seriesStep',
  domain: 'activities',
  title: { from: 'text', field: 'regarding' },
  parents: ['seriesId'],
  fields: {
    seriesId: [10, 'ref', { to: 'activitySeries', required: true, list: 1 }],
    offsetDays: [11, 'integer', { required: true, list: 2 }],
    kind: [12, 'pickList', { required: true, list: 3 }],
    regarding: [13, 'text', { list: 4 }],
    minutes: [14, 'integer'],
    durationMinutes: [15, 'integer'],
    details: [16, 'longText'],
    priority: [17, 'choice', { options: ['high', 'normal', 'low'] }],
    alarmMinutes: [18, 'integer'],
  },
})

/** One application of a series to one contact or company. */
export const seriesRun = defineEntity({
  id: 106,
  name: 'seriesRun',
  domain: 'activities',
  title: { from: 'text', field: 'seriesName' },
  parents: ['seriesId', 'contactId', 'companyId'],
  fields: {
    seriesId: [10, 'ref', { to: 'activitySeries', required: true, list: 1 }],
    seriesName: [11, 'text'],
    contactId: [12, 'ref', { to: 'contact', list: 2 }],
    companyId: [13, 'ref', { to: 'company', list: 3 }],
    anchor: [14, 'date', { required: true, list: 4 }],
    status: [15, 'choice', { options: ['running', 'stopped'], list: 5 }],
  },
})

const data = z.record(z.string(), z.unknown())
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const operation = z.string().nullable()
const timeZone = z.string().min(1).max(100).optional()

export const seriesProcedures = {
  'series.save': mutation(
    z.object({
      id: idSchema.optional(),
      data,
      steps: z
        .array(data.and(z.object({ id: idSchema.optional() })))
        .max(200)
        .optional(),
    }),
    z.object({ id: z.string(), operation }),
  ),
  'series.get': query(
    z.object({ id: idSchema }),
    z.object({
      record: z.record(z.string(), z.unknown()),
      steps: z.array(z.record(z.string(), z.unknown())),
      running: z.number(),
    }),
  ),
  /** The days the steps would fall on. */
  'series.preview': query(
    z.object({ id: idSchema, anchor: day }),
    z.object({
      steps: z.array(
        z.object({
          id: z.string(),
          kind: z.string(),
          regarding: z.string().nullable(),
          day: z.string(),
          moved: z.boolean(),
        }),
      ),
    }),
  ),
  'series.apply': job(
    z.object({
      id: idSchema,
      anchor: day,
      entity: z.enum(['contact', 'company']).default('contact'),
      target: targetSchema,
      timeZone,
    }),
    z.object({ applied: z.number(), scheduled: z.number(), operation }),
  ),
  /** Moves the open activities of running applications by days, or gives them another anchor. */
  'series.shift': job(
    z.object({
      target: targetSchema,
      anchor: day.optional(),
      days: z.number().int().min(-36_500).max(36_500).optional(),
    }),
    z.object({ changed: z.number(), operation }),
  ),
  /** Ends applications: what is open of them goes to the trash. */
  'series.stop': job(
    z.object({ target: targetSchema }),
    z.object({ stopped: z.number(), removed: z.number(), operation }),
  ),
}

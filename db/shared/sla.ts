/**
 * Promises of service: who is answered within what time, and the hours in which that time counts. The arithmetic is in
 * sla/clocks.ts and sla/workingTime.ts; where tickets learn their due times, core/tickets/clocks.ts.
 */
import { z } from 'zod'
import { defineEntity } from './entity.ts'
import { job, mutation, query } from './procedure.ts'
import { idSchema } from './records.ts'
import { targetNames } from './sla/clocks.ts'
import { priorities } from './ticketCodes.ts'

/** A calendar of its own: for a support line that is open at other hours, or elsewhere. */
export const businessHours = defineEntity({
  id: 165,
  name: 'businessHours',
  domain: 'sla',
  editedBy: 'admin',
  title: { from: 'text', field: 'name' },
  listed: false,
  fields: {
    name: [10, 'text', { required: true }],
    timeZone: [11, 'text', { required: true, group: 'hours' }],
    /** Seven weekdays from Sunday, each a list of `[from, to]` in minutes. */
    week: [12, 'json', { required: true, group: 'hours' }],
    holidays: [13, 'choice', { options: ['all', 'country', 'none'] }],
    country: [14, 'text'],
  },
})

/** Which tickets it is for, and what is promised for each priority. The first that fits holds. */
export const slaPolicy = defineEntity({
  id: 166,
  name: 'slaPolicy',
  domain: 'sla',
  editedBy: 'admin',
  title: { from: 'text', field: 'name' },
  listed: false,
  fields: {
    name: [10, 'text', { required: true }],
    position: [11, 'integer'],
    inactive: [12, 'yesNo'],
    companyId: [13, 'ref', { to: 'company' }],
    /** Of the customer: the contact or its company has this tag. */
    customerTag: [14, 'text'],
    ticketType: [15, 'text'],
    queueId: [16, 'ref', { to: 'queue' }],
    hoursId: [17, 'ref', { to: 'businessHours' }],
    /** `{urgent: {first, next, solve}, …}` in open minutes. */
    targets: [18, 'json'],
  },
})

const DAY = 1_440
export const spanSchema = z
  .tuple([z.number().int().min(0).max(DAY), z.number().int().min(0).max(DAY)])
  .refine(([from, to]) => from < to)
export const weekSchema = z.array(z.array(spanSchema).max(12)).length(7)
const minutes = z.number().int().min(1).max(1_000_000)
const targetsSchema = z.strictObject({
  first: minutes.optional(),
  next: minutes.optional(),
  solve: minutes.optional(),
})
export const allTargetsSchema = z.partialRecord(z.enum(priorities), targetsSchema)
export type AllTargets = z.infer<typeof allTargetsSchema>

const operation = z.string().nullable()
const named = z.object({ id: z.string(), name: z.string().nullable() })
const count = z.number().int().min(0)

const hoursSchema = z.object({
  id: z.string(),
  name: z.string(),
  timeZone: z.string(),
  week: weekSchema,
  holidays: z.enum(['all', 'country', 'none']),
  country: z.string().nullable(),
})
export type HoursRow = z.infer<typeof hoursSchema>

const policySchema = z.object({
  id: z.string(),
  name: z.string(),
  active: z.boolean(),
  company: named.nullable(),
  customerTag: z.string().nullable(),
  ticketType: z.string().nullable(),
  queue: named.nullable(),
  hours: named.nullable(),
  targets: allTargetsSchema,
})
export type PolicyRow = z.infer<typeof policySchema>

const clockSchema = z.object({
  name: z.enum(targetNames),
  due: z.string().nullable(),
  metAt: z.string().nullable(),
  late: z.boolean(),
  paused: z.boolean(),
  /** Promised open minutes. */
  minutes: z.number(),
})
export type ClockRow = z.infer<typeof clockSchema>

export const slaProcedures = {
  /** Policies in the order they are tried, and the calendars. */
  'sla.list': query(
    z.object({}),
    z.object({
      policies: z.array(policySchema),
      calendars: z.array(hoursSchema),
      /** Minutes before a clock runs out that people are warned. */
      warnMinutes: count,
    }),
  ),
  'sla.savePolicy': mutation(
    z.object({
      id: idSchema.optional(),
      name: z.string().trim().min(1).max(200),
      active: z.boolean().default(true),
      company: idSchema.nullable().default(null),
      customerTag: z.string().max(200).nullable().default(null),
      ticketType: z.string().max(200).nullable().default(null),
      queue: idSchema.nullable().default(null),
      hours: idSchema.nullable().default(null),
      targets: allTargetsSchema,
    }),
    z.object({ id: z.string(), operation }),
    { right: 'admin' },
  ),
  /** In which order policies are tried. */
  'sla.order': mutation(z.object({ ids: z.array(idSchema).max(200) }), z.object({ operation }), {
    right: 'admin',
  }),
  'sla.saveHours': mutation(
    z.object({
      id: idSchema.optional(),
      name: z.string().trim().min(1).max(200),
      timeZone: z.string().min(1).max(100),
      week: weekSchema,
      holidays: z.enum(['all', 'country', 'none']).default('all'),
      country: z.string().length(2).nullable().default(null),
    }),
    z.object({ id: z.string(), operation }),
    { right: 'admin' },
  ),
  /** A policy or a calendar that is no longer needed. */
  'sla.remove': mutation(
    z.object({ entity: z.enum(['slaPolicy', 'businessHours']), id: idSchema }),
    z.object({ operation }),
    { right: 'admin' },
  ),
  /** The clocks of a ticket as they stand. */
  'sla.clocks': query(
    z.object({ id: idSchema }),
    z.object({
      policy: named.nullable(),
      timeZone: z.string().nullable(),
      clocks: z.array(clockSchema),
      /** The hours of the policy are never open, so no clock can run. */
      neverOpen: z.boolean(),
    }),
  ),
  /** Whether due times are still those of the promises as they are now. */
  'sla.state': query(z.object({}), z.object({ stale: z.boolean() }), { slow: true }),
  /** Works out the due times of every open ticket again, and of all others with `all`. */
  'sla.recompute': job(
    z.object({ all: z.boolean().default(false) }),
    z.object({ checked: count, changed: count }),
    { undo: 'local' },
  ),
}

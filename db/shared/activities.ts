/**
 * Activities: what is scheduled with whom and when; participants; own types and result codes; calls; calendar
 * files. The domain's public face, beside series.ts (steps from an anchor date) and businessCalendar.ts (days off). What happened is history (notes.ts), which completing an activity writes.
 */
import { z } from 'zod'
import { baseKinds, colours, outcomes } from './activityCodes.ts'
import { defineEntity } from './entity.ts'
import { documentSchema, pageSetupSchema } from './printing.ts'
import { job, mutation, query } from './procedure.ts'
import { readerSchema } from './reader.ts'
import { idSchema } from './records.ts'
import { targetSchema } from './target.ts'

/**
 * A date and time, or a whole day: then `startAt` is the midnight that begins it in the activity's own time zone, and the
 * length counts whole days. A recurring one has `rule`; `exceptions` are the days (in its zone) it does not take place, and
 * `recurringId` with `originalDay` makes another activity the stand-in for one of its occurrences.
 */
export const activity = defineEntity({
  id: 100,
  name: 'activity',
  domain: 'activities',
  title: { from: 'text', field: 'regarding' },
  searched: true,
  custom: true,
  parents: ['contactId', 'companyId', 'opportunityId'],
  timeline: {
    at: 'startAt',
    subjects: ['contactId', 'companyId', 'opportunityId'],
    until: { field: 'status', values: ['done', 'cancelled'] },
  },
  fields: {
    kind: [10, 'pickList', { required: true, list: 2, importAs: ['type', 'activity type'] }],
    regarding: [11, 'text', { search: 2, list: 3, importAs: ['subject', 'summary'] }],
    startAt: [
      12,
      'instant',
      { required: true, list: 1, group: 'time', importAs: ['start', 'due', 'due date', 'start date'] },
    ],
    durationMinutes: [13, 'integer', { group: 'time' }],
    allDay: [14, 'yesNo', { group: 'time' }],
    timeZone: [15, 'text', { group: 'time' }],
    contactId: [16, 'ref', { to: 'contact', list: 4, importAs: ['contact', 'with'] }],
    companyId: [17, 'ref', { to: 'company', list: 5, importAs: ['company'] }],
    place: [18, 'text', { search: 1, importAs: ['location'] }],
    priority: [19, 'choice', { options: ['high', 'normal', 'low'], list: 6 }],
    colour: [20, 'choice', { options: colours }],
    details: [21, 'longText', { search: 1, importAs: ['notes', 'description'] }],
    status: [22, 'choice', { options: ['open', 'done', 'cancelled'], list: 7 }],
    resultCode: [23, 'pickList', { importAs: ['result'] }],
    completedAt: [24, 'instant'],
    alarmMinutes: [25, 'integer'],
    channel: [26, 'pickList'],
    rule: [27, 'text', { group: 'rule' }],
    exceptions: [28, 'tags', { merge: 'union' }],
    recurringId: [29, 'ref', { to: 'activity' }],
    originalDay: [30, 'date'],
    seriesRunId: [31, 'ref', { to: 'seriesRun' }],
    seriesStepId: [32, 'ref', { to: 'seriesStep' }],
    uid: [33, 'text'],
    opportunityId: [40, 'ref', { to: 'opportunity' }],
  },
})

/** Somebody else it is with: a further contact or company, or a user of this database. Its timeline place is the activity's. */
export const activityParticipant = defineEntity({
  id: 101,
  name: 'activityParticipant',
  domain: 'activities',
  title: { from: 'text', field: 'note' },
  parents: ['activityId', 'contactId', 'companyId'],
  timeline: { at: 'activityId.startAt', subjects: ['contactId', 'companyId'], shows: 'activityId' },
  fields: {
    activityId: [10, 'ref', { to: 'activity', required: true, list: 1 }],
    contactId: [11, 'ref', { to: 'contact', list: 2 }],
    companyId: [12, 'ref', { to: 'company', list: 3 }],
    userId: [13, 'ref', { to: 'user', list: 4 }],
    note: [14, 'text', { list: 5 }],
  },
})

/** A type of one's own, or what becomes of a built-in one (by its code): another colour, or not offered any more. */
export const activityType = defineEntity({
  id: 102,
  name: 'activityType',
  domain: 'activities',
  editedBy: 'admin',
  title: { from: 'text', field: 'name' },
  listed: false,
  fields: {
    name: [10, 'text', { required: true }],
    base: [11, 'choice', { options: baseKinds }],
    colour: [12, 'choice', { options: colours }],
    position: [13, 'integer'],
    hidden: [14, 'yesNo'],
  },
})

/** A result of one's own, or a built-in one that is not offered any more. */
export const resultCode = defineEntity({
  id: 103,
  name: 'resultCode',
  domain: 'activities',
  editedBy: 'admin',
  title: { from: 'text', field: 'name' },
  listed: false,
  fields: {
    name: [10, 'text', { required: true }],
    kinds: [11, 'tags', { merge: 'union' }],
    outcome: [12, 'choice', { options: outcomes }],
    position: [13, 'integer'],
    hidden: [14, 'yesNo'],
  },
})

const data = z.record(z.string(), z.unknown())
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const operation = z.string().nullable()
const filePath = z
  .string()
  .min(1)
  .max(4096)
  .refine((text) => !text.includes('\0'))
const ids = z.array(idSchema).max(500)
export const participantsSchema = z
  .object({ contacts: ids.optional(), companies: ids.optional(), users: ids.optional() })
  .optional()
/** Which occurrences of a recurring activity an edit is about. */
export const scopeSchema = z.enum(['one', 'following', 'all'])
export type Scope = z.infer<typeof scopeSchema>
const timeZone = z.string().min(1).max(100).optional()

const party = z.object({ id: z.string(), name: z.string().nullable() })
export type Party = z.infer<typeof party>

/** One occurrence as a calendar shows it. */
export const itemSchema = z.object({
  id: z.string(),
  /** The day of this occurrence in the activity's own zone, where it is one of several. */
  occurrence: z.string().nullable(),
  recurring: z.boolean(),
  kind: z.string(),
  regarding: z.string().nullable(),
  startAt: z.string(),
  endAt: z.string(),
  allDay: z.boolean(),
  /** First and last day it touches: its own days when all-day, else those of the reader's zone. */
  firstDay: z.string(),
  lastDay: z.string(),
  status: z.string(),
  priority: z.string().nullable(),
  colour: z.string().nullable(),
  place: z.string().nullable(),
  private: z.boolean(),
  owner: party.nullable(),
  contact: party.nullable(),
  company: party.nullable(),
  alarmMinutes: z.number().nullable(),
})
export type ActivityItem = z.infer<typeof itemSchema>

const who = z.object({
  /** Only activities of these users (owner or participant). */
  users: ids.optional(),
  kinds: z.array(z.string().max(200)).max(50).optional(),
  /** Those that are done or cancelled as well. */
  closed: z.boolean().default(true),
  timeZone,
})

/** What a completed activity or a logged call leaves behind. */
const outcomeSchema = z.object({
  resultCode: z.string().max(4000).nullable().optional(),
  regarding: z.string().max(4000).nullable().optional(),
  details: z.string().max(400_000).nullable().optional(),
  durationMinutes: z.number().int().min(0).max(1_000_000).nullable().optional(),
  at: z.string().optional(),
  /** The next step, scheduled in the same breath: fields of a new activity. */
  followUp: data.optional(),
})

export const activityProcedures = {
  'activity.schedule': mutation(
    z.object({ data, participants: participantsSchema, id: idSchema.optional() }),
    z.object({ id: z.string(), operation }),
  ),
  /** Changes one occurrence, this and the following ones, or all of them. Answers the activity that now holds the change. */
  'activity.change': mutation(
    z.object({
      id: idSchema,
      occurrence: day.optional(),
      scope: scopeSchema.default('all'),
      data,
      participants: participantsSchema,
    }),
    z.object({ id: z.string(), operation }),
  ),
  'activity.remove': mutation(
    z.object({ id: idSchema, occurrence: day.optional(), scope: scopeSchema.default('all') }),
    z.object({ id: z.string(), operation }),
  ),
  'activity.complete': mutation(
    outcomeSchema.extend({
      id: idSchema,
      occurrence: day.optional(),
      status: z.enum(['done', 'cancelled']).default('done'),
    }),
    z.object({ id: z.string(), history: z.array(z.string()), followUp: z.string().nullable(), operation }),
  ),
  /** Writes what happened without having been scheduled: a call that came in, a meeting in the corridor. */
  'activity.log': mutation(
    outcomeSchema.extend({
      kind: z.string().min(1).max(200),
      contacts: ids.optional(),
      companies: ids.optional(),
      params: z.record(z.string(), z.json()).optional(),
    }),
    z.object({ history: z.array(z.string()), followUp: z.string().nullable(), operation }),
  ),
  'activity.get': query(
    z.object({ id: idSchema }),
    z.object({
      record: z.record(z.string(), z.unknown()),
      participants: z.object({
        contacts: z.array(party),
        companies: z.array(party),
        users: z.array(party),
      }),
    }),
  ),
  /** Everything that touches the days from `from` to `to`, both inside, in order. */
  'activity.range': query(
    who.extend({ from: day, to: day, limit: z.number().int().min(1).max(5_000).default(2_000) }),
    z.object({ items: z.array(itemSchema), more: z.boolean() }),
  ),
  /** The same, counted by day, with the first few of each. */
  'activity.days': query(
    who.extend({ from: day, to: day, each: z.number().int().min(0).max(20).default(4) }),
    z.object({
      days: z.array(z.object({ day: z.string(), count: z.number(), items: z.array(itemSchema) })),
      total: z.number(),
    }),
  ),
  /** What is to be done: each activity once, a recurring one by its first open occurrence. */
  'activity.tasks': query(
    z.object({
      show: z.enum(['overdue', 'today', 'tomorrow', 'week', 'open', 'closed']).default('open'),
      users: ids.optional(),
      kinds: z.array(z.string().max(200)).max(50).optional(),
      priority: z.enum(['high', 'normal', 'low']).optional(),
      contact: idSchema.optional(),
      company: idSchema.optional(),
      opportunity: idSchema.optional(),
      search: z.string().max(400).optional(),
      limit: z.number().int().min(1).max(1_000).default(200),
      offset: z.number().int().min(0).max(10_000_000).default(0),
      timeZone,
    }),
    z.object({
      items: z.array(itemSchema),
      total: z.number(),
      counts: z.object({
        overdue: z.number(),
        today: z.number(),
        tomorrow: z.number(),
        week: z.number(),
        open: z.number(),
      }),
    }),
  ),
  /** The next days a rule would give, for the person who is making it. */
  'activity.preview': query(
    z.object({
      startAt: z.string(),
      timeZone,
      rule: z.string().max(4000),
      limit: z.number().int().min(1).max(100).default(5),
    }),
    z.object({ days: z.array(z.string()), endless: z.boolean(), problem: z.string().nullable() }),
  ),
  /** Kinds and results as they are offered now, built-in ones and own ones. */
  'activity.options': query(
    z.object({}),
    z.object({
      types: z.array(
        z.object({
          name: z.string(),
          base: z.string(),
          colour: z.string(),
          own: z.boolean(),
          hidden: z.boolean(),
          id: z.string().nullable(),
        }),
      ),
      results: z.array(
        z.object({
          name: z.string(),
          kinds: z.array(z.string()),
          outcome: z.string(),
          own: z.boolean(),
          hidden: z.boolean(),
          id: z.string().nullable(),
        }),
      ),
      users: z.array(party),
    }),
  ),
  'activity.reassign': job(
    z.object({ target: targetSchema, user: idSchema }),
    z.object({ changed: z.number(), operation }),
  ),
  /** Moves by days, or onto a day; the time of day stays. */
  'activity.reschedule': job(
    z.object({
      target: targetSchema,
      days: z.number().int().min(-36_500).max(36_500).optional(),
      onto: day.optional(),
    }),
    z.object({ changed: z.number(), operation }),
  ),
  'activity.completeMany': job(
    z.object({
      target: targetSchema,
      status: z.enum(['done', 'cancelled']).default('done'),
      resultCode: z.string().max(4000).nullable().optional(),
    }),
    z.object({ changed: z.number(), operation }),
  ),
  /** Brings unfinished to-dos of the caller from earlier days to today. */
  'activity.rollOver': job(z.object({ timeZone }), z.object({ changed: z.number(), operation })),

  /** What rings by `now` (default: the present) and has not been put off or seen, missed ones included; and when to ask again. */
  'activity.alarms': query(
    z.object({ timeZone, limit: z.number().int().min(1).max(200).default(50) }),
    z.object({
      due: z.array(itemSchema.extend({ ringsAt: z.string() })),
      /** Number of further ones behind `due`. */
      more: z.number(),
      next: z.string().nullable(),
    }),
    { slow: true },
  ),
  /** Puts an alarm off until a time, or (null) lays it to rest. This device only. */
  'activity.snooze': mutation(
    z.object({
      alarms: z
        .array(z.object({ id: idSchema, occurrence: day.nullable() }))
        .min(1)
        .max(500),
      until: z.string().nullable(),
    }),
    z.object({}),
    { undo: 'local', right: 'read' },
  ),

  /** A day sheet, a week or a month of the calendar as pages; laying them out is electron/pdf.ts's. */
  'calendar.compose': job(
    z.object({
      view: z.enum(['day', 'week', 'month']),
      /** A day of what is wanted. */
      day,
      users: ids.optional(),
      closed: z.boolean().default(true),
      weekStart: z.number().int().min(0).max(6).optional(),
      reader: readerSchema,
      page: pageSetupSchema.prefault({}),
    }),
    z.object({ document: documentSchema, records: z.number() }),
    { on: 'reader', right: 'export', undo: 'local' },
  ),

  /** Every activity from an instant on (default: all) as an iCalendar file. */
  'ics.export': job(
    z.object({ out: filePath, from: z.string().optional(), timeZone }),
    z.object({ file: z.string(), rows: z.number(), bytes: z.number() }),
    { undo: 'local', right: 'export', on: 'reader' },
  ),
  /** The same as `Samphan.ics` in a folder, where other calendars subscribe to it; written again when something changes. */
  'ics.publish': job(
    z.object({ folder: filePath, from: z.string().optional(), timeZone }),
    z.object({ file: z.string(), rows: z.number(), bytes: z.number() }),
    { undo: 'local', right: 'export', on: 'reader' },
  ),
  /** Events and tasks of calendar files; known ones (by their UID) are brought up to date. */
  'ics.import': job(
    z.object({
      files: z.array(filePath).min(1).max(100),
      as: z.enum(['activities', 'holidays']).default('activities'),
      dryRun: z.boolean().default(false),
      timeZone,
    }),
    z.object({
      read: z.number(),
      created: z.number(),
      updated: z.number(),
      skipped: z.number(),
      undated: z.number(),
      /** Rules that could not be followed; their text is in the details. */
      unfollowed: z.number(),
      unknownZones: z.array(z.string()),
      operation,
    }),
    { right: 'import', source: 'import' },
  ),

  /** Who has this number, however it is grouped and in whatever script. */
  'call.find': query(
    z.object({ number: z.string().max(200) }),
    z.object({
      number: z.string(),
      e164: z.string().nullable(),
      shown: z.string(),
      matches: z.array(
        z.object({
          entity: z.string(),
          id: z.string(),
          name: z.string().nullable(),
          company: z.string().nullable(),
          label: z.string().nullable(),
          exact: z.boolean(),
        }),
      ),
    }),
  ),
}

/**
 * Tickets: what customers ask and report, who deals with it, and what was said. The domain's public face; statuses, types and
 * priorities are in ticketCodes.ts, promises and clocks in sla.ts, answers that are kept in knowledge.ts.
 */
import { z } from 'zod'
import { bulkSummarySchema } from './bulk.ts'
import { defineEntity } from './entity.ts'
import { job, mutation, query } from './procedure.ts'
import { idSchema } from './records.ts'
import { targetSchema } from './target.ts'
import { builtInStatuses, levels, phases, priorities, ticketChannels, ticketTypes } from './ticketCodes.ts'

/**
 * `status` and what follows from it are one register: whoever moved it last also says since when, and how long it had been
 * waited. What a device works out from messages and promises is derived (core/tickets/clocks.ts).
 */
export const ticket = defineEntity({
  id: 160,
  name: 'ticket',
  domain: 'tickets',
  title: { from: 'text', field: 'subject' },
  searched: true,
  custom: true,
  mergeable: true,
  parents: ['contactId', 'companyId'],
  timeline: { at: 'openedAt', subjects: ['contactId', 'companyId'] },
  fields: {
    number: [
      10,
      'text',
      { series: true, search: 1, list: 1, importAs: ['ticket id', 'ticket number', 'case number'] },
    ],
    subject: [11, 'text', { required: true, search: 2, importAs: ['title', 'summary'] }],
    description: [12, 'longText', { search: 1, importAs: ['details', 'body'] }],
    type: [13, 'pickList', { codes: ticketTypes, list: 9, importAs: ['ticket type', 'category'] }],
    status: [
      14,
      'pickList',
      { codes: builtInStatuses.map(({ name }) => name), list: 3, group: 'status', importAs: ['state'] },
    ],
    impact: [15, 'choice', { options: levels }],
    urgency: [16, 'choice', { options: levels }],
    givenPriority: [17, 'choice', { options: priorities, importAs: ['priority'] }],
    priority: [18, 'choice', { options: priorities, system: true, derived: true, list: 4 }],
    queueId: [19, 'ref', { to: 'queue', list: 8, importAs: ['group', 'team', 'queue'] }],
    assigneeId: [20, 'ref', { to: 'user', list: 6, importAs: ['agent', 'assignee', 'assigned to'] }],
    contactId: [21, 'ref', { to: 'contact', list: 5, importAs: ['requester', 'customer', 'contact'] }],
    companyId: [22, 'ref', { to: 'company', importAs: ['organization', 'organisation', 'company'] }],
    channel: [23, 'pickList', { codes: ticketChannels, importAs: ['via', 'source'] }],
    /** What it is about as it was once written; of the catalogue it is `productId`. */
    productText: [24, 'text', { search: 1 }],
    tags: [25, 'tags', { merge: 'union', search: 1 }],
    openedAt: [26, 'instant', { list: 10, importAs: ['created at', 'created time'] }],
    statusAt: [27, 'instant', { system: true, group: 'status' }],
    /** While it was waited for the customer, or it was over: `[[from, to], …]` in milliseconds. */
    waits: [28, 'json', { system: true, group: 'status' }],
    solvedAt: [29, 'instant', { system: true, group: 'status' }],
    /** What had been promised when it was solved, and what of it was kept too late. */
    promise: [30, 'json', { system: true, group: 'status' }],
    /** The article that answered it. */
    articleId: [31, 'ref', { to: 'article' }],
    splitFromId: [32, 'ref', { to: 'ticket', system: true }],
    productId: [33, 'ref', { to: 'product' }],
    phase: [40, 'choice', { options: phases, system: true, derived: true }],
    dueAt: [41, 'instant', { system: true, derived: true, list: 7 }],
    firstDueAt: [42, 'instant', { system: true, derived: true }],
    nextDueAt: [43, 'instant', { system: true, derived: true }],
    solveDueAt: [44, 'instant', { system: true, derived: true }],
    answeredAt: [45, 'instant', { system: true, derived: true }],
    lastMessageAt: [46, 'instant', { system: true, derived: true }],
    minutes: [47, 'integer', { system: true, derived: true }],
    late: [48, 'tags', { system: true, derived: true }],
    policyId: [49, 'ref', { to: 'slaPolicy', system: true, derived: true }],
  },
})

export const messageKinds = ['reply', 'note', 'incoming'] as const
export type MessageKind = (typeof messageKinds)[number]

/** One thing said on a ticket: to the customer, by the customer, or among colleagues. */
export const ticketMessage = defineEntity({
  id: 161,
  name: 'ticketMessage',
  domain: 'tickets',
  title: { from: 'text', field: 'body' },
  searched: true,
  editedBy: 'none',
  parents: ['ticketId', 'contactId', 'companyId'],
  partOf: 'ticketId',
  fields: {
    ticketId: [10, 'ref', { to: 'ticket', required: true, list: 1 }],
    kind: [11, 'choice', { options: messageKinds, required: true, list: 2 }],
    body: [12, 'longText', { search: 1, group: 'body', list: 3 }],
    html: [13, 'longText', { group: 'body' }],
    at: [14, 'instant', { required: true, list: 4 }],
    minutes: [15, 'integer', { list: 5 }],
    /** The e-mail it went out as. */
    mailId: [16, 'ref', { to: 'mailMessage' }],
    attachments: [17, 'json'],
    /** The ticket it was split from. */
    movedFromId: [18, 'ref', { to: 'ticket' }],
    /** Whose secret it may be: those of the ticket when it was said. */
    contactId: [19, 'ref', { to: 'contact', system: true }],
    companyId: [20, 'ref', { to: 'company', system: true }],
  },
})

export const assignments = ['manual', 'roundRobin', 'load'] as const
export type Assignment = (typeof assignments)[number]

/** Where tickets wait for somebody, and how they get one. */
export const queue = defineEntity({
  id: 162,
  name: 'queue',
  domain: 'tickets',
  title: { from: 'text', field: 'name' },
  fields: {
    name: [10, 'text', { required: true, list: 1 }],
    description: [11, 'text', { list: 2 }],
    assignment: [12, 'choice', { options: assignments, list: 3 }],
    /** Identities of the users who work in it. */
    members: [13, 'json'],
  },
})

export const linkKinds = ['related', 'duplicates', 'causes', 'blocks'] as const

/** Two tickets that have to do with each other; its identity follows from both and the kind. */
export const ticketLink = defineEntity({
  id: 163,
  name: 'ticketLink',
  domain: 'tickets',
  title: { from: 'text', field: 'kind' },
  listed: false,
  editedBy: 'none',
  parents: ['fromId', 'toId'],
  fields: {
    fromId: [10, 'ref', { to: 'ticket', required: true }],
    toId: [11, 'ref', { to: 'ticket', required: true }],
    kind: [12, 'choice', { options: linkKinds, required: true }],
  },
})

/** Somebody who wants to know how it goes on; its identity follows from both. */
export const ticketWatcher = defineEntity({
  id: 164,
  name: 'ticketWatcher',
  domain: 'tickets',
  title: { from: 'text', field: 'remark' },
  listed: false,
  editedBy: 'none',
  parents: ['ticketId'],
  fields: {
    ticketId: [10, 'ref', { to: 'ticket', required: true }],
    userId: [11, 'ref', { to: 'user', required: true }],
    remark: [12, 'text'],
  },
})

const count = z.number().int().min(0)
const operation = z.string().nullable()
const data = z.record(z.string(), z.unknown())
const filePath = z.string().min(1).max(4_096)
const party = z.object({ id: z.string(), name: z.string().nullable() })
const minutes = z.number().int().min(0).max(100_000).nullable().optional()
const statusName = z.string().min(1).max(200)

export const statusSchema = z.object({ name: statusName, phase: z.enum(phases) })

/** A ticket as boards and panels show it. */
export const cardSchema = z.object({
  id: z.string(),
  number: z.string().nullable(),
  subject: z.string(),
  status: z.string(),
  phase: z.enum(phases),
  type: z.string().nullable(),
  priority: z.enum(priorities),
  /** Whose record it is: who may change only what is theirs may move these. */
  owner: z.string().nullable(),
  assignee: party.nullable(),
  queue: party.nullable(),
  contact: party.nullable(),
  company: party.nullable(),
  openedAt: z.string(),
  dueAt: z.string().nullable(),
  late: z.array(z.string()),
})
export type TicketCard = z.infer<typeof cardSchema>

const messageSchema = z.object({
  id: z.string(),
  kind: z.enum(messageKinds),
  body: z.string(),
  html: z.string().nullable(),
  at: z.string(),
  by: party.nullable(),
  minutes: z.number().nullable(),
  mail: z.object({ id: z.string(), state: z.string(), recipient: z.string() }).nullable(),
  attachments: z.array(
    z.object({ name: z.string(), sha256: z.string(), size: z.number(), mime: z.string() }),
  ),
  /** The number of the ticket it came from, by a merge or a split. */
  from: z.string().nullable(),
})
export type TicketMessage = z.infer<typeof messageSchema>

const said = {
  html: z.string().max(2_000_000),
  files: z.array(filePath).max(50).default([]),
  minutes,
  /** Where the ticket goes with it. */
  status: statusName.optional(),
}
const saidAnswer = z.object({
  id: z.string(),
  /** The ticket it went to: for one that was merged, the one it became. */
  ticket: z.string(),
  number: z.string().nullable(),
  operation,
})

export const ticketProcedures = {
  /** A new ticket; with `contact`, for somebody who is new too. */
  'ticket.open': mutation(
    z.object({ data, contact: data.optional(), watch: z.boolean().default(false) }),
    z.object({
      id: z.string(),
      number: z.string(),
      contact: z.string().nullable(),
      operation,
    }),
  ),
  /** To the customer: with an account it goes through the outbox as an e-mail, else it is what was said. */
  'ticket.reply': mutation(
    z.object({ id: idSchema, account: idSchema.optional(), article: idSchema.optional(), ...said }),
    saidAnswer.extend({ mail: z.string().nullable() }),
  ),
  /** Among colleagues. */
  'ticket.note': mutation(z.object({ id: idSchema, ...said }), saidAnswer),
  /** What the customer said; a ticket that waited for it, or was over, is open again. */
  'ticket.incoming': mutation(
    z.object({ id: idSchema, html: said.html, files: said.files, at: z.string().optional() }),
    saidAnswer,
  ),
  'ticket.conversation': query(
    z.object({
      id: idSchema,
      limit: z.number().int().min(1).max(500).default(100),
      /** Messages before this one. */
      before: idSchema.optional(),
    }),
    z.object({ messages: z.array(messageSchema), more: z.boolean(), total: count }),
  ),
  /** A copy of an attached file for another program to show. */
  'ticket.openFile': job(
    z.object({ message: idSchema, sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    z.object({ path: z.string() }),
    { on: 'reader', undo: 'local', right: 'read' },
  ),
  /** Everything around a ticket that is no field of it. */
  'ticket.around': query(
    z.object({ id: idSchema }),
    z.object({
      links: z.array(z.object({ kind: z.enum(linkKinds), outward: z.boolean(), ticket: cardSchema })),
      watchers: z.array(party),
      /** Where it was split from, and what was split from it. */
      splitFrom: cardSchema.nullable(),
      splits: z.array(cardSchema),
      /** Numbers that others know it by, of tickets merged into it. */
      merged: z.array(z.string()),
      /** Another device gave the same number to another ticket. */
      sameNumber: z.array(z.string()),
    }),
  ),
  'ticket.link': mutation(
    z.object({ id: idSchema, to: idSchema, kind: z.enum(linkKinds).default('related'), on: z.boolean() }),
    z.object({ operation }),
  ),
  /** Without `user`, whoever asks. */
  'ticket.watch': mutation(
    z.object({ id: idSchema, user: idSchema.optional(), on: z.boolean() }),
    z.object({ operation }),
  ),
  /** What others did on tickets one watches, since one last looked. Newest first. */
  'ticket.news': query(
    z.object({ limit: z.number().int().min(1).max(200).default(50) }),
    z.object({
      news: z.array(
        z.object({
          ticket: z.object({ id: z.string(), number: z.string().nullable(), subject: z.string() }),
          what: z.enum([...messageKinds, 'status']),
          status: z.string(),
          at: z.string(),
          by: party.nullable(),
          /** The beginning of what was said. */
          text: z.string(),
        }),
      ),
    }),
    { slow: true },
  ),
  'ticket.newsSeen': mutation(z.object({}), z.object({ operation }), { undo: 'operation', right: 'read' }),
  /** Some of its messages become a ticket of their own. */
  'ticket.split': mutation(
    z.object({
      id: idSchema,
      messages: z.array(idSchema).min(1).max(500),
      subject: z.string().min(1).max(4_000),
    }),
    z.object({ id: z.string(), number: z.string(), operation }),
  ),
  /** To a person, or to whoever is next in its queue, or has least to do in it. */
  'ticket.assign': job(
    z.object({
      target: targetSchema,
      how: z.enum(['user', 'nobody', 'roundRobin', 'load']),
      user: idSchema.optional(),
    }),
    bulkSummarySchema,
  ),
  /** Where many tickets go at once. */
  'ticket.move': job(
    z.object({ target: targetSchema, status: statusName.optional(), queue: idSchema.nullable().optional() }),
    bulkSummarySchema,
  ),
  /** What can be chosen. */
  'ticket.options': query(
    z.object({}),
    z.object({
      statuses: z.array(statusSchema),
      types: z.array(z.string()),
      channels: z.array(z.string()),
      queues: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          assignment: z.enum(assignments),
          members: z.array(z.string()),
          description: z.string().nullable(),
        }),
      ),
      users: z.array(party),
      /** Who asks. */
      me: z.string(),
    }),
  ),
  /** The status flow of the database: names in order, and what each comes down to. */
  'ticket.setFlow': mutation(
    z.object({ statuses: z.array(statusSchema).min(1).max(50) }),
    z.object({ operation }),
    { right: 'admin', undo: 'operation' },
  ),
  'queue.save': mutation(
    z.object({
      id: idSchema.optional(),
      name: z.string().trim().min(1).max(200),
      description: z.string().max(4_000).nullable().optional(),
      assignment: z.enum(assignments).default('manual'),
      members: z.array(idSchema).max(500).default([]),
    }),
    z.object({ id: z.string(), operation }),
  ),
  /** Tickets of each queue that are not over: all, nobody's, running out or out. `null`: of no queue. */
  'queue.counts': query(
    z.object({}),
    z.object({
      queues: z.array(
        z.object({ queue: party.nullable(), open: count, unassigned: count, overdue: count, mine: count }),
      ),
      total: z.object({ open: count, unassigned: count, overdue: count, mine: count }),
    }),
  ),
  /** Saved views of tickets, with how many each finds; `null` for one whose filter is of another program. */
  'ticket.views': query(
    z.object({}),
    z.object({ views: z.array(z.object({ id: z.string(), name: z.string(), count: count.nullable() })) }),
  ),
  /** Columns by status; each with its count and its first cards, those due soonest first. */
  'ticket.board': query(
    z.object({
      queue: idSchema.nullable().optional(),
      assignee: idSchema.nullable().optional(),
      search: z.string().max(400).optional(),
      each: z.number().int().min(1).max(500).default(50),
    }),
    z.object({
      columns: z.array(
        z.object({ status: z.string(), phase: z.enum(phases), count, cards: z.array(cardSchema) }),
      ),
    }),
  ),
  /** The tickets of a contact or a company, its people's among them: for its page. */
  'ticket.of': query(
    z.object({
      entity: z.enum(['contact', 'company']),
      id: idSchema,
      show: z.enum(['open', 'over']).default('open'),
      limit: z.number().int().min(0).max(500).default(100),
    }),
    z.object({ tickets: z.array(cardSchema), open: count, over: count, complaints: count, breaches: count }),
  ),
  /** Those due soonest or overdue: what is about to be broken, and what is. */
  'ticket.due': query(
    z.object({
      show: z.enum(['soon', 'overdue', 'late']).default('overdue'),
      /** How far ahead `soon` looks; the setting of the database when not given. */
      within: z.number().int().min(1).max(100_000).optional(),
      mine: z.boolean().default(false),
      limit: z.number().int().min(1).max(1_000).default(200),
    }),
    z.object({ tickets: z.array(cardSchema), soon: count, overdue: count, late: count, within: count }),
    { slow: true },
  ),
  /** By number, as people say it: any case, any digits. */
  'ticket.find': query(z.object({ number: z.string().max(200) }), z.object({ tickets: z.array(cardSchema) })),
}

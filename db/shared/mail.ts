/**
 * E-mail that goes out: accounts, the outbox, and the verbs on it. Passwords are never records: they go to the system's keychain
 * (db/mail/keychain.ts). What was given to a server is known from a log of its own that no undo reaches (db/mail/log.ts).
 */
import { z } from 'zod'
import { defineEntity } from './entity.ts'
import { job, mutation, query } from './procedure.ts'
import { idSchema } from './records.ts'

export const mailAccount = defineEntity({
  id: 113,
  name: 'mailAccount',
  domain: 'mail',
  title: { from: 'text', field: 'name' },
  listed: false,
  fields: {
    name: [10, 'text', { required: true, list: 1 }],
    address: [11, 'email', { required: true, list: 2 }],
    fromName: [12, 'text'],
    host: [13, 'text', { required: true, list: 3 }],
    port: [14, 'integer', { required: true }],
    security: [15, 'choice', { options: ['tls', 'starttls', 'none'], required: true }],
    userName: [16, 'text'],
    replyTo: [17, 'email'],
    signature: [18, 'longText'],
    perMinute: [19, 'integer'],
    perHour: [20, 'integer'],
    /** A minute, to addresses of one domain. */
    perDomainMinute: [21, 'integer'],
  },
})

export const mailStates = ['queued', 'held', 'sent', 'failed', 'uncertain', 'cancelled'] as const
export type MailState = (typeof mailStates)[number]

export const mailMessage = defineEntity({
  id: 114,
  name: 'mailMessage',
  domain: 'mail',
  title: { from: 'text', field: 'subject' },
  searched: true,
  editedBy: 'none',
  parents: ['contactId', 'companyId'],
  fields: {
    recipient: [10, 'email', { required: true, list: 1, search: 1 }],
    recipientName: [11, 'text', { list: 2, search: 1 }],
    subject: [12, 'text', { list: 3, search: 1 }],
    state: [13, 'choice', { options: mailStates, required: true, list: 4 }],
    at: [14, 'instant', { required: true, list: 5 }],
    sentAt: [15, 'instant'],
    accountId: [16, 'ref', { to: 'mailAccount', required: true }],
    contactId: [17, 'ref', { to: 'contact' }],
    companyId: [18, 'ref', { to: 'company' }],
    html: [19, 'longText'],
    text: [20, 'longText', { search: 1 }],
    attachments: [21, 'json'],
    /** Why it did not go, as an error record. */
    error: [22, 'json'],
    /** The device that sends it: two copies of a database never send the same twice. */
    device: [23, 'text'],
  },
})

export const MAX_ATTACHED = 25 * 1024 * 1024

const count = z.number().int().min(0)
const ids = z.array(idSchema).min(1).max(10_000)
const changed = z.object({ changed: count, operation: z.string().nullable() })
export const addressSchema = z
  .string()
  .trim()
  .max(320)
  .regex(/^[^\s@<>(),;:\\"[\]]+@[^\s@<>(),;:\\"[\]]+$/)

export const mailProcedures = {
  /** One message into the outbox. */
  'mail.queue': mutation(
    z.object({
      account: idSchema,
      to: addressSchema,
      toName: z.string().max(200).default(''),
      subject: z.string().max(2_000),
      /** Markup of the editor. */
      html: z.string().max(2_000_000),
      contact: idSchema.optional(),
      company: idSchema.optional(),
      files: z.array(z.string().min(1).max(4_096)).max(50).default([]),
    }),
    z.object({ id: z.string(), operation: z.string().nullable() }),
  ),
  /** Stops what has not gone yet, or lets it go again. */
  'mail.hold': mutation(z.object({ ids }), changed),
  'mail.release': mutation(z.object({ ids }), changed),
  'mail.cancel': mutation(z.object({ ids }), changed),
  /** Of messages whose fate is unknown: they were sent, or shall be sent once more. */
  'mail.settle': mutation(z.object({ ids, sent: z.boolean() }), changed, { undo: 'never' }),
  'mail.counts': query(
    z.object({}),
    z.object({ counts: z.record(z.enum(mailStates), count), due: count, next: z.string().nullable() }),
    { slow: true },
  ),
  /** Sends what is due. Cannot be undone. */
  'mail.send': job(
    z.object({}),
    z.object({
      sent: count,
      failed: count,
      later: count,
      uncertain: count,
      /** Of campaigns: whoever opted out while the message waited is not written to. */
      withdrawn: count,
      /** Accounts that could not be used, and why. */
      accounts: z.array(z.object({ id: z.string(), name: z.string(), reason: z.string() })),
    }),
    { undo: 'never' },
  ),
  /** Connects and signs in, without sending anything. */
  'mail.test': job(z.object({ account: idSchema }), z.object({ greeting: z.string() }), { undo: 'local' }),
  /** Into the keychain; with none, kept in memory until the program ends. Null forgets it. */
  'mail.setPassword': job(
    z.object({ account: idSchema, password: z.string().min(1).max(1_000).nullable() }),
    z.object({ kept: z.enum(['keychain', 'session', 'none']) }),
    { undo: 'local' },
  ),
  /** Where the password is, never what it is. */
  'mail.password': job(
    z.object({ account: idSchema }),
    z.object({ known: z.enum(['keychain', 'session', 'none']), keychain: z.boolean() }),
    { undo: 'local' },
  ),
}

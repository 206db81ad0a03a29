/**
 * Templates of letters and e-mails, and what is made of them: a page or a message per record. The language is Liquid:
 * `{{ contact.givenName }}`, `{% if … %}`, `{% for note in contact.related.note %}`.
 */
import { z } from 'zod'
import { defineEntity } from './entity.ts'
import { documentSchema, pageSetupSchema, wantedSheetSchema } from './printing.ts'
import { job, query } from './procedure.ts'
import { readerSchema } from './reader.ts'
import { idSchema } from './records.ts'
import { targetSchema } from './target.ts'

/** A page, a message, or one label of a sheet for each record. */
export const templateKinds = ['letter', 'email', 'label'] as const

export const template = defineEntity({
  id: 110,
  name: 'template',
  domain: 'templates',
  title: { from: 'text', field: 'name' },
  searched: true,
  fields: {
    name: [10, 'text', { required: true, list: 1, search: 2 }],
    kind: [11, 'choice', { options: templateKinds, required: true, list: 2 }],
    /** Whom it is written to. */
    about: [12, 'choice', { options: ['contact', 'company'], required: true, list: 3 }],
    description: [13, 'text', { list: 4, search: 1 }],
    /** Of an e-mail; of a letter, what its history entry says. */
    subject: [14, 'text', { search: 1 }],
    /** Markup of the editor with Liquid in it; sanitised whenever it is used. */
    body: [15, 'longText'],
    page: [16, 'json', { system: true }],
  },
})

export const recipients = ['contact', 'company'] as const
export const MAX_LETTERS = 5_000
export const MAX_BODY = 500_000

/** The text to be merged: a stored template, or what stands in the editor. */
export const draftSchema = z.object({
  about: z.enum(recipients),
  subject: z.string().max(2_000).default(''),
  body: z.string().max(MAX_BODY),
})
export type LetterDraft = z.output<typeof draftSchema>
const sourceSchema = z.union([z.strictObject({ template: idSchema }), z.strictObject({ draft: draftSchema })])

const who = z.object({ id: z.string(), name: z.string() })
const count = z.number().int().min(0)

export const problemSchema = z.object({
  /** Worded as `letter.problem.<code>`. */
  code: z.enum(['syntax', 'unknownField', 'tooLong', 'filter']),
  line: z.number().nullable(),
  detail: z.string(),
})
export type TemplateProblem = z.infer<typeof problemSchema>

const reportSchema = z.object({
  records: count,
  /** Who lacks something that the text says, and what. */
  missing: z.array(who.extend({ fields: z.array(z.string()) })),
  /** Who has no e-mail address. */
  noEmail: z.array(who),
})
export type LetterReport = z.infer<typeof reportSchema>

export const templateProcedures = {
  /** What can be merged for a kind of recipient: the path to write, and what it is called. */
  'template.fields': query(
    z.object({ about: z.enum(recipients), language: readerSchema.shape.language }),
    z.object({ fields: z.array(z.object({ path: z.string(), label: z.string() })) }),
  ),
  /** What is wrong with a text, before anything is made of it. */
  'template.check': query(draftSchema, z.object({ problems: z.array(problemSchema) })),
  /** One record's letter, as it will be. */
  'letter.preview': query(
    z.object({
      source: sourceSchema,
      id: idSchema,
      reader: readerSchema,
      page: pageSetupSchema.prefault({}),
    }),
    z.object({
      subject: z.string(),
      html: z.string(),
      text: z.string(),
      missing: z.array(z.string()),
      document: documentSchema,
    }),
  ),
  /** Who would get it, who lacks what; nothing is made. */
  'letter.check': job(
    z.object({ source: sourceSchema, target: targetSchema, reader: readerSchema }),
    reportSchema,
    { on: 'reader', right: 'read', undo: 'local' },
  ),
  /** All letters as one document, each from a page of its own; with a `sheet`, each on a label of it. */
  'letter.compose': job(
    z.object({
      source: sourceSchema,
      target: targetSchema,
      reader: readerSchema,
      page: pageSetupSchema.prefault({}),
      sheet: wantedSheetSchema.optional(),
      /** Labels of the first sheet that are gone already. */
      skip: count.max(1_000).default(0),
    }),
    z.object({ document: documentSchema, records: count }),
    { on: 'reader', right: 'read', undo: 'local' },
  ),
  /** The letters have been printed or saved: a history entry for each recipient, in one operation. */
  'letter.record': job(
    z.object({ source: sourceSchema, target: targetSchema, reader: readerSchema }),
    z.object({ operation: z.string().nullable(), records: count }),
  ),
  /** An e-mail to each, put into the outbox in one operation; who has no address gets none. */
  'letter.send': job(
    z.object({
      source: sourceSchema,
      target: targetSchema,
      reader: readerSchema,
      account: idSchema,
      /** Also to those who lack something the text says. */
      incomplete: z.boolean().default(false),
      /** Go with every message; kept once. */
      files: z.array(z.string().min(1).max(4_096)).max(50).default([]),
    }),
    z.object({ operation: z.string().nullable(), queued: count, skipped: count }),
  ),
}

/** What is known: articles with categories, versions and languages; canned replies; macros. Found by search, suggested while a ticket is written. */
import { z } from 'zod'
import { bulkSummarySchema } from './bulk.ts'
import { defineEntity } from './entity.ts'
import { job, mutation, query } from './procedure.ts'
import { readerSchema } from './reader.ts'
import { idSchema } from './records.ts'
import { targetSchema } from './target.ts'

export const articleStatuses = ['draft', 'published', 'archived'] as const
export type ArticleStatus = (typeof articleStatuses)[number]
export const articleLanguages = ['en', 'th', 'fa'] as const

/** `translates` names the article it says the same as in another language. */
export const article = defineEntity({
  id: 170,
  name: 'article',
  domain: 'knowledge',
  title: { from: 'text', field: 'title' },
  searched: true,
  custom: true,
  fields: {
    title: [10, 'text', { required: true, search: 2, list: 1 }],
    categoryId: [11, 'ref', { to: 'articleCategory', list: 2 }],
    language: [12, 'choice', { options: articleLanguages, list: 3 }],
    status: [13, 'choice', { options: articleStatuses, list: 4 }],
    keywords: [14, 'tags', { merge: 'union', search: 1, list: 5 }],
    /** The words of the text, and beside them their formatting. */
    body: [15, 'longText', { search: 1, group: 'body' }],
    html: [16, 'longText', { group: 'body', system: true }],
    translatesId: [17, 'ref', { to: 'article' }],
    /** Of the text as it stands; grows each time one is published. */
    version: [18, 'integer', { system: true }],
    publishedAt: [19, 'instant', { system: true, list: 6 }],
    attachments: [20, 'json', { system: true }],
  },
})

export const articleCategory = defineEntity({
  id: 171,
  name: 'articleCategory',
  domain: 'knowledge',
  title: { from: 'text', field: 'name' },
  fields: {
    name: [10, 'text', { required: true, list: 1 }],
    parentId: [11, 'ref', { to: 'articleCategory', list: 2 }],
  },
})

/** What an article said when it was published. */
export const articleVersion = defineEntity({
  id: 172,
  name: 'articleVersion',
  domain: 'knowledge',
  title: { from: 'text', field: 'title' },
  listed: false,
  editedBy: 'none',
  parents: ['articleId'],
  partOf: 'articleId',
  fields: {
    articleId: [10, 'ref', { to: 'article', required: true }],
    number: [11, 'integer', { required: true }],
    title: [12, 'text'],
    body: [13, 'longText'],
    html: [14, 'longText'],
    at: [15, 'instant', { required: true }],
  },
})

/** An answer that is given often, with merge fields. */
export const cannedReply = defineEntity({
  id: 173,
  name: 'cannedReply',
  domain: 'knowledge',
  title: { from: 'text', field: 'name' },
  fields: {
    name: [10, 'text', { required: true, list: 1 }],
    category: [11, 'pickList', { list: 2 }],
    language: [12, 'choice', { options: articleLanguages, list: 3 }],
    /** Markup with Liquid in it; sanitised whenever it is used. */
    html: [13, 'longText'],
  },
})

/** Several things done to a ticket at once. */
export const macro = defineEntity({
  id: 174,
  name: 'macro',
  domain: 'knowledge',
  title: { from: 'text', field: 'name' },
  fields: {
    name: [10, 'text', { required: true, list: 1 }],
    description: [11, 'text', { list: 2 }],
    actions: [12, 'json', { required: true }],
  },
})

const operation = z.string().nullable()
const count = z.number().int().min(0)
const html = z.string().max(2_000_000)
const filePath = z.string().min(1).max(4_096)
const named = z.object({ id: z.string(), name: z.string().nullable() })

/** What a macro may do. `reply` and `note` are merged with each ticket. */
export const macroActionSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('status'), status: z.string().min(1).max(200) }),
  z.strictObject({ do: z.literal('priority'), priority: z.enum(['urgent', 'high', 'normal', 'low']) }),
  z.strictObject({ do: z.literal('type'), type: z.string().min(1).max(200) }),
  z.strictObject({ do: z.literal('queue'), queue: idSchema }),
  z.strictObject({ do: z.literal('assign'), to: z.enum(['me', 'nobody', 'roundRobin', 'load']) }),
  z.strictObject({ do: z.literal('assignTo'), user: idSchema }),
  z.strictObject({ do: z.literal('tag'), tags: z.array(z.string().min(1).max(200)).min(1).max(50) }),
  z.strictObject({ do: z.literal('untag'), tags: z.array(z.string().min(1).max(200)).min(1).max(50) }),
  z.strictObject({ do: z.literal('reply'), html, send: z.boolean().default(false) }),
  z.strictObject({ do: z.literal('note'), html }),
  z.strictObject({ do: z.literal('watch') }),
])
export type MacroAction = z.output<typeof macroActionSchema>

export const suggestionSchema = z.object({
  id: z.string(),
  title: z.string(),
  language: z.string().nullable(),
  category: z.string().nullable(),
  snippet: z.string(),
  /** Tickets it answered. */
  solved: count,
  score: z.number(),
})
export type ArticleSuggestion = z.infer<typeof suggestionSchema>

export const knowledgeProcedures = {
  'article.save': mutation(
    z.object({
      id: idSchema.optional(),
      title: z.string().trim().min(1).max(4_000).optional(),
      html: html.optional(),
      category: idSchema.nullable().optional(),
      language: z.enum(articleLanguages).nullable().optional(),
      keywords: z.array(z.string().max(200)).max(100).optional(),
      translates: idSchema.nullable().optional(),
      private: z.boolean().optional(),
    }),
    z.object({ id: z.string(), operation }),
  ),
  /** Publishing keeps what it says as a version. */
  'article.setStatus': mutation(
    z.object({ id: idSchema, status: z.enum(articleStatuses) }),
    z.object({ version: count, operation }),
  ),
  /** Brings the text of a version back; published again it is a new one. */
  'article.restore': mutation(
    z.object({ id: idSchema, version: z.number().int().min(1) }),
    z.object({ operation }),
  ),
  'article.attach': mutation(
    z.object({ id: idSchema, files: z.array(filePath).min(1).max(50) }),
    z.object({ added: count, operation }),
  ),
  'article.detach': mutation(
    z.object({ id: idSchema, sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    z.object({ operation }),
  ),
  'article.openFile': job(
    z.object({ id: idSchema, sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    z.object({ path: z.string() }),
    { on: 'reader', undo: 'local', right: 'read' },
  ),
  /** An article as it is read: its text, versions, translations, and how often it helped. */
  'article.read': query(
    z.object({ id: idSchema }),
    z.object({
      id: z.string(),
      title: z.string(),
      html: z.string(),
      body: z.string(),
      status: z.enum(articleStatuses),
      language: z.string().nullable(),
      category: named.nullable(),
      keywords: z.array(z.string()),
      version: count,
      publishedAt: z.string().nullable(),
      /** What is written differs from the version last published. */
      changed: z.boolean(),
      solved: count,
      attachments: z.array(
        z.object({ name: z.string(), sha256: z.string(), size: z.number(), mime: z.string() }),
      ),
      versions: z.array(
        z.object({ number: z.number(), title: z.string(), at: z.string(), by: z.string().nullable() }),
      ),
      /** What it translates. */
      original: z.string().nullable(),
      translations: z.array(
        z.object({ id: z.string(), title: z.string(), language: z.string().nullable(), status: z.string() }),
      ),
    }),
  ),
  /** Categories with the number of articles that may be read in each. */
  'article.categories': query(
    z.object({}),
    z.object({
      categories: z.array(
        z.object({ id: z.string(), name: z.string(), parent: z.string().nullable(), count }),
      ),
      uncategorised: count,
      total: count,
    }),
  ),
  /** The articles that answered most tickets. */
  'article.helpful': query(
    z.object({ limit: z.number().int().min(1).max(100).default(10) }),
    z.object({ articles: z.array(z.object({ id: z.string(), title: z.string(), solved: count })) }),
  ),
  /** Articles that may answer what somebody writes, best first. */
  'article.suggest': query(
    z.object({
      text: z.string().max(20_000),
      /** Articles in this language first. */
      language: z.enum(articleLanguages).optional(),
      limit: z.number().int().min(1).max(20).default(5),
    }),
    z.object({ articles: z.array(suggestionSchema) }),
  ),
  /** A canned reply, or what is being written, merged with a ticket. */
  'reply.render': query(
    z.object({
      ticket: idSchema,
      source: z.union([z.strictObject({ reply: idSchema }), z.strictObject({ html })]),
      reader: readerSchema,
    }),
    z.object({ html: z.string(), missing: z.array(z.string()) }),
  ),
  /** What can be merged, and what it is called. */
  'reply.fields': query(
    z.object({ language: readerSchema.shape.language }),
    z.object({ fields: z.array(z.object({ path: z.string(), label: z.string() })) }),
  ),
  'reply.save': mutation(
    z.object({
      id: idSchema.optional(),
      name: z.string().trim().min(1).max(200),
      category: z.string().max(200).nullable().optional(),
      language: z.enum(articleLanguages).nullable().optional(),
      html,
    }),
    z.object({ id: z.string(), operation }),
  ),
  'macro.save': mutation(
    z.object({
      id: idSchema.optional(),
      name: z.string().trim().min(1).max(200),
      description: z.string().max(4_000).nullable().optional(),
      actions: z.array(macroActionSchema).min(1).max(50),
    }),
    z.object({ id: z.string(), operation }),
  ),
  /** Does all of it to each ticket: one operation, one undo. */
  'macro.run': job(
    z.object({ macro: idSchema, target: targetSchema, reader: readerSchema, account: idSchema.optional() }),
    bulkSummarySchema,
  ),
}

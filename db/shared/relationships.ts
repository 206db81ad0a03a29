/**
 * Relationships between contacts and companies: two sides, and a word for each. Common kinds are codes with words in every
 * language; people add their own as records. Which side is which is the record's own business; every screen gets the
 * word that is right from where it looks.
 */
import { z } from 'zod'
import { defineEntity } from './entity.ts'
import { mutation, query } from './procedure.ts'
import { idSchema } from './records.ts'

/** A kind somebody made: what the first is to the second, and the second to the first; no `reverse`: the same. */
export const relationshipType = defineEntity({
  id: 12,
  name: 'relationshipType',
  domain: 'relationships',
  title: { from: 'text', field: 'name' },
  fields: {
    name: [10, 'text', { required: true, list: 1 }],
    reverse: [11, 'text', { list: 2 }],
  },
})

/** `kind` or `typeId` says what; one of the `from…` and one of the `to…` references says between whom. */
export const relationship = defineEntity({
  id: 13,
  name: 'relationship',
  domain: 'relationships',
  title: { from: 'text', field: 'note' },
  parents: ['fromContactId', 'fromCompanyId', 'toContactId', 'toCompanyId'],
  fields: {
    kind: [10, 'text', { list: 1 }],
    typeId: [11, 'ref', { to: 'relationshipType' }],
    fromContactId: [12, 'ref', { to: 'contact', list: 2 }],
    fromCompanyId: [13, 'ref', { to: 'company', list: 3 }],
    toContactId: [14, 'ref', { to: 'contact', list: 4 }],
    toCompanyId: [15, 'ref', { to: 'company', list: 5 }],
    startDate: [16, 'date', { list: 6 }],
    endDate: [17, 'date', { list: 7 }],
    note: [18, 'text', { list: 8 }],
  },
})

/** The kinds every database has. Words: `relationship.kind.<code>` for the first side, `….<code>.reverse` for the other. */
export const relationshipKinds = [
  { code: 'reportsTo', symmetric: false },
  { code: 'assistantOf', symmetric: false },
  { code: 'colleague', symmetric: true },
  { code: 'spouse', symmetric: true },
  { code: 'parentOf', symmetric: false },
  { code: 'sibling', symmetric: true },
  { code: 'friend', symmetric: true },
  { code: 'referredBy', symmetric: false },
  { code: 'accountantOf', symmetric: false },
  { code: 'lawyerOf', symmetric: false },
  { code: 'advisorOf', symmetric: false },
  { code: 'customerOf', symmetric: false },
  { code: 'supplierOf', symmetric: false },
  { code: 'dealerOf', symmetric: false },
  { code: 'partner', symmetric: true },
  { code: 'ownerOf', symmetric: false },
  { code: 'competitor', symmetric: true },
] as const
export type RelationshipKind = (typeof relationshipKinds)[number]['code']
export const isRelationshipKind = (code: unknown): code is RelationshipKind =>
  relationshipKinds.some((kind) => kind.code === code)

const side = z.object({ entity: z.enum(['contact', 'company']), id: idSchema })
const day = z.string().max(10).nullable()

/** What the two are to each other: a code, or a kind of one's own. */
const type = z.union([
  z.object({ kind: z.enum(relationshipKinds.map(({ code }) => code)) }),
  z.object({ typeId: idSchema }),
])

export const relationshipRowSchema = z.object({
  id: z.string(),
  /** The code of its kind; null for a kind of one's own, or one this program does not know. */
  kind: z.string().nullable(),
  type: z.object({ id: z.string(), name: z.string().nullable(), reverse: z.string().nullable() }).nullable(),
  /** Whether the record asked about is the second side, so that the reverse word is right. */
  reverse: z.boolean(),
  /** Null when it cannot be said who it is. */
  other: z
    .object({
      entity: z.enum(['contact', 'company']),
      id: z.string(),
      name: z.string().nullable(),
      detail: z.string().nullable(),
      trashed: z.boolean(),
    })
    .nullable(),
  startDate: z.string().nullable(),
  endDate: z.string().nullable(),
  note: z.string().nullable(),
  private: z.boolean(),
})
export type RelationshipRow = z.infer<typeof relationshipRowSchema>

export const relationshipProcedures = {
  /** Those of a record, present ones first, each from its side. */
  'relationship.list': query(
    z.object({ ...side.shape, limit: z.number().int().min(0).max(1000).default(200) }),
    z.object({ total: z.number(), rows: z.array(relationshipRowSchema) }),
  ),
  /** `from` is to `to` what the kind says first: `{kind: 'reportsTo'}`: `from` reports to `to`. */
  'relationship.add': mutation(
    z.object({
      type,
      from: side,
      to: side,
      startDate: day.optional(),
      endDate: day.optional(),
      note: z.string().max(4_000).nullable().optional(),
      private: z.boolean().optional(),
    }),
    z.object({ id: z.string(), operation: z.string().nullable() }),
  ),
  /** Another kind, the other way round, other dates or words; who it is between stays. */
  'relationship.change': mutation(
    z.object({
      id: idSchema,
      type: type.optional(),
      /** Exchanges the two sides. */
      swap: z.boolean().optional(),
      startDate: day.optional(),
      endDate: day.optional(),
      note: z.string().max(4_000).nullable().optional(),
      private: z.boolean().optional(),
    }),
    z.object({ id: z.string(), operation: z.string().nullable() }),
  ),
}

/**
 * How the form of a record is laid out, as people arranged it: tabs of sections of fields, and what each field asks for.
 * Plain data with a version. Whatever cannot be understood (another program's, a field that is gone) is left out and
 * named; it never stops a record from opening. Which arrangement there is without one is the window's business.
 */
import { z } from 'zod'
import { defineEntity, type Field } from './entity.ts'
import { mutation, query } from './procedure.ts'

/** Grows when a program could not draw the layouts of a newer one as they are meant. */
export const LAYOUT_VERSION = 1

/** The arrangement of one entity. Its identity follows from the entity, so that two laptops mean the same one. */
export const layout = defineEntity({
  id: 64,
  name: 'layout',
  domain: 'layouts',
  editedBy: 'admin',
  title: { from: 'text', field: 'entity' },
  listed: false,
  fields: {
    entity: [10, 'text', { required: true, fixed: true }],
    body: [11, 'json'],
  },
})

const text = z.string().min(1).max(200)

export const placedFieldSchema = z.object({
  name: z.string().min(1).max(100),
  /** Half a row, or all of it; without one as wide as its kind needs. */
  width: z.enum(['half', 'full']).optional(),
  /** Instead of the name the field has. */
  label: text.optional(),
  required: z.boolean().optional(),
  readOnly: z.boolean().optional(),
  /** What a new record begins with, as the field's value. */
  default: z.json().optional(),
  /** Shown only when it says something, until “More fields” is pressed. */
  rare: z.boolean().optional(),
  /** Asked for when a record is made. */
  quick: z.boolean().optional(),
})

export const layoutSectionSchema = z.object({
  id: z.string().min(1).max(64),
  /** What the user calls it; without one it is worded as `record.section.<id>`. */
  label: text.optional(),
  fields: z.array(placedFieldSchema).max(500),
})

export const layoutTabSchema = z.object({
  id: z.string().min(1).max(64),
  label: text.optional(),
  sections: z.array(layoutSectionSchema).max(100),
})

export const layoutBodySchema = z.object({
  version: z.number().int().min(1),
  tabs: z.array(layoutTabSchema).min(1).max(20),
  /** Fields that are on no tab. */
  hidden: z.array(z.string().min(1).max(100)).max(500).default([]),
})

export type PlacedField = z.infer<typeof placedFieldSchema>
export type LayoutSection = z.infer<typeof layoutSectionSchema>
export type LayoutTab = z.infer<typeof layoutTabSchema>
export type LayoutBody = z.infer<typeof layoutBodySchema>

/** Why a stored layout is not shown as it was meant. */
export const layoutProblemSchema = z.object({
  code: z.enum(['newer', 'unreadable', 'unknownField', 'twice']),
  field: z.string().optional(),
})
export type LayoutProblem = z.infer<typeof layoutProblemSchema>

export interface ReadLayout {
  /** Undefined: the arrangement there is without one. */
  readonly body: LayoutBody | undefined
  readonly problems: readonly LayoutProblem[]
}

/** Kinds a form has no control for. */
const unplaced: ReadonlySet<Field['kind']> = new Set(['json', 'file'])

/** Whether a layout may place the field. */
export const isPlaceable = (field: Field): boolean => !field.system && !unplaced.has(field.kind)

/** A layout from wherever it comes, with only what these fields can show. Never throws. */
export function readLayout(stored: unknown, fields: readonly Field[]): ReadLayout {
  if (stored === null || stored === undefined) return { body: undefined, problems: [] }
  const version: unknown = typeof stored === 'object' ? Reflect.get(stored, 'version') : undefined
  if (typeof version === 'number' && version > LAYOUT_VERSION)
    return { body: undefined, problems: [{ code: 'newer' }] }
  const parsed = layoutBodySchema.safeParse(stored)
  if (!parsed.success) return { body: undefined, problems: [{ code: 'unreadable' }] }
  return withKnownFields(parsed.data, fields)
}

function withKnownFields(body: LayoutBody, fields: readonly Field[]): ReadLayout {
  const known = new Map(fields.filter(isPlaceable).map((field) => [field.name, field]))
  const placed = new Set<string>()
  const problems: LayoutProblem[] = []
  const keep = ({ name }: { readonly name: string }): boolean => {
    const problem = !known.has(name) ? 'unknownField' : placed.has(name) ? 'twice' : undefined
    if (problem) problems.push({ code: problem, field: name })
    else placed.add(name)
    return problem === undefined
  }
  const tabs = body.tabs.map((tab) => ({
    ...tab,
    sections: tab.sections.map((section) => ({ ...section, fields: section.fields.filter(keep) })),
  }))
  // What must be filled in cannot be out of reach, whoever wrote the layout.
  const hidden = body.hidden.filter((name) => {
    const field = known.get(name)
    if (!field) problems.push({ code: 'unknownField', field: name })
    return field !== undefined && !placed.has(name) && field.required !== true
  })
  return { body: { ...body, tabs, hidden: [...new Set(hidden)] }, problems }
}

/** Every field a layout places, in the order it is read. */
export const placedFields = (body: LayoutBody): readonly PlacedField[] =>
  body.tabs.flatMap((tab) => tab.sections.flatMap((section) => section.fields))

/** What a file of a layout is. */
export const LAYOUT_FORMAT = 'samphan.layout'
export const layoutDocumentSchema = z.object({
  format: z.literal(LAYOUT_FORMAT),
  entity: z.string().min(1).max(64),
  layout: layoutBodySchema,
  /** Labels of the custom fields it names, so that a file can be matched in another database. */
  customFields: z.record(z.string(), z.string()).default({}),
})

const entity = z.string().min(1).max(64)
const answer = z.object({
  entity: z.string(),
  layout: layoutBodySchema.nullable(),
  problems: z.array(layoutProblemSchema),
})
const written = answer.extend({ operation: z.string().nullable() })

export const layoutProcedures = {
  /** The arrangement people made; null while there is none, or none that can be shown. */
  'layout.get': query(z.object({ entity }), answer),
  'layout.set': mutation(z.object({ entity, layout: layoutBodySchema }), written, {
    right: 'admin',
  }),
  /** Back to the arrangement there is without one. */
  'layout.reset': mutation(z.object({ entity }), written, { right: 'admin' }),
  /** The layout as a document, also written to a file when one is named. */
  'layout.export': query(
    z.object({ entity, out: z.string().min(1).max(4_096).optional() }),
    z.object({ document: layoutDocumentSchema.nullable() }),
  ),
  /** A document, given or in a file. Custom fields are found by identity, else by their label. */
  'layout.import': mutation(
    z.object({
      document: z.json().optional(),
      files: z.array(z.string().min(1).max(4_096)).length(1).optional(),
    }),
    written,
    { right: 'admin' },
  ),
}

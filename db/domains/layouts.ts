/** Layouts of record forms: read with what they can show, kept, taken back, handed on as a document. */
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import type { Connection } from '../core/connection.ts'
import type { Handlers, MutationCtx } from '../core/context.ts'
import { fieldsOf } from '../core/customFields.ts'
import { storedLayout } from '../core/layoutRules.ts'
import { namedId, putNamed } from '../core/namedId.ts'
import { type Entity, isCustomName } from '../shared/entity.ts'
import { failure, invalid } from '../shared/errors.ts'
import {
  LAYOUT_FORMAT,
  LAYOUT_VERSION,
  type LayoutBody,
  layout,
  layoutDocumentSchema,
  type layoutProcedures,
  placedFields,
  readLayout,
} from '../shared/layouts.ts'
import { entityNamed } from '../shared/registry.ts'

const MAX_FILE = 4_000_000

/** Two laptops that lay out the same entity mean the same layout: its identity follows from the entity. */
const layoutId = (entity: Entity): Uint8Array => namedId('layout', entity.name)

function read(conn: Connection, entity: Entity) {
  const { body, problems } = readLayout(storedLayout(conn, entity.name), fieldsOf(conn, entity))
  return { entity: entity.name, layout: body ?? null, problems: [...problems] }
}

function keep(ctx: MutationCtx, entity: Entity, body: LayoutBody | null): void {
  const id = layoutId(entity)
  const value = body === null ? null : JSON.stringify(body)
  // Taking away what nobody made leaves nothing behind.
  if (value === null && storedLayout(ctx.conn, entity.name) === undefined) return
  putNamed(ctx.write, layout, id, { entity: entity.name, body: value })
}

/** An entity with records people fill in. @throws AppError Invalid */
function laidOut(name: string): Entity {
  const entity = entityNamed(name)
  if (entity.editedBy !== 'write') throw invalid('entity', 'noLayout')
  return entity
}

/** @throws AppError Invalid for a layout this program could not show */
function assertCurrent(body: LayoutBody): void {
  if (body.version > LAYOUT_VERSION) throw failure('Invalid', 'newerLayout')
}

function fromFile(path: string): unknown {
  try {
    if (statSync(path).size > MAX_FILE) throw failure('Invalid', 'tooLong')
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) throw failure('Invalid', 'notALayout', { file: path })
    if (error instanceof Error && 'code' in error && typeof error.code === 'string')
      throw failure('Unavailable', 'cannotOpen', { file: path }, error)
    throw error
  }
}

function toFile(path: string, document: unknown): void {
  try {
    writeFileSync(path, `${JSON.stringify(document, null, 2)}\n`)
  } catch (error) {
    throw failure('Unavailable', 'cannotOpen', { file: path }, error)
  }
}

export const layoutHandlers = {
  'layout.get': (ctx, input) => read(ctx.conn, entityNamed(input.entity)),

  'layout.set'(ctx, input) {
    const entity = laidOut(input.entity)
    assertCurrent(input.layout)
    keep(ctx, entity, input.layout)
    return read(ctx.conn, entity)
  },

  'layout.reset'(ctx, input) {
    const entity = laidOut(input.entity)
    keep(ctx, entity, null)
    return read(ctx.conn, entity)
  },

  'layout.export'(ctx, input) {
    const entity = laidOut(input.entity)
    const fields = fieldsOf(ctx.conn, entity)
    const { body } = readLayout(storedLayout(ctx.conn, entity.name), fields)
    if (!body) return { document: null }
    const named = new Set([...placedFields(body).map(({ name }) => name), ...body.hidden])
    const customFields = Object.fromEntries(
      fields
        .filter(({ name }) => isCustomName(name) && named.has(name))
        .map(({ name, label }) => [name, label ?? '']),
    )
    const document = { format: LAYOUT_FORMAT, entity: entity.name, layout: body, customFields } as const
    if (input.out) toFile(input.out, document)
    return { document }
  },

  'layout.import'(ctx, input) {
    const [file] = input.files ?? []
    const given: unknown = file === undefined ? input.document : fromFile(file)
    const version = Object(Object(given).layout).version
    if (typeof version === 'number' && version > LAYOUT_VERSION) throw failure('Invalid', 'newerLayout')
    const parsed = layoutDocumentSchema.safeParse(given)
    if (!parsed.success) throw failure('Invalid', 'notALayout', { file: file ?? '' })
    const { layout: body, customFields } = parsed.data
    const entity = laidOut(parsed.data.entity)
    const fields = fieldsOf(ctx.conn, entity)
    const here = new Map(fields.map((field) => [field.name, field]))
    const byLabel = new Map(
      fields.filter(({ name }) => isCustomName(name)).map((field) => [field.label, field.name]),
    )
    /** The same field in this database. */
    const nameHere = (name: string): string =>
      here.has(name) ? name : (byLabel.get(customFields[name]) ?? name)
    const tabs = body.tabs.map((tab) => ({
      ...tab,
      sections: tab.sections.map((section) => ({
        ...section,
        fields: section.fields.map((field) => ({ ...field, name: nameHere(field.name) })),
      })),
    }))
    const mine = { ...body, tabs, hidden: body.hidden.map(nameHere) }
    const { body: shown, problems } = readLayout(mine, fields)
    keep(ctx, entity, shown ?? mine)
    return { entity: entity.name, layout: shown ?? null, problems: [...problems] }
  },
} satisfies Handlers<keyof typeof layoutProcedures>

/**
 * Text meant to do harm (markup, direction marks, control characters, formulas, odd Unicode) in every text field of every
 * entity: kept as it was written, found again, exported and read back the same, and nothing breaks.
 */
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { customFieldsOf } from '#db/core/customFields.ts'
import type { Entity, Field } from '#db/shared/entity.ts'
import { elementProperties } from '#db/shared/fields.ts'
import { allEntities, entityNamed } from '#db/shared/registry.ts'
import { type TestDatabase, temporaryFolder, testDatabase } from '../helpers/database.ts'

vi.mock('#db/shared/extraEntities.ts', () => import('../proof/widget.ts'))
vi.mock('#db/migrations/extra.ts', () => import('../proof/widget.ts'))

const nasty: Readonly<Record<string, string>> = {
  markup: `<script>alert(1)</script><img src=x onerror="alert(1)">&lt;b&gt;'"\`\${1}`,
  directions: 'a\u202eb\u202c\u2066c\u2069\u200e\u200f\u061cم‌ن',
  controls: 'bell\u0007 escape\u001b[31m del\u007f nel\u0085 tab\there ls\u2028ps\u2029end',
  formula: '=cmd|"/C calc"!A0',
  sql: `'; DROP TABLE contact; --`,
  prototype: '__proto__',
  icu: '{n, plural, other {#}} {',
  unicode: 'e\u0301 ｆｕｌｌ 👩‍👩‍👧‍👦 \ufffd ก็ํา \u{10FFFF}',
  long: 'ยาว '.repeat(900).trim(),
}

const textKinds = new Set<Field['kind']>(['text', 'longText', 'email', 'url', 'pickList', 'tags', 'list'])

/** A value of the field with the text wherever a person could have typed it. */
function valueWith(field: Field, text: string): unknown {
  if (field.kind === 'tags') return [text.slice(0, 200).trim()]
  if (field.kind !== 'list') return text
  const parts = elementProperties[field.elements ?? 'extra'].filter(
    (part) => part !== 'e164' && part !== 'country',
  )
  const element = Object.fromEntries(parts.map((part) => [part, text]))
  if (field.elements === 'event') element.value = '--05-01'
  return [element]
}

const isTyped = (field: Field): boolean => textKinds.has(field.kind) && !field.system
const strip = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, part) => (key === 'id' || key === 'e164' ? undefined : part)))

const typedEntities = (): readonly Entity[] =>
  allEntities().filter((entity) => entity.listed && entity.editedBy !== 'none')

/** The least a record of the entity needs to be there. */
async function titled(db: TestDatabase, entity: Entity): Promise<Record<string, unknown>> {
  const texts = entity.fields.filter(isTyped)
  const required = texts.filter((field) => field.required)
  const typed = required.length > 0 ? required : texts.slice(0, 1)
  return { ...(await needs(db, entity)), ...Object.fromEntries(typed.map(({ name }) => [name, 'Siam'])) }
}

/** What else a record of the entity needs. */
async function needs(db: TestDatabase, entity: Entity): Promise<Record<string, unknown>> {
  const data: Record<string, unknown> = {}
  for (const field of entity.fields) {
    if (!field.required || isTyped(field)) continue
    if (field.kind === 'ref') {
      const title =
        field.to === 'contact' ? { givenName: 'Ann' } : await titled(db, entityNamed(field.to ?? ''))
      data[field.name] = (await db.call('record.create', { entity: field.to ?? '', data: title })).id
    } else if (field.kind === 'choice') data[field.name] = field.options?.[0]
    else if (field.kind === 'instant') data[field.name] = '2026-01-01T00:00:00.000Z'
    else if (field.kind === 'integer' || field.kind === 'number') data[field.name] = 1
    else if (field.kind === 'date') data[field.name] = '2026-01-01'
    else if (field.kind === 'file') data[field.name] = { sha256: 'a'.repeat(64), size: 1, mime: 'text/plain' }
    else if (field.kind === 'json') data[field.name] = []
    else if (field.kind === 'money') data[field.name] = { minor: 100, currency: 'THB' }
    else throw new Error(`${entity.name}.${field.name}: no example of ${field.kind}`)
  }
  return data
}

describe.each(Object.entries(nasty))('%s', (_name, text) => {
  it('is kept in every text field of every entity, in titles, search, history and undo', async () => {
    const db = testDatabase()
    for (const kind of ['text', 'longText', 'pickList'] as const)
      await db.call('record.create', {
        entity: 'customField',
        data: { entity: 'contact', kind, label: text },
      })
    for (const entity of typedEntities()) {
      const fields = [...entity.fields, ...customFieldsOf(db.conn, entity)].filter(isTyped)
      if (fields.length === 0) continue
      const data = {
        ...(await needs(db, entity)),
        ...Object.fromEntries(fields.map((field) => [field.name, valueWith(field, text)])),
      }
      const { id } = await db.call('record.create', { entity: entity.name, data })
      const record = await db.call('record.get', { entity: entity.name, id })
      for (const field of fields)
        expect(strip(record[field.name]), `${entity.name}.${field.name}`).toEqual(data[field.name])
      expect(record.displayName, entity.name).toBeTypeOf('string')
      const [first] = fields
      const filter = { field: 'id', op: 'is', value: id } as const
      const sort = first && first.kind !== 'list' && first.kind !== 'tags' ? [first.name] : ['displayName']
      expect(
        (await db.call('record.list', { entity: entity.name, filter, sort, search: undefined })).total,
      ).toBe(1)
      expect((await db.call('record.changes', { entity: entity.name, id })).changes.length).toBeGreaterThan(0)
      await db.call('operation.undo', {})
      await db.call('operation.redo', {})
      expect(strip(await db.call('record.get', { entity: entity.name, id }))).toMatchObject(data)
    }
    while (db.engine.search.catchUp({ budgetMs: 1_000 }));
    expect((await db.call('search.run', { text })).behind).toBe(0)
  })

  it.each(['contact', 'company', 'note', 'widget'])(
    'is exported from %s and read back the same',
    async (name) => {
      const [db, other] = [testDatabase({ seed: 1 }), testDatabase({ seed: 2 })]
      const entity = entityNamed(name)
      const fields = entity.fields.filter(isTyped)
      const data = {
        ...(await needs(db, entity)),
        ...Object.fromEntries(fields.map((field) => [field.name, valueWith(field, text)])),
      }
      const { id } = await db.call('record.create', { entity: name, data })
      const out = join(temporaryFolder(), `${name}.csv`)
      await db.call('transfer.export', { entity: name, out })
      expect(await other.call('transfer.import', { files: [out], entity: name })).toMatchObject({
        created: 1,
        rejected: 0,
        unmapped: [],
      })
      const back = await other.call('record.get', { entity: name, id })
      for (const field of fields) expect(strip(back[field.name]), field.name).toEqual(data[field.name])
    },
  )
})

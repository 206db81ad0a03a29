/**
 * The proof of ARCHITECTURE.md: an entity the program does not know, and a custom field of each kind, get everything that
 * is derived from a definition, through the command line, with no other code.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { applyRemote } from '#db/core/applyRemote.ts'
import { openExisting } from '#db/core/database.ts'
import { outbox } from '#db/core/outbox.ts'
import { entityNamed } from '#db/shared/registry.ts'
import { temporaryFolder } from '../helpers/database.ts'
import { type Answer, answer, idOf, refusal, rowsOf } from './commandLine.ts'
import { customExamples, type Example, widgetExamples } from './values.ts'

vi.mock('#db/shared/extraEntities.ts', () => import('./widget.ts'))
vi.mock('#db/migrations/extra.ts', () => import('./widget.ts'))

const entities = ['widget', 'contact'] as const

interface Scene {
  readonly file: string
  readonly person: string
  /** `widget` or `contact` → kind → field name. */
  readonly custom: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** A database with one contact and a custom field of each kind on both entities. */
async function prepare(): Promise<Scene> {
  const file = join(temporaryFolder(), 'proof.samphan')
  await answer(file, 'db', 'create')
  const person = await answer(file, 'create', 'contact', '--data', '{"givenName":"Mali"}')
  const custom: Record<string, Record<string, string>> = {}
  for (const entity of entities) {
    const names: Record<string, string> = {}
    for (const [kind, { options }] of Object.entries(customExamples)) {
      const data = { entity, kind, label: `My ${kind}`, ...(options && { options }) }
      names[kind] =
        `custom.${idOf(await answer(file, 'create', 'customField', '--data', JSON.stringify(data)))}`
    }
    custom[entity] = names
  }
  return { file, person: idOf(person), custom }
}

/** Every field of an entity under proof, with its examples. */
const fieldsOf = ({ custom }: Scene, entity: string): [field: string, example: Example][] => [
  ...(entity === 'widget' ? Object.entries(widgetExamples) : []),
  ...Object.entries(customExamples).map(([kind, example]): [string, Example] => [
    custom[entity]?.[kind] ?? kind,
    example,
  ]),
]

const dataOf = (scene: Scene, entity: string, which: 'first' | 'second'): Record<string, unknown> => ({
  ...(entity === 'contact' && { givenName: which === 'first' ? 'One' : 'Two' }),
  ...(entity === 'widget' && which === 'first' && { contactId: scene.person }),
  ...Object.fromEntries(fieldsOf(scene, entity).map(([field, example]) => [field, example[which]])),
})

const create = async (scene: Scene, entity: string, which: 'first' | 'second'): Promise<string> =>
  idOf(await answer(scene.file, 'create', entity, '--data', JSON.stringify(dataOf(scene, entity, which))))

/** What people wrote: without what the program adds to a record or works out from it. */
function written(record: Answer, scene: Scene, entity: string): Answer {
  const names = new Set(Object.keys(dataOf(scene, entity, 'first')))
  const plain: unknown = JSON.parse(
    JSON.stringify(
      Object.fromEntries(Object.entries(record).filter(([name]) => names.has(name))),
      (key, value) => (key === 'id' || key === 'e164' ? undefined : value),
    ),
  )
  return Object.fromEntries(Object.entries(plain ?? {}))
}

const current = async (scene: Scene, entity: string, id: string): Promise<Answer> =>
  written(await answer(scene.file, 'get', entity, id), scene, entity)

let scene: Scene
beforeEach(async () => {
  scene = await prepare()
})

beforeAll(() => {
  // If the seam were broken, everything below would test nothing.
  expect(entityNamed('widget').id).toBe(900)
})

describe.each(entities)('%s and its custom fields', (entity) => {
  it('are created and read back as they were given', async () => {
    for (const which of ['first', 'second'] as const) {
      const id = await create(scene, entity, which)
      expect(await current(scene, entity, id)).toMatchObject(dataOf(scene, entity, which))
    }
  })

  it('are changed, emptied, and refuse what is no value of their kind', async () => {
    const id = await create(scene, entity, 'first')
    const second = dataOf(scene, entity, 'second')
    await answer(scene.file, 'update', entity, id, '--data', JSON.stringify(second))
    expect(await current(scene, entity, id)).toMatchObject(second)
    for (const [field, { first }] of fieldsOf(scene, entity)) {
      const wrong = typeof first === 'object' ? 'neither' : { not: 'this' }
      const data = JSON.stringify({ [field]: wrong })
      const refused = await refusal(scene.file, 'update', entity, id, '--data', data)
      expect(refused, field).toMatchObject({ code: 'Invalid' })
      expect(JSON.stringify(refused.issues), field).toContain(`"${field}`)
    }
    expect(await current(scene, entity, id)).toMatchObject(second)
    const keep = entity === 'widget' ? 'name' : 'givenName'
    const nothing = Object.fromEntries(
      Object.keys(dataOf(scene, entity, 'first')).flatMap((name) => (name === keep ? [] : [[name, null]])),
    )
    await answer(scene.file, 'update', entity, id, '--data', JSON.stringify(nothing))
    const emptied = await current(scene, entity, id)
    for (const name of Object.keys(nothing))
      expect(emptied[name] ?? [], name).toSatisfy((value) => Array.isArray(value) && value.length === 0)
  })

  it('are listed, and found by a filter on each field', async () => {
    const [first, second] = [await create(scene, entity, 'first'), await create(scene, entity, 'second')]
    for (const [field, { finds }] of fieldsOf(scene, entity)) {
      const found = async (filter: unknown): Promise<string[]> =>
        rowsOf(await answer(scene.file, 'list', entity, '--filter', JSON.stringify(filter))).map(idOf)
      for (const [op, value, part] of finds) {
        const condition = { field: part ? `${field}.${part}` : field, op, value }
        const ids = await found(condition)
        expect(ids, JSON.stringify(condition)).toEqual([first])
        expect(await found({ not: condition }), JSON.stringify(condition)).toContain(second)
      }
      expect(await found({ field, op: 'notEmpty' }), field).toEqual(expect.arrayContaining([first, second]))
    }
  })

  it('are sorted by each field that has an order, both ways, and counted', async () => {
    const [second, first] = [await create(scene, entity, 'second'), await create(scene, entity, 'first')]
    const sorted = async (sort: string): Promise<string[]> =>
      rowsOf(await answer(scene.file, 'list', entity, '--sort', sort))
        .map(idOf)
        .filter((id) => id !== scene.person)
    for (const [field, { sorts }] of fieldsOf(scene, entity)) {
      if (!sorts) continue
      expect(await sorted(field), field).toEqual([first, second])
      expect(await sorted(`-${field}`), field).toEqual([second, first])
    }
    const count = entity === 'contact' ? 3 : 2
    expect(await answer(scene.file, 'list', entity, '--count')).toMatchObject({ total: count })
    expect(await answer(scene.file, 'db', 'info')).toMatchObject({ counts: { [entity]: count } })
  })

  it('are searched, and found no more once in the trash', async () => {
    const [first] = [await create(scene, entity, 'first'), await create(scene, entity, 'second')]
    const hits = async (text: string): Promise<unknown[]> => {
      const { hits } = await answer(scene.file, 'search', text, '--entity', entity)
      return Array.isArray(hits) ? hits.map(idOf) : []
    }
    for (const [field, { searched }] of fieldsOf(scene, entity)) {
      if (searched) expect(await hits(searched), `${field}: ${searched}`).toEqual([first])
    }
    await answer(scene.file, 'delete', entity, first)
    for (const [field, { searched }] of fieldsOf(scene, entity)) {
      if (searched) expect(await hits(searched), field).toEqual([])
    }
  })

  it('keep the history of each field', async () => {
    const id = await create(scene, entity, 'first')
    const [before, second] = [dataOf(scene, entity, 'first'), dataOf(scene, entity, 'second')]
    await answer(scene.file, 'update', entity, id, '--data', JSON.stringify(second))
    for (const [field] of fieldsOf(scene, entity)) {
      const { changes } = await answer(scene.file, 'history', entity, id, '--field', field)
      const strip = (value: unknown): unknown =>
        JSON.parse(JSON.stringify(value, (key, part) => (key === 'id' || key === 'e164' ? undefined : part)))
      expect(strip(changes), field).toMatchObject([
        { kind: 'update', source: 'cli', fields: [{ field, before: before[field], after: second[field] }] },
      ])
    }
    const { changes } = await answer(scene.file, 'history', entity, id)
    expect(changes).toMatchObject([{ kind: 'update' }, { kind: 'create' }])
  })

  it('are undone and redone', async () => {
    const id = await create(scene, entity, 'first')
    const first = await current(scene, entity, id)
    const second = dataOf(scene, entity, 'second')
    const { operation } = await answer(scene.file, 'update', entity, id, '--data', JSON.stringify(second))
    const after = await current(scene, entity, id)
    expect(await answer(scene.file, 'undo')).toMatchObject({ undid: operation, kept: [] })
    expect(await current(scene, entity, id)).toEqual(first)
    await answer(scene.file, 'redo')
    expect(await current(scene, entity, id)).toEqual(after)
    const { operations } = await answer(scene.file, 'operations', '--limit', '3')
    expect(operations).toMatchObject([
      { kind: 'operation.redo' },
      { kind: 'operation.undo' },
      { kind: 'record.update' },
    ])
    await answer(scene.file, 'undo')
    await answer(scene.file, 'undo')
    expect(await refusal(scene.file, 'get', entity, id)).toMatchObject({ code: 'NotFound' })
    await answer(scene.file, 'redo')
    expect(await current(scene, entity, id)).toEqual(first)
  })

  it('go to the trash and come back', async () => {
    const id = await create(scene, entity, 'first')
    const before = await current(scene, entity, id)
    const ids = async (): Promise<string[]> => rowsOf(await answer(scene.file, 'list', entity)).map(idOf)
    await answer(scene.file, 'delete', entity, id)
    expect(await ids()).not.toContain(id)
    await answer(scene.file, 'restore', entity, id)
    expect(await ids()).toContain(id)
    expect(await current(scene, entity, id)).toEqual(before)
  })

  it.each(['csv', 'json'] as const)('are exported as %s with every field', async (format) => {
    const id = await create(scene, entity, 'first')
    const out = join(temporaryFolder(), `out.${format}`)
    const filter = JSON.stringify({ field: 'id', op: 'is', value: id })
    expect(await answer(scene.file, 'export', entity, '--out', out, '--filter', filter)).toMatchObject({
      rows: 1,
    })
    const text = readFileSync(out, 'utf8')
    if (format === 'json') {
      const [record] = JSON.parse(text)
      expect(written(record, scene, entity)).toEqual(await current(scene, entity, id))
    } else {
      const [header = ''] = text.replace('\ufeff', '').split(/\r?\n/)
      for (const name of Object.keys(dataOf(scene, entity, 'first')))
        expect(header.split(',')).toContain(name)
    }
  })

  it('are exported, and imported into another database are equal', async () => {
    const ids = [await create(scene, entity, 'first'), await create(scene, entity, 'second')]
    const before = await Promise.all(ids.map((id) => current(scene, entity, id)))
    const out = join(temporaryFolder(), `${entity}.csv`)
    const filter = JSON.stringify({ field: 'id', op: 'in', value: ids })
    await answer(scene.file, 'export', entity, '--out', out, '--filter', filter)

    // Another database with the same definitions: what a colleague has after the first synchronisation.
    const other = join(temporaryFolder(), 'other.samphan')
    await answer(other, 'db', 'create')
    carry(scene.file, other, [61, 1], [scene.person])
    const summary = await answer(other, 'import', out, '--entity', entity)
    expect(summary).toMatchObject({ entity, read: 2, created: 2, rejected: 0, unmapped: [] })
    const there = { ...scene, file: other }
    for (const [index, id] of ids.entries()) expect(await current(there, entity, id)).toEqual(before[index])

    // Once more is an update of the same records to the same values: nothing changes.
    expect(await answer(other, 'import', out, '--entity', entity)).toMatchObject({ created: 0, rejected: 0 })
    expect(await answer(other, 'list', entity, '--count')).toMatchObject({
      total: entity === 'contact' ? 3 : 2,
    })
  })

  it('are imported from anybody’s table by their names and labels', async () => {
    const custom = scene.custom[entity] ?? {}
    const [name, label] = entity === 'widget' ? ['name', 'Widget colour'] : ['First Name', 'Job title']
    const table = join(temporaryFolder(), 'theirs.csv')
    writeFileSync(
      table,
      `${name},${label},My number,My date,My yesNo,My pickList,My money\nTongs,Red,"1,234.5",2026-01-31,yes,Gold,12.50 THB\n`,
    )
    expect(await answer(scene.file, 'import', table, '--entity', entity)).toMatchObject({
      created: 1,
      unmapped: [],
    })
    const filter = JSON.stringify({ field: 'displayName', op: 'is', value: 'Tongs' })
    expect(rowsOf(await answer(scene.file, 'list', entity, '--filter', filter))).toMatchObject([
      {
        [entity === 'widget' ? 'colour' : 'jobTitle']: 'Red',
        [custom.number ?? '']: 1234.5,
        [custom.date ?? '']: '2026-01-31',
        [custom.yesNo ?? '']: true,
        [custom.pickList ?? '']: 'Gold',
        [custom.money ?? '']: { minor: 1250, currency: 'THB' },
      },
    ])
  })

  it('reach a second database, change for change', async () => {
    const id = await create(scene, entity, 'first')
    const other = join(temporaryFolder(), 'second.samphan')
    await answer(other, 'db', 'create')
    const there = { ...scene, file: other }
    carry(scene.file, other)
    expect(await current(there, entity, id)).toEqual(await current(scene, entity, id))
    await answer(scene.file, 'update', entity, id, '--data', JSON.stringify(dataOf(scene, entity, 'second')))
    carry(scene.file, other)
    expect(await current(there, entity, id)).toEqual(await current(scene, entity, id))
    expect(await answer(other, 'db', 'check')).toMatchObject({ ok: true, findings: [] })
  })

  it('stay here while they are private', async () => {
    const data = JSON.stringify({ ...dataOf(scene, entity, 'first'), private: true })
    const id = idOf(await answer(scene.file, 'create', entity, '--data', data))
    const conn = openExisting(scene.file, 'write')
    const told = outbox(conn).flatMap((tx) => tx.changes.map((change) => change.id))
    conn.close()
    expect(told).toContain(scene.person)
    expect(told).not.toContain(id)
  })

  it('are described with a JSON Schema, and pass the check of the database', async () => {
    await create(scene, entity, 'first')
    const { entities } = await answer(scene.file, 'procedures')
    const schema: unknown = Reflect.get(Object(entities), entity)
    for (const name of Object.keys(dataOf(scene, entity, 'first')))
      expect(Object.keys(Object(Reflect.get(Object(schema), 'properties')))).toContain(name)
    expect(await answer(scene.file, 'db', 'check')).toMatchObject({ ok: true })
    expect(await answer(scene.file, 'db', 'check', '--rebuild')).toMatchObject({ ok: true })
    expect(await answer(scene.file, 'db', 'check')).toMatchObject({ ok: true })
  })
})

describe('a widget of a contact', () => {
  const timeline = async (): Promise<unknown> =>
    (
      await answer(
        scene.file,
        'call',
        'timeline.list',
        '--input',
        JSON.stringify({ entity: 'contact', id: scene.person }),
      )
    ).entries

  it('is on the contact’s timeline, moves with its time and goes to the trash with it', async () => {
    const id = await create(scene, 'widget', 'first')
    expect(await timeline()).toMatchObject([{ entity: 'widget', id, at: '2026-01-02T03:04:05.678Z' }])
    await answer(scene.file, 'update', 'widget', id, '--data', '{"happenedAt":"2026-02-02T00:00:00.000Z"}')
    expect(await timeline()).toMatchObject([{ entity: 'widget', id, at: '2026-02-02T00:00:00.000Z' }])
    await answer(scene.file, 'delete', 'widget', id)
    expect(await timeline()).toEqual([])
    await answer(scene.file, 'undo')
    expect(await timeline()).toMatchObject([{ entity: 'widget', id }])
  })

  it('shares the contact’s privacy', async () => {
    const id = await create(scene, 'widget', 'first')
    await answer(scene.file, 'update', 'contact', scene.person, '--data', '{"private":true}')
    const conn = openExisting(scene.file, 'write')
    const told = outbox(conn).flatMap((tx) => tx.changes.map((change) => change.id))
    conn.close()
    expect(told).not.toContain(id)
    expect(told).not.toContain(scene.person)
  })

  it('is reached through relations, both ways', async () => {
    const id = await create(scene, 'widget', 'first')
    await create(scene, 'widget', 'second')
    const ids = async (entity: string, filter: unknown): Promise<string[]> =>
      rowsOf(await answer(scene.file, 'list', entity, '--filter', JSON.stringify(filter))).map(idOf)
    expect(await ids('widget', { field: 'contact.givenName', op: 'is', value: 'Mali' })).toEqual([id])
    const small = { field: 'size', op: 'is', value: 'small' }
    expect(await ids('contact', { some: 'widget', where: small })).toEqual([scene.person])
    expect(await ids('contact', { none: 'widget', where: small })).toEqual([])
  })
})

/** Carries what one database has to tell to another; optionally only some entities, or some of their records. */
function carry(from: string, to: string, entities?: readonly number[], only?: readonly string[]): void {
  const [a, b] = [openExisting(from, 'write'), openExisting(to, 'write')]
  for (const tx of structuredClone(outbox(a))) {
    const changes = tx.changes.filter(
      ({ entity, id }) =>
        (entities?.includes(entity) ?? true) && (entity !== 1 || (only?.includes(id) ?? true)),
    )
    applyRemote(b, { ...tx, changes })
  }
  a.close()
  b.close()
}

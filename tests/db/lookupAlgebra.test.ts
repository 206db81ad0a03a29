/** Lookups combined in any order hold what sets say, over own fields, related records and groups; and the faults of wide ones. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileFilter } from '#db/core/filterSql.ts'
import { contact } from '#db/shared/contacts.ts'
import type { Filter } from '#db/shared/filter.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'

interface Person {
  readonly name: string
  readonly customer: boolean
  readonly siam: boolean
  readonly called: boolean
  readonly vip: boolean
}

const facts: readonly (readonly [
  keyof Person & ('customer' | 'siam' | 'called' | 'vip'),
  (group: string) => Filter,
])[] = [
  ['customer', () => ({ field: 'status', op: 'is', value: 'Customer' })],
  ['siam', () => ({ field: 'companyId.addresses.city', op: 'is', value: 'Bangkok' })],
  ['called', () => ({ some: 'history', where: { field: 'at', op: 'withinLast', value: 90 } })],
  ['vip', (group) => ({ group })],
]

/** Everybody there can be by these four facts, and the group of the fourth. */
async function world(): Promise<{ db: TestDatabase; people: Person[]; group: string }> {
  const db = testDatabase()
  const { id: group } = await db.call('group.save', { name: 'VIP' })
  const { id: siam } = await db.call('record.create', {
    entity: 'company',
    data: { name: 'Siam', addresses: [{ label: 'work', city: 'Bangkok' }] },
  })
  const people: Person[] = []
  const vips: string[] = []
  for (let n = 0; n < 16; n++) {
    const person = {
      name: `P${String(n).padStart(2, '0')}`,
      customer: (n & 1) > 0,
      siam: (n & 2) > 0,
      called: (n & 4) > 0,
      vip: (n & 8) > 0,
    }
    const { id } = await db.call('record.create', {
      entity: 'contact',
      data: {
        givenName: person.name,
        ...(person.customer && { status: 'Customer' }),
        ...(person.siam && { companyId: siam }),
      },
    })
    const at = person.called ? '2026-11-01T08:00:00Z' : '2025-01-01T08:00:00Z'
    await db.call('record.create', { entity: 'history', data: { kind: 'call', at, contactId: id } })
    if (person.vip) vips.push(id)
    people.push(person)
  }
  await db.call('group.add', { group, target: { ids: vips } })
  return { db, people, group }
}

type Tree =
  | { readonly fact: number }
  | { readonly and: readonly Tree[] }
  | { readonly or: readonly Tree[] }
  | { readonly not: Tree }
const trees = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    fc.nat(3).map((fact) => ({ fact })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((and) => ({ and })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((or) => ({ or })),
    tie('tree').map((not) => ({ not })),
  ),
})).tree

function filterOf(tree: Tree, group: string): Filter {
  if ('and' in tree) return { and: tree.and.map((part) => filterOf(part, group)) }
  if ('or' in tree) return { or: tree.or.map((part) => filterOf(part, group)) }
  if ('not' in tree) return { not: filterOf(tree.not, group) }
  return facts[tree.fact]?.[1](group) ?? { and: [] }
}
function holds(tree: Tree, person: Person): boolean {
  if ('and' in tree) return tree.and.every((part) => holds(part, person))
  if ('or' in tree) return tree.or.some((part) => holds(part, person))
  if ('not' in tree) return !holds(tree.not, person)
  const fact = facts[tree.fact]
  return fact !== undefined && person[fact[0]]
}

test('by chance: replaced, narrowed, added to, removed from, inverted and taken back, it holds what sets say', async () => {
  const { db, people, group } = await world()
  const step = fc.oneof(
    fc.record({ do: fc.constantFrom('replace', 'add', 'narrow', 'remove'), tree: trees }),
    fc.record({ do: fc.constantFrom('invert', 'previous', 'refresh') }),
  )
  await fc.assert(
    fc.asyncProperty(trees, fc.array(step, { maxLength: 6 }), async (first, steps) => {
      const is = (test: (person: Person) => boolean): boolean[] => people.map(test)
      let model = is((person) => holds(first, person))
      const past: boolean[][] = []
      const made = await db.call('lookup.create', { entity: 'contact', filter: filterOf(first, group) })
      const { lookupId } = made
      let { version } = made
      for (const one of steps) {
        if ('tree' in one) {
          const set = is((person) => holds(one.tree, person))
          past.push(model)
          model = model.map((inside, at) => {
            const other = set[at] ?? false
            if (one.do === 'replace') return other
            if (one.do === 'add') return inside || other
            return one.do === 'narrow' ? inside && other : inside && !other
          })
          const combine = one.do as 'replace' | 'add' | 'narrow' | 'remove'
          ;({ version } = await db.call('lookup.create', {
            entity: 'contact',
            filter: filterOf(one.tree, group),
            from: { lookupId, combine },
          }))
        } else if (one.do === 'invert') {
          past.push(model)
          model = model.map((inside) => !inside)
          ;({ version } = await db.call('lookup.invert', { lookupId }))
        } else if (one.do === 'refresh') {
          past.push(model)
          ;({ version } = await db.call('lookup.refresh', { lookupId }))
        } else {
          const before = past.pop()
          if (!before) continue
          model = before
          ;({ version } = await db.call('lookup.previous', { lookupId }))
        }
      }
      const page = await db.call('lookup.page', {
        lookupId,
        version,
        offset: 0,
        limit: 100,
        fields: ['displayName'],
      })
      expect(page.rows.map((row) => row?.[0])).toEqual(
        people.filter((_, at) => model[at]).map(({ name }) => name),
      )
      await db.call('lookup.close', { lookupId })
    }),
    { numRuns: 60 },
  )
})

test('members of a group are looked up, not scanned for', async () => {
  const { db, group } = await world()
  const env = { conn: db.conn, userRowId: 1, timeZone: 'UTC', now: () => 0 }
  const { sql, params } = compileFilter(env, contact, { group }, 'me')
  const steps = db.conn.db
    .prepare(`EXPLAIN QUERY PLAN SELECT me.rowId FROM main."contact" me WHERE ${sql}`)
    .all(params) as { detail: string }[]
  const details = steps.map(({ detail }) => detail)
  expect(details).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/SEARCH \w+ USING INDEX groupMemberByGroupId/),
      expect.stringMatching(/SEARCH me USING INTEGER PRIMARY KEY/),
    ]),
  )
})

test('a lookup whose rows were all trashed keeps their places; refreshed, it is empty; verbs on it change nothing', async () => {
  const { db } = await world()
  const made = await db.call('lookup.create', { entity: 'contact' })
  await db.call('bulk.trash', { entity: 'contact', target: { filter: { and: [] } } })
  const { lookupId, version } = made
  const page = await db.call('lookup.page', {
    lookupId,
    version,
    offset: 0,
    limit: 20,
    fields: ['displayName'],
  })
  expect(page.rows).toEqual(Array.from({ length: 16 }, () => null))
  const done = await db.call('bulk.edit', {
    entity: 'contact',
    target: { lookupId, version },
    changes: [{ do: 'set', field: 'status', value: 'x' }],
  })
  expect(done).toMatchObject({ total: 16, changed: 0, missing: 16, operation: null })
  expect(await db.call('lookup.refresh', { lookupId })).toMatchObject({ total: 0 })
})

test('conditions that let everything through, or nothing, are as good as any', async () => {
  const { db } = await world()
  const total = async (filter: Filter): Promise<number> =>
    (await db.call('record.list', { entity: 'contact', filter, count: true })).total
  expect(await total({ and: [] })).toBe(16)
  expect(await total({ or: [] })).toBe(0)
  expect(await total({ not: { or: [] } })).toBe(16)
  expect(
    await total({
      or: [
        { field: 'status', op: 'isEmpty' },
        { field: 'status', op: 'notEmpty' },
      ],
    }),
  ).toBe(16)
  const wide: Filter = {
    or: Array.from({ length: 499 }, () => ({ field: 'givenName', op: 'notEmpty' }) as const),
  }
  expect(await total(wide)).toBe(16)
  await expect(total({ and: [wide, wide] })).rejects.toMatchObject({
    record: { code: 'Invalid', reason: 'filterTooLarge' },
  })
})

// How SQLite answers what lists ask: whole tables are read only where a whole column is wanted, and then by its index.
import { expect, test } from 'vitest'
import { compileFilter } from '#db/core/filterSql.ts'
import type { FilterEnv } from '#db/core/lookup/conditions.ts'
import { hiddenQueries } from '#db/core/lookup/hidden.ts'
import { headSql, pageSql, referenceSql } from '#db/core/lookup/page.ts'
import { company } from '#db/shared/companies.ts'
import { contact } from '#db/shared/contacts.ts'
import type { Entity } from '#db/shared/entity.ts'
import type { Filter } from '#db/shared/filter.ts'
import { allEntities } from '#db/shared/registry.ts'
import { ticket } from '#db/shared/tickets.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'

function plan({ conn }: TestDatabase, sql: string, params: object = {}): string[] {
  const marks = sql.includes('?') ? [1] : [params]
  return (conn.db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...marks) as { detail: string }[]).map(
    ({ detail }) => detail,
  )
}
/** Steps that read a table from end to end, or sort what they read. */
const slow = (steps: readonly string[]): string[] =>
  steps.filter(
    (step) =>
      (/^SCAN /.test(step) &&
        !/USING (COVERING )?INDEX|CONSTANT ROW|VIRTUAL TABLE|^SCAN (hit\d+|temp\.acting)$/.test(step)) ||
      /TEMP B-TREE/.test(step),
  )

const filtered = (db: TestDatabase, entity: Entity, filter: Filter): string[] => {
  const env: FilterEnv = { conn: db.conn, userRowId: 1, timeZone: 'UTC', now: () => 0 }
  const { sql, params } = compileFilter(env, entity, filter, 'me')
  return plan(db, `SELECT me.rowId FROM main."${entity.name}" me WHERE ${sql}`, params)
}

test('the first page, a page, the default order and the hidden rows use their indexes, for every entity', () => {
  const db = testDatabase()
  for (const entity of allEntities()) {
    const index = `${entity.name}BySortKey`
    for (const descending of [false, true]) {
      const head = plan(db, headSql(entity, descending))
      expect([head, slow(head)]).toEqual([expect.arrayContaining([expect.stringContaining(index)]), []])
    }
    const order = plan(db, `SELECT rowId FROM main."${entity.name}" ORDER BY sortKey, rowId`)
    expect(order).toEqual([
      expect.stringMatching(new RegExp(`^SCAN main.${entity.name} USING COVERING INDEX ${index}$`)),
    ])
    const page = plan(db, pageSql(db.conn, entity, ['displayName', 'updatedAt']))
    expect([page, slow(page)]).toEqual([
      expect.arrayContaining([expect.stringContaining('INTEGER PRIMARY KEY')]),
      [],
    ])
    const reference = plan(db, referenceSql(entity))
    expect([reference, slow(reference)]).toEqual([
      expect.arrayContaining([expect.stringContaining('INTEGER PRIMARY KEY')]),
      [],
    ])
    for (const sql of hiddenQueries(entity)) {
      // What is somebody's own is hidden from all others: nearly every row is an answer.
      if (entity.personal && sql.includes(`r.${entity.personal} IS NOT NULL AND`)) continue
      const hidden = plan(db, sql)
      expect([hidden, slow(hidden)]).toEqual([
        expect.arrayContaining([expect.stringMatching(/INDEX \w+(Hidden|Id)/)]),
        [],
      ])
    }
  }
})

test('filters on references and contact points look up, they do not scan', () => {
  const db = testDatabase()
  db.write((write) => {
    const companyId = write.create(company, { name: 'Siam' })
    write.insert(contact, { givenName: 'Ann', companyId })
  })
  const { id } = db.conn.prepare('SELECT lower(hex(id)) AS id FROM company').get() as { id: string }
  const uuid = id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const lookups: [Entity, Filter, string][] = [
    [contact, { field: 'companyId', op: 'is', value: uuid }, 'contactByCompanyId'],
    [contact, { field: 'company', op: 'in', value: [uuid] }, 'contactByCompanyId'],
    [company, { field: 'parent', op: 'is', value: uuid }, 'companyByParentId'],
    [contact, { field: 'emails', op: 'is', value: 'a@b.c' }, 'INTEGER PRIMARY KEY'],
    [contact, { field: 'phones', op: 'is', value: '081 234 5678' }, 'INTEGER PRIMARY KEY'],
    [contact, { field: 'id', op: 'is', value: uuid }, 'sqlite_autoindex_contact_1'],
  ]
  for (const [entity, filter, by] of lookups) {
    const steps = filtered(db, entity, filter)
    expect([filter, slow(steps), steps]).toEqual([
      filter,
      [],
      expect.arrayContaining([expect.stringContaining(by)]),
    ])
  }
  // Through a reference the smaller table is read once; the larger one is still looked up.
  const through = filtered(db, contact, { field: 'company.industry', op: 'is', value: 'steel' })
  expect(through).toEqual(
    expect.arrayContaining([expect.stringMatching(/SEARCH me USING .*INDEX contactByCompanyId/)]),
  )
  expect(slow(through).every((step) => !/^SCAN me\b/.test(step))).toBe(true)
})

test('a board counts and begins its columns, and queues are counted, from indexes that hold all they ask', () => {
  const db = testDatabase()
  const open = "v.phase IN ('new', 'open', 'waiting')"
  const hidden = hiddenQueries(ticket).join(' UNION ')
  const narrow = ['', ' AND v.queueId = :q', ' AND v.assigneeId = :a', ' AND v.queueId IS NULL']
  const params = { s: 'open', q: 1, a: 1, n: 50 }
  for (const where of narrow) {
    const given = Object.fromEntries(
      Object.entries(params).filter(([key]) => key === 's' || where.includes(`:${key}`)),
    )
    for (const phase of ['', ` AND ${open}`]) {
      const rest = `FROM main.ticket v WHERE v.status = :s${phase}${where} AND v.rowId NOT IN (${hidden})`
      const [count] = plan(db, `SELECT count(*) ${rest}`, given)
      expect(count, where).toMatch(/COVERING INDEX ticket(Open)?By/)
    }
    const [first] = plan(
      db,
      `SELECT v.rowId FROM main.ticket v WHERE v.status = :s AND ${open}${where} AND v.rowId NOT IN (${hidden}) AND v.dueAt IS NOT NULL
       ORDER BY v.dueAt, v.openedAt, v.rowId LIMIT :n`,
      { ...given, n: 50 },
    )
    expect(first, where).toMatch(/USING (COVERING )?INDEX ticketOpenBy/)
  }
  const counts = plan(
    db,
    `SELECT v.queueId, count(*), sum(v.assigneeId IS NULL), sum(v.dueAt < 1) FROM main.ticket v WHERE ${open}
     AND v.rowId NOT IN (${hidden}) GROUP BY v.queueId`,
  )
  expect(counts[0]).toMatch(/COVERING INDEX ticketOpenByQueue/)
})

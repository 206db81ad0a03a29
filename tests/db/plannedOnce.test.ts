/** Statements given other parameters than they were written with: the same answers, and nothing else of them changed. */
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { forAnyValue } from '#db/core/plannedOnce.ts'
import { testDatabase } from '../helpers/database.ts'

it('takes parameters that are compared with out of the planner’s sight, however they are written', () => {
  for (const [written, planned] of [
    ['SELECT 1 FROM a JOIN b ON b.x = a.y WHERE a.x = ?', '… WHERE a.x = +?'],
    [
      '… WHERE a.x=:one AND b.y IS @two LIMIT ? OFFSET ?',
      '… WHERE a.x=+:one AND b.y IS +@two LIMIT +? OFFSET +?',
    ],
    ['… WHERE a.x IS NOT ? AND a.y >= ?1', '… WHERE a.x IS NOT +? AND a.y >= +?1'],
    ['UPDATE a SET x = ?, y=? WHERE z IN (?, ?)', 'UPDATE a SET x = +?, y=+? WHERE z IN (?, ?)'],
  ] as const)
    expect(forAnyValue(written).replace('SELECT 1 FROM a JOIN b ON b.x = a.y', '…')).toBe(planned)
  for (const same of [
    'SELECT 1',
    "SELECT '$.a' WHERE x ISNULL",
    'INSERT INTO a VALUES(?, ?)',
    'SELECT x == y FROM a',
  ])
    expect(forAnyValue(same)).toBe(same)
})

it('is so of every statement of an opened database', () => {
  const { conn } = testDatabase()
  const sql = 'SELECT 1 FROM contact c JOIN company f ON f.rowId = c.companyId WHERE c.id = ?'
  expect(conn.prepare(sql).source).toBe(forAnyValue(sql))
  expect(conn.db.prepare(sql).source).toBe(forAnyValue(sql))
})

const values = [0, 1, -1, 2.5, '0', '1', 'a', '', ' 1', Buffer.from('a'), Buffer.alloc(0), null] as const

it('answers as before, whatever is stored and asked for', () => {
  const db = new Database(':memory:')
  db.exec('CREATE TABLE a(rowId INTEGER PRIMARY KEY, i INTEGER, t TEXT, b BLOB, n)')
  db.exec('CREATE INDEX ai ON a(i, t); CREATE INDEX at ON a(t)')
  const insert = db.prepare('INSERT INTO a(i, t, b, n) VALUES(?, ?, ?, ?)')
  for (const x of values) for (const y of values) insert.run(x, y, x, y)
  const column = fc.constantFrom('i', 't', 'b', 'n')
  const comparison = fc.constantFrom('=', 'IS', 'IS NOT', '<>', '>=', '<=')
  const value = fc.constantFrom(...values)
  fc.assert(
    fc.property(column, column, comparison, comparison, value, value, (one, two, how, other, x, y) => {
      const sql = `SELECT r.rowId, w.t FROM a r JOIN a w ON w.rowId = r.rowId WHERE r.${one} ${how} ? AND w.${two} ${other} ? ORDER BY 1`
      expect(db.prepare(forAnyValue(sql)).all(x, y)).toEqual(db.prepare(sql).all(x, y))
      const stored = `UPDATE a SET ${one} = ? WHERE rowId = 1 RETURNING ${one}, typeof(${one})`
      expect(db.prepare(forAnyValue(stored)).get(x)).toEqual(db.prepare(stored).get(x))
    }),
  )
  db.close()
})

/** Many new records in one transaction take a quicker way in: it must come to the same as one by one, for every kind. */
import { expect, it } from 'vitest'
import { applyRemote } from '#db/core/applyRemote.ts'
import { checkDatabase } from '#db/core/check.ts'
import { allRows } from '#db/core/connection.ts'
import { outbox } from '#db/core/outbox.ts'
import { planOf } from '#db/core/plan.ts'
import type { RemoteTx } from '#db/core/remoteTx.ts'
import { entityNamed } from '#db/shared/registry.ts'
import { sharedEntities } from '#db/sync/snapshotFile.ts'
import { testDatabase } from '../helpers/database.ts'
import { filled } from './anyRecord.ts'
import { Server } from './memoryDisk.ts'
import { release } from './pool.ts'
import { Clock, emptyRecord, Replica } from './replica.ts'
import { stateOf } from './state.ts'

/** More than the quicker way asks for. */
const MANY = 24

it('of every kind', { timeout: 120_000 }, async () => {
  const [server, clock, record] = [new Server(), new Clock(), emptyRecord()]
  const [a, b] = [1, 2].map((seed) => new Replica(`laptop${seed}`, server, clock, record, { seed }))
  if (!a || !b) throw new Error('no laptops')
  try {
    await a.create()
    await b.join()
    for (const entity of sharedEntities()) {
      if (entity.name === 'user') continue
      const plan = planOf(entity)
      a.write(
        (write) => {
          for (let n = 1; n <= MANY; n++) write.insert(entity, filled(write, plan, n * 5 + 1))
        },
        { source: 'import' },
      )
    }
    const made = outbox(a.conn).filter(({ changes }) => changes.length >= MANY)
    expect(made.length).toBeGreaterThan(50)
    for (const laptop of [a, b, a]) await laptop.sync(true)
    expect(stateOf(b.conn)).toEqual(stateOf(a.conn))
    for (const { conn } of [a, b]) expect(checkDatabase(conn, { rebuild: false }).findings).toEqual([])
  } finally {
    for (const laptop of [a, b]) release(laptop.conn)
  }
})

it('keeps what it does not know, and what is deleted already', () => {
  const [from, to] = [testDatabase({ seed: 1 }), testDatabase({ seed: 2 })]
  const contact = entityNamed('contact')
  const before = outbox(from.conn).length
  from.write((write) => {
    for (let n = 1; n <= MANY; n++) write.create(contact, { givenName: `Person ${n}`, tags: ['b', 'a'] })
  })
  const [tx] = outbox(from.conn).slice(before)
  if (!tx) throw new Error('nothing told')
  const strange: RemoteTx = {
    ...tx,
    stream: 77,
    seq: 1,
    parent: undefined,
    saw: {},
    changes: tx.changes.map((change, n) => ({
      ...change,
      registers: {
        ...change.registers,
        '9999': n,
        '9998.part': 'x',
        ...(n === 3 && { '5': 1_795_000_000_000 }),
      },
    })),
  }
  expect(applyRemote(to.conn, strange)).toEqual({ applied: true })
  const parked = allRows<{ field: string; n: number }>(
    to.conn,
    'SELECT field, count(*) AS n FROM syncParked GROUP BY field ORDER BY field',
  )
  expect(parked).toEqual([
    { field: '9998.part', n: MANY },
    { field: '9999', n: MANY },
  ])
  const people = allRows<{ tags: string; dead: number }>(
    to.conn,
    "SELECT tags, deletedAt IS NOT NULL AS dead FROM contact WHERE givenName LIKE 'Person %' ORDER BY rowId",
  )
  expect(people.map(({ tags }) => tags)).toEqual(Array.from({ length: MANY }, () => '["b","a"]'))
  expect(people.filter(({ dead }) => dead)).toHaveLength(1)
})

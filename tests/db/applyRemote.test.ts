/** Two databases that meet through nothing but what `outbox` reads from the change log. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyRemote } from '#db/core/applyRemote.ts'
import { outbox } from '#db/core/outbox.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'

function meet(from: TestDatabase, to: TestDatabase): void {
  for (const tx of structuredClone(outbox(from.conn))) applyRemote(to.conn, tx)
}

/** What people see of contacts and companies, without what is local. */
async function seen(db: TestDatabase): Promise<unknown> {
  const rows = []
  for (const entity of ['contact', 'company', 'note']) {
    const list = db.conn.db.prepare(`SELECT * FROM ${entity} WHERE stub = 0 ORDER BY id`).all() as Record<
      string,
      unknown
    >[]
    for (const { rowId: _r, canonicalId: _c, updatedAt: _u, ...row } of list) {
      for (const ref of ['companyId', 'contactId', 'ownerId', 'createdBy', 'mergedInto', 'parentId']) {
        if (typeof row[ref] !== 'number') continue
        const table =
          ref === 'companyId' || ref === 'parentId'
            ? 'company'
            : ref === 'ownerId' || ref === 'createdBy'
              ? 'user'
              : 'contact'
        row[ref] = (
          db.conn.db.prepare(`SELECT hex(id) AS id FROM ${table} WHERE rowId = ?`).get(row[ref]) as {
            id: string
          }
        ).id
      }
      for (const list of ['phones', 'emails', 'tags']) {
        if (typeof row[list] === 'string')
          row[list] = JSON.stringify(
            [...(JSON.parse(row[list]) as unknown[])].map((e) => JSON.stringify(e)).sort(),
          )
      }
      rows.push({ entity, ...row })
    }
  }
  return rows
}

const stampsOf = (db: TestDatabase) =>
  db.conn.db
    .prepare(
      `SELECT hex(coalesce(c.id, k.id, n.id)) AS id, field, hlc, stream, seq FROM clock
         LEFT JOIN contact c ON entity = 1 AND c.rowId = clock.rowId LEFT JOIN company k ON entity = 20 AND k.rowId = clock.rowId
         LEFT JOIN note n ON entity = 40 AND n.rowId = clock.rowId WHERE entity IN (1, 20, 40) ORDER BY 1, 2`,
    )
    .all() as unknown[]

describe('two databases and the change log', () => {
  it('a record made here appears there, references and elements and all', async () => {
    const [a, b] = [testDatabase({ seed: 1 }), testDatabase({ seed: 2 })]
    const firm = await a.call('record.create', { entity: 'company', data: { name: 'Siam' } })
    const made = await a.call('record.create', {
      entity: 'contact',
      data: { givenName: 'Ann', companyId: firm.id, emails: ['a@x.y', 'b@x.y'], tags: ['vip'] },
    })
    meet(a, b)
    expect(await b.call('record.get', { entity: 'contact', id: made.id })).toMatchObject({
      givenName: 'Ann',
      companyId: firm.id,
      refs: { companyId: 'Siam' },
      emails: made.emails,
      tags: ['vip'],
    })
  })

  it('edits of different fields and different list elements meet without loss', async () => {
    const [a, b] = [testDatabase({ seed: 1 }), testDatabase({ seed: 2 })]
    const { id, emails } = await a.call('record.create', {
      entity: 'contact',
      data: { givenName: 'Ann', emails: ['a@x.y', 'b@x.y'] },
    })
    meet(a, b)
    const [first, second] = emails as { id: string; value: string }[]
    await a.call('record.update', {
      entity: 'contact',
      id,
      data: { givenName: 'Anna', emails: [{ ...first, value: 'new@x.y' }, second] },
    })
    await b.call('record.update', {
      entity: 'contact',
      id,
      data: { jobTitle: 'Buyer', emails: [first, second, { value: 'third@x.y' }] },
    })
    meet(a, b)
    meet(b, a)
    for (const db of [a, b]) {
      const record = await db.call('record.get', { entity: 'contact', id })
      expect(record).toMatchObject({ givenName: 'Anna', jobTitle: 'Buyer' })
      expect((record.emails as { value: string }[]).map((e) => e.value).sort()).toEqual([
        'b@x.y',
        'new@x.y',
        'third@x.y',
      ])
    }
  })

  it('of two writes made apart the later is shown and the other is kept', async () => {
    const [a, b] = [testDatabase({ seed: 1 }), testDatabase({ seed: 2 })]
    const { id } = await a.call('record.create', { entity: 'contact', data: { givenName: 'Ann' } })
    meet(a, b)
    await a.call('record.update', { entity: 'contact', id, data: { givenName: 'From A' } })
    b.sources.advance(60_000)
    await b.call('record.update', { entity: 'contact', id, data: { givenName: 'From B' } })
    meet(a, b)
    meet(b, a)
    for (const db of [a, b]) {
      expect(await db.call('record.get', { entity: 'contact', id })).toMatchObject({ givenName: 'From B' })
      expect(db.conn.db.prepare("SELECT value FROM sibling WHERE field = '12'").all()).toEqual([
        { value: '"From A"' },
      ])
    }
  })

  it('a write that saw the other leaves no conflict', async () => {
    const [a, b] = [testDatabase({ seed: 1 }), testDatabase({ seed: 2 })]
    const { id } = await a.call('record.create', { entity: 'contact', data: { givenName: 'Ann' } })
    meet(a, b)
    await b.call('record.update', { entity: 'contact', id, data: { givenName: 'Bea' } })
    meet(b, a)
    await a.call('record.update', { entity: 'contact', id, data: { givenName: 'Cid' } })
    meet(a, b)
    expect(await b.call('record.get', { entity: 'contact', id })).toMatchObject({ givenName: 'Cid' })
    expect(b.conn.db.prepare('SELECT count(*) AS n FROM sibling').get()).toEqual({ n: 0 })
  })

  it('applying twice changes nothing, applying originates nothing, private rows stay at home', async () => {
    const [a, b] = [testDatabase({ seed: 1 }), testDatabase({ seed: 2 })]
    const secret = await a.call('record.create', {
      entity: 'contact',
      data: { givenName: 'Canary', private: true },
    })
    await a.call('record.create', { entity: 'note', data: { body: 'Canary note', contactId: secret.id } })
    await a.call('record.create', { entity: 'contact', data: { givenName: 'Ann', referredById: secret.id } })
    expect(JSON.stringify(outbox(a.conn))).not.toContain('Canary')
    meet(a, b)
    const before = [await seen(b), stampsOf(b)]
    const mine = outbox(b.conn).length
    meet(a, b)
    expect([await seen(b), stampsOf(b)]).toEqual(before)
    expect(outbox(b.conn)).toHaveLength(mine)
    expect(b.conn.db.prepare('SELECT count(*) AS n FROM contact WHERE stub = 1').get()).toEqual({ n: 1 })
  })

  it('whatever both did apart, after meeting both show the same and agree on every clock', async () => {
    const edit = fc.record({
      device: fc.nat(1),
      row: fc.nat(1),
      data: fc.oneof(
        fc.record({ givenName: fc.constantFrom('A', 'B', 'C') }),
        fc.record({ nickname: fc.constantFrom('x', 'y', ''), jobTitle: fc.constantFrom('p', 'q') }),
        fc.record({ tags: fc.uniqueArray(fc.constantFrom('t1', 't2', 't3')) }),
        fc.record({ emails: fc.uniqueArray(fc.constantFrom('1@x', '2@x', '3@x')) }),
      ),
      meet: fc.boolean(),
      skew: fc.nat(5000),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 15 }), async (edits) => {
        const devices = [testDatabase({ seed: 1 }), testDatabase({ seed: 2 })] as const
        const [a, b] = devices
        const ids: string[] = []
        for (const givenName of ['1', '2']) {
          ids.push(
            (await a.call('record.create', { entity: 'contact', data: { givenName, emails: ['1@x'] } })).id,
          )
        }
        meet(a, b)
        for (const { device, row, data, meet: now, skew } of edits) {
          const db = devices[device] ?? a
          db.sources.advance(skew)
          await db.call('record.update', { entity: 'contact', id: ids[row] ?? '', data })
          if (now) meet(a, b)
        }
        meet(a, b)
        meet(b, a)
        for (const db of devices) outbox(db.conn)
        expect(await seen(a)).toEqual(await seen(b))
        expect(stampsOf(a)).toEqual(stampsOf(b))
      }),
      { numRuns: 60 },
    )
  })
})

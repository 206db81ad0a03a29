/**
 * Every kind of record takes part by its definition alone: random values in random fields of each, on two laptops apart and
 * together, and on one that joins from the copy of everything. Whoever defines a new kind need not come here.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkDatabase } from '#db/core/check.ts'
import { allRows } from '#db/core/connection.ts'
import { planOf } from '#db/core/plan.ts'
import type { Entity } from '#db/shared/entity.ts'
import { AppError } from '#db/shared/errors.ts'
import { allEntities, entityNamed } from '#db/shared/registry.ts'
import { publishSnapshot } from '#db/sync/snapshot.ts'
import { sharedEntities } from '#db/sync/snapshotFile.ts'
import { filled, storedValue, writable } from './anyRecord.ts'
import { Server } from './memoryDisk.ts'
import { checkWrites } from './oracle.ts'
import { keepImage, release } from './pool.ts'
import { Clock, emptyRecord, type Kept, Replica, type Record as Told } from './replica.ts'
import { stateOf } from './state.ts'

const nightly = process.env.SAMPHAN_NIGHTLY === '1'
const RUNS = nightly ? 200 : 1

interface Team {
  readonly files: ReturnType<Server['copy']>
  readonly folders: readonly string[]
  readonly ms: number
  readonly record: Told
  readonly kept: readonly Kept[]
}

const program = { source: 'import' } as const

/** Two laptops that have two records of each kind, the second by the copy of everything. */
async function found(): Promise<Team> {
  const [server, clock, record] = [new Server(), new Clock(), emptyRecord()]
  const [a, b] = [1, 2].map((seed) => new Replica(`laptop${seed}`, server, clock, record, { seed }))
  if (!a || !b) throw new Error('no laptops')
  for (const n of [3, 5])
    for (const entity of sharedEntities())
      if (entity.name !== 'user')
        a.write((write) => void write.insert(entity, filled(write, planOf(entity), n)), program)
  await a.create()
  await b.join()
  await a.sync()
  expect(stateOf(b.conn)).toEqual(stateOf(a.conn))
  const laptops = [a, b].map((laptop) => {
    const image = laptop.image()
    return { ...image, image: keepImage(image.image) }
  })
  for (const { conn } of [a, b]) release(conn)
  return { files: server.copy(), folders: [...server.folders], ms: clock.ms, record, kept: laptops }
}
let team: Promise<Team> | undefined

interface Step {
  readonly who: number
  readonly what: 'set' | 'set' | 'make' | 'bury' | 'unbury' | 'exchange'
  readonly row: number
  readonly fields: readonly number[]
  readonly n: number
}
const step: fc.Arbitrary<Step> = fc.record({
  who: fc.nat(1),
  what: fc.constantFrom('set', 'set', 'set', 'make', 'bury', 'unbury', 'exchange'),
  row: fc.nat(3),
  fields: fc.array(fc.nat(60), { minLength: 1, maxLength: 4 }),
  n: fc.nat(999),
})

function attempt(replica: Replica, entity: Entity, { what, row, fields, n }: Step): void {
  const plan = planOf(entity)
  const rows = allRows<{ rowId: number; deletedAt: number | null }>(
    replica.conn,
    `SELECT rowId, deletedAt FROM "${entity.name}" WHERE stub = 0 ORDER BY id LIMIT 4`,
  )
  const one = rows[row % Math.max(1, rows.length)]
  if (what !== 'make' && (!one || (what === 'unbury') === (one.deletedAt === null))) return
  replica.write((write) => {
    if (what === 'make') write.insert(entity, filled(write, plan, n))
    else if (!one) return
    else if (what === 'bury') write.set(entity, one.rowId, { deletedAt: write.at })
    else if (what === 'unbury') write.set(entity, one.rowId, { deletedAt: null })
    else {
      const all = writable(plan)
      const chosen = fields.flatMap((at) => all[at % all.length] ?? [])
      write.set(
        entity,
        one.rowId,
        Object.fromEntries(chosen.map((field) => [field.name, storedValue(write, field, n)])),
      )
    }
  }, program)
}

/** What the write path refuses (another person's favourite, the last administrator) is not done. */
function edit(replica: Replica, entity: Entity, step: Step): void {
  try {
    attempt(replica, entity, step)
  } catch (error) {
    if (!(error instanceof AppError) || error.record.code === 'Bug') throw error
  }
}

it('leaves out nothing but what concerns one computer', () => {
  const left = allEntities().filter((entity) => !sharedEntities().includes(entity))
  expect(left.every(({ local }) => local)).toBe(true)
  expect(sharedEntities().length).toBeGreaterThan(50)
})

it.each(sharedEntities().map(({ name }) => name))('%s', { timeout: 3_600_000 }, async (name) => {
  team ??= found()
  const begun = await team
  const entity = entityNamed(name)
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 14, maxLength: 30 }), async (steps) => {
      const [server, clock] = [new Server(), new Clock()]
      server.files = new Map(begun.files)
      for (const folder of begun.folders) server.folders.add(folder)
      clock.ms = begun.ms
      const record: Told = {
        ghosts: [...begun.record.ghosts],
        told: new Map(begun.record.told),
        launches: 100,
      }
      const laptops = begun.kept.map((one, at) => new Replica(`laptop${at}`, server, clock, record, one))
      const [a] = laptops
      try {
        for (const one of steps) {
          const laptop = laptops[one.who % laptops.length]
          if (!laptop) continue
          clock.ms += 1 + one.n
          if (one.what === 'exchange') await laptop.sync()
          else edit(laptop, entity, one)
        }
        for (let turn = 0; turn < 3; turn++) {
          clock.ms += 11 * 60_000
          for (const laptop of laptops) await laptop.sync(true)
        }
        if (a && steps.length % 2) {
          await publishSnapshot(await a.session())
          const late = new Replica('late', server, clock, record, { seed: 9 })
          laptops.push(late)
          await late.join()
          for (const laptop of laptops) await laptop.sync(true)
        }
        checkWrites(laptops, record, new Set())
        for (const { conn } of laptops) expect(checkDatabase(conn, { rebuild: false }).findings).toEqual([])
      } finally {
        for (const { conn } of laptops) release(conn)
      }
    }),
    { numRuns: RUNS, endOnFailure: !nightly },
  )
})

/** What holds for every procedure, whichever domain it is of. A new one is tested here by its line in `examples/`. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract, type Name } from '#db/shared/contract.ts'
import { errorRecordSchema } from '#db/shared/errors.ts'
import type { Procedure } from '#db/shared/procedure.ts'
import { asShown, snapshot, type TestDatabase, testDatabase } from '../helpers/database.ts'
import { examples } from './examples/examples.ts'

const names = Object.keys(contract) as Name[]
const procedures: Readonly<Record<string, Procedure>> = contract

/** Calls it with its example; the engine of a test database also checks the output against its schema. */
const callExample = async (db: TestDatabase, name: Name) =>
  db.engine.call(name, await examples[name](db), db.caller())

// What rubbish names as a file is written there, not into the source tree.
beforeAll(() => process.chdir(mkdtempSync(join(tmpdir(), 'samphan-contract-'))))
afterAll(() => {
  const folder = process.cwd()
  process.chdir(tmpdir())
  rmSync(folder, { recursive: true, force: true })
})

describe('every procedure', () => {
  it.each(names)('%s answers its example in its own output schema', async (name) => {
    const db = testDatabase()
    expect(await callExample(db, name)).toBeTypeOf('object')
  })

  it.each(names.filter((name) => procedures[name]?.kind === 'query'))(
    '%s, a query, writes nothing',
    async (name) => {
      const db = testDatabase()
      const input = await examples[name](db)
      const before = snapshot(db.conn)
      await db.engine.call(name, input, db.caller())
      expect(snapshot(db.conn)).toEqual(before)
    },
  )
})

/** Undo and redo are tested in tests/db/undo.test.ts; everything else that logs must go back by itself. */
const undoableNames = names.filter((name) => {
  const procedure = procedures[name]
  return (
    procedure &&
    procedure.kind !== 'query' &&
    (procedure.undo === 'stack' || procedure.undo === 'operation') &&
    !name.startsWith('operation.')
  )
})

describe('every change', () => {
  it.each(undoableNames)(
    '%s, undone, leaves the database as it was; redone, as it had become',
    async (name) => {
      const db = testDatabase()
      const input = await examples[name](db)
      const before = asShown(db.conn)
      const result = (await db.engine.call(name, input, db.caller())) as {
        operation: string
      }
      const after = asShown(db.conn)
      expect(after).not.toEqual(before)
      const undone = await db.call('operation.undo', { operation: result.operation })
      expect(undone.kept).toEqual([])
      expect(asShown(db.conn)).toEqual(before)
      await db.call('operation.undo', { operation: undone.operation })
      expect(asShown(db.conn)).toEqual(after)
    },
  )
})

describe('hostile input', () => {
  const garbage = fc.oneof(
    fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withNullPrototype: true,
    }),
    fc.constantFrom<unknown>(
      '__proto__',
      { __proto__: null },
      { entity: 'constructor' },
      [],
      -1,
      Number.NaN,
      '\u0000',
      'x'.repeat(100_000),
    ),
  )

  /** The example with some of its parts replaced, dropped or doubled. */
  const mutated = (input: Record<string, unknown>) =>
    fc
      .array(fc.tuple(fc.constantFrom(...Object.keys(input), 'extra'), garbage), {
        minLength: 1,
        maxLength: 3,
      })
      .map((changes) => {
        const copy: Record<string, unknown> = { ...input }
        for (const [key, value] of changes) copy[key] = value
        return copy
      })

  /** Changes when anybody has written a row, also one that was rolled back. */
  const writes = ({ conn }: TestDatabase): string =>
    `${conn.db.prepare('SELECT total_changes()').pluck().get()} ${conn.db.pragma('data_version', { simple: true })}`

  it.each(names)(
    '%s answers anything with a result or an error record, and never half a write',
    async (name) => {
      const db = testDatabase()
      const input = (await examples[name](db)) as Record<string, unknown>
      let written = writes(db)
      let before = snapshot(db.conn)
      await fc.assert(
        fc.asyncProperty(fc.oneof(garbage, mutated(input)), async (payload) => {
          try {
            await db.engine.call(name, payload, db.caller())
          } catch (error) {
            const { record } = error as { record?: unknown }
            const parsed = errorRecordSchema.parse(record)
            expect(parsed.code, JSON.stringify(parsed)).not.toBe('Bug')
            if (writes(db) !== written) expect(snapshot(db.conn)).toEqual(before)
          }
          if (writes(db) !== written) {
            written = writes(db)
            before = snapshot(db.conn)
          }
          expect(db.conn.db.inTransaction).toBe(false)
        }),
        { numRuns: 60 },
      )
    },
  )

  it('an unknown procedure is Invalid', async () => {
    const db = testDatabase()
    for (const name of ['nope', '__proto__', 'constructor', 'toString']) {
      await expect(db.engine.call(name, {}, db.caller())).rejects.toMatchObject({
        record: { code: 'Invalid', reason: 'unknownProcedure' },
      })
    }
  })
})

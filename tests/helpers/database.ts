/** Real databases in a temporary folder, with a clock and random source that tests hold in their hands. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import type { Connection, Sources } from '#db/core/connection.ts'
import { createDatabase, localActor, localDevice, openExisting } from '#db/core/database.ts'
import type { OpStart, Write } from '#db/core/write.ts'
import { originate } from '#db/core/write.ts'
import { type CallOptions, Engine } from '#db/host/engine.ts'
import type { Input, Name, Output } from '#db/shared/contract.ts'
import { listConflicts } from '#db/sync/conflicts.ts'

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const cleanup of cleanups.splice(0).reverse()) cleanup()
})

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'samphan-test-'))
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

interface TestSources extends Sources {
  advance(ms: number): void
  /** Others that go on from here. */
  fork(): TestSources
}

/** Splitmix: the same seed gives the same ids; two devices need two seeds. */
export function testSources(seed = 1, start = Date.UTC(2026, 10, 22, 4)): TestSources {
  let state = seed >>> 0
  let now = start
  return {
    now: () => now++,
    fork: () => testSources(state, now),
    advance(ms) {
      now += ms
    },
    random(into) {
      for (let i = 0; i < into.length; i++) {
        state = (state + 0x9e3779b9) >>> 0
        let z = state
        z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
        z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
        into[i] = (z ^ (z >>> 16)) & 0xff
      }
    },
  }
}

export interface TestDatabase {
  readonly conn: Connection
  readonly engine: Engine
  readonly file: string
  readonly sources: TestSources
  /** The session of these calls, with whom it has signed in as. */
  caller(): CallOptions
  call<N extends Name>(name: N, input: Input<N>): Promise<Output<N>>
  write<T>(fn: (write: Write) => T, start?: Partial<OpStart>): T
}

export function testDatabase(options: { seed?: number; file?: string } = {}): TestDatabase {
  const file = options.file ?? join(temporaryFolder(), 'test.samphan')
  const fresh = freshDatabase(options.seed)
  writeFileSync(file, fresh.bytes, { flag: 'wx' })
  const sources = fresh.sources.fork()
  return wrap(openExisting(file, 'write', sources), file, sources)
}

const made = new Map<number | undefined, { readonly bytes: Buffer; readonly sources: TestSources }>()

/** A database as it is made, once for each seed: going through all migrations for every test would take most of its time. */
function freshDatabase(seed: number | undefined) {
  const known = made.get(seed)
  if (known) return known
  const folder = mkdtempSync(join(tmpdir(), 'samphan-test-'))
  const file = join(folder, 'fresh.samphan')
  const sources = testSources(seed)
  createDatabase(file, sources).db.close()
  const fresh = { bytes: readFileSync(file), sources }
  rmSync(folder, { recursive: true, force: true })
  made.set(seed, fresh)
  return fresh
}

/** Another process's view of the same file. */
export function secondConnection(file: string, seed = 99): TestDatabase {
  const sources = testSources(seed)
  return wrap(openExisting(file, 'write', sources), file, sources)
}

function wrap(conn: Connection, file: string, sources: TestSources): TestDatabase {
  const engine = new Engine(conn, { checkOutput: true })
  cleanups.push(() => engine.close())
  let credential: number | undefined
  const caller = (): CallOptions => ({
    session: 'test',
    source: 'user',
    credential,
    onIdentity(next) {
      credential = next
    },
  })
  return {
    conn,
    engine,
    file,
    sources,
    caller,
    call: (name, input) => engine.call(name, input, caller()) as never,
    write: (fn, start) =>
      originate(
        conn,
        {
          kind: 'test',
          source: 'user',
          actor: localActor(conn),
          deviceId: localDevice(conn),
          onStack: true,
          ...start,
        },
        fn,
      ).result,
  }
}

/** Everything people can tell apart: all rows of all tables but the log, its positions and local stamps. */
export function snapshot(conn: Connection): Record<string, unknown[]> {
  const skipped = new Set([
    'change',
    'tx',
    'op',
    'undoStack',
    'meta',
    'clock',
    'sqlite_sequence',
    'checkpoint',
    'signInAttempt',
  ])
  const tables = conn.db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .all() as { name: string }[]
  const result: Record<string, unknown[]> = {}
  for (const { name } of tables) {
    if (skipped.has(name)) continue
    const rows = conn.db.prepare(`SELECT * FROM "${name}"`).all() as Record<string, unknown>[]
    result[name] = rows.filter((row) => row.deletedAt == null).map(({ updatedAt: _stamp, ...row }) => row)
  }
  return result
}

/** What sharing keeps of who had seen what: moved by an undo as by anything, and told apart by people as conflicts only. */
const seen: ReadonlySet<string> = new Set([
  'sibling',
  'syncClosed',
  'syncFrontier',
  'syncOutbox',
  'syncParent',
  'syncSaw',
])

/** The same, of what two wrote apart only the conflicts that are shown. */
export function asShown(conn: Connection): Record<string, unknown> {
  const rows = Object.entries(snapshot(conn)).filter(([table]) => !seen.has(table))
  const { conflicts } = listConflicts(conn, localActor(conn), { limit: 1_000 })
  return {
    ...Object.fromEntries(rows),
    conflicts: conflicts.map(({ values, ...conflict }) => ({
      ...conflict,
      values: values.map(({ version: _dot, ...value }) => value),
    })),
  }
}

/** What a hub costs: a round in which nothing happened, in a team of fifty, and a new laptop that starts from the copy of everything. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Connection, getRow } from '../core/connection.ts'
import { createDatabase, openExisting } from '../core/database.ts'
import { originate } from '../core/write.ts'
import { Engine } from '../host/engine.ts'
import { contact } from '../shared/contacts.ts'
import { createHub, joinHub, type Setup } from '../sync/membership.ts'
import { realDisk, realSurroundings } from '../sync/realDisk.ts'
import { round } from '../sync/round.ts'
import type { Session } from '../sync/session.ts'
import { writeSnapshot } from '../sync/snapshotFile.ts'
import type { Disk } from '../sync/surroundings.ts'
import { type Bench, index, removeDatabase, sizeOf } from './bench.ts'
import { wholeHost } from './host.ts'
import { compare, type Line, timed, timedAsync } from './measure.ts'

const DEVICES = 50
const PASSPHRASE = 'correct horse battery'
/** The passphrase's key is not what is measured. */
const CHEAP = { N: 2, r: 1, p: 1 }

interface Calls {
  list: number
  read: number
}

function counted(calls: Calls): Disk {
  return {
    ...realDisk,
    list: (folder) => {
      calls.list++
      return realDisk.list(folder)
    },
    read: (file) => {
      calls.read++
      return realDisk.read(file)
    },
  }
}

const setupOf = (conn: Connection, disk: Disk = realDisk): Setup => ({
  conn,
  surroundings: { ...realSurroundings, disk },
  runner: {
    signal: new AbortController().signal,
    holder: 'bench',
    progress: () => undefined,
    // As the host does while nobody edits.
    isLate: (begun) => performance.now() - begun >= 250,
    saveSecrets: async () => undefined,
  },
  who: { user: 'bench', version: '1' },
  cost: CHEAP,
})

const exchange = (session: Session, full = false) =>
  round(session, { who: { user: 'bench', version: '1' }, full, conflicts: () => 0 })

/** Directories listed and files read when nothing is to be done. */
export async function idle(bench: Bench): Promise<Line> {
  const folder = mkdtempSync(join(tmpdir(), 'samphan-bench-'))
  const hub = join(folder, 'Team.crmhub')
  const calls: Calls = { list: 0, read: 0 }
  const open: Connection[] = []
  const database = (name: string): Connection => {
    const conn = createDatabase(join(folder, `${name}.samphan`))
    open.push(conn)
    return conn
  }
  try {
    const first = await createHub(setupOf(database('first'), counted(calls)), hub, PASSPHRASE)
    for (let n = 1; n < DEVICES; n++) {
      const conn = database(`laptop${n}`)
      const session = await joinHub(setupOf(conn), hub, PASSPHRASE, undefined)
      originate(conn, bench.start(conn, 'bench'), (write) =>
        write.create(contact, { givenName: `Of laptop ${n}` }),
      )
      await exchange(session, true)
      conn.close()
      open.pop()
    }
    for (let turn = 0; turn < 3; turn++) await exchange(first, true)
    await exchange(first)
    Object.assign(calls, { list: 0, read: 0 })
    const took = await timedAsync(() => exchange(first))
    return {
      name: 'sync.idle',
      n: bench.n,
      value: calls.list,
      unit: 'listings',
      p50: calls.list,
      p95: null,
      p99: null,
      baseline: DEVICES,
      ratio: Number((calls.list / DEVICES).toPrecision(4)),
      note: `goal ≤ 50 and no file read; ${calls.read} files read, ${took.toFixed(1)} ms on this disk; a team of ${DEVICES} devices, each with files of its own; limit: one listing per device`,
    }
  } finally {
    for (const conn of open) conn.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const people = (conn: Connection): unknown =>
  getRow(
    conn,
    'SELECT count(*) AS n, sum(length(phones)) AS phones, sum(length(displayName)) AS names FROM contact WHERE stub = 0',
  )

/**
 * A new laptop as it is: the host's threads, where the indexer follows while rows come. Its database is there already.
 * @throws AppError what joining throws
 */
async function joinAsHost(file: string, hub: string): Promise<void> {
  const host = wholeHost(file, [{ path: hub, mode: 'read' }])
  try {
    await host.call('sync.join', { files: [hub], passphrase: PASSPHRASE })
    while ((await host.call('search.status', {})).behind > 0) await sleep(20)
  } finally {
    await host.close()
  }
}

/** From an empty laptop to everything found, beside a copy of the snapshot and the same index built over it. */
export async function bootstrap(bench: Bench): Promise<Line> {
  const folder = mkdtempSync(join(tmpdir(), 'samphan-bench-'))
  const hub = join(folder, 'Team.crmhub')
  const { conn: source } = await bench.scratch()
  const snapshot = join(folder, 'snapshot')
  const path = join(folder, 'new.samphan')
  const joined = async (): Promise<number> => {
    removeDatabase(path)
    return timedAsync(async () => {
      createDatabase(path).close()
      await joinAsHost(path, hub)
    })
  }
  const peopleJoined = async (): Promise<unknown> => {
    await joined()
    const conn = openExisting(path, 'read')
    const found = people(conn)
    conn.close()
    return found
  }
  /** The file copied, and the search cache of a database with the same records built. */
  const plain = async (): Promise<number> => {
    const file = join(folder, 'plain.samphan')
    removeDatabase(file)
    copyFileSync(await bench.database(), file)
    const engine = new Engine(openExisting(file, 'write'))
    try {
      return timed(() => {
        copyFileSync(snapshot, join(folder, 'copied'))
        index(engine)
      })
    } finally {
      engine.close()
    }
  }
  try {
    await createHub(setupOf(source), hub, PASSPHRASE)
    await writeSnapshot(source, snapshot, async () => undefined)
    return await compare({
      name: 'sync.bootstrap',
      n: bench.n,
      unit: 'ms',
      runs: bench.runs,
      answers: async () => ({ ours: await peopleJoined(), plain: people(source) }),
      ours: async () => [await joined()],
      limit: async () => [await plain()],
      note: () =>
        `goal ≤ 2; a new laptop, all threads of its host at work, joins ${bench.n} contacts and their notes (a copy of ${sizeOf(snapshot)} bytes) until search is behind by nothing; limit: copying that file and building the same search index`,
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What sharing costs: applying what others did, bytes on the hub, a new laptop, a round with nothing to do. */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Applier } from '../core/applyRemote.ts'
import { beginBulk, endBulk } from '../core/bulk.ts'
import { allRows, type Connection, getRow } from '../core/connection.ts'
import { createDatabase } from '../core/database.ts'
import { derive, outbox } from '../core/outbox.ts'
import { planOf } from '../core/plan.ts'
import type { RemoteTx } from '../core/remoteTx.ts'
import { inTransaction } from '../core/transaction.ts'
import { originate } from '../core/write.ts'
import { contact } from '../shared/contacts.ts'
import { DeviceKeys, type TeamKey } from '../sync/cipher.ts'
import { realSurroundings } from '../sync/realDisk.ts'
import { sealSegment } from '../sync/segment.ts'
import type { Bench, Row } from './bench.ts'
import { compare, timed } from './measure.ts'
import { bootstrap, idle } from './syncHub.ts'

const MOST = 20_000
const PER_TX = 1_000
const columns = planOf(contact).columns.filter(
  (name) =>
    ![
      'deletedAt',
      'mergedInto',
      'trashedAt',
      'ownerId',
      'createdBy',
      'companyId',
      'referredById',
      'private',
    ].includes(name),
)

type Stored = Record<string, string | number | null>

function write(conn: Connection, bench: Bench, fn: Parameters<typeof originate>[2]): void {
  originate(conn, bench.start(conn, 'bench'), fn)
}

/** Transactions another laptop would send: the same people made, then two fields of each changed. */
async function foreign(bench: Bench): Promise<{ made: RemoteTx[]; edited: RemoteTx[]; n: number }> {
  const { conn } = await bench.scratch()
  const rows = allRows<Stored>(
    conn,
    `SELECT ${columns.join(', ')} FROM visibleContact ORDER BY rowId LIMIT ${MOST}`,
  )
  const folder = mkdtempSync(join(tmpdir(), 'samphan-bench-'))
  const other = createDatabase(join(folder, 'other.samphan'))
  try {
    const ids: number[] = []
    for (let at = 0; at < rows.length; at += PER_TX)
      write(other, bench, (to) => {
        for (const row of rows.slice(at, at + PER_TX)) ids.push(to.insert(contact, row))
      })
    const made = outbox(other)
    for (let at = 0; at < ids.length; at += PER_TX)
      write(other, bench, (to) => {
        for (const id of ids.slice(at, at + PER_TX))
          to.set(contact, id, { jobTitle: `Role ${id}`, department: `Place ${id % 50}` })
      })
    return { made, edited: outbox(other).slice(made.length), n: ids.length }
  } finally {
    other.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Both sides write as a round does, and what the log still holds at the end is counted too. */
const timedBulk = (conn: Connection, fn: () => void): number =>
  timed(() => {
    beginBulk(conn)
    fn()
    endBulk(conn)
  })

/** Applies in transactions of a thousand changes, in bulk as a round does. */
function applyAll(conn: Connection, transactions: readonly RemoteTx[]): number {
  return timedBulk(conn, () => {
    for (const tx of transactions)
      inTransaction(conn, () => {
        derive(conn)
        const applier = new Applier(conn)
        applier.apply(tx)
        applier.finish()
      })
  })
}

/** As few statements as the same columns need, values ready, as many transactions. */
function bareInserts(conn: Connection, rows: readonly Stored[]): number {
  const names = ['id', ...columns]
  const insert = conn.prepare(
    `INSERT INTO contact(${names.join(',')}) VALUES(${names.map(() => '?').join(',')})`,
  )
  return timedBulk(conn, () => {
    for (let at = 0; at < rows.length; at += PER_TX)
      inTransaction(conn, () => {
        for (const row of rows.slice(at, at + PER_TX))
          insert.run(conn.newId(), ...columns.map((name) => row[name] ?? null))
      })
  })
}

function bareUpdates(conn: Connection): number {
  const ids = allRows<{ rowId: number }>(conn, 'SELECT rowId FROM contact')
  const update = conn.prepare('UPDATE contact SET jobTitle = ?, department = ? WHERE rowId = ?')
  return timedBulk(conn, () => {
    for (let at = 0; at < ids.length; at += PER_TX)
      inTransaction(conn, () => {
        for (const { rowId } of ids.slice(at, at + PER_TX))
          update.run(`Role ${rowId}`, `Place ${rowId % 50}`, rowId)
      })
  })
}

const digest = (conn: Connection) =>
  getRow(
    conn,
    'SELECT count(*) AS rows, count(DISTINCT jobTitle) AS titles, sum(length(phones)) AS phones, sum(length(givenName)) AS names FROM contact',
  )

const apply: Row = {
  name: 'sync.apply',
  async measure(bench) {
    const { made, edited, n } = await foreign(bench)
    const { conn: source } = await bench.scratch()
    const rows = allRows<Stored>(
      source,
      `SELECT ${columns.join(', ')} FROM visibleContact ORDER BY rowId LIMIT ${MOST}`,
    )
    const folder = mkdtempSync(join(tmpdir(), 'samphan-bench-'))
    const open: Connection[] = []
    const fresh = (): Connection => {
      const conn = createDatabase(join(folder, `${open.length}.samphan`))
      open.push(conn)
      return conn
    }
    const common = { n: bench.n, unit: 'rows/s', runs: bench.runs, shown: (ms: number) => (n / ms) * 1000 }
    const both = (edit: boolean) => ({
      answers: () => {
        const [ours, plain] = [fresh(), fresh()]
        applyAll(ours, made)
        bareInserts(plain, rows)
        if (edit) {
          applyAll(ours, edited)
          bareUpdates(plain)
        }
        const [one, two] = [digest(ours), digest(plain)]
        return { ours: one, plain: two }
      },
    })
    try {
      const inserts = await compare({
        ...common,
        ...both(false),
        name: 'sync.applyRows',
        ours: () => [applyAll(fresh(), made)],
        limit: () => [bareInserts(fresh(), rows)],
        note: () =>
          `goal ≥ 30,000/s; ${n} contacts of another laptop in transactions of ${PER_TX}; limit: bare INSERTs of ready values, as many commits`,
      })
      const updates = await compare({
        ...common,
        ...both(true),
        name: 'sync.applyEdits',
        ours: () => {
          const conn = fresh()
          applyAll(conn, made)
          return [applyAll(conn, edited)]
        },
        limit: () => {
          const conn = fresh()
          bareInserts(conn, rows)
          return [bareUpdates(conn)]
        },
        note: () =>
          `goal ≥ 15,000/s; two fields of ${n} contacts; limit: bare UPDATEs by row number, as many commits`,
      })
      return [inserts, updates]
    } finally {
      for (const conn of open) conn.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

/** One field of ten people changed one by one, in one segment. */
async function bytes(bench: Bench): Promise<Awaited<ReturnType<typeof compare>>> {
  const folder = mkdtempSync(join(tmpdir(), 'samphan-bench-'))
  const conn = createDatabase(join(folder, 'bytes.samphan'))
  try {
    const ids: number[] = []
    for (let n = 0; n < 10; n++)
      write(conn, bench, (to) => ids.push(to.create(contact, { givenName: `Person ${n}` })))
    const before = outbox(conn).length
    for (const id of ids) write(conn, bench, (to) => to.set(contact, id, { jobTitle: `Sales manager ${id}` }))
    const key: TeamKey = { id: '00000001', epoch: 1, key: new Uint8Array(32).fill(7) }
    const device = new DeviceKeys(new Uint8Array(32).fill(3))
    const place = { hub: new Uint8Array(16), device: new Uint8Array(16) }
    const told = outbox(conn).slice(before)
    const sealed = await sealSegment(realSurroundings, key, device, place, told, new Uint8Array(16))
    const value = sealed.bytes.length / told.length
    return {
      name: 'sync.bytes',
      n: bench.n,
      value,
      unit: 'bytes/change',
      p50: value,
      p95: null,
      p99: null,
      baseline: 26,
      ratio: Number((value / 26).toPrecision(4)),
      note: `goal ≤ 60; ten edits by ten operations in one sealed and signed file of ${sealed.bytes.length} bytes; limit: two identities of ten random bytes each and six for the rest; file of the database ${statSync(conn.file).size}`,
    }
  } finally {
    conn.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

export const syncRows: readonly Row[] = [
  apply,
  { name: 'sync.bytes', measure: bytes },
  { name: 'sync.idle', measure: idle },
  { name: 'sync.bootstrap', measure: bootstrap },
]

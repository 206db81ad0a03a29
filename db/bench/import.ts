/** Import of an address book, beside the SQLite shell reading the same file into a plain table with eight indexes. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { createDatabase, openExisting } from '../core/database.ts'
import { demoCsvColumns } from '../demo/csv.ts'
import { Engine } from '../host/engine.ts'
import { failure } from '../shared/errors.ts'
import { inspectCsv, readCsv } from '../transfer/csv.ts'
import { type Bench, index, type Row, removeDatabase, sizeOf } from './bench.ts'
import { wholeHost } from './host.ts'
import { type Answers, compare, type Line, rounded, timedAsync } from './measure.ts'

/** From here one run is long enough. */
export const LARGE = 500_000
/** In most addresses of the file; notes, which are records of their own, apart. */
const SEARCHED = 'example'
const INDEXED = [
  'Last Name',
  'First Name',
  'Organization Name',
  'E-mail 1 - Value',
  'Phone 1 - Value',
  'Address 1 - City',
  'Birthday',
  'Organization Title',
]

const name = (text: string): string => `"${text.replaceAll('"', '""')}"`
const rawSchema = [
  `CREATE TABLE raw(${demoCsvColumns.map((column) => `${name(column)} TEXT`).join(', ')});`,
  ...INDEXED.map((column, at) => `CREATE INDEX raw${at} ON raw(${name(column)});`),
].join('\n')

/** The system's shell, if there is one. */
export function shellVersion(): string | undefined {
  const { status, stdout } = spawnSync('sqlite3', ['--version'], { encoding: 'utf8' })
  return status === 0 ? stdout.split(' ')[0] : undefined
}

function shellImport(csv: string, raw: string): Promise<void> {
  const script = `PRAGMA journal_mode=WAL;\nPRAGMA synchronous=FULL;\n${rawSchema}\n.mode csv\n.import --skip 1 '${csv}' raw\n`
  return new Promise((resolve, reject) => {
    const child = spawn('sqlite3', ['-batch', raw], { stdio: ['pipe', 'ignore', 'inherit'] })
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(failure('Unavailable', 'sqliteShell', { status: code ?? -1 })),
    )
    child.stdin.end(script)
  })
}

/** The same table filled by our parser and the driver, where there is no shell. */
async function driverImport(csv: string, raw: string): Promise<void> {
  const db = new Database(raw)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(rawSchema)
  const insert = db.prepare(`INSERT INTO raw VALUES(${demoCsvColumns.map(() => '?').join(',')})`)
  db.exec('BEGIN')
  for await (const rows of readCsv(csv, { shape: await inspectCsv(csv) }))
    for (const { cells } of rows) insert.run(demoCsvColumns.map((_, at) => cells[at] ?? ''))
  db.exec('COMMIT')
  db.close()
}

const rawImport = (csv: string, raw: string): Promise<void> =>
  shellVersion() ? shellImport(csv, raw) : driverImport(csv, raw)

const digestOf = (values: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(values)).digest('hex')

/** Every row arrived, with its first address and its job title as the file has them. */
function sameRows(ours: string, raw: string): Answers {
  const columnsOf = (path: string, queries: readonly string[]): unknown[] => {
    const db = new Database(path, { readonly: true })
    try {
      return queries.map((sql) => digestOf(db.prepare(sql).pluck().all()))
    } finally {
      db.close()
    }
  }
  const [email, title] = [name('E-mail 1 - Value'), name('Organization Title')]
  return {
    ours: columnsOf(ours, [
      'SELECT count(*) FROM contact WHERE stub = 0',
      "SELECT lower(json_extract(emails, '$[0].value')) AS v FROM contact WHERE emails IS NOT NULL ORDER BY v",
      'SELECT jobTitle FROM contact WHERE jobTitle IS NOT NULL ORDER BY jobTitle',
    ]),
    plain: columnsOf(raw, [
      'SELECT count(*) FROM raw',
      `SELECT lower(trim(${email})) AS v FROM raw WHERE ${email} <> '' ORDER BY v`,
      `SELECT ${title} FROM raw WHERE ${title} <> '' ORDER BY ${title}`,
    ]),
  }
}

/** From the file to a closed database. */
export async function importCommitted(bench: Bench, csv: string, path: string): Promise<number> {
  removeDatabase(path)
  const engine = new Engine(createDatabase(path))
  const input = { files: [csv], rejects: `${path}.rejects.csv` }
  const ms = await timedAsync(async () => {
    await bench.call('transfer.import', input, engine)
    engine.close()
  })
  bench.leftover(`${path}.rejects.csv`.slice(bench.folder.length + 1))
  return ms
}

/** The whole host at work: the indexer follows the log while the writer writes. */
async function importSearchable(csv: string, path: string): Promise<number> {
  removeDatabase(path)
  createDatabase(path).close()
  const rejects = `${path}.rejects.csv`
  const host = wholeHost(path, [
    { path: csv, mode: 'read' },
    { path: rejects, mode: 'write' },
  ])
  try {
    await host.call('app.info', {})
    return await timedAsync(async () => {
      await host.call('transfer.import', { files: [csv], rejects })
      while ((await host.call('search.status', {})).behind > 0) await sleep(20)
    })
  } finally {
    await host.close()
  }
}

const searched = async (bench: Bench, path: string): Promise<number> => {
  const engine = new Engine(openExisting(path, 'write'))
  try {
    index(engine)
    return (await bench.call('record.list', { entity: 'contact', search: SEARCHED, count: true }, engine))
      .total
  } finally {
    engine.close()
  }
}

interface Pair {
  readonly csv: string
  readonly path: string
  readonly raw: string
  readonly limit: () => Promise<number[]>
}

async function pair(bench: Bench, label: string): Promise<Pair> {
  const csv = await bench.csv()
  const path = bench.leftover(`${label}-${process.pid}.samphan`)
  const raw = bench.leftover(`${label}-${process.pid}.raw`)
  return {
    csv,
    path,
    raw,
    async limit() {
      removeDatabase(raw)
      return [await timedAsync(() => rawImport(csv, raw))]
    },
  }
}

const limitName = (): string => {
  const version = shellVersion()
  const by = version
    ? `sqlite3 shell ${version} .import`
    : 'sqlite3 shell missing: our parser and bare INSERTs'
  return `limit: ${by}, ${demoCsvColumns.length} text columns, ${INDEXED.length} indexes, WAL, FULL`
}

const rows = (bench: Bench) => ({
  n: bench.n,
  unit: 'rows/s',
  runs: bench.n >= LARGE ? 1 : bench.runs,
  shown: (ms: number) => (bench.n / ms) * 1000,
})

/** The first run of each side is checked and, being right, counted. */
const committed: Row = {
  name: 'import.committed',
  async measure(bench) {
    const { csv, path, raw, limit } = await pair(bench, 'committed')
    const first: { ours?: number[]; limit?: number[] } = {}
    const line = await compare({
      ...rows(bench),
      name: 'import.committed',
      async answers() {
        first.ours = [await importCommitted(bench, csv, path)]
        first.limit = await limit()
        return sameRows(path, raw)
      },
      ours: async (run) => (run === 0 && first.ours) || [await importCommitted(bench, csv, path)],
      limit: async (run) => (run === 0 && first.limit) || limit(),
      note: () =>
        `goal ≥ 0.65; ${rounded(sizeOf(csv) / 1e6)} MB in columns of Google Contacts to a closed database: companies, notes, extras, log; ${rows(bench).runs} runs; ${limitName()}`,
    })
    const [ours, plain] = [sizeOf(path), sizeOf(raw)]
    const size: Line = {
      name: 'size.imported',
      n: bench.n,
      value: ours,
      unit: 'B',
      p50: ours,
      p95: ours,
      p99: ours,
      baseline: plain,
      ratio: rounded(ours / plain),
      note: `no goal; database file after that import, without search index; limit: the raw table with its indexes; the file itself has ${sizeOf(csv)} B`,
    }
    return [line, size]
  },
}

const searchable: Row = {
  name: 'import.searchable',
  async measure(bench) {
    const { csv, path, raw, limit } = await pair(bench, 'searchable')
    const first: { ours?: number[] } = {}
    return compare({
      ...rows(bench),
      name: 'import.searchable',
      async answers() {
        first.ours = [await importSearchable(csv, path)]
        await limit()
        const db = new Database(raw, { readonly: true })
        const cells = demoCsvColumns.filter((column) => column !== 'Notes').map(name)
        const plainly = db
          .prepare(`SELECT count(*) FROM raw WHERE ${cells.join(" || ' ' || ")} LIKE ?`)
          .pluck()
        const found = plainly.get(`%${SEARCHED}%`)
        db.close()
        const { ours, plain } = sameRows(path, raw)
        return { ours: [ours, await searched(bench, path)], plain: [plain, found] }
      },
      ours: async (run) => (run === 0 && first.ours) || [await importSearchable(csv, path)],
      limit,
      note: () =>
        `goal ≥ 0.60; until search is behind by nothing, writer and indexer in their threads; ${rows(bench).runs} runs; ${limitName()}`,
    })
  },
}

/** The most memory the process ever had, in bytes, as Linux counts it. */
function peakOf(child: ChildProcess): number | undefined {
  try {
    const kib = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]
    return kib === undefined ? undefined : Number(kib) * 1024
  } catch {
    return undefined // not on this system, or gone already
  }
}

const memory: Row = {
  name: 'import.memory',
  async measure(bench) {
    const csv = await bench.csv()
    const path = bench.leftover(`memory-${process.pid}.samphan`)
    createDatabase(path).close()
    const program = process.argv[1] ?? ''
    const args = ['--db', path, '--json', 'import', csv, '--rejects', `${path}.rejects.csv`]
    let peak = 0
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'ignore', 'ignore'] })
    const watch = setInterval(() => {
      peak = Math.max(peak, peakOf(child) ?? 0)
    }, 20)
    const status = await new Promise<number | null>((resolve) => child.on('close', resolve))
    clearInterval(watch)
    bench.leftover(`memory-${process.pid}.samphan.rejects.csv`)
    if (status !== 0) throw failure('Unavailable', 'importFailed', { status: status ?? -1 })
    const file = sizeOf(csv)
    return {
      name: 'import.memory',
      n: bench.n,
      value: peak === 0 ? null : peak,
      unit: 'B',
      p50: null,
      p95: null,
      p99: null,
      baseline: file,
      ratio: peak === 0 ? null : rounded(peak / file),
      note:
        peak === 0
          ? 'not measured: needs /proc'
          : 'goal ≤ 400 MB whatever the size of the file; peak resident memory of `samphan import`, Node included; limit: the size of the file',
    }
  },
}

export const importRows: readonly Row[] = [committed, searchable, memory]

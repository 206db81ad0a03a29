/**
 * Two versions of the program on one hub: the engine is loaded a second time without an entity, a text, a list and a migration
 * that the first knows. Both write, the older is brought up to date, and everybody must come to the same, with nothing lost of
 * what the older one could not read. `node tests/sync/skewed.ts FROM COUNT MOST`
 */
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isDeepStrictEqual } from 'node:util'

const root = pathToFileURL(`${join(import.meta.dirname, '../..')}/`).href
const OLD = '?old'

interface Gap {
  readonly file: string
  readonly text: string
  readonly becomes: string
}

/** What the older version does not know. */
const gaps: readonly Gap[] = [
  { file: 'db/shared/registry.ts', text: '  quota,\n', becomes: '' },
  { file: 'db/shared/contacts.ts', text: "    nickname: [16, 'text', { search: 2 }],\n", becomes: '' },
  {
    file: 'db/shared/contacts.ts',
    text: "    websites: [32, 'list', { elements: 'website', search: 1, merge: 'union' }],\n",
    becomes: '',
  },
  {
    file: 'db/core/open.ts',
    text: 'knownMigrations: readonly number[] = [...known]',
    becomes: 'knownMigrations: readonly number[] = [...known].filter((id) => id !== 402)',
  },
  { file: 'tests/sync/people.ts', text: "'nickname', ", becomes: '' },
]

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context)
    const follows = context.parentURL?.endsWith(OLD) && resolved.url.startsWith(root)
    if (!follows || resolved.url.includes('/node_modules/') || resolved.url.endsWith(OLD)) return resolved
    return { ...resolved, url: `${resolved.url}${OLD}` }
  },
  load(url, context, next) {
    const loaded = next(url, context)
    const own = url.endsWith(OLD) ? gaps.filter(({ file }) => url === `${root}${file}${OLD}`) : []
    if (!own.length) return loaded
    let source = Buffer.from(loaded.source as Uint8Array).toString('utf8')
    for (const { file, text, becomes } of own) {
      if (!source.includes(text)) throw new Error(`${file} no longer says ${text}`)
      source = source.replace(text, () => becomes)
    }
    return { ...loaded, source }
  },
})

type Laptops = typeof import('./replica.ts')
type People = typeof import('./people.ts')
type Snapshots = typeof import('#db/sync/snapshot.ts')
type Replica = InstanceType<Laptops['Replica']>

/** One version of the program. */
interface Version {
  readonly laptops: Laptops
  readonly people: People
  readonly snapshots: Snapshots
}
const versionOf = async (mark: string): Promise<Version> => ({
  laptops: (await import(`${root}tests/sync/replica.ts${mark}`)) as Laptops,
  people: (await import(`${root}tests/sync/people.ts${mark}`)) as People,
  snapshots: (await import(`${root}db/sync/snapshot.ts${mark}`)) as Snapshots,
})

const newer = await versionOf('')
const older = await versionOf(OLD)
const { AppError } = await import('#db/shared/errors.ts')
const { AppError: OlderError } = (await import(`${root}db/shared/errors.ts${OLD}`)) as {
  AppError: typeof AppError
}
const { entityNamed } = await import('#db/shared/registry.ts')
const { stateOf } = await import('./state.ts')
const { frontierOf } = await import('#db/core/frontier.ts')
const { checkAgreement } = await import('./oracle.ts')
const { release } = await import('./pool.ts')
const { release: releaseOlder } = (await import(`${root}tests/sync/pool.ts${OLD}`)) as {
  release: typeof release
}
const { Server } = await import('./memoryDisk.ts')
const { seeded } = await import('./random.ts')

const quota = entityNamed('quota')
const contact = entityNamed('contact')

/** What only the newer version can write. */
function beyond(laptop: Replica, a: number, b: number): void {
  const rows = laptop.conn
    .prepare(
      'SELECT rowId FROM contact WHERE stub = 0 AND deletedAt IS NULL AND private IS NOT 1 ORDER BY id LIMIT 4',
    )
    .pluck()
    .all() as number[]
  const row = rows[a % Math.max(1, rows.length)]
  const quotas = laptop.conn
    .prepare('SELECT rowId FROM quota WHERE stub = 0 AND deletedAt IS NULL ORDER BY id LIMIT 2')
    .pluck()
    .all() as number[]
  const known = quotas[a % Math.max(1, quotas.length)]
  laptop.write((write) => {
    if (b % 3 === 0 && row !== undefined) write.set(contact, row, { nickname: b % 2 ? `n${b}` : null })
    else if (b % 3 === 1 && row !== undefined)
      write.update(contact, row, { websites: [`w${b % 4}.example`, 'x.example'].slice(b % 2) })
    else if (known === undefined || quotas.length < 2)
      write.create(quota, {
        startDate: '2026-01-01',
        endDate: '2026-03-31',
        amount: { minor: b, currency: 'THB' },
        note: `q${b}`,
      })
    else if (b % 5 === 0) write.set(quota, known, { deletedAt: write.at })
    else if (b % 2) write.set(quota, known, { note: `q${b}` })
    else write.update(quota, known, { startDate: `2026-0${(b % 3) + 1}-02`, endDate: '2026-06-30' })
  })
}

async function quietly(fn: () => Promise<unknown>): Promise<void> {
  try {
    await fn()
  } catch (error) {
    const told = error instanceof AppError || error instanceof OlderError ? error.record.code : 'Bug'
    if (told === 'Bug') throw error
  }
}

async function run(seed: number, most: number): Promise<void> {
  const random = seeded(seed)
  const byte = new Uint8Array(1)
  const next = (): number => {
    random(byte)
    return byte[0] ?? 0
  }
  const server = new Server()
  const { Clock, emptyRecord } = newer.laptops
  const [clock, record] = [new Clock(), emptyRecord()]
  record.launches = seed * 1_000
  const made: Replica[] = []
  const laptopOf = (version: Version, name: string): Replica => {
    const laptop = new version.laptops.Replica(name, server, clock, record, {
      seed: seed * 100 + made.length + 1,
    })
    made.push(laptop)
    return laptop
  }
  // A hub of the older days, which others use with a newer program by now.
  const b = laptopOf(older, 'old')
  b.write((write) => void write.create(contact, { givenName: 'Ann', phones: ['081 111 1111'] }))
  await b.create()
  const a = laptopOf(newer, 'new')
  await a.join()
  const c = laptopOf(newer, 'new too')
  await c.join()
  const everPrivate = new Set<string>()
  const laptops = [a, b, c]
  for (let steps = 6 + (next() % most); steps > 0; steps--) {
    const who = next() % laptops.length
    const laptop = laptops[who] ?? a
    const version = laptop === b ? older : newer
    const [what, one, two] = [next() % 12, next(), next() * 256 + next()]
    clock.ms += 1 + (two % 1000)
    if (what < 4) await quietly(() => laptop.sync(one % 8 === 0))
    else if (what < 7 && laptop !== b) beyond(laptop, one, two)
    else if (what === 7) await quietly(async () => version.snapshots.publishSnapshot(await laptop.session()))
    else if (what === 8) laptop.relaunch()
    else {
      const verb = version.people.edits[one % version.people.edits.length] ?? 'edit'
      for (const hidden of version.people.edit(laptop, verb, one, two)) everPrivate.add(hidden)
    }
  }
  await settle(laptops, clock)
  const upgraded = new newer.laptops.Replica('old', server, clock, record, b.image())
  const all = [a, upgraded, c]
  await settle(all, clock)
  checkAgreement(all, record, everPrivate)
  // Somebody who comes now starts from a copy that whoever was old may have laid down.
  await newer.snapshots.publishSnapshot(await upgraded.session())
  const late = laptopOf(newer, 'late')
  await late.join()
  await settle([...all, late], clock)
  if (!everPrivate.size && !isDeepStrictEqual(stateOf(late.conn), stateOf(upgraded.conn)))
    throw new Error('who came late has something else')
  for (const laptop of [a, c, late, upgraded]) release(laptop.conn)
  releaseOlder(b.conn)
}

async function settle(laptops: readonly Replica[], clock: { ms: number }): Promise<void> {
  for (let turn = 0; turn < 12; turn++) {
    clock.ms += 11 * 60_000
    for (const laptop of laptops) await quietly(() => laptop.sync(true))
    const [first, ...others] = laptops.map(({ conn }) => new Map(frontierOf(conn)))
    if (others.every((other) => isDeepStrictEqual(other, first))) return
  }
  throw new Error(`they do not come to the same`)
}

const [from = '1', count = '100', most = '40'] = process.argv.slice(2)
let verdict = `agreed ${count} times`
for (let seed = Number(from); seed < Number(from) + Number(count); seed++) {
  try {
    await run(seed, Number(most))
  } catch (error) {
    verdict = `seed ${seed}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
    break
  }
}
process.stdout.write(`${verdict}\n`)

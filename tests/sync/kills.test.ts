/** A laptop killed at every one of its calls to the server, in each scenario of scenarios.ts. */
import { expect, it } from 'vitest'
import { AppError } from '#db/shared/errors.ts'
import { DiskError, Server } from './memoryDisk.ts'
import { checkAgreement } from './oracle.ts'
import { contact } from './people.ts'
import { keepImage, release } from './pool.ts'
import { Clock, emptyRecord, type Kept, type Record, Replica } from './replica.ts'
import { type Scenario, scenarios } from './scenarios.ts'

interface Begun {
  readonly files: ReturnType<Server['copy']>
  readonly folders: readonly string[]
  readonly ms: number
  readonly kept: readonly Kept[]
  readonly record: Record
}

/** A team of two, made once. */
async function begin(): Promise<Begun> {
  const [server, clock, record] = [new Server(), new Clock(), emptyRecord()]
  const laptops = [1, 2].map((seed) => new Replica(`laptop${seed}`, server, clock, record, { seed }))
  const [a, b] = laptops
  a?.write((write) => void write.create(contact, { givenName: 'Ann', jobTitle: 'Buyer' }))
  await a?.create()
  await b?.join()
  const kept = laptops.map((laptop) => {
    const image = laptop.image()
    return { ...image, image: keepImage(image.image) }
  })
  for (const { conn } of laptops) release(conn)
  return { files: server.copy(), folders: [...server.folders], ms: clock.ms, kept, record }
}
let begun: Promise<Begun> | undefined

/** What may happen to a round that dies or cannot go on. */
async function quietly(fn: () => Promise<unknown>): Promise<void> {
  try {
    await fn()
  } catch (error) {
    if (!(error instanceof DiskError) && !(error instanceof AppError && error.record.code !== 'Bug'))
      throw error
  }
}

/** True when the laptop was killed before it came to its end. */
async function killedAt(scenario: Scenario, at: number): Promise<boolean> {
  begun ??= begin()
  const start = await begun
  const [server, clock] = [new Server(), new Clock()]
  clock.ms = start.ms
  server.files = new Map([...start.files].map(([path, file]) => [path, { ...file }]))
  for (const folder of start.folders) server.folders.add(folder)
  const record: Record = {
    ghosts: [...start.record.ghosts],
    told: new Map(start.record.told),
    launches: 100,
  }
  const laptops = start.kept.map(
    (kept, index) => new Replica(`laptop${index}`, server, clock, record, kept),
  ) as [Replica, Replica]
  const [a, b] = laptops
  const wait = (ms: number): void => {
    clock.ms += ms
  }
  const scene = { server, a, b, wait }
  try {
    const refuse = (name: string): void => {
      if (scenario.noRename && name === 'rename') throw new DiskError('ENOTSUP')
    }
    await quietly(async () => scenario.prepare(scene))
    const from = a.disk.calls
    let dead = false
    a.disk.faults = (call, name) => {
      refuse(name)
      if (!dead && call - from < at) return undefined
      dead = true
      throw new DiskError('Killed')
    }
    await quietly(async () => (scenario.act ? scenario.act(scene) : a.sync(true)))
    a.disk.faults = (_call, name) => void refuse(name)
    if (dead) a.relaunch()
    a.skew = 0
    for (let turn = 0; turn < 5; turn++) {
      clock.ms += 11 * 60_000
      for (const laptop of laptops) await laptop.sync(true)
    }
    checkAgreement(laptops, record, new Set(scenario.name.includes('private') ? privateOf(a) : []))
    return dead
  } finally {
    for (const { conn } of laptops) release(conn)
  }
}

const privateOf = ({ conn }: Replica): string[] =>
  conn.prepare('SELECT lower(hex(id)) FROM contact').pluck().all() as string[]

it('there are twenty', () => expect(scenarios).toHaveLength(20))

it.each(scenarios)('survives being killed at any call, $name', { timeout: 600_000 }, async (scenario) => {
  let kills = 0
  while (await killedAt(scenario, kills)) kills++
  expect(kills).toBeGreaterThan(0)
})

/**
 * A team of two, one of whom is in the middle of something (scenarios.ts) when its way to the server goes wrong at one of its
 * calls. Afterwards time passes, everybody comes back, and nothing may be lost.
 */
import { AppError } from '#db/shared/errors.ts'
import { DiskError, type Faults, Server } from './memoryDisk.ts'
import { before, checkAgreement, checkRound } from './oracle.ts'
import { contact } from './people.ts'
import { keepImage, release } from './pool.ts'
import { Clock, emptyRecord, type Kept, type Record, Replica } from './replica.ts'
import type { Scenario } from './scenarios.ts'

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

/** What goes wrong at the calls to the server, counted from the beginning of the act. */
export interface Trouble {
  /** Throws to fail the call; true when it met one. */
  at(call: number): boolean | ReturnType<Faults>
  /** The program dies of it and is started again. */
  readonly kills: boolean
}

/** What may happen to a round that dies or cannot go on: it ends with words for people, or with its program. */
async function quietly(fn: () => Promise<unknown>, dies: boolean): Promise<void> {
  try {
    await fn()
  } catch (error) {
    if (error instanceof AppError && error.record.code !== 'Bug') return
    if (!(dies && error instanceof DiskError)) throw error
  }
}

const privateOf = ({ conn }: Replica): string[] =>
  conn.prepare('SELECT lower(hex(id)) FROM contact').pluck().all() as string[]

/** True when the trouble was met before the act came to its end. */
export async function survives(scenario: Scenario, trouble: Trouble): Promise<boolean> {
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
    await quietly(async () => scenario.prepare(scene), false)
    const from = a.disk.calls
    const stood = before(a, server)
    let met = false
    a.disk.faults = (call, name) => {
      refuse(name)
      try {
        const now = trouble.at(call - from)
        met ||= now !== undefined && now !== false
        return typeof now === 'object' ? now : undefined
      } catch (error) {
        met = true
        throw error
      }
    }
    await quietly(async () => (scenario.act ? scenario.act(scene) : a.sync(true)), trouble.kills)
    if (!scenario.act) checkRound(a, stood)
    a.disk.faults = (_call, name) => void refuse(name)
    if (met && trouble.kills) a.relaunch()
    a.skew = 0
    for (let turn = 0; turn < 5; turn++) {
      clock.ms += 11 * 60_000
      for (const laptop of laptops) await laptop.sync(true)
    }
    checkAgreement(laptops, record, new Set(scenario.name.includes('private') ? privateOf(a) : []))
    return met
  } finally {
    for (const { conn } of laptops) release(conn)
  }
}

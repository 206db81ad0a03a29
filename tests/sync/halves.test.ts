/**
 * Folders that somebody else synchronises arrive piece by piece, in any order, with files cut short on the way; and a server may
 * show nothing at all for a while. Whoever looks meanwhile concludes nothing, and has everything once it is there.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { getRow } from '#db/core/connection.ts'
import { AppError } from '#db/shared/errors.ts'
import { Server } from './memoryDisk.ts'
import { contact } from './people.ts'
import { keepImage, release } from './pool.ts'
import { Clock, emptyRecord, HUB, type Kept, Replica } from './replica.ts'
import { stateOf } from './state.ts'

interface Office {
  readonly files: ReturnType<Server['copy']>
  readonly folders: readonly string[]
  readonly ms: number
  /** Of a laptop that wrote much, and of one that has not seen it. */
  readonly kept: readonly Kept[]
}

/** What one laptop laid down: people, edits, a removal, a copy of everything. */
async function found(): Promise<Office> {
  const [server, clock, record] = [new Server(), new Clock(), emptyRecord()]
  const [a, b] = [1, 2].map((seed) => new Replica(`laptop${seed}`, server, clock, record, { seed }))
  if (!a || !b) throw new Error('no laptops')
  a.write((write) => void write.create(contact, { givenName: 'Ann' }))
  await a.create()
  await b.join()
  for (let n = 0; n < 6; n++) {
    a.write((write) => void write.create(contact, { givenName: `No ${n}`, phones: [`08${n} 000 0000`] }))
    a.write((write) => write.set(contact, 1, { jobTitle: `Role ${n}` }))
    await a.sync()
  }
  a.write((write) => write.set(contact, 2, { deletedAt: write.at }))
  await a.sync(true)
  const kept = [a, b].map((laptop) => {
    const image = laptop.image()
    return { ...image, image: keepImage(image.image) }
  })
  for (const { conn } of [a, b]) release(conn)
  return { files: server.copy(), folders: [...server.folders], ms: clock.ms, kept }
}
let office: Promise<Office> | undefined

const living = ({ conn }: Replica): number =>
  getRow<{ n: number }>(conn, 'SELECT count(*) AS n FROM contact WHERE deletedAt IS NULL AND stub = 0')?.n ??
  0

it('half a folder is no news of anything, and the whole of it is', { timeout: 600_000 }, async () => {
  office ??= found()
  const { files, folders, ms, kept } = await office
  const paths = [...files.keys()].filter((path) => path !== HUB)
  const piece = fc.record({ path: fc.nat(paths.length - 1), cut: fc.option(fc.nat(100), { freq: 2 }) })
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(piece, { maxLength: 12 }), { minLength: 1, maxLength: 4 }),
      async (turns) => {
        const [server, clock, record] = [new Server(), new Clock(), emptyRecord()]
        clock.ms = ms
        const [author, late] = kept.map(
          (one, n) => new Replica(`laptop${n}`, server, clock, { ...record, launches: n * 50 }, one),
        )
        if (!author || !late) throw new Error('no laptops')
        try {
          for (const folder of folders) server.folders.add(folder)
          const descriptor = files.get(HUB)
          if (descriptor) server.files.set(HUB, { ...descriptor })
          const before = living(late)
          for (const turn of turns) {
            for (const { path, cut } of turn) {
              const name = paths[path] ?? ''
              const file = files.get(name)
              if (!file) continue
              const length = cut === null ? file.bytes.length : Math.floor((file.bytes.length * cut) / 100)
              server.files.set(name, { ...file, bytes: file.bytes.slice(0, length) })
            }
            clock.ms += 11 * 60_000
            try {
              await late.sync(true)
            } catch (error) {
              if (!(error instanceof AppError) || error.record.code === 'Bug') throw error
            }
            expect(living(late)).toBeGreaterThanOrEqual(before)
          }
          for (const [path, file] of files) server.files.set(path, { ...file })
          for (let round = 0; round < 4; round++) {
            clock.ms += 11 * 60_000
            for (const laptop of [late, author]) await laptop.sync(true)
          }
          expect(stateOf(late.conn)).toEqual(stateOf(author.conn))
          expect(living(author)).toBe(6)
        } finally {
          for (const { conn } of [author, late]) release(conn)
        }
      },
    ),
    { numRuns: process.env.SAMPHAN_NIGHTLY === '1' ? 2_000 : 40 },
  )
})

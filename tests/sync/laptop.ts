/**
 * A program that writes and exchanges without end, and says on its output what was acknowledged, line by line. Killed by tests.
 * `node tests/sync/laptop.ts DATABASE SEED`
 */
import { writeSync } from 'node:fs'
import { openExisting } from '#db/core/database.ts'
import { Engine } from '#db/host/engine.ts'
import { AppError } from '#db/shared/errors.ts'
import { seeded } from './random.ts'

const [file = '', seed = '1'] = process.argv.slice(2)
const engine = new Engine(openExisting(file, 'write'))
const caller = { session: 'laptop', source: 'user' } as const
const random = seeded(Number(seed))
const chance = (below: number): number => {
  const bytes = new Uint8Array(2)
  random(bytes)
  return ((bytes[0] ?? 0) * 256 + (bytes[1] ?? 0)) % below
}
const say = (...words: readonly string[]): void => void writeSync(1, `${words.join(' ')}\n`)
const call = (name: 'record.create' | 'record.update' | 'record.delete' | 'sync.now', input: unknown) =>
  engine.call(name, input, caller) as Promise<{ id?: string }>

const contacts = (): string[] =>
  engine.conn.db
    .prepare(
      'SELECT lower(hex(id)) FROM contact WHERE stub = 0 AND deletedAt IS NULL AND trashedAt IS NULL ORDER BY id',
    )
    .pluck()
    .all()
    .map((hex) => String(hex).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'))

async function write(n: number): Promise<void> {
  const all = contacts()
  const id = all[chance(Math.max(1, all.length))]
  if (id === undefined || all.length < 5 || chance(3) === 0) {
    const made = await call('record.create', {
      entity: 'contact',
      data: {
        givenName: `Made ${seed}.${n}`,
        phones: [`08${chance(9)} 000 0000`],
        tags: ['a', 'b'].slice(chance(2)),
      },
    })
    say('made', made.id ?? '')
  } else if (chance(4) === 0) {
    const made = await call('record.create', { entity: 'note', data: { body: `Note ${n}`, contactId: id } })
    say('made', made.id ?? '')
  } else {
    const jobTitle = `Role ${seed}.${n}`
    await call('record.update', { entity: 'contact', id, data: { jobTitle } })
    say('told', id, jobTitle)
  }
}

await write(0)
say('ready')
for (let n = 1; ; n++) {
  try {
    for (let rest = chance(4); rest > 0; rest--) await write(n)
    await call('sync.now', {})
    say('exchanged')
  } catch (error) {
    if (!(error instanceof AppError) || error.record.code === 'Bug') throw error
    say('refused', error.record.code, error.record.reason ?? '')
  }
}

/** Hubs and laptops that earlier versions left behind are read by this one, go on, and lose nothing of what they held. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkDatabase } from '#db/core/check.ts'
import { openExisting } from '#db/core/database.ts'
import { ringFromText } from '#db/sync/team.ts'
import { temporaryFolder } from '../helpers/database.ts'
import { type Golden, goldenNamed, goldenNames } from './goldenKept.ts'
import { Server } from './memoryDisk.ts'
import { contact } from './people.ts'
import { release } from './pool.ts'
import { Clock, emptyRecord, Replica } from './replica.ts'
import { type State, stateOf } from './state.ts'

/** How names are worked out from facts may get better. */
const worked: ReadonlySet<string> = new Set(['displayName', 'sortKey'])

/** Fields that go by another name since; their numbers, by which they travel, are the same. */
const renamed: Readonly<Record<string, string>> = { 'ticket.product': 'productText' }

/** Everything that was known then is known now; more is no loss. */
function expectAll(known: State, now: State): void {
  for (const [key, { values, versions }] of Object.entries(known)) {
    const row = now[key]
    expect(row, key).toBeDefined()
    const today = (name: string): string => renamed[`${key.split(':')[0]}.${name}`] ?? name
    for (const [name, value] of Object.entries(values))
      if (!worked.has(name)) expect(row?.values[today(name)], `${key} ${name}`).toEqual(value)
    for (const [name, all] of Object.entries(versions))
      expect(row?.versions[today(name)], `${key} ${name}`).toEqual(all)
  }
}

function hubOf({ hub, ms }: Golden): { server: Server; clock: Clock } {
  const [server, clock] = [new Server(), new Clock()]
  clock.ms = ms
  for (const [path, text] of Object.entries(hub))
    server.files.set(path, { bytes: Buffer.from(text, 'base64'), at: ms })
  return { server, clock }
}

/** The laptop’s database as this version opens it, with whatever migrations it needs. */
function migrated({ laptop }: Golden): Buffer {
  const file = join(temporaryFolder(), 'laptop.samphan')
  writeFileSync(file, Buffer.from(laptop, 'base64'))
  const conn = openExisting(file, 'write')
  conn.db.pragma('journal_mode = DELETE')
  const image = conn.db.serialize()
  conn.close()
  return image
}

describe.each(goldenNames())('%s', (name) => {
  const golden = goldenNamed(name)

  it('is joined by a new laptop', async () => {
    const { server, clock } = hubOf(golden)
    const late = new Replica('late', server, clock, emptyRecord(), { seed: 40 })
    await late.join()
    expectAll(golden.state, stateOf(late.conn))
    expect(checkDatabase(late.conn, { rebuild: false }).findings).toEqual([])
    release(late.conn)
  })

  it('goes on with a laptop of those days', async () => {
    const { server, clock } = hubOf(golden)
    const record = { ...emptyRecord(), launches: 60 }
    const secrets = { device: Buffer.from(golden.device, 'base64'), ring: ringFromText(golden.ring) }
    const old = new Replica('laptop2', server, clock, record, { image: migrated(golden), secrets })
    expectAll(golden.state, stateOf(old.conn))
    const late = new Replica('late', server, clock, record, { seed: 41 })
    await late.join()
    old.write((write) => void write.create(contact, { givenName: 'Written by a newer version' }))
    late.write((write) => void write.create(contact, { givenName: 'Written by another' }))
    for (let turn = 0; turn < 3; turn++) {
      clock.ms += 11 * 60_000
      for (const laptop of [old, late]) await laptop.sync(true)
    }
    expectAll(golden.state, stateOf(old.conn))
    expect(stateOf(late.conn)).toEqual(stateOf(old.conn))
    expect(Object.keys(stateOf(old.conn)).length).toBeGreaterThan(Object.keys(golden.state).length + 1)
    for (const { conn } of [old, late]) release(conn)
  })
})

it('there is one at least', () => expect(goldenNames().length).toBeGreaterThan(0))

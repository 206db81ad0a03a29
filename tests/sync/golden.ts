/**
 * Keeps a small hub and a laptop of its team as this version writes them: `node tests/sync/golden.ts FILE`. What lies in golden/
 * is never made again: every later version must read it (golden.test.ts). A version whose files look another way adds one.
 */
import { writeFileSync } from 'node:fs'
import { zstdCompressSync } from 'node:zlib'
import { getRow } from '#db/core/connection.ts'
import { planOf } from '#db/core/plan.ts'
import { entityNamed } from '#db/shared/registry.ts'
import { removeDevice } from '#db/sync/membership.ts'
import { sharedEntities } from '#db/sync/snapshotFile.ts'
import { ownDevice } from '#db/sync/state.ts'
import { ringToText } from '#db/sync/team.ts'
import { filled } from './anyRecord.ts'
import type { Golden } from './goldenKept.ts'
import { Server } from './memoryDisk.ts'
import { Clock, emptyRecord, PASSPHRASE, Replica } from './replica.ts'
import { stateOf } from './state.ts'

const contact = entityNamed('contact')
const note = entityNamed('note')

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

async function make(file: string): Promise<void> {
  const [server, clock, record] = [new Server(), new Clock(), emptyRecord()]
  const [a, b, gone] = [1, 2, 3].map(
    (seed) => new Replica(`laptop${seed}`, server, clock, record, { seed }),
  ) as [Replica, Replica, Replica]
  const person = (laptop: Replica, data: Record<string, unknown>): number =>
    laptop.write((to) => to.create(contact, data)) ?? 0
  const somchai = person(a, {
    givenName: 'สมชาย',
    familyName: 'ใจดี',
    phones: ['081 234 5678', '02 123 4567'],
    emails: ['somchai@example.com'],
    addresses: [{ street: 'ถนนสุขุมวิท', city: 'กรุงเทพมหานคร', country: 'TH' }],
    tags: ['vip', 'b', 'a'],
  })
  person(a, { givenName: 'کریم', familyName: 'احمدی', birthday: '--03-21' })
  for (const entity of sharedEntities())
    if (entity.name !== 'user')
      a.write((to) => void to.insert(entity, filled(to, planOf(entity), 3)), { source: 'import' })
  await a.create()
  for (const laptop of [b, gone]) await laptop.join()
  // From here on in files of the log: every kind once more, a conflict, a merge, a deletion somebody did not know of, an erasure.
  for (const entity of sharedEntities())
    if (entity.name !== 'user')
      b.write((to) => void to.insert(entity, filled(to, planOf(entity), 5)), { source: 'import' })
  const there = (laptop: Replica, givenName: string): number =>
    getRow<{ rowId: number }>(laptop.conn, 'SELECT rowId FROM contact WHERE givenName = ?', givenName)
      ?.rowId ?? 0
  a.write((to) => to.set(contact, somchai, { jobTitle: 'Owner' }))
  b.write((to) => to.set(contact, there(b, 'สมชาย'), { jobTitle: 'Director', department: 'North' }))
  b.write((to) => void to.create(note, { body: 'บันทึก', contactId: null }))
  const loser = person(a, { givenName: 'Somchai', nickname: 'Chai' })
  a.write((to) => to.set(contact, loser, { mergedInto: somchai }))
  a.write((to) => to.update(contact, somchai, { tags: ['a', 'c'] }))
  for (const laptop of [a, b, a]) await laptop.sync()
  a.write((to) => to.set(contact, there(a, 'کریم'), { deletedAt: to.at }))
  b.write((to) => to.set(contact, there(b, 'کریم'), { nickname: 'Karim' }))
  for (const laptop of [a, b, gone, a]) await laptop.sync()
  await removeDevice(await a.session(), ownDevice(gone.conn).hex, PASSPHRASE, { N: 2, r: 1, p: 1 })
  a.write((to) => to.set(contact, somchai, { middleName: 'after the new key' }))
  for (let turn = 0; turn < 3; turn++) {
    clock.ms += 11 * 60_000
    for (const laptop of [a, b]) await laptop.sync(true)
  }
  const { secrets } = b
  if (!secrets) throw new Error('no keys')
  const kept: Golden = {
    hub: Object.fromEntries([...server.files].map(([path, { bytes }]) => [path, base64(bytes)])),
    laptop: base64(b.image().image),
    device: base64(secrets.device),
    ring: ringToText(secrets.ring),
    ms: clock.ms,
    state: stateOf(b.conn),
  }
  writeFileSync(file, zstdCompressSync(JSON.stringify(kept)))
  process.stdout.write(`${server.files.size} files, ${Object.keys(kept.state).length} records\n`)
}

await make(process.argv[2] ?? '')

/** Search as a cache: it follows the log whatever happens, says how far behind it is, and repairs itself. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openExisting } from '#db/core/database.ts'
import { Search, searchFile } from '#db/core/search/search.ts'
import { contact } from '#db/shared/contacts.ts'
import { Bench } from './search.support.ts'

let bench: Bench
beforeEach(() => {
  bench = new Bench()
})
afterEach(() => bench.close())

describe('following the log', () => {
  it('shows every kind of change at once', () => {
    const id = bench.create('contact', { givenName: 'Ophelia', familyName: 'Grant' })
    expect(bench.ids('ophelia')).toEqual([id])
    const renamed = bench.set('contact', id, { givenName: 'Cordelia' })
    expect(bench.ids('ophelia')).toEqual([])
    expect(bench.ids('cordelia grant')).toEqual([id])
    bench.undo(renamed)
    expect(bench.ids('ophelia')).toEqual([id])
    expect(bench.ids('cordelia')).toEqual([])
    bench.set('contact', id, { trashedAt: 1_000 })
    expect(bench.ids('ophelia')).toEqual([])
    bench.set('contact', id, { trashedAt: null })
    expect(bench.ids('ophelia')).toEqual([id])
    bench.set('contact', id, { deletedAt: 1_000 })
    expect(bench.ids('ophelia')).toEqual([])
  })

  it('drops a merged record and brings it back when un-merged', () => {
    const winner = bench.create('contact', { givenName: 'Winnie', familyName: 'Stone' })
    const loser = bench.create('contact', { givenName: 'Losey', familyName: 'Stone' })
    const merge = bench.set('contact', loser, { mergedInto: bench.rowId('contact', winner) })
    expect(bench.ids('stone')).toEqual([winner])
    bench.undo(merge)
    expect(bench.ids('stone').toSorted()).toEqual([winner, loser].toSorted())
  })

  it('finds people by their company, also after it was renamed or merged', () => {
    const old = bench.create('company', { name: 'Initech' })
    const winner = bench.create('company', { name: 'Umbrella' })
    const person = bench.create('contact', { givenName: 'Milton', companyId: old })
    expect(bench.ids('milton initech')).toEqual([person])
    expect(bench.find('initech').hits.map(({ id, field }) => [id, field])).toEqual([
      [old, null],
      [person, 'companyId'],
    ])
    bench.set('company', old, { name: 'Initrode' })
    expect(bench.ids('milton initech')).toEqual([])
    expect(bench.ids('milton initrode')).toEqual([person])
    const merge = bench.set('company', old, { mergedInto: bench.rowId('company', winner) })
    expect(bench.ids('milton umbrella')).toEqual([person])
    bench.set('company', winner, { name: 'Parasol' })
    expect(bench.ids('milton parasol')).toEqual([person])
    bench.undo(merge)
    expect(bench.ids('milton parasol')).toEqual([])
    expect(bench.ids('milton initrode')).toEqual([person])
    const other = bench.user('Somebody else')
    bench.set('company', old, { private: 1 })
    expect(bench.ids('initrode', { actor: other })).toEqual([])
    expect(bench.ids('milton', { actor: other })).toEqual([person])
  })

  it('finds custom text as long as the field and its value are there', () => {
    const id = bench.create('contact', { givenName: 'Custom' })
    const field = bench.create('customField', { entity: 'contact', label: 'Allergy', kind: 'text' })
    bench.set('contact', id, { [`custom.${field}`]: 'Erdnüsse' })
    expect(bench.find('erdnus').hits).toMatchObject([{ id, field: `custom.${field}`, snippet: 'Erdnüsse' }])
    bench.set('customField', field, { trashedAt: 1_000 })
    expect(bench.ids('erdnüs')).toEqual([])
    bench.set('customField', field, { trashedAt: null })
    expect(bench.ids('erdnüs')).toEqual([id])
    bench.set('contact', id, { [`custom.${field}`]: null })
    expect(bench.ids('erdnüs')).toEqual([])
  })

  it('brings in the last changes by itself', () => {
    bench.find('nothing yet')
    const id = bench.create('contact', { givenName: 'Fresh' })
    let found = bench.search.search('fresh', { actor: bench.me, limit: 5 })
    for (let tries = 0; found.behind > 0 && tries < 100; tries++)
      found = bench.search.search('fresh', { actor: bench.me, limit: 5 })
    expect(found).toMatchObject({ behind: 0, total: 1, hits: [{ id }] })
  })

  it('takes what is not as it should be, and finds it as it is', () => {
    const id = bench.create('contact', { givenName: 'Odd' })
    bench.set('contact', id, { addresses: 'no list at all', tags: '{"broken', custom: '[]' })
    expect(bench.ids('odd')).toEqual([id])
    expect(bench.ids('list all')).toEqual([id])
    expect(bench.ids('broken')).toEqual([id])
  })

  it('says how far behind it is, and catches up in slices', () => {
    const builder = bench.reader()
    while (builder.catchUp({ budgetMs: 50 }));
    bench.write((write) => {
      for (let i = 0; i < 3_000; i++) write.create(contact, { givenName: `Serial${i}` })
    })
    const late = bench.search.search('serial2999', { actor: bench.me, limit: 5 })
    expect(late).toMatchObject({ behind: 3_000, total: 0 })
    expect(builder.status().behind).toBe(3_000)
    let slices = 1
    while (builder.catchUp({ budgetMs: 5 })) slices++
    expect(slices).toBeGreaterThan(1)
    expect(bench.find('serial2999')).toMatchObject({ behind: 0, total: 1 })
    expect(builder.status()).toMatchObject({ behind: 0, documents: 3_000 })
  })

  it('builds from nothing while records change under it', () => {
    bench.write((write) => {
      for (let i = 0; i < 2_500; i++) write.create(contact, { givenName: `Early${i}`, familyName: 'Builder' })
    })
    const first = bench.create('contact', { givenName: 'Zero' })
    const builder = bench.reader()
    let turn = 0
    while (builder.catchUp({ budgetMs: 2 })) {
      bench.set('contact', first, { familyName: `Turn${turn}` })
      bench.create('contact', { givenName: `During${turn}` })
      turn++
    }
    expect(bench.ids('zero')).toEqual([first])
    expect(bench.find('during', { count: true }).total).toBe(turn)
    expect(bench.find('builder', { count: true }).total).toBe(2_500)
    if (turn > 0) expect(bench.ids(`turn${turn - 1}`)).toEqual([first])
    expect(builder.status().documents).toBe(2_501 + turn)
  })

  it('rests while paused', () => {
    bench.create('contact', { givenName: 'Paused' })
    const builder = bench.reader()
    builder.pauseUntil(Date.now() + 60_000)
    expect(builder.catchUp({ budgetMs: 50 })).toBe(false)
    expect(builder.restsFor()).toBeGreaterThan(0)
    expect(builder.status().behind).toBeGreaterThan(0)
  })
})

describe('who may see what', () => {
  it('keeps private records and what hangs on them to their owner', () => {
    const other = bench.user('Somebody else')
    const mine = bench.create('contact', { givenName: 'Secretia', private: true })
    const note = bench.create('note', { body: 'secretia likes tea', contactId: mine })
    expect(bench.ids('secretia').toSorted()).toEqual([mine, note].toSorted())
    expect(bench.find('secretia', { actor: other, count: true })).toMatchObject({
      total: 0,
      more: false,
      hits: [],
    })
    expect(bench.search.match('secretia', 'note', { actor: other, limit: 10 }).rowIds).toEqual([])
    bench.set('contact', mine, { private: null })
    expect(bench.ids('secretia', { actor: other }).toSorted()).toEqual([mine, note].toSorted())
    bench.set('contact', mine, { private: 1 })
    expect(bench.ids('secretia', { actor: other })).toEqual([])
    expect(bench.ids('secretia').toSorted()).toEqual([mine, note].toSorted())
  })

  it('never lets hidden records use up the places of visible ones', () => {
    const other = bench.user('Somebody else')
    const open = bench.create('contact', { givenName: 'Crowd', familyName: 'Visible', jobTitle: 'crowded' })
    bench.write((write) => {
      for (let i = 0; i < 2_000; i++)
        write.create(contact, {
          givenName: 'Crowd',
          familyName: `Hidden${i}`,
          private: true,
          phones: ['0899999999'],
        })
    })
    while (bench.search.catchUp({ budgetMs: 1_000 }));
    expect(bench.find('crowd', { actor: other })).toMatchObject({ total: 1, more: false })
    expect(bench.ids('crowd', { actor: other })).toEqual([open])
    expect(bench.find('0899999999', { actor: other })).toMatchObject({ total: 0, more: false })
    expect(bench.find('crowd').total).toBe(50)
  })
})

describe('the file', () => {
  const path = () => searchFile(bench.file)
  let id: string
  beforeEach(() => {
    id = bench.create('contact', { givenName: 'Durable', familyName: 'Person' })
    expect(bench.ids('durable')).toEqual([id])
    bench.search.close()
  })

  it('is made again when it is missing, empty, foreign or damaged', () => {
    const good = readFileSync(path())
    const damage: (() => void)[] = [
      () => rmSync(path()),
      () => writeFileSync(path(), ''),
      () => writeFileSync(path(), 'not a database at all, just text'.repeat(100)),
      () => writeFileSync(path(), good.subarray(0, good.length / 2)),
      () =>
        writeFileSync(path(), Buffer.concat([good.subarray(0, 4096), Buffer.alloc(good.length - 4096, 7)])),
      () => writeFileSync(path(), readFileSync(bench.file)),
    ]
    for (const [index, hurt] of damage.entries()) {
      bench.search.close()
      for (const suffix of ['-wal', '-shm']) rmSync(path() + suffix, { force: true })
      hurt()
      expect(bench.ids('durable'), `damage ${index}`).toEqual([id])
      expect(bench.create('contact', { givenName: `After${index}` })).toBe(bench.ids(`after${index}`)[0])
    }
  })

  it('is repaired while open', () => {
    expect(bench.ids('durable')).toEqual([id])
    const size = statSync(path()).size
    bench.search.status()
    // Another program writes over it.
    for (const suffix of ['-wal', '-shm']) rmSync(path() + suffix, { force: true })
    writeFileSync(path(), Buffer.alloc(size, 1))
    const fresh = bench.reader()
    const search = (text: string) =>
      fresh.search(text, { actor: bench.me, limit: 50 }).hits.map((hit) => hit.id)
    expect(search('durable')).toEqual([id])
  })

  it('is made again for another database, a restored copy or another version of the program', () => {
    const stale = readFileSync(path())
    const other = new Bench()
    try {
      const theirs = other.create('contact', { givenName: 'Elsewhere' })
      other.ids('elsewhere')
      other.search.close()
      writeFileSync(searchFile(other.file), stale)
      for (const suffix of ['-wal', '-shm']) rmSync(searchFile(other.file) + suffix, { force: true })
      expect(other.ids('durable')).toEqual([])
      expect(other.ids('elsewhere')).toEqual([theirs])
    } finally {
      other.close()
    }
  })

  it('serves from memory where no file can be kept', () => {
    rmSync(`${bench.file}.d`, { recursive: true, force: true })
    writeFileSync(`${bench.file}.d`, 'a file where the folder should be')
    expect(bench.ids('durable')).toEqual([id])
    expect(existsSync(path())).toBe(false)
  })

  it('is shared by several processes', () => {
    const second = bench.reader()
    const created = bench.create('contact', { givenName: 'Shared' })
    const seen = (search: Search) =>
      search.search('shared', { actor: bench.me, limit: 50 }).hits.map((hit) => hit.id)
    expect(seen(second)).toEqual([created])
    expect(bench.ids('shared')).toEqual([created])
    const script = `
      import { localActor, openExisting } from ${JSON.stringify(new URL('../../db/core/database.ts', import.meta.url).href)}
      import { Search } from ${JSON.stringify(new URL('../../db/core/search/search.ts', import.meta.url).href)}
      const conn = openExisting(${JSON.stringify(bench.file)}, 'read')
      const search = new Search(conn)
      for (let turn = 0; turn < 20; turn++) search.catchUp({ budgetMs: 5 })
      const { hits, behind } = search.search('shared', { actor: localActor(conn), limit: 5 })
      console.log(JSON.stringify({ behind, ids: hits.map((hit) => hit.id) }))
    `
    const more = bench.create('contact', { givenName: 'Shared', familyName: 'Later' })
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    expect(JSON.parse(out)).toEqual({ behind: 0, ids: [created, more] })
    expect(bench.ids('shared').toSorted()).toEqual([created, more].toSorted())
  })

  it('answers while another process is writing to it', () => {
    const conn = openExisting(bench.file, 'read')
    const holder = new Search(conn)
    try {
      holder.status()
      bench.ids('durable')
      const lock = new Database(path())
      lock.exec('BEGIN IMMEDIATE')
      const created = bench.create('contact', { givenName: 'Waiting' })
      expect(bench.search.search('durable', { actor: bench.me, limit: 5 })).toMatchObject({
        total: 1,
        behind: 1,
      })
      lock.exec('ROLLBACK')
      lock.close()
      expect(bench.ids('waiting')).toEqual([created])
    } finally {
      holder.close()
      conn.close()
    }
  })
})

/** Several processes on one database, and processes that die. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { checkDatabase } from '#db/core/check.ts'
import { openDatabase } from '#db/core/open.ts'
import { broadcastOf, Tail } from '#db/core/tail.ts'
import { secondConnection, testDatabase } from '../helpers/database.ts'

const writer = join(import.meta.dirname, '../helpers/acknowledgingWriter.ts')

/** Starts a writer, kills it after `ms` and answers with what it had acknowledged. */
async function killedWriter(file: string, ms: number): Promise<string[]> {
  const child = spawn(process.execPath, [writer, file], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let trouble = ''
  child.stderr.on('data', (data) => {
    trouble += data
  })
  const started = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (data) => {
      output += data
      resolve()
    })
    child.on('exit', () => reject(new Error(`writer ended by itself: ${trouble}`)))
  })
  await started
  await wait(ms)
  const gone = new Promise((resolve) => child.removeAllListeners('exit').on('exit', resolve))
  child.kill('SIGKILL')
  await gone
  return output.split('\n').slice(1, -1)
}

describe('two processes on one file', () => {
  it('each sees what the other committed, through the tail of the log', async () => {
    const a = testDatabase()
    const tail = new Tail(a.conn)
    const b = secondConnection(a.file)
    const { id } = await b.call('record.create', { entity: 'contact', data: { givenName: 'Ann' } })
    const batch = tail.poll()
    expect(batch && broadcastOf(a.conn, batch)).toMatchObject({ entities: { contact: [id] } })
    expect(tail.poll()).toBeUndefined()
    expect(await a.call('record.get', { entity: 'contact', id })).toMatchObject({ givenName: 'Ann' })
  })

  it('tells windows what a query of theirs saw first', async () => {
    const a = testDatabase()
    const b = secondConnection(a.file)
    const { id } = await b.call('record.create', { entity: 'contact', data: { givenName: 'Ann' } })
    expect(await a.call('record.get', { entity: 'contact', id })).toMatchObject({ givenName: 'Ann' })
    const batch = a.engine.poll()
    expect(batch && broadcastOf(a.conn, batch)).toMatchObject({ entities: { contact: [id] } })
    expect(a.engine.poll()).toBeUndefined()
  })

  it('each writes under its own stream, with sequence numbers without gaps', async () => {
    const a = testDatabase()
    const streams = a.conn.db.prepare('SELECT count(DISTINCT stream) FROM tx').pluck()
    const before = Number(streams.get())
    const b = secondConnection(a.file)
    for (const db of [a, b, a, b, b])
      await db.call('record.create', { entity: 'contact', data: { givenName: 'Ann' } })
    const dots = a.conn.db
      .prepare('SELECT stream, max(seq) AS last, count(*) AS n FROM tx GROUP BY stream')
      .all()
    expect(dots).toHaveLength(before + 2)
    for (const { last, n } of dots as { last: number; n: number }[]) expect(last).toBe(n)
  })

  it('a writer that cannot get the lock in time is told Locked and has written nothing', async () => {
    const a = testDatabase()
    const { db } = openDatabase(a.file, 'write', { timeoutMs: 50 })
    a.conn.db.exec('BEGIN IMMEDIATE')
    expect(() => db.exec('BEGIN IMMEDIATE')).toThrow(/locked/)
    a.conn.db.exec('ROLLBACK')
    db.close()
    a.conn.db.pragma('busy_timeout = 50')
    const blocker = openDatabase(a.file, 'write').db
    blocker.exec('BEGIN IMMEDIATE')
    await expect(
      a.call('record.create', { entity: 'contact', data: { givenName: 'A' } }),
    ).rejects.toMatchObject({
      record: { code: 'Locked' },
    })
    blocker.exec('ROLLBACK')
    blocker.close()
    expect((await a.call('app.counts', {})).counts.contact).toBe(0)
  })
})

describe('a process killed while writing', () => {
  it('loses nothing it had acknowledged and leaves a clean database', async () => {
    const db = testDatabase()
    let acknowledged = 0
    for (const ms of [5, 40, 120, 260]) {
      const ids = await killedWriter(db.file, ms)
      acknowledged += ids.length
      for (const id of ids)
        expect(await db.call('record.get', { entity: 'contact', id })).toMatchObject({ id })
      expect(checkDatabase(db.conn, { rebuild: false }).findings).toEqual([])
    }
    expect(acknowledged).toBeGreaterThan(10)
  })
})

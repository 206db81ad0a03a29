/** Long reads end when they are not wanted any more: in the middle of a query, in a thread that hears nothing, by Ctrl+C. */

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { runCommandLine } from '#db/cli/run.ts'
import { Thread } from '#db/host/thread.ts'
import { workerFile } from '#db/host/workerFile.ts'
import { contact } from '#db/shared/contacts.ts'
import { readerOf } from '#db/shared/reader.ts'
import { type TestDatabase, temporaryFolder, testDatabase } from '../helpers/database.ts'

const reader = readerOf('en', 'UTC')
const own = { base: 'contact', by: [{ field: 'jobTitle' }] }

function fill(db: TestDatabase, n: number): void {
  db.write((write) => {
    for (let at = 0; at < n; at++) write.insert(contact, { givenName: `N ${at}`, status: `s ${at % 7}` })
  })
}

/** So many more rows as the first has, without what writing them takes. */
function multiply(db: TestDatabase, n: number): void {
  const columns = db.conn.db
    .prepare("SELECT name FROM pragma_table_info('contact') WHERE name NOT IN ('rowId', 'id', 'canonicalId')")
    .pluck()
    .all()
    .map((name) => `"${name}"`)
    .join(', ')
  db.conn.db.exec(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${n})
     INSERT INTO contact(id, ${columns}) SELECT randomblob(16), ${columns} FROM contact, n WHERE contact.rowId = 1`,
  )
}

describe('a query that is not wanted any more', () => {
  it.each([
    ['a ready-made report', { name: 'contactsByStatus' }],
    ['an own report', { name: 'new', definition: own }],
  ])('ends in the middle: %s', async (_, asked) => {
    const db = testDatabase()
    fill(db, 5_000)
    let questions = 0
    const run = (stopAfter: number) =>
      db.engine.call(
        'report.run',
        { ...asked, reader },
        { ...db.caller(), isStopped: () => ++questions > stopAfter },
      )
    await expect(run(3)).rejects.toMatchObject({ record: { code: 'Cancelled', reason: 'byUser' } })
    expect(questions).toBe(4)
    // And leaves the connection as it was.
    questions = 0
    expect(await run(1_000)).toMatchObject({ cut: false })
    expect(questions).toBeGreaterThan(4)
    await expect(run(0)).rejects.toMatchObject({ record: { code: 'Cancelled' } })
  })

  it('never keeps a change from being made: who writes is not asked', async () => {
    const db = testDatabase()
    fill(db, 1_100)
    expect((await db.call('report.run', { name: 'contactsByStatus', reader })).totals?.[1]?.value).toBe(1_100)
  })
})

describe('a thread inside a query', () => {
  it('is told through memory, answers Cancelled and goes on with what comes next', async () => {
    const db = testDatabase()
    fill(db, 1)
    multiply(db, 200_000)
    const thread = new Thread(
      { role: 'slow', file: db.file, create: false, checkOutput: false },
      workerFile,
      () => undefined,
    )
    expect(await thread.ready).toBeUndefined()
    const caller = { session: 'test', source: 'user', lang: 'en', timeZone: 'UTC' } as const
    const ask = (name: string, input: object) =>
      thread.request((id) => ({ t: 'call', id, name, input: { reader, ...input }, caller }))
    const heavy = { name: 'new', definition: { ...own, measures: [{ of: 'max', field: 'createdAt' }] } }
    const [running, waiting, next] = [
      ask('report.run', heavy),
      ask('report.run', heavy),
      ask('report.list', {}),
    ]
    thread.cancel(waiting.id)
    await after(20)
    thread.cancel(running.id)
    const cancelled = { ok: false, error: { code: 'Cancelled', reason: 'byUser' } }
    expect(await running.outcome).toEqual(cancelled)
    // One that was cancelled while it waited never begins.
    expect(await waiting.outcome).toEqual(cancelled)
    expect(await next.outcome).toMatchObject({ ok: true })
    await thread.close()
  })
})

describe('Ctrl+C', () => {
  it('ends samphan report run with the record of it, and leaves no file', async () => {
    const db = testDatabase()
    fill(db, 10)
    const stop = new AbortController()
    const folder = temporaryFolder()
    let err = ''
    const run = (...args: string[]): Promise<number> =>
      runCommandLine(['--db', db.file, '--json', 'report', 'run', 'contactsByStatus', ...args], {
        stdout: () => undefined,
        stderr: (text) => {
          err += text
        },
        signal: stop.signal,
      })
    expect(await run()).toBe(0)
    stop.abort()
    expect(await run('--out', join(folder, 'x.csv'))).toBe(1)
    expect(JSON.parse(err)).toMatchObject({ code: 'Cancelled', reason: 'byUser' })
  })

  it('ends samphan report due: the run is written down to be tried again, nothing after it is begun', async () => {
    const db = testDatabase()
    fill(db, 10)
    const stop = new AbortController()
    const folder = temporaryFolder()
    const line = (...args: string[]): Promise<number> =>
      runCommandLine(['--db', db.file, '--json', 'report', ...args], {
        stdout: () => undefined,
        stderr: () => undefined,
        signal: stop.signal,
      })
    for (const title of ['First', 'Second'])
      expect(await line('schedule', 'contactsByStatus', '--to', folder, '--title', title)).toBe(0)
    db.conn.db.exec('UPDATE reportSchedule SET since = 0')
    stop.abort()
    expect(await line('due')).toBe(1)
    const { runs } = await db.call('reportSchedule.log', {})
    expect(runs).toMatchObject([{ error: { code: 'Cancelled' }, went: null }])
    expect(readdirSync(folder)).toEqual([])
  })
})

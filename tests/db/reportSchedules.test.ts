/** Reports on schedule: when they are due, made once, retried, caught up, by two programs at once, into folders and the outbox. */
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { schedulerLine } from '#db/cli/commands/reportSchedules.ts'
import type { Input, Output } from '#db/shared/contract.ts'
import { fromIso } from '#db/shared/dates/calendars.ts'
import { AppError } from '#db/shared/errors.ts'
import { readerOf } from '#db/shared/reader.ts'
import { runSchedules } from '#db/shared/runSchedules.ts'
import { lastDue, nextDue, type ScheduleRule } from '#db/shared/scheduleTimes.ts'
import { type TestDatabase, temporaryFolder, testDatabase } from '../helpers/database.ts'
import { lock, person } from '../helpers/people.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const reader = readerOf('en', 'Asia/Bangkok', 'TH')

const daily = (folder: string): Input<'reportSchedule.save'> => ({
  name: 'New: people / week?',
  report: 'newContacts',
  parameters: { period: 'thisMonth' },
  reader,
  format: 'csv',
  folder,
  every: 'day',
  minutes: 8 * 60,
})

const run = (db: TestDatabase, id?: string) =>
  runSchedules(
    {
      call: (name, input) => db.call(name, input),
      layOut: async () => Buffer.from('%PDF-1.4 pages').toString('base64'),
      recordOf: (error) => (error instanceof AppError ? error.record : { code: 'Bug' }),
    },
    id,
  )
const log = async (db: TestDatabase): Promise<Output<'reportSchedule.log'>['runs']> =>
  (await db.call('reportSchedule.log', {})).runs

describe('a rule', () => {
  const rules = fc.record({
    every: fc.constantFrom('day' as const, 'week' as const, 'month' as const),
    day: fc.integer({ min: 1, max: 6 }),
    minutes: fc.integer({ min: 0, max: 1_439 }),
    timeZone: fc.constantFrom(
      'Asia/Bangkok',
      'Europe/Berlin',
      'Asia/Tehran',
      'America/New_York',
      'Pacific/Apia',
    ),
    calendar: fc.constantFrom('gregory' as const, 'persian' as const, 'buddhist' as const),
  })

  it('comes again and again, never twice at once, and nothing lies between the last and the next', () => {
    fc.assert(
      fc.property(
        rules,
        fc.integer({ min: 0, max: 4_000 }),
        fc.integer({ min: 0, max: DAY }),
        (rule, days, ms) => {
          const now = Date.UTC(2020, 0, 1) + days * DAY + ms
          const [last, next] = [lastDue(rule, now), nextDue(rule, now)]
          expect(last).toBeLessThanOrEqual(now)
          expect(next).toBeGreaterThan(now)
          expect(lastDue(rule, (next ?? 0) - 1)).toBe(last)
          expect(lastDue(rule, next ?? 0)).toBe(next)
        },
      ),
    )
  })

  it('is on the day of the month of its own calendar, and on the last of a shorter month', () => {
    const rule: ScheduleRule = { every: 'month', day: 31, minutes: 0, timeZone: 'UTC', calendar: 'gregory' }
    expect(lastDue(rule, Date.UTC(2027, 2, 1))).toBe(Date.UTC(2027, 1, 28))
    expect(nextDue(rule, Date.UTC(2027, 3, 1))).toBe(Date.UTC(2027, 3, 30))
    const persian = nextDue({ ...rule, day: 1, calendar: 'persian' }, Date.UTC(2027, 0, 1)) ?? 0
    expect(fromIso(new Date(persian).toISOString().slice(0, 10), 'persian')?.day).toBe(1)
  })

  it('keeps the wall clock where clocks change', () => {
    const rule: ScheduleRule = {
      every: 'day',
      day: null,
      minutes: 8 * 60,
      timeZone: 'Europe/Berlin',
      calendar: 'gregory',
    }
    expect(nextDue(rule, Date.UTC(2027, 2, 27, 12))).toBe(Date.UTC(2027, 2, 28, 6))
    expect(nextDue(rule, Date.UTC(2027, 2, 26, 12))).toBe(Date.UTC(2027, 2, 27, 7))
  })
})

describe('a scheduled report', () => {
  it('is made when it is due and once only; what was missed is caught up once, for the days it was due for', async () => {
    const db = testDatabase()
    const folder = temporaryFolder()
    await db.call('record.create', { entity: 'contact', data: { givenName: 'Ann' } })
    const { id } = await db.call('reportSchedule.save', daily(folder))
    expect(await run(db)).toEqual([])
    db.sources.advance(DAY)
    expect(await run(db)).toMatchObject([
      { went: expect.stringMatching(/New people week 2026-11-23 0800\.csv$/) },
    ])
    expect(await run(db)).toEqual([])
    db.sources.advance(9 * DAY)
    // On 2 December, for a day of December; and on 1 January what had been due in December.
    expect(await run(db)).toHaveLength(1)
    db.sources.advance(29 * DAY + 20 * HOUR)
    expect(readdirSync(folder)).toHaveLength(2)
    await run(db)
    const [latest] = await log(db)
    expect(latest).toMatchObject({ outcome: 'done', attempts: 1, schedule: id })
    expect(readdirSync(folder)).toHaveLength(3)
    expect((await db.call('reportSchedule.list', {})).schedules).toMatchObject([
      { here: true, last: { outcome: 'done' }, next: expect.any(String) },
    ])
  })

  it('of which the folder is gone says so, is tried again, and loses no day', async () => {
    const db = testDatabase()
    const folder = join(temporaryFolder(), 'stick')
    mkdirSync(folder)
    await db.call('reportSchedule.save', { ...daily(folder), parameters: { period: 'lastMonth' } })
    rmSync(folder, { recursive: true })
    // Due on 30 November, looked at on 1 December.
    db.sources.advance(8 * DAY + 13.5 * HOUR)
    const error = { code: 'Unavailable', reason: 'folderGone', params: { file: folder } }
    expect(await run(db)).toMatchObject([{ error }])
    expect(await run(db)).toEqual([])
    db.sources.advance(6 * 60_000)
    expect(await run(db)).toMatchObject([{ error }])
    expect(await log(db)).toMatchObject([{ outcome: 'failed', attempts: 2, error }])
    mkdirSync(folder)
    db.sources.advance(DAY)
    const made = await run(db)
    expect(made.map(({ error }) => error)).toEqual([undefined, undefined])
    expect(readdirSync(folder).sort()).toEqual([
      'New people week 2026-11-30 0800.csv',
      'New people week 2026-12-01 0800.csv',
    ])
    // What was due in November is about October, though it was made in December.
    const stored = db.conn.db.prepare('SELECT parameters FROM reportRun ORDER BY due').pluck().all()
    expect(stored.map((text) => JSON.parse(String(text)).period)).toEqual([
      { from: '2026-10-01', to: '2026-10-31' },
      { from: '2026-11-01', to: '2026-11-30' },
    ])
  })

  it('leaves no half file where the disk is full or the name is taken by a folder', async () => {
    const db = testDatabase()
    const folder = temporaryFolder()
    await db.call('reportSchedule.save', daily(folder))
    mkdirSync(join(folder, 'New people week 2026-11-23 0800.csv'))
    db.sources.advance(DAY)
    expect(await run(db)).toMatchObject([{ error: { code: 'Invalid', reason: 'notAFile' } }])
    expect(readdirSync(folder)).toEqual(['New people week 2026-11-23 0800.csv'])
    const { id } = await db.call('reportSchedule.save', { ...daily('/dev/full'), name: 'Full' })
    expect(await run(db, id)).toMatchObject([
      { error: { code: expect.stringMatching(/NotFound|Unavailable|Denied/) } },
    ])
  })

  it('goes into the outbox, one message a person with the file, in the moment it is written down', async () => {
    const db = testDatabase()
    const { id: account } = await db.call('record.create', {
      entity: 'mailAccount',
      data: { name: 'Office', address: 'office@example.com', host: '127.0.0.1', port: 1, security: 'none' },
    })
    const { folder: _, ...rest } = daily('/')
    await db.call('reportSchedule.save', {
      ...rest,
      format: 'pdf',
      recipients: ['a@example.com', 'b@example.com'],
      account,
    })
    db.sources.advance(DAY)
    expect(await run(db)).toMatchObject([{ went: 'a@example.com, b@example.com' }])
    const { rows } = await db.call('record.list', { entity: 'mailMessage' })
    expect(rows.map(({ recipient, state }) => [recipient, state]).sort()).toEqual([
      ['a@example.com', 'queued'],
      ['b@example.com', 'queued'],
    ])
    expect(rows[0]?.attachments).toMatchObject([
      { name: 'New people week 2026-11-23 0800.pdf', mime: 'application/pdf' },
    ])
    expect(readdirSync(`${db.file}.d/outgoing`)).toEqual([])
  })

  it('left by a program that died is taken over; one that is being made is not', async () => {
    const db = testDatabase()
    const folder = temporaryFolder()
    await db.call('reportSchedule.save', daily(folder))
    db.sources.advance(DAY)
    const { run: taken } = await db.call('reportSchedule.claim', {})
    expect(await run(db)).toEqual([])
    db.conn.db.prepare('UPDATE reportRun SET pid = 999999 WHERE rowId = ?').run(taken?.run)
    expect(await run(db)).toHaveLength(1)
    expect(await log(db)).toMatchObject([{ attempts: 2, outcome: 'done' }])
  })

  it('runs for whoever made it, while it is not paused, and sees what they may see', async () => {
    const db = testDatabase()
    lock(db)
    const ann = await person(db, 'Ann', 'manager')
    await ann.call('record.create', { entity: 'contact', data: { givenName: 'Secret', private: true } })
    const folder = temporaryFolder()
    const { id } = await db.call('reportSchedule.save', {
      ...daily(folder),
      report: 'contactsByStatus',
      format: 'json',
    })
    db.sources.advance(DAY)
    await expect(ann.call('reportSchedule.claim', { id })).rejects.toMatchObject({
      record: { code: 'NotFound' },
    })
    expect(await ann.call('reportSchedule.claim', {})).toEqual({ run: null })
    await db.call('reportSchedule.pause', { id, paused: true })
    expect(await run(db)).toEqual([])
    await db.call('reportSchedule.pause', { id, paused: false })
    expect(await run(db)).toEqual([])
    await run(db, id)
    expect((await log(db))[0]).toMatchObject({ outcome: 'done', rows: 0 })
    await db.call('reportSchedule.remove', { id })
    expect((await db.call('reportSchedule.list', {})).schedules).toEqual([])
  })

  it('that names a report there is no more fails in words', async () => {
    const db = testDatabase()
    const { id } = await db.call('reportSchedule.save', { ...daily(temporaryFolder()), report: 'gone' })
    expect(await run(db, id)).toMatchObject([{ error: { code: 'NotFound' } }])
    await expect(
      db.call('reportSchedule.save', { ...daily('/tmp'), every: 'week', day: 9 }),
    ).rejects.toMatchObject({ record: { code: 'Invalid' } })
  })
})

describe('the system’s scheduler', () => {
  it('and the program wake together: every report is made once', async () => {
    const db = testDatabase()
    const folder = temporaryFolder()
    for (const name of ['one', 'two', 'three'])
      await db.call('reportSchedule.save', { ...daily(folder), name })
    // As if it had been made the day before yesterday.
    db.conn.db.exec(`UPDATE reportSchedule SET since = since - ${400 * DAY}`)
    const due = (): Promise<number> =>
      new Promise((done) => {
        const child = spawn(process.execPath, ['db/cli/main.ts', '--db', db.file, '--json', 'report', 'due'])
        child.on('exit', (code) => done(code ?? -1))
      })
    expect(await Promise.all([due(), due(), due()])).toEqual([0, 0, 0])
    expect(readdirSync(folder)).toHaveLength(3)
    const runs = await log(db)
    expect(runs.map(({ outcome, attempts }) => [outcome, attempts])).toEqual(Array(3).fill(['done', 1]))
  })

  it('is told a line that it understands', () => {
    const words = ['/usr/bin/node', '/opt/my programs/samphan.js', '--db', '/data/X.samphan', 'report', 'due']
    expect(schedulerLine('cron', words)).toBe(
      "*/10 * * * * /usr/bin/node '/opt/my programs/samphan.js' --db /data/X.samphan report due",
    )
    // cron turns \\% into % and hands the rest to the shell, which must find the words as they were.
    const odd = ['printf', '%s\\n', "/data/100% $HOME `x` \\ 'mine'.samphan", '50%']
    const [, , , , , ...line] = schedulerLine('cron', odd).split(' ')
    expect(line.join(' ').replaceAll('\\%', '')).not.toContain('%')
    const said = execFileSync('/bin/sh', ['-c', line.join(' ').replaceAll('\\%', '%')], { encoding: 'utf8' })
    expect(said).toBe(`${odd[2]}\n${odd[3]}\n`)
    expect(schedulerLine('schtasks', words)).toContain('/SC MINUTE /MO 10')
    expect(schedulerLine('launchd', words)).toContain('<string>/opt/my programs/samphan.js</string>')
    expect(() => schedulerLine('other', words)).toThrow('--system')
  })
})

/**
 * Campaigns by e-mail against a real server: nobody twice, nobody missing, whatever dies, refuses, is offline or opts out in
 * between; headers, twins, limits.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Throttle } from '#db/mail/throttle.ts'
import { contact } from '#db/shared/contacts.ts'
import { inlined } from '#db/templates/emailHtml.ts'
import { secondConnection, type TestDatabase, testDatabase } from '../helpers/database.ts'
import { type Mailbox, mailbox } from '../mail/mailbox.ts'

const nightly = process.env.SAMPHAN_NIGHTLY === '1'

beforeAll(() => {
  process.env.SAMPHAN_SMTP_PAUSE_MS = '0'
  process.env.SAMPHAN_SMTP_ANSWER_MS = '2000'
  process.env.SAMPHAN_SMTP_CONNECT_MS = '2000'
})
afterAll(() => {
  for (const name of ['PAUSE_MS', 'ANSWER_MS', 'CONNECT_MS']) delete process.env[`SAMPHAN_SMTP_${name}`]
})

const reader = {
  language: 'fa',
  calendar: 'persian',
  digits: 'arabext',
  country: 'IR',
  timeZone: 'Asia/Tehran',
} as const

const make = async (db: TestDatabase, entity: string, data: Record<string, unknown>): Promise<string> =>
  (await db.call('record.create', { entity, data })).id

interface Mailing {
  readonly campaign: string
  readonly people: readonly string[]
}

/** A campaign to so many people, all of them members. */
async function mailing(
  db: TestDatabase,
  port: number,
  n: number,
  body = '<p>سلام {{ contact.givenName }}</p>',
): Promise<Mailing> {
  const people: string[] = []
  db.write((write) => {
    for (let at = 0; at < n; at++)
      write.create(contact, { givenName: `P${at}`, emails: [`p${at}@example.com`] })
  })
  const { rows } = await db.call('record.list', { entity: 'contact', sort: ['createdAt'], limit: 10_000 })
  people.push(...rows.map(({ id }) => id))
  const accountId = await make(db, 'mailAccount', {
    name: 'Office',
    address: 'office@example.com',
    fromName: 'สำนักงาน',
    host: '127.0.0.1',
    port,
    security: 'none',
    replyTo: 'reply@example.com',
  })
  const templateId = await make(db, 'template', {
    name: 'Offer',
    kind: 'email',
    about: 'contact',
    subject: 'ข้อเสนอ {{ contact.givenName }}',
    body,
  })
  const campaign = await make(db, 'campaign', { name: 'Offer', kind: 'email', accountId, templateId })
  await db.call('campaign.addMembers', { campaign, entity: 'contact', target: { filter: { and: [] } } })
  return { campaign, people }
}
const queue = (db: TestDatabase, campaign: string) => db.call('campaign.queue', { campaign, reader })
const counts = async (db: TestDatabase, campaign: string): Promise<Record<string, number>> =>
  Object.fromEntries(
    Object.entries((await db.call('campaign.summary', { id: campaign })).counts).filter(([, n]) => n > 0),
  )
const recipients = (box: Mailbox): string[] => box.taken.map(({ to }) => to[0] ?? '')

describe('a campaign by e-mail', () => {
  test('sends each a message of their own, with a plain twin, styles in tags and a way to leave', async () => {
    const db = testDatabase()
    const box = await mailbox()
    const { campaign, people } = await mailing(db, box.port, 3)
    expect(await queue(db, campaign)).toMatchObject({ queued: 3, skipped: 0, refused: [] })
    expect(await counts(db, campaign)).toEqual({ queued: 3 })
    expect(await db.call('mail.send', {})).toMatchObject({ sent: 3, withdrawn: 0 })
    expect(recipients(box)).toEqual(['p0@example.com', 'p1@example.com', 'p2@example.com'])
    expect(await counts(db, campaign)).toEqual({ sent: 3 })
    const raw = box.taken[0]?.raw ?? ''
    expect(raw).toMatch(/^List-Unsubscribe:\s+<mailto:reply@example\.com\?subject=unsubscribe/im)
    expect(raw).toContain('multipart/alternative')
    const decoded = raw
      .replace(/=\r?\n/g, '')
      .replace(/(=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString('utf8'))
    expect(decoded).toContain('dir="rtl"')
    expect(decoded).toContain('color-scheme')
    expect(
      (await db.call('campaign.of', { entity: 'contact', id: people[0] ?? '' })).campaigns,
    ).toMatchObject([{ status: 'sent' }])
    expect(await queue(db, campaign)).toMatchObject({ queued: 0 })
    await db.call('mail.send', {})
    expect(box.taken).toHaveLength(3)
  })

  test('writes to nobody twice when putting it into the outbox is undone after it went, and repeated', async () => {
    const db = testDatabase()
    const box = await mailbox()
    const { campaign } = await mailing(db, box.port, 2)
    const { operation } = await queue(db, campaign)
    await db.call('mail.send', {})
    await db.call('operation.undo', { operation: operation ?? '' })
    await queue(db, campaign)
    await db.call('mail.send', {})
    expect(recipients(box)).toHaveLength(2)
    expect(new Set(recipients(box)).size).toBe(2)
  })

  test('does not write to who opts out while the queue runs', async () => {
    const db = testDatabase()
    const ids: string[] = []
    const box = await mailbox(async (_message, n) => {
      if (n === 1)
        await db.call('consent.record', {
          entity: 'contact',
          id: ids[3] ?? '',
          decision: 'refused',
          channel: 'all',
        })
      return true
    })
    const { campaign, people } = await mailing(db, box.port, 5)
    ids.push(...people)
    await queue(db, campaign)
    expect(await db.call('mail.send', {})).toMatchObject({ sent: 4, withdrawn: 1 })
    expect(recipients(box)).not.toContain('p3@example.com')
    expect(await counts(db, campaign)).toEqual({ sent: 4, optedOut: 1 })
    expect((await db.call('mail.counts', {})).counts).toMatchObject({ cancelled: 1, queued: 0 })
  })

  test('goes on after one that the server refuses, and tries again what it puts off', async () => {
    const db = testDatabase()
    const answers = new Map([
      ['p1@example.com', 550],
      ['p2@example.com', 451],
    ])
    const box = await mailbox(({ to }) => {
      const code = answers.get(to[0] ?? '')
      if (code === 451) answers.delete(to[0] ?? '')
      return code ?? true
    })
    const { campaign } = await mailing(db, box.port, 4)
    await queue(db, campaign)
    expect(await db.call('mail.send', {})).toMatchObject({ sent: 2, failed: 1, later: 1 })
    expect(await counts(db, campaign)).toEqual({ sent: 2, failed: 1, queued: 1 })
    db.sources.advance(120_000)
    expect(await db.call('mail.send', {})).toMatchObject({ sent: 1 })
    expect(recipients(box)).toHaveLength(3)
    expect(await counts(db, campaign)).toEqual({ sent: 3, failed: 1 })
  })

  test('waits while there is no network', async () => {
    const db = testDatabase()
    const { campaign } = await mailing(db, 1, 3)
    await queue(db, campaign)
    expect(await db.call('mail.send', {})).toMatchObject({ sent: 0, later: 3 })
    const box = await mailbox()
    const { rows } = await db.call('record.list', { entity: 'mailAccount' })
    await db.call('record.update', {
      entity: 'mailAccount',
      id: rows[0]?.id ?? '',
      data: { port: box.port },
    })
    db.sources.advance(600_000)
    expect(await db.call('mail.send', {})).toMatchObject({ sent: 3 })
    expect(recipients(box)).toHaveLength(3)
  })

  test('that a server takes no more of for now goes on later where it stopped', async () => {
    const db = testDatabase()
    const quota = nightly ? 1_000 : 10
    let taken = 0
    let day = 1
    const box = await mailbox(() => (taken < day * quota ? Boolean(++taken) : 452))
    const { campaign } = await mailing(db, box.port, quota + 3)
    await queue(db, campaign)
    // It takes so many, and refuses the next.
    expect(await db.call('mail.send', {})).toMatchObject({ sent: quota, failed: 0, later: 3 })
    expect(await counts(db, campaign)).toEqual({ sent: quota, queued: 3 })
    expect(await db.call('mail.send', {})).toMatchObject({ sent: 0, later: 3 })
    day = 2
    db.sources.advance(3_600_000)
    expect(await db.call('mail.send', {})).toMatchObject({ sent: 3 })
    expect(new Set(recipients(box)).size).toBe(quota + 3)
    expect(box.taken).toHaveLength(quota + 3)
  })

  test('goes on after the power failed in the middle: nobody twice, one to be asked about', async () => {
    const half = nightly ? 5_000 : 12
    const db = testDatabase()
    const copy = `${db.file}.copy`
    const stop = new AbortController()
    const box = await mailbox((_message, n) => {
      if (n !== half) return true
      // What is on the disk while the server has the message and has not answered.
      for (const end of ['', '-wal']) copyFileSync(`${db.file}${end}`, `${copy}${end}`)
      stop.abort()
      return true
    })
    const { campaign } = await mailing(db, box.port, half * 2)
    await queue(db, campaign)
    await expect(
      db.engine.call('mail.send', {}, { ...db.caller(), signal: stop.signal }),
    ).rejects.toMatchObject({ record: { code: 'Cancelled' } })
    const again = secondConnection(copy, 7)
    again.sources.advance(60_000)
    expect(await again.call('campaign.queue', { campaign, reader })).toMatchObject({ queued: 0 })
    expect(await again.call('mail.send', {})).toMatchObject({ sent: half - 1, uncertain: 1 })
    expect(box.taken).toHaveLength(half * 2)
    expect(new Set(recipients(box)).size).toBe(half * 2)
  })

  test('that is called off sends no more', async () => {
    const db = testDatabase()
    const box = await mailbox()
    const { campaign } = await mailing(db, box.port, 2)
    await queue(db, campaign)
    await db.call('record.update', { entity: 'campaign', id: campaign, data: { status: 'cancelled' } })
    expect(await db.call('mail.send', {})).toMatchObject({ sent: 0, withdrawn: 2 })
    await expect(queue(db, campaign)).rejects.toMatchObject({ record: { reason: 'campaignCancelled' } })
    expect(box.taken).toHaveLength(0)
  })

  test('is checked before it goes: what the text lacks, addresses that will not do', async () => {
    const db = testDatabase()
    const { campaign, people } = await mailing(db, 1, 3, '<p>{{ contact.jobTitle }}</p>')
    await db.call('record.update', { entity: 'contact', id: people[0] ?? '', data: { jobTitle: 'Buyer' } })
    await db.call('record.update', {
      entity: 'contact',
      id: people[1] ?? '',
      data: { emails: ['broken@'] },
    })
    await db.call('record.update', {
      entity: 'contact',
      id: people[2] ?? '',
      data: { emails: ['info@example.com'] },
    })
    expect(await db.call('campaign.check', { campaign, reader })).toMatchObject({
      planned: 3,
      ready: 2,
      refused: [{ code: 'brokenAddress', count: 1 }],
      missing: { count: 1, first: [{ id: people[2], fields: ['contact.jobTitle'] }] },
      problems: [{ code: 'roleAddresses', count: 1 }],
    })
    expect(await queue(db, campaign)).toMatchObject({
      queued: 1,
      skipped: 1,
      refused: [{ code: 'brokenAddress' }],
    })
    expect(await db.call('campaign.queue', { campaign, reader, incomplete: true })).toMatchObject({
      queued: 1,
    })
  })
})

/** `SAMPHAN_MEMBERS` asks for another size. */
const MANY = Number(process.env.SAMPHAN_MEMBERS ?? (nightly ? 10_000 : 60))

test(`killed at random again and again, ${MANY} people get it once each`, {
  timeout: nightly ? 3 * 3_600_000 : 180_000,
}, async () => {
  const db = testDatabase()
  // Once for certain while it sends, however quick the machine; else at any moment.
  let child: ChildProcess | undefined
  const surely = 1 + Math.floor((Math.random() * MANY) / 2)
  const box = await mailbox(async (_message, n) => {
    if (n === surely) child?.kill('SIGKILL')
    return true
  })
  const { campaign } = await mailing(db, box.port, MANY)
  db.conn.db.pragma('wal_checkpoint(TRUNCATE)')
  let kills = 0
  for (let round = 0; round < 10_000; round++) {
    const sender = spawn(
      process.execPath,
      [join(import.meta.dirname, 'sendCampaign.ts'), db.file, campaign, JSON.stringify(reader)],
      { stdio: 'ignore' },
    )
    child = sender
    const ended = new Promise<number | null>((done) => sender.once('exit', (code) => done(code)))
    // Before it began, while it fills the outbox, while it sends: anywhere.
    const span = nightly ? 20_000 : 1_500
    const killer = sleep(300 + Math.random() * span).then(() => sender.kill('SIGKILL'))
    const code = await ended
    void killer
    if (code === 0) break
    kills++
    if (kills >= (nightly ? 200 : 8)) {
      await db.call('campaign.queue', { campaign, reader })
      db.sources.advance(3_600_000)
      await db.call('mail.send', {})
      break
    }
  }
  // Handed over when the program died: a person looks, here at what the server has, and says.
  const { rows } = await db.call('record.list', {
    entity: 'mailMessage',
    filter: { field: 'state', op: 'is', value: 'uncertain' },
    limit: 10_000,
  })
  for (const { id, recipient } of rows)
    await db.call('mail.settle', { ids: [id], sent: recipients(box).includes(String(recipient)) })
  db.sources.advance(3_600_000)
  await db.call('mail.send', {})
  expect(kills).toBeGreaterThan(0)
  if (nightly)
    process.stdout.write(
      `${MANY} members, ${kills} kills, ${rows.length} asked about, ${box.taken.length} messages\n`,
    )
  expect(recipients(box)).toHaveLength(MANY)
  expect(new Set(recipients(box)).size).toBe(MANY)
})

describe('limits', () => {
  test('hold whatever is sent and whenever', () => {
    const limit = fc.integer({ min: 1, max: 50 })
    fc.assert(
      fc.property(
        limit,
        limit,
        limit,
        fc.array(fc.record({ domain: fc.constantFrom('a', 'b', 'c'), gap: fc.nat(30_000) }), {
          maxLength: 120,
        }),
        (perMinute, perHour, perDomainMinute, tries) => {
          const throttle = new Throttle({ perMinute, perHour, perDomainMinute })
          const sent: { at: number; domain: string }[] = []
          let now = 1_000_000
          for (const { domain, gap } of tries) {
            now += gap
            now += Math.max(throttle.wait(now), throttle.domainWait(domain, now))
            throttle.note(domain, now)
            sent.push({ at: now, domain })
            const within = (ms: number, of?: string): number =>
              sent.filter((each) => each.at > now - ms && (of === undefined || each.domain === of)).length
            expect(within(3_600_000)).toBeLessThanOrEqual(perHour)
            expect(within(60_000, domain)).toBeLessThanOrEqual(perDomainMinute)
            expect(within(60_000)).toBeLessThanOrEqual(perMinute + 1)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  test('count what went before the program began', () => {
    expect(
      new Throttle({ perMinute: 60, perHour: 2, perDomainMinute: undefined }, [0, 1_000]).wait(10_000),
    ).toBe(3_590_000)
  })
})

test('every tag that needs one gets a style, and keeps its own', () => {
  expect(inlined('<p>a</p><p style="text-align:center">b</p><b>c</b>')).toBe(
    '<p style="margin:0 0 1em 0">a</p><p style="margin:0 0 1em 0;text-align:center">b</p><b>c</b>',
  )
})

/**
 * A campaign on several laptops that share a hub, each with an outbox of its own: whatever is queued, sent, given away, taken
 * over and exchanged in whichever order, nobody gets it twice and nobody is left out.
 */
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createVisibleViews } from '#db/core/visible.ts'
import { Engine } from '#db/host/engine.ts'
import { campaign as campaignEntity } from '#db/shared/campaigns.ts'
import { contact } from '#db/shared/contacts.ts'
import type { Input, Name, Output } from '#db/shared/contract.ts'
import { AppError } from '#db/shared/errors.ts'
import { idToText } from '#db/shared/id.ts'
import { mailAccount } from '#db/shared/mail.ts'
import { template } from '#db/shared/templates.ts'
import { type Mailbox, mailbox } from '../mail/mailbox.ts'
import { Server } from '../sync/memoryDisk.ts'
import { release } from '../sync/pool.ts'
import { Clock, emptyRecord, Replica } from '../sync/replica.ts'

beforeAll(() => {
  process.env.SAMPHAN_SMTP_PAUSE_MS = '0'
})
afterAll(() => {
  delete process.env.SAMPHAN_SMTP_PAUSE_MS
})

const reader = {
  language: 'en',
  calendar: 'gregory',
  digits: 'latn',
  country: 'US',
  timeZone: 'UTC',
} as const

class Laptop {
  readonly replica: Replica
  readonly engine: Engine
  constructor(replica: Replica) {
    this.replica = replica
    createVisibleViews(replica.conn)
    this.engine = new Engine(replica.conn, { checkOutput: true })
  }
  call<N extends Name>(name: N, input: Input<N>): Promise<Output<N>> {
    return this.engine.call(name, input, { session: 'test', source: 'user' }) as never
  }
  async sync(): Promise<void> {
    await this.replica.sync()
  }
}

const open: Laptop[] = []
afterEach(() => {
  for (const { replica } of open.splice(0)) release(replica.conn)
})

interface World {
  readonly laptops: readonly Laptop[]
  readonly campaign: string
  readonly box: Mailbox
}

const PEOPLE = 5
let launched = 500

async function world(n: number, box: Mailbox): Promise<World> {
  const [server, clock, record] = [new Server(), new Clock(), emptyRecord()]
  const laptops = Array.from(
    { length: n },
    (_, at) => new Laptop(new Replica(`Laptop ${at + 1}`, server, clock, record, { seed: launched++ })),
  )
  open.push(...laptops)
  const [first, ...others] = laptops
  if (!first) throw new Error('no laptop')
  const campaign = first.replica.write((write) => {
    const accountId = write.conn.newId()
    const templateId = write.conn.newId()
    const id = write.conn.newId()
    const mail = { address: 'office@example.com', host: '127.0.0.1', port: box.port, security: 'none' }
    write.create(mailAccount, { name: 'Office', ...mail }, accountId)
    const text = { subject: 'Hello', body: '<p>Hello {{ contact.givenName }}</p>' }
    write.create(template, { name: 'T', kind: 'email', about: 'contact', ...text }, templateId)
    write.create(
      campaignEntity,
      { name: 'Offer', kind: 'email', accountId: idToText(accountId), templateId: idToText(templateId) },
      id,
    )
    for (let at = 0; at < PEOPLE; at++)
      write.create(contact, { givenName: `P${at}`, emails: [`p${at}@example.com`] })
    return idToText(id)
  })
  await first.replica.create()
  await first.call('campaign.addMembers', {
    campaign: campaign ?? '',
    entity: 'contact',
    target: { filter: { and: [] } },
  })
  await first.sync()
  for (const other of others) await other.replica.join()
  const it = { laptops, campaign: campaign ?? '', box }
  await exchange(it)
  return it
}

/** Everybody has told, and heard of, everything. */
async function exchange({ laptops }: World): Promise<void> {
  for (let round = 0; round < 3; round++) for (const laptop of laptops) await laptop.sync()
}

/** What may be refused is refused with a reason. */
async function unlessRefused(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work
    return undefined
  } catch (error) {
    if (!(error instanceof AppError) || error.record.code !== 'Conflict') throw error
    return error.record.reason
  }
}

const recipients = ({ box }: World): string[] => box.taken.map(({ to }) => to[0] ?? '').sort()
const everybody = Array.from({ length: PEOPLE }, (_, at) => `p${at}@example.com`)

/** Whoever is left is written to by the first laptop, which has heard of everything. */
async function finish(it: World): Promise<void> {
  const [first] = it.laptops
  await exchange(it)
  for (const laptop of it.laptops) await laptop.call('mail.send', {})
  await exchange(it)
  await first?.call('campaign.takeOver', { campaign: it.campaign, force: true, waiting: true })
  await exchange(it)
  await first?.call('campaign.queue', { campaign: it.campaign, reader })
  await first?.call('mail.send', {})
  await exchange(it)
  for (const laptop of it.laptops) await laptop.call('mail.send', {})
}

describe('a campaign that several computers have', () => {
  test('is sent by the one it was made on; another is refused with the reason, and takes it over once it is given away', async () => {
    const it = await world(2, await mailbox())
    const [a, b] = it.laptops
    if (!a || !b) throw new Error('two laptops')
    const { campaign } = it
    expect(await b.call('campaign.sender', { id: campaign })).toMatchObject({
      state: 'elsewhere',
      name: 'Laptop 1',
      free: false,
      shared: true,
      synced: true,
    })
    expect(await unlessRefused(b.call('campaign.queue', { campaign, reader }))).toBe('campaignElsewhere')
    expect((await b.call('campaign.check', { campaign, reader })).problems).toMatchObject([
      { code: 'notSender' },
      { code: 'noFrom' },
    ])
    expect(await unlessRefused(b.call('campaign.takeOver', { campaign }))).toBe('campaignElsewhere')
    await a.call('campaign.queue', { campaign, reader })
    expect(await a.call('campaign.letGo', { campaign })).toMatchObject({ moved: PEOPLE })
    expect(await unlessRefused(a.call('campaign.queue', { campaign, reader }))).toBe('campaignElsewhere')
    expect(await a.call('mail.send', {})).toMatchObject({ sent: 0 })
    await exchange(it)
    await b.call('campaign.takeOver', { campaign })
    expect(await unlessRefused(b.call('campaign.queue', { campaign, reader }))).toBe('campaignUnconfirmed')
    await b.sync()
    expect(await unlessRefused(b.call('campaign.queue', { campaign, reader }))).toBe('campaignUnconfirmed')
    await b.sync()
    expect(await b.call('campaign.sender', { id: campaign })).toMatchObject({ state: 'here' })
    expect(await b.call('campaign.queue', { campaign, reader })).toMatchObject({
      queued: PEOPLE,
      refused: [],
    })
    await b.call('mail.send', {})
    expect(recipients(it)).toEqual(everybody)
  })

  test('is not taken over by who has not heard of the others lately', async () => {
    const it = await world(2, await mailbox())
    const [, b] = it.laptops
    if (b) b.replica.skew += 3_600_000
    expect(
      await unlessRefused(
        b?.call('campaign.takeOver', { campaign: it.campaign, force: true }) ?? Promise.resolve(),
      ),
    ).toBe('campaignSyncFirst')
  })

  test('taken from a computer that has some in its outbox leaves those out, with the reason, or takes them along', async () => {
    const it = await world(2, await mailbox())
    const [a, b] = it.laptops
    if (!a || !b) throw new Error('two laptops')
    const { campaign } = it
    await a.call('campaign.queue', { campaign, reader })
    await exchange(it)
    await b.call('campaign.takeOver', { campaign, force: true })
    await exchange(it)
    expect(await b.call('campaign.queue', { campaign, reader })).toMatchObject({
      queued: 0,
      refused: [{ code: 'queuedElsewhere', count: PEOPLE }],
    })
    await b.call('campaign.takeOver', { campaign, waiting: true })
    expect(await b.call('campaign.queue', { campaign, reader })).toMatchObject({
      queued: PEOPLE,
      refused: [],
    })
    await exchange(it)
    expect(await a.call('mail.send', {})).toMatchObject({ sent: 0 })
    expect(await b.call('mail.send', {})).toMatchObject({ sent: PEOPLE })
    expect(recipients(it)).toEqual(everybody)
  })

  test('that another gave to a server meanwhile is not given again, whatever was queued without knowing it', async () => {
    const it = await world(2, await mailbox())
    const [a, b] = it.laptops
    if (!a || !b) throw new Error('two laptops')
    const { campaign } = it
    await a.call('campaign.queue', { campaign, reader })
    await exchange(it)
    // What it writes passes for the later.
    b.replica.skew = 30_000
    await b.call('campaign.takeOver', { campaign, force: true, waiting: true })
    await b.sync()
    await b.sync()
    expect(await b.call('campaign.queue', { campaign, reader })).toMatchObject({ queued: PEOPLE })
    // The first has not heard of it and sends; the other hears of that before it does.
    await a.call('mail.send', {})
    await exchange(it)
    expect(await b.call('mail.send', {})).toMatchObject({ sent: 0, withdrawn: PEOPLE })
    await exchange(it)
    await a.call('mail.send', {})
    expect(recipients(it)).toEqual(everybody)
    const counts = (await a.call('campaign.summary', { id: campaign })).counts
    expect(counts).toMatchObject({ sent: PEOPLE, queued: 0, planned: 0 })
  })
})

test('two that take it over at the same time never both send, in whichever order they sync', {
  timeout: 60_000,
}, async () => {
  const orders = ['bbcc', 'bcbc', 'bccb', 'cbbc', 'cbcb', 'ccbb', 'bc', 'bbc', 'bcc', '']
  let someSent = 0
  for (const order of orders) {
    const it = await world(3, await mailbox())
    const [a, b, c] = it.laptops
    if (!a || !b || !c) throw new Error('three laptops')
    const { campaign } = it
    await a.call('campaign.letGo', { campaign })
    await exchange(it)
    await b.call('campaign.takeOver', { campaign })
    await c.call('campaign.takeOver', { campaign })
    // Each tries at once, before it has told anybody.
    await unlessRefused(c.call('campaign.queue', { campaign, reader }))
    await c.call('mail.send', {})
    for (const who of `-${order}`) {
      const one = who === 'c' ? c : b
      if (who !== '-') await one.sync()
      await unlessRefused(one.call('campaign.queue', { campaign, reader }))
      await one.call('mail.send', {})
    }
    const sent = recipients(it)
    if (sent.length > 0) someSent++
    expect(new Set(sent).size).toBe(sent.length)
    await finish(it)
    expect(recipients(it)).toEqual(everybody)
    for (const { replica } of open.splice(0)) release(replica.conn)
  }
  expect(someSent).toBeGreaterThan(0)
})

const doing = fc.constantFrom(
  'sync',
  'exchange',
  'queue',
  'send',
  'grab',
  'grab',
  'grab',
  'letGo',
  'letGo',
  'seize',
)
const nightly = process.env.SAMPHAN_NIGHTLY === '1'

test('whatever is done in whichever order, everybody gets it once', {
  timeout: nightly ? 1_800_000 : 120_000,
}, async () => {
  const step = fc.record({ who: fc.nat(2), what: doing, rounds: fc.nat(2) })
  const steps = fc.array(step, { minLength: 8, maxLength: 24 })
  await fc.assert(
    fc.asyncProperty(steps, async (plan) => {
      const box = await mailbox()
      const it = await world(3, box)
      const { campaign } = it
      for (const { who, what, rounds } of plan) {
        const laptop = it.laptops[who]
        if (!laptop) continue
        const queue = () => unlessRefused(laptop.call('campaign.queue', { campaign, reader }))
        if (what === 'sync') await laptop.sync()
        else if (what === 'exchange') await exchange(it)
        else if (what === 'queue') await queue()
        else if (what === 'send') await laptop.call('mail.send', {})
        else if (what === 'letGo') await unlessRefused(laptop.call('campaign.letGo', { campaign }))
        else if (what === 'grab') {
          await unlessRefused(laptop.call('campaign.takeOver', { campaign }))
          for (let round = 0; round < rounds; round++) await laptop.sync()
          await queue()
          if (rounds > 0) await laptop.call('mail.send', {})
        } else {
          // By force: safe where whoever has it has told everything and hears of it before sending on.
          await exchange(it)
          await laptop.call('campaign.takeOver', { campaign, force: true, waiting: true })
          await exchange(it)
        }
        expect(new Set(recipients(it)).size).toBe(recipients(it).length)
      }
      await finish(it)
      expect(recipients(it)).toEqual(everybody)
      for (const { replica } of open.splice(0)) release(replica.conn)
      await box.close()
    }),
    { numRuns: nightly ? 100 : 8 },
  )
})

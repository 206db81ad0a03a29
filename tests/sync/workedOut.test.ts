/**
 * What a laptop works out by itself (when somebody was last reached, what was promised to a customer, what lines come to) is
 * the same on one that starts from a copy of everything: on a new one, which works it out while rows come, and on one with
 * records of its own, which does so afterwards.
 */
import { expect, it } from 'vitest'
import { checkDatabase } from '#db/core/check.ts'
import { allRows, getRow } from '#db/core/connection.ts'
import { entityNamed } from '#db/shared/registry.ts'
import { Server } from './memoryDisk.ts'
import { release } from './pool.ts'
import { Clock, emptyRecord, Replica } from './replica.ts'
import { stateOf } from './state.ts'

const [contact, company, history, policy, ticket, message, quote, quoteLine, opportunity, line] = [
  'contact',
  'company',
  'history',
  'slaPolicy',
  'ticket',
  'ticketMessage',
  'quote',
  'quoteLine',
  'opportunity',
  'opportunityLine',
].map(entityNamed)

const AT = Date.UTC(2026, 10, 2, 3)
const HOUR = 3_600_000
const promise = (minutes: number): string =>
  JSON.stringify(
    Object.fromEntries(
      ['urgent', 'high', 'normal', 'low'].map((name) => [name, { first: minutes, solve: minutes * 10 }]),
    ),
  )

/** Customers of three kinds, merged and not, with all that something follows from. */
function work(laptop: Replica): void {
  if (!contact || !company || !history || !policy || !ticket) throw new Error('no kinds')
  if (!message || !quote || !quoteLine || !opportunity || !line) throw new Error('no kinds')
  laptop.write(
    (write) => {
      const firms = ['Big', 'Big again', 'Small'].map((name) => write.insert(company, { name }))
      const people = ['Ann', 'Anne', 'Bob', 'Cho'].map((givenName, n) =>
        write.insert(contact, {
          givenName,
          companyId: firms[Math.min(n, 2)] ?? null,
          tags: n === 3 ? '["gold"]' : null,
        }),
      )
      for (const [n, contactId] of people.entries())
        for (const kind of ['call', 'meeting', 'letter', 'email'])
          write.insert(history, {
            kind,
            at: AT + n * HOUR,
            contactId,
            regarding: kind,
            resultCode: 'reached',
          })
      write.set(contact, people[1] ?? 0, { mergedInto: people[0] ?? null })
      write.set(company, firms[1] ?? 0, { mergedInto: firms[0] ?? null })
      write.insert(policy, { name: 'Big', position: 1, companyId: firms[1] ?? null, targets: promise(30) })
      write.insert(policy, { name: 'Gold', position: 2, customerTag: 'gold', targets: promise(60) })
      write.insert(policy, { name: 'All', position: 3, targets: promise(240) })
      const tickets = [0, 1, 2, 3, 3].map((who, n) =>
        write.insert(ticket, {
          number: `T-${n}`,
          subject: `Help ${n}`,
          contactId: people[who] ?? null,
          companyId: firms[Math.min(who, 2)] ?? null,
          status: 'open',
          impact: 'medium',
          urgency: 'medium',
          openedAt: AT,
        }),
      )
      for (const [n, ticketId] of tickets.entries())
        for (const [at, kind] of ['incoming', 'reply', 'note'].slice(0, 1 + (n % 3)).entries())
          write.insert(message, { ticketId, kind, at: AT + at * HOUR, minutes: n + 1, body: kind })
      const quotes = [1, 2].map((n) =>
        write.insert(quote, { number: `Q-${n}`, subject: `Q ${n}`, currency: 'EUR' }),
      )
      for (const quoteId of quotes)
        for (const n of [1, 2])
          write.insert(quoteLine, { quoteId, name: `L${n}`, quantity: n, unitPrice: 7.25, taxRate: 7 })
      const deal = write.insert(opportunity, {
        name: 'Deal',
        contactId: people[0] ?? null,

        amountFrom: 'lines',
        amount: JSON.stringify({ minor: 1, currency: 'EUR' }),
      })
      for (const n of [1, 2])
        write.insert(line, { opportunityId: deal, name: `P${n}`, quantity: n, unitPrice: 10 })
      write.set(ticket, tickets[4] ?? 0, { mergedInto: tickets[3] ?? null })
    },
    { source: 'import' },
  )
}

/** Somebody who has tickets and contacts already, when the team's promises come. */
function own(laptop: Replica): void {
  if (!contact || !history || !ticket) throw new Error('no kinds')
  laptop.write(
    (write) => {
      const contactId = write.insert(contact, { givenName: 'Own', tags: '["gold"]' })
      write.insert(history, { kind: 'call', at: AT, contactId, regarding: 'call', resultCode: 'reached' })
      write.insert(ticket, { number: 'X-1', subject: 'Own', contactId, status: 'open', openedAt: AT })
    },
    { source: 'import' },
  )
}

it('says the same on whoever starts from a copy of everything', { timeout: 120_000 }, async () => {
  const [server, clock, record] = [new Server(), new Clock(), emptyRecord()]
  const [a, b, c] = [1, 2, 3].map((seed) => new Replica(`laptop${seed}`, server, clock, record, { seed }))
  if (!a || !b || !c) throw new Error('no laptops')
  try {
    work(a)
    await a.create()
    await b.join()
    await a.sync()
    const dated = 'SELECT count(*) AS n FROM contact WHERE lastReach IS NOT NULL AND lastMeeting IS NOT NULL'
    expect(getRow(b.conn, dated)).toEqual({ n: 4 })
    const policies = allRows<{ name: string }>(
      b.conn,
      'SELECT p.name FROM ticket t JOIN slaPolicy p ON p.rowId = t.policyId ORDER BY t.number',
    )
    expect(policies.map(({ name }) => name)).toEqual(['Big', 'Big', 'All', 'Gold', 'Gold'])
    expect(stateOf(b.conn)).toEqual(stateOf(a.conn))
    own(c)
    await c.join()
    for (const laptop of [c, a, b, c]) await laptop.sync(true)
    expect(stateOf(c.conn)).toEqual(stateOf(a.conn))
    expect(stateOf(b.conn)).toEqual(stateOf(a.conn))
    for (const { conn } of [a, b, c]) expect(checkDatabase(conn, { rebuild: false }).findings).toEqual([])
  } finally {
    for (const { conn } of [a, b, c]) release(conn)
  }
})

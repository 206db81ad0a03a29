/** One way to call each procedure of tickets and promises so that it does something. */
import { writeFileSync } from 'node:fs'
import type { Input, Name } from '#db/shared/contract.ts'
import type { knowledgeProcedures } from '#db/shared/knowledge.ts'
import type { slaProcedures } from '#db/shared/sla.ts'
import type { ticketProcedures } from '#db/shared/tickets.ts'
import type { TestDatabase } from '../../helpers/database.ts'

type Examples<N extends Name> = { readonly [K in N]: (db: TestDatabase) => Promise<Input<K>> }

const aContact = async (db: TestDatabase): Promise<string> =>
  (
    await db.call('record.create', {
      entity: 'contact',
      data: { givenName: 'Ann', familyName: 'Lee', emails: ['ann@example.com'] },
    })
  ).id

const anAccount = async (db: TestDatabase): Promise<string> =>
  (
    await db.call('record.create', {
      entity: 'mailAccount',
      data: { name: 'Help', address: 'help@example.com', host: '127.0.0.1', port: 1, security: 'none' },
    })
  ).id

export const aTicket = async (db: TestDatabase, data: Record<string, unknown> = {}): Promise<string> =>
  (await db.call('ticket.open', { data: { subject: 'Printer is silent', ...data } })).id

const me = async (db: TestDatabase): Promise<string> => (await db.call('app.info', {})).user.id

export const aQueue = async (db: TestDatabase, assignment: 'manual' | 'roundRobin' | 'load' = 'manual') =>
  (await db.call('queue.save', { name: 'Support', assignment, members: [await me(db)] })).id

const targets = { urgent: { first: 30, next: 60, solve: 240 }, normal: { first: 240, solve: 2_400 } }
export const aPolicy = async (db: TestDatabase): Promise<string> =>
  (await db.call('sla.savePolicy', { name: 'Standard', targets })).id

const WEEK: [number, number][][] = [
  [],
  [[540, 1020]],
  [[540, 1020]],
  [[540, 1020]],
  [[540, 1020]],
  [[540, 720]],
  [],
]
const someHours = { name: 'Line', timeZone: 'Asia/Tehran', week: WEEK }

const aFile = (db: TestDatabase): string => {
  const file = `${db.file}.page.txt`
  writeFileSync(file, 'A page of the log.')
  return file
}

const anArticle = async (db: TestDatabase): Promise<string> =>
  (
    await db.call('article.save', {
      title: 'Reset your password',
      html: '<p>Press the link.</p>',
      language: 'en',
    })
  ).id
const aPublished = async (db: TestDatabase): Promise<string> => {
  const id = await anArticle(db)
  await db.call('article.setStatus', { id, status: 'published' })
  return id
}
const READER = {
  language: 'en',
  calendar: 'gregory',
  digits: 'latn',
  country: 'US',
  timeZone: 'UTC',
} as const
const HELLO = '<p>Dear {{ contact.givenName }}, about {{ ticket.number }}</p>'

export const ticketExamples: Examples<
  keyof typeof ticketProcedures | keyof typeof slaProcedures | keyof typeof knowledgeProcedures
> = {
  'article.save': async (db) => ({
    title: 'จองช่าง',
    html: '<p>โทร <b>1234</b></p>',
    language: 'th',
    keywords: ['ช่าง'],
    category: (await db.call('record.create', { entity: 'articleCategory', data: { name: 'Devices' } })).id,
    translates: await anArticle(db),
  }),
  'article.setStatus': async (db) => ({ id: await anArticle(db), status: 'published' }),
  'article.restore': async (db) => {
    const id = await aPublished(db)
    await db.call('article.save', { id, html: '<p>Something else.</p>' })
    return { id, version: 1 }
  },
  'article.attach': async (db) => ({ id: await anArticle(db), files: [aFile(db)] }),
  'article.detach': async (db) => {
    const id = await anArticle(db)
    await db.call('article.attach', { id, files: [aFile(db)] })
    const { attachments } = await db.call('article.read', { id })
    return { id, sha256: attachments[0]?.sha256 ?? '' }
  },
  'article.openFile': async (db) => {
    const id = await anArticle(db)
    await db.call('article.attach', { id, files: [aFile(db)] })
    const { attachments } = await db.call('article.read', { id })
    return { id, sha256: attachments[0]?.sha256 ?? '' }
  },
  'article.read': async (db) => ({ id: await aPublished(db) }),
  'article.categories': async (db) => {
    await anArticle(db)
    return {}
  },
  'article.helpful': async (db) => {
    const article = await aPublished(db)
    await db.call('ticket.reply', { id: await aTicket(db), html: '<p>Look</p>', article })
    return {}
  },
  'article.suggest': async (db) => {
    await aPublished(db)
    return { text: 'I lost my password', language: 'en' }
  },
  'reply.render': async (db) => ({
    ticket: await aTicket(db, { contactId: await aContact(db) }),
    source: { html: HELLO },
    reader: READER,
  }),
  'reply.fields': async () => ({ language: 'th' }),
  'reply.save': async () => ({ name: 'Thanks', category: 'Closing', language: 'en', html: HELLO }),
  'macro.save': async (db) => ({
    name: 'Take and answer',
    actions: [
      { do: 'assign', to: 'me' },
      { do: 'queue', queue: await aQueue(db) },
      { do: 'reply', html: HELLO },
    ],
  }),
  'macro.run': async (db) => {
    const { id: macro } = await db.call('macro.save', {
      name: 'Close with thanks',
      actions: [
        { do: 'reply', html: HELLO, send: true },
        { do: 'note', html: '<p>By macro</p>' },
        { do: 'tag', tags: ['vip', 'done'] },
        { do: 'untag', tags: ['vip'] },
        { do: 'priority', priority: 'low' },
        { do: 'type', type: 'question' },
        { do: 'watch' },
        { do: 'status', status: 'solved' },
      ],
    })
    const ids = [await aTicket(db, { contactId: await aContact(db) })]
    return { macro, target: { ids }, reader: READER, account: await anAccount(db) }
  },
  'ticket.open': async (db) => {
    await aPolicy(db)
    return {
      data: { subject: 'No dial tone', type: 'incident', channel: 'phone', impact: 'high', urgency: 'high' },
      contact: { givenName: 'Somchai', phones: ['081 234 5678'] },
      watch: true,
    }
  },
  'ticket.reply': async (db) => ({
    id: await aTicket(db, { contactId: await aContact(db) }),
    html: '<p>Is it <b>plugged</b> in?</p>',
    account: await anAccount(db),
    files: [aFile(db)],
    minutes: 5,
    status: 'waiting',
  }),
  'ticket.note': async (db) => ({ id: await aTicket(db), html: '<p>Called twice</p>', minutes: 2 }),
  'ticket.incoming': async (db) => ({ id: await aTicket(db, { status: 'waiting' }), html: '<p>It is</p>' }),
  'ticket.conversation': async (db) => {
    const id = await aTicket(db)
    await db.call('ticket.note', { id, html: '<p>Hm</p>' })
    return { id }
  },
  'ticket.openFile': async (db) => {
    const id = await aTicket(db)
    const note = await db.call('ticket.note', { id, html: '', files: [aFile(db)] })
    const { messages } = await db.call('ticket.conversation', { id })
    return { message: note.id, sha256: messages[0]?.attachments[0]?.sha256 ?? '' }
  },
  'ticket.around': async (db) => ({ id: await aTicket(db) }),
  'ticket.link': async (db) => ({ id: await aTicket(db), to: await aTicket(db), kind: 'causes', on: true }),
  'ticket.watch': async (db) => ({ id: await aTicket(db), on: true }),
  'ticket.news': async (db) => {
    await db.call('ticket.watch', { id: await aTicket(db), on: true })
    return {}
  },
  'ticket.newsSeen': async () => ({}),
  'ticket.split': async (db) => {
    const id = await aTicket(db)
    const said = await db.call('ticket.incoming', { id, html: '<p>And the lamp is broken</p>' })
    return { id, messages: [said.id], subject: 'Lamp' }
  },
  'ticket.assign': async (db) => ({
    target: { ids: [await aTicket(db), await aTicket(db)] },
    how: 'user',
    user: await me(db),
  }),
  'ticket.move': async (db) => ({
    target: { ids: [await aTicket(db)] },
    status: 'solved',
    queue: await aQueue(db),
  }),
  'ticket.options': async () => ({}),
  'ticket.setFlow': async () => ({
    statuses: [
      { name: 'new', phase: 'new' },
      { name: 'open', phase: 'open' },
      { name: 'รออะไหล่', phase: 'waiting' },
      { name: 'solved', phase: 'solved' },
    ],
  }),
  'queue.save': async (db) => ({ name: 'Billing', assignment: 'load', members: [await me(db)] }),
  'queue.counts': async (db) => {
    await aTicket(db, { queueId: await aQueue(db) })
    return {}
  },
  'ticket.views': async (db) => {
    await db.call('record.create', {
      entity: 'view',
      data: { entity: 'ticket', name: 'Mine', filter: { field: 'status', op: 'is', value: 'new' } },
    })
    return {}
  },
  'ticket.board': async (db) => {
    await aTicket(db)
    return {}
  },
  'ticket.of': async (db) => {
    const contactId = await aContact(db)
    await aTicket(db, { contactId, type: 'complaint' })
    return { entity: 'contact', id: contactId }
  },
  'ticket.due': async (db) => {
    await aPolicy(db)
    await aTicket(db)
    return { show: 'soon', within: 100_000 }
  },
  'ticket.find': async (db) => ({
    number: (await db.call('ticket.open', { data: { subject: 'S' } })).number,
  }),
  'sla.list': async (db) => {
    await aPolicy(db)
    return {}
  },
  'sla.savePolicy': async (db) => ({
    name: 'Gold',
    company: (await db.call('record.create', { entity: 'company', data: { name: 'Acme' } })).id,
    hours: (await db.call('sla.saveHours', someHours)).id,
    targets,
  }),
  'sla.order': async (db) => {
    const ids = [await aPolicy(db), await aPolicy(db)]
    return { ids: ids.reverse() }
  },
  'sla.saveHours': async () => someHours,
  'sla.remove': async (db) => ({ entity: 'slaPolicy', id: await aPolicy(db) }),
  'sla.clocks': async (db) => {
    await aPolicy(db)
    return { id: await aTicket(db) }
  },
  'sla.state': async () => ({}),
  'sla.recompute': async (db) => {
    await aTicket(db)
    await aPolicy(db)
    return {}
  },
}

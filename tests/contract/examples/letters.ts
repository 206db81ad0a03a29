/** Templates, letters, mail and print. */
import type { Input } from '#db/shared/contract.ts'
import type { TestDatabase } from '../../helpers/database.ts'
import { mailbox } from '../../mail/mailbox.ts'
import type { Examples } from './examples.ts'
import { aContact } from './makers.ts'

const READER = {
  language: 'en',
  calendar: 'gregory',
  digits: 'latn',
  country: 'US',
  timeZone: 'UTC',
} as const

export const lettersExamples = {
  'template.fields': async () => ({ about: 'contact', language: 'fa' }),
  'template.check': async () => ({ about: 'contact', body: '<p>{{ contact.nope }}</p>' }),
  'letter.preview': async (db) => ({
    source: { template: await aTemplate(db) },
    id: await aContact(db),
    reader: READER,
  }),
  'letter.check': async (db) => letterInput(db),
  'letter.compose': async (db) => letterInput(db),
  'letter.record': async (db) => letterInput(db),
  'letter.send': async (db) => ({
    ...(await letterInput(db)),
    account: await anAccount(db),
    incomplete: true,
  }),
  'mail.queue': async (db) => ({
    account: await anAccount(db),
    to: 'ann@example.com',
    subject: 'Hello',
    html: '<p>Hello</p>',
  }),
  'mail.hold': async (db) => ({ ids: [await aMessage(db)] }),
  'mail.release': async (db) => {
    const ids = [await aMessage(db)]
    await db.call('mail.hold', { ids })
    return { ids }
  },
  'mail.cancel': async (db) => ({ ids: [await aMessage(db)] }),
  'mail.settle': async (db) => ({ ids: [await aMessage(db)], sent: true }),
  'mail.counts': async (db) => {
    await aMessage(db)
    return {}
  },
  'mail.send': async (db) => {
    await aMessage(db)
    return {}
  },
  'mail.test': async (db) => ({ account: await anAccount(db, (await mailbox()).port) }),
  'mail.setPassword': async (db) => ({ account: await anAccount(db), password: 'secret' }),
  'mail.password': async (db) => ({ account: await anAccount(db) }),
  'print.compose': async (db) => ({
    kind: 'list',
    entity: 'contact',
    target: { ids: [await aContact(db)] },
    reader: { language: 'th', calendar: 'buddhist', digits: 'latn', country: 'TH', timeZone: 'Asia/Bangkok' },
  }),
} satisfies Partial<Examples>

const aTemplate = async (db: TestDatabase): Promise<string> =>
  (
    await db.call('record.create', {
      entity: 'template',
      data: {
        name: 'Offer',
        kind: 'letter',
        about: 'contact',
        subject: 'Offer',
        body: '<p>Dear {{ contact.givenName }}</p>',
      },
    })
  ).id

const letterInput = async (db: TestDatabase): Promise<Input<'letter.record'>> => ({
  source: { template: await aTemplate(db) },
  target: {
    ids: [
      (
        await db.call('record.create', {
          entity: 'contact',
          data: { givenName: 'Ann', emails: ['ann@example.com'] },
        })
      ).id,
    ],
  },
  reader: READER,
})

const anAccount = async (db: TestDatabase, port = 1): Promise<string> =>
  (
    await db.call('record.create', {
      entity: 'mailAccount',
      data: { name: 'Office', address: 'office@example.com', host: '127.0.0.1', port, security: 'none' },
    })
  ).id

const aMessage = async (db: TestDatabase): Promise<string> =>
  (await db.call('mail.queue', { account: await anAccount(db), to: 'a@b.c', subject: 'S', html: '<p>T</p>' }))
    .id

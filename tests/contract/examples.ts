/**
 * One way to call each procedure so that it does something: the compiler asks for a line per procedure. `prepare` makes
 * what the call needs first; its own effect is not part of what is undone.
 */
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Input, Name } from '#db/shared/contract.ts'
import { idToText } from '#db/shared/id.ts'
import { importInputSchema } from '#db/shared/transfer.ts'
import { type TestDatabase, temporaryFolder, testDatabase } from '../helpers/database.ts'
import { mailbox } from '../mail/mailbox.ts'

/** One white pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=',
  'base64',
)

export const examples: { readonly [N in Name]: (db: TestDatabase) => Promise<Input<N>> } = {
  'app.info': async () => ({}),
  'app.counts': async () => ({}),
  'attachment.read': async (db) => ({ entity: 'contact', id: await aContact(db), field: 'photo' }),
  'attachment.set': async (db) => {
    const file = join(temporaryFolder(), 'face.png')
    writeFileSync(file, PIXEL)
    return { entity: 'contact', id: await aContact(db), field: 'photo', files: [file] }
  },
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
  'sync.status': async () => ({}),
  'sync.create': async () => ({
    out: join(temporaryFolder(), 'Acme.crmhub'),
    passphrase: 'correct horse',
  }),
  'sync.join': async (db) => ({ files: [(await aHub(db, 2)).path], passphrase: 'correct horse' }),
  'sync.now': async (db) => {
    await aHub(db)
    return {}
  },
  'sync.leave': async (db) => {
    await aHub(db)
    return {}
  },
  'sync.removeDevice': async (db) => {
    const { path } = await aHub(db)
    const other = testDatabase({ seed: 7 })
    await other.call('sync.join', { files: [path], passphrase: 'correct horse' })
    return { device: (await other.call('sync.status', {})).device, passphrase: 'battery staple' }
  },
  'sync.conflicts': async (db) => {
    await aConflict(db)
    return {}
  },
  'sync.resolve': async (db) => {
    await aConflict(db)
    const { conflicts } = await db.call('sync.conflicts', {})
    return {
      choices: conflicts.map(({ entity, id, register, values }) => ({
        entity,
        id,
        register,
        version: values[1]?.version ?? '',
      })),
    }
  },
  'sync.verify': async (db) => {
    await aHub(db)
    return {}
  },
  'sync.explain': async (db) => {
    await aHub(db)
    return { entity: 'contact', id: await aContact(db) }
  },
  'sync.events': async (db) => {
    await aHub(db)
    return {}
  },
  'record.get': async (db) => ({ entity: 'contact', id: await aContact(db) }),
  'record.getMany': async (db) => ({ entity: 'contact', ids: [await aContact(db)] }),
  'record.create': async () => ({
    entity: 'contact',
    data: { givenName: 'New', phones: ['081 234 5678'], tags: ['a'] },
  }),
  'record.update': async (db) => ({
    entity: 'contact',
    id: await aContact(db),
    data: { givenName: 'Else', emails: ['e@x.y'] },
  }),
  'record.trash': async (db) => ({ entity: 'contact', id: await aContact(db) }),
  'record.restore': async (db) => {
    const id = await aContact(db)
    await db.call('record.trash', { entity: 'contact', id })
    return { entity: 'contact', id }
  },
  'record.values': async (db) => {
    await db.call('record.create', { entity: 'contact', data: { givenName: 'A', tags: ['vip', 'b2b'] } })
    return { entity: 'contact', field: 'tags' }
  },
  'record.changes': async (db) => ({ entity: 'contact', id: await aContact(db) }),
  'record.list': async () => ({ entity: 'contact', filter: { field: 'givenName', op: 'is', value: 'Ann' } }),
  'lookup.create': async () => ({ entity: 'contact' }),
  'lookup.page': async (db) => ({ ...(await aLookup(db)), offset: 0, limit: 10, fields: ['givenName'] }),
  'lookup.locate': async (db) => ({ id: await aContact(db), ...(await aLookup(db)) }),
  'lookup.typeAhead': async (db) => ({ ...(await aLookup(db)), text: 'A' }),
  'lookup.resort': async (db) => ({ lookupId: (await aLookup(db)).lookupId, sort: ['-givenName'] }),
  'lookup.previous': async (db) => {
    const { lookupId } = await aLookup(db)
    await db.call('lookup.invert', { lookupId })
    return { lookupId }
  },
  'lookup.invert': async (db) => ({ lookupId: (await aLookup(db)).lookupId }),
  'lookup.refresh': async (db) => ({ lookupId: (await aLookup(db)).lookupId }),
  'lookup.status': async (db) => ({ lookupId: (await aLookup(db)).lookupId }),
  'lookup.close': async (db) => ({ lookupId: (await aLookup(db)).lookupId }),
  'bulk.edit': async (db) => ({
    entity: 'contact',
    target: { ids: [await aContact(db), await aContact(db)] },
    changes: [
      { do: 'set', field: 'jobTitle', value: 'Buyer' },
      { do: 'add', field: 'tags', value: ['vip'] },
      { do: 'replace', field: 'familyName', find: 'lee', with: 'Li' },
    ],
  }),
  'bulk.trash': async (db) => ({ entity: 'contact', target: { ids: [await aContact(db)] } }),
  'bulk.assign': async (db) => ({
    entity: 'contact',
    target: { ids: [await aContact(db)] },
    owner: null,
  }),
  'group.list': async (db) => {
    await aGroup(db)
    return {}
  },
  'group.counts': async (db) => ({ groups: [await aGroup(db)] }),
  'group.of': async (db) => {
    const id = await aContact(db)
    await db.call('group.add', { group: await aGroup(db), target: { ids: [id] } })
    return { entity: 'contact', id }
  },
  'group.save': async (db) => ({ name: 'VIP', parentId: await aGroup(db), private: true }),
  'group.add': async (db) => ({ group: await aGroup(db), target: { ids: [await aContact(db)] } }),
  'group.remove': async (db) => {
    const [group, ids] = [await aGroup(db), [await aContact(db)]]
    await db.call('group.add', { group, target: { ids } })
    return { group, target: { ids } }
  },
  'search.run': async () => ({ text: 'Ann' }),
  'search.status': async () => ({}),
  'operation.list': async () => ({ limit: 5 }),
  'operation.undo': async (db) => {
    await aContact(db)
    return {}
  },
  'operation.redo': async (db) => {
    await aContact(db)
    await db.call('operation.undo', {})
    return {}
  },
  'operation.interrupted': async () => ({}),
  'operation.keep': async (db) => {
    await aContact(db)
    const { operations } = await db.call('operation.list', { limit: 1 })
    return { operation: operations[0]?.id ?? '' }
  },
  'operation.stack': async () => ({}),
  'settings.get': async () => ({}),
  'settings.set': async () => ({ scope: 'database', key: 'defaultCountry', value: 'IR' }),
  'settings.setLocal': async () => ({ key: 'split', value: 0.4 }),
  'draft.save': async () => ({ entity: 'contact', record: 'new', data: { givenName: 'Half' } }),
  'draft.list': async () => ({}),
  'draft.clear': async () => ({ entity: 'contact', record: 'new' }),
  'document.attach': async (db) => ({ entity: 'contact', id: await aContact(db), files: [aLetter(db)] }),
  'document.preview': async (db) => ({ id: await aDocument(db) }),
  'document.open': async (db) => ({ id: await aDocument(db) }),
  'document.save': async (db) => ({ id: await aDocument(db), out: `${db.file}.copy.txt` }),
  'favourite.list': async () => ({}),
  'favourite.set': async (db) => ({ entity: 'contact', id: await aContact(db), on: true }),
  'anniversary.upcoming': async () => ({ days: 366 }),
  'timeline.list': async (db) => ({ entity: 'contact', id: await aContact(db) }),
  'transfer.card': async (db) => ({ entity: 'contact', id: await aContact(db) }),
  'card.create': async () => ({
    contact: { givenName: 'Jane' },
    company: 'Acme Co., Ltd.',
    note: 'Met at the fair',
  }),
  'transfer.preview': async (db) => ({ files: [aTable(db)] }),
  'transfer.import': async (db) => ({ files: [aTable(db)] }),
  'transfer.resume': async (db) => ({ operation: await anInterruptedImport(db) }),
  'transfer.export': async (db) => {
    await aContact(db)
    return { entity: 'contact', out: `${db.file}.csv` }
  },
  'trash.list': async (db) => {
    await aTrashedContact(db)
    return { limit: 10 }
  },
  'trash.restore': async (db) => ({ records: [{ entity: 'contact', id: await aTrashedContact(db) }] }),
  'trash.empty': async (db) => {
    await aTrashedContact(db)
    return { entity: 'contact' }
  },
  'database.check': async () => ({}),
  'database.rebuild': async () => ({}),
  'backup.create': async (db) => ({ folder: `${db.file}.backups` }),
  'demo.create': async () => ({ contacts: 3, seed: 1 }),
  'duplicate.scan': async (db) => {
    await twoContacts(db)
    return { entity: 'contact' }
  },
  'duplicate.check': async (db) => {
    await twoContacts(db)
    return { entity: 'contact', data: { givenName: 'Somchai', familyName: 'Jaidee' } }
  },
  'duplicate.merge': async (db) => ({
    entity: 'contact',
    ids: await twoContacts(db),
    data: { nickname: 'B' },
  }),
  'duplicate.mergeAll': async (db) => ({ entity: 'contact', groups: [await twoContacts(db)] }),
  'duplicate.unmerge': async (db) => {
    const { operation } = await db.call('duplicate.merge', { ids: await twoContacts(db) })
    return { operation: operation ?? '' }
  },
  'duplicate.merges': async (db) => {
    const ids = await twoContacts(db)
    await db.call('duplicate.merge', { ids })
    return { entity: 'contact', id: ids[0] }
  },
  'duplicate.differ': async (db) => ({ entity: 'contact', ids: await twoContacts(db) }),
  'activity.schedule': async (db) => ({
    data: {
      kind: 'call',
      regarding: 'Price',
      startAt: '2026-11-23T03:00:00Z',
      contactId: await aContact(db),
    },
    participants: { contacts: [await aContact(db)] },
  }),
  'activity.change': async (db) => ({
    id: await aRecurring(db),
    occurrence: '2026-11-24',
    scope: 'following',
    data: { startAt: '2026-11-24T07:00:00Z' },
  }),
  'activity.remove': async (db) => ({ id: await aRecurring(db), occurrence: '2026-11-24', scope: 'one' }),
  'activity.complete': async (db) => ({
    id: await anActivity(db),
    resultCode: 'reached',
    followUp: { kind: 'meeting', startAt: '2026-12-01T03:00:00Z' },
  }),
  'activity.log': async (db) => ({ kind: 'call', contacts: [await aContact(db)], resultCode: 'notReached' }),
  'activity.get': async (db) => ({ id: await anActivity(db) }),
  'activity.range': async (db) => {
    await aRecurring(db)
    return { from: '2026-11-22', to: '2026-11-30' }
  },
  'activity.days': async (db) => {
    await aRecurring(db)
    return { from: '2026-11-01', to: '2026-11-30' }
  },
  'activity.tasks': async (db) => {
    await anActivity(db)
    return {}
  },
  'activity.preview': async () => ({ startAt: '2026-11-22T03:00:00Z', rule: 'FREQ=WEEKLY' }),
  'activity.options': async () => ({}),
  'activity.reassign': async (db) => {
    const { id: user } = await db.call('record.create', {
      entity: 'user',
      data: { name: 'Bo', role: 'standard' },
    })
    return { target: { ids: [await anActivity(db)] }, user }
  },
  'activity.reschedule': async (db) => ({ target: { ids: [await anActivity(db)] }, days: 2 }),
  'activity.completeMany': async (db) => ({ target: { ids: [await anActivity(db)] }, resultCode: 'busy' }),
  'activity.rollOver': async (db) => {
    await db.call('activity.schedule', { data: { kind: 'todo', startAt: '2026-11-01T03:00:00Z' } })
    return {}
  },
  'activity.alarms': async (db) => {
    await anActivity(db)
    return {}
  },
  'activity.snooze': async (db) => ({
    alarms: [{ id: await anActivity(db), occurrence: null }],
    until: '2026-11-22T05:00:00Z',
  }),
  'series.save': async () => ({
    data: { name: 'Welcome' },
    steps: [{ offsetDays: 0, kind: 'call' }],
  }),
  'series.get': async (db) => ({ id: await aSeries(db) }),
  'series.preview': async (db) => ({ id: await aSeries(db), anchor: '2026-11-28' }),
  'series.apply': async (db) => ({
    id: await aSeries(db),
    anchor: '2026-11-28',
    target: { ids: [await aContact(db)] },
  }),
  'series.shift': async (db) => ({ target: { ids: [await aRun(db)] }, days: 3 }),
  'series.stop': async (db) => ({ target: { ids: [await aRun(db)] } }),
  'ics.export': async (db) => {
    await aRecurring(db)
    return { out: `${db.file}.ics` }
  },
  'ics.publish': async (db) => {
    const folder = `${db.file}.published`
    mkdirSync(folder)
    return { folder }
  },
  'ics.import': async (db) => {
    const file = `${db.file}.in.ics`
    writeFileSync(
      file,
      'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261201T030000Z\r\nSUMMARY:Fair\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
    )
    return { files: [file] }
  },
  'call.find': async (db) => {
    await db.call('record.create', { entity: 'contact', data: { givenName: 'A', phones: ['081 234 5678'] } })
    return { number: '+66 (81) 234-5678' }
  },
  'business.calendar': async () => ({ from: '2026-11-01', to: '2026-12-31' }),
  'holiday.lists': async () => ({}),
  'holiday.add': async () => ({ country: 'TH' as const }),
  'session.state': async () => ({}),
  'session.signIn': async (db) => {
    await aPassword(db)
    return { name: (await me(db)).name, password: PASSWORD, keep: true }
  },
  'session.signOut': async () => ({}),
  'user.list': async () => ({}),
  'user.setPassword': async (db) => ({ user: (await me(db)).id, password: PASSWORD }),
  'token.create': async (db) => {
    await aPassword(db)
    return { scope: 'read', name: 'Reports' }
  },
  'token.list': async () => ({}),
  'token.revoke': async (db) => {
    await aPassword(db)
    return { id: (await db.call('token.create', { scope: 'write' })).id }
  },
  'layout.get': async (db) => {
    await db.call('layout.set', aLayout())
    return { entity: 'contact' }
  },
  'layout.set': async () => aLayout(),
  'layout.reset': async (db) => {
    await db.call('layout.set', aLayout())
    return { entity: 'contact' }
  },
  'layout.export': async (db) => {
    await db.call('layout.set', aLayout())
    return { entity: 'contact' }
  },
  'layout.import': async (db) => {
    await db.call('layout.set', aLayout('Other'))
    const { document } = await db.call('layout.export', { entity: 'contact' })
    await db.call('layout.reset', { entity: 'contact' })
    return { document }
  },
  'pickList.get': async (db) => {
    await db.call('record.create', { entity: 'contact', data: { givenName: 'A', status: 'Lead' } })
    return { entity: 'contact', field: 'status' }
  },
  'pickList.save': async (db) => {
    await db.call('record.create', { entity: 'contact', data: { givenName: 'A', status: 'Lead' } })
    return {
      entity: 'contact',
      field: 'status',
      values: ['Prospect', 'Customer'],
      renames: [{ from: 'Lead', to: 'Prospect' }],
    }
  },
  'relationship.list': async (db) => ({ entity: 'contact', id: (await aRelationship(db)).from }),
  'relationship.add': async (db) => ({
    type: { kind: 'reportsTo' },
    from: { entity: 'contact', id: await aContact(db) },
    to: { entity: 'contact', id: await aContact(db) },
    startDate: '2024-02-29',
    endDate: null,
    note: 'Since the merger',
  }),
  'relationship.change': async (db) => ({
    id: (await aRelationship(db)).id,
    type: { kind: 'lawyerOf' },
    swap: true,
    endDate: '2024-01-01',
  }),
  'contact.promote': async (db) => ({ id: await aSecondary(db) }),
  'contact.demote': async (db) => ({ id: await aContact(db), primaryId: await aContact(db), role: 'Spouse' }),
}

const PASSWORD = 'correct horse'

const aLayout = (label = 'Who'): Input<'layout.set'> => ({
  entity: 'contact',
  layout: {
    version: 1,
    tabs: [
      {
        id: 'main',
        sections: [
          { id: 'name', label, fields: [{ name: 'givenName', required: true }, { name: 'familyName' }] },
          {
            id: 'reach',
            fields: [
              { name: 'phones', width: 'full' },
              { name: 'status', default: 'Lead' },
            ],
          },
        ],
      },
    ],
    hidden: ['suffix'],
  },
})

async function aRelationship(db: TestDatabase): Promise<{ id: string; from: string }> {
  const from = await aContact(db)
  const { id: to } = await db.call('record.create', { entity: 'company', data: { name: 'Acme' } })
  const { id } = await db.call('relationship.add', {
    type: { kind: 'accountantOf' },
    from: { entity: 'contact', id: from },
    to: { entity: 'company', id: to },
    startDate: '2020-01-01',
    note: 'Audits too',
  })
  return { id, from }
}

async function aSecondary(db: TestDatabase): Promise<string> {
  const primaryId = await aContact(db)
  const id = await aContact(db)
  await db.call('contact.demote', { id, primaryId, role: 'Assistant' })
  return id
}

const me = async (db: TestDatabase) => (await db.call('app.info', {})).user

const aPassword = async (db: TestDatabase) =>
  db.call('user.setPassword', { user: (await me(db)).id, password: PASSWORD })

async function twoContacts(db: TestDatabase): Promise<[string, string]> {
  const phones = ['081 234 5678']
  const data = [
    { givenName: 'Somchai', familyName: 'Jaidee', phones },
    {
      givenName: 'สมชาย',
      familyName: 'ใจดี',
      phones,
      emails: ['somchai@example.com'],
      birthday: '1980-01-01',
    },
  ]
  const [first, second] = [
    await db.call('record.create', { entity: 'contact', data: data[0] ?? {} }),
    await db.call('record.create', { entity: 'contact', data: data[1] ?? {} }),
  ]
  return [first.id, second.id]
}

function aTable(db: TestDatabase): string {
  const file = `${db.file}.people.csv`
  writeFileSync(
    file,
    'First Name,Last Name,Company,E-mail,Notes\nAnn,Lee,Acme Ltd,ann@example.com,met in May\nสมชาย,ใจดี,,,\n',
  )
  return file
}

/** An import that died before its first chunk. */
async function anInterruptedImport(db: TestDatabase): Promise<string> {
  const file = aTable(db)
  const { size, mtimeMs } = statSync(file)
  const input = importInputSchema.parse({ files: [file] })
  const state = JSON.stringify({ input, files: [{ size, modified: mtimeMs }] })
  const id = db.conn.newId()
  const { lastInsertRowid } = db.conn
    .prepare(
      "INSERT INTO op(id, userId, deviceId, source, kind, state, at) VALUES(?, 1, 1, 'import', 'transfer.import', 'open', ?)",
    )
    .run(id, db.sources.now())
  db.conn
    .prepare('INSERT INTO checkpoint(opId, pid, state) VALUES(?, ?, ?)')
    .run(lastInsertRowid, DEAD_PID, state)
  return idToText(id)
}
const READER = {
  language: 'en',
  calendar: 'gregory',
  digits: 'latn',
  country: 'US',
  timeZone: 'UTC',
} as const

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

/** Above what any system gives out. */
const DEAD_PID = 0x7fffffff

/** A hub that `db` shares through; with a seed, one of another database. */
async function aHub(db: TestDatabase, seed?: number): Promise<{ path: string; owner: TestDatabase }> {
  const path = join(temporaryFolder(), 'Acme.crmhub')
  const owner = seed === undefined ? db : testDatabase({ seed })
  await owner.call('sync.create', { out: path, passphrase: 'correct horse' })
  return { path, owner }
}

/** Two databases that wrote to the same field while apart; `db` has heard of it. */
async function aConflict(db: TestDatabase): Promise<void> {
  const { path } = await aHub(db)
  const other = testDatabase({ seed: 7 })
  const id = await aContact(db)
  await db.call('sync.now', {})
  await other.call('sync.join', { files: [path], passphrase: 'correct horse' })
  await other.call('record.update', { entity: 'contact', id, data: { givenName: 'Theirs' } })
  await db.call('record.update', { entity: 'contact', id, data: { givenName: 'Ours' } })
  await other.call('sync.now', {})
  await db.call('sync.now', {})
}

async function aContact(db: TestDatabase): Promise<string> {
  return (
    await db.call('record.create', { entity: 'contact', data: { givenName: 'Ann', familyName: 'Lee' } })
  ).id
}

const aGroup = async (db: TestDatabase): Promise<string> =>
  (await db.call('group.save', { name: 'Customers' })).id
async function anActivity(db: TestDatabase): Promise<string> {
  const data = {
    kind: 'call',
    startAt: '2026-11-22T03:00:00Z',
    alarmMinutes: 5,
    contactId: await aContact(db),
  }
  return (await db.call('activity.schedule', { data })).id
}

async function aRecurring(db: TestDatabase): Promise<string> {
  const data = {
    kind: 'meeting',
    startAt: '2026-11-22T03:00:00Z',
    rule: 'FREQ=DAILY',
    timeZone: 'Asia/Bangkok',
  }
  return (await db.call('activity.schedule', { data })).id
}

async function aSeries(db: TestDatabase): Promise<string> {
  const steps = [
    { offsetDays: 0, kind: 'call', regarding: 'Welcome' },
    { offsetDays: 7, kind: 'meeting', minutes: 600 },
  ]
  return (await db.call('series.save', { data: { name: 'Welcome', daysOff: 'next' }, steps })).id
}

async function aRun(db: TestDatabase): Promise<string> {
  const id = await aSeries(db)
  await db.call('series.apply', { id, anchor: '2026-11-28', target: { ids: [await aContact(db)] } })
  return (await db.call('record.list', { entity: 'seriesRun' })).rows[0]?.id ?? ''
}

async function aTrashedContact(db: TestDatabase): Promise<string> {
  const id = await aContact(db)
  await db.call('record.trash', { entity: 'contact', id })
  return id
}

async function aLookup(db: TestDatabase): Promise<{ lookupId: string; version: number }> {
  const { lookupId, version } = await db.call('lookup.create', { entity: 'contact' })
  return { lookupId, version }
}

function aLetter(db: TestDatabase): string {
  const file = `${db.file}.letter.txt`
  writeFileSync(file, 'Dear Ann, the ferry leaves at six.')
  return file
}

async function aDocument(db: TestDatabase): Promise<string> {
  const id = await aContact(db)
  const { added } = await db.call('document.attach', { entity: 'contact', id, files: [aLetter(db)] })
  return added[0]?.id ?? ''
}

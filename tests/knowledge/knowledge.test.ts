/** Articles, canned replies and macros as they are worked with. */
import { describe, expect, it } from 'vitest'
import type { Input } from '#db/shared/contract.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'

const write = async (db: TestDatabase, input: Input<'article.save'>): Promise<string> => {
  const { id } = await db.call('article.save', input)
  await db.call('article.setStatus', { id, status: 'published' })
  return id
}
const READER = {
  language: 'th',
  calendar: 'buddhist',
  digits: 'latn',
  country: 'TH',
  timeZone: 'Asia/Bangkok',
} as const

describe('an article', () => {
  it('keeps what it said each time it was published, and goes back to it', async () => {
    const db = testDatabase()
    const id = await write(db, { title: 'Reset', html: '<p>First <b>text</b></p>', language: 'en' })
    await db.call('article.save', { id, html: '<p>Second text</p>' })
    expect(await db.call('article.read', { id })).toMatchObject({
      version: 1,
      changed: true,
      body: 'Second text',
    })
    expect(await db.call('article.setStatus', { id, status: 'published' })).toMatchObject({ version: 2 })
    await db.call('article.restore', { id, version: 1 })
    expect(await db.call('article.read', { id })).toMatchObject({
      version: 2,
      changed: true,
      body: 'First text',
      versions: [{ number: 2 }, { number: 1 }],
    })
  })

  it('that was changed by a program that knows only its words shows those', async () => {
    const db = testDatabase()
    const id = await write(db, { title: 'Reset', html: '<p>First <b>text</b></p>' })
    await db.call('record.update', { entity: 'article', id, data: { body: 'Words <only>' } })
    expect((await db.call('article.read', { id })).html).toBe('<p>Words &#60;only&#62;</p>')
  })

  it('knows its translations and how many tickets it solved', async () => {
    const db = testDatabase()
    const en = await write(db, { title: 'Reset your password', html: '<p>Link</p>', language: 'en' })
    const th = await write(db, { title: 'ตั้งรหัสผ่านใหม่', html: '<p>ลิงก์</p>', language: 'th', translates: en })
    const fa = await write(db, {
      title: 'بازیابی گذرواژه',
      html: '<p>پیوند</p>',
      language: 'fa',
      translates: en,
    })
    expect((await db.call('article.read', { id: th })).translations.map(({ id }) => id)).toEqual([en, fa])
    const { id: ticket } = await db.call('ticket.open', { data: { subject: 'ลืมรหัสผ่าน' } })
    await db.call('ticket.reply', { id: ticket, html: '<p>ดูบทความ</p>', article: th, status: 'solved' })
    expect((await db.call('article.read', { id: th })).solved).toBe(1)
    const { articles } = await db.call('article.suggest', { text: 'ลืมรหัสผ่านค่ะ', language: 'th' })
    expect(articles[0]).toMatchObject({ id: th, solved: 1 })
  })

  it('is found in three scripts, however it is typed; drafts are not suggested', async () => {
    const db = testDatabase()
    const th = await write(db, { title: 'ซ่อมเครื่องทำน้ำอุ่น', html: '<p>ปิดวาล์วน้ำก่อน</p>', language: 'th' })
    const fa = await write(db, { title: 'تعمیر آبگرمکن', html: '<p>می‌شود شیر آب را بست</p>', language: 'fa' })
    const en = await write(db, {
      title: 'Repair the boiler',
      html: '<p>Close the valve first, Müller says</p>',
    })
    const hits = async (text: string) =>
      (await db.call('search.run', { text, entity: 'article' })).hits.map(({ id }) => id)
    expect(await hits('นํ้าอุ่น')).toEqual([th])
    expect(await hits('میشود شیر')).toEqual([fa])
    expect(await hits('muller')).toEqual([en])
    await db.call('article.setStatus', { id: en, status: 'archived' })
    expect((await db.call('article.suggest', { text: 'boiler repair valve' })).articles).toEqual([])
  })
})

describe('an answer', () => {
  it('is merged with ticket, customer and user, harmless, and says what is missing', async () => {
    const db = testDatabase()
    const { id, number } = await db.call('ticket.open', {
      data: { subject: 'A < B', type: 'complaint' },
      contact: { givenName: 'สมชาย', honorific: 'คุณ' },
    })
    const reply = await db.call('reply.save', {
      name: 'Hello',
      html: '<p>เรียน {{ contact.givenName }} เรื่อง {{ ticket.subject }} ({{ ticket.type }}, {{ ticket.number }}) {{ company.name }}</p><script>x</script>',
    })
    const { html, missing } = await db.call('reply.render', {
      ticket: id,
      source: { reply: reply.id },
      reader: READER,
    })
    expect(html).toBe(`<p>เรียน สมชาย เรื่อง A &lt; B (เรื่องร้องเรียน, ${number}) </p>`)
    expect(missing).toEqual(['company.name'])
    await expect(
      db.call('reply.render', { ticket: id, source: { html: '<p>{% if x %}</p>' }, reader: READER }),
    ).rejects.toMatchObject({ record: { code: 'Invalid' } })
  })
})

describe('a macro', () => {
  it('does all of it to each ticket, is one operation, and is taken back as one', async () => {
    const db = testDatabase()
    const { id: macro } = await db.call('macro.save', {
      name: 'Close with thanks',
      actions: [
        { do: 'status', status: 'solved' },
        { do: 'assign', to: 'me' },
        { do: 'tag', tags: ['thanked'] },
        { do: 'reply', html: '<p>Thank you, {{ contact.givenName }}</p>' },
        { do: 'watch' },
      ],
    })
    const ids: string[] = []
    for (const givenName of ['Ann', 'Bob'])
      ids.push((await db.call('ticket.open', { data: { subject: 'S' }, contact: { givenName } })).id)
    const done = await db.call('macro.run', { macro, target: { ids }, reader: READER })
    expect(done).toMatchObject({ changed: 2, failed: { count: 0 } })
    const second = ids[1] ?? ''
    expect(await db.call('record.get', { entity: 'ticket', id: second })).toMatchObject({
      status: 'solved',
      tags: ['thanked'],
    })
    expect((await db.call('ticket.conversation', { id: second })).messages[0]?.body).toBe('Thank you, Bob')
    await db.call('operation.undo', { operation: done.operation ?? '' })
    expect(await db.call('record.get', { entity: 'ticket', id: second })).toMatchObject({
      status: 'new',
      tags: [],
    })
    expect((await db.call('ticket.conversation', { id: second })).total).toBe(0)
    expect((await db.call('ticket.around', { id: second })).watchers).toEqual([])
  })

  it('that cannot write to a customer leaves the ticket as it was, and says which', async () => {
    const db = testDatabase()
    const { id: account } = await db.call('record.create', {
      entity: 'mailAccount',
      data: { name: 'Help', address: 'help@example.com', host: '127.0.0.1', port: 1, security: 'none' },
    })
    const { id: macro } = await db.call('macro.save', {
      name: 'Close by e-mail',
      actions: [
        { do: 'status', status: 'solved' },
        { do: 'reply', html: '<p>Done</p>', send: true },
      ],
    })
    const { id } = await db.call('ticket.open', { data: { subject: 'S' } })
    const done = await db.call('macro.run', { macro, target: { ids: [id] }, reader: READER, account })
    expect(done.failed).toMatchObject({ count: 1, first: [{ id, code: 'noEmail' }] })
    expect(await db.call('record.get', { entity: 'ticket', id })).toMatchObject({ status: 'new' })
  })
})

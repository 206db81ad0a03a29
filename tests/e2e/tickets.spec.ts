// Tickets in three languages: list, board, record and conversation looked at; opened, answered, moved and undone by hand.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { expectAccessible, launch, picture, samphan } from './app.ts'
import { beConfigured, type Language, show, word } from './hands.ts'

const home = mkdtempSync(join(tmpdir(), 'samphan-e2e-'))
const call = async (name: string, input: unknown): Promise<Record<string, unknown>> =>
  Object(await samphan(home, 'call', name, '--input', JSON.stringify(input)))
const text = (value: unknown): string => String(value)

let printer = ''
let customer = ''
let company = ''

test.beforeAll(async () => {
  await samphan(home, 'db', 'create')
  await samphan(home, 'demo', '--contacts', '40', '--seed', '7')
  const { rows } = Object(
    await samphan(home, 'list', 'contact', '--filter', '{"field":"companyId","op":"notEmpty"}'),
  )
  const people: { id: string; companyId: string }[] = rows
  const [first, second, third] = people.map(({ id }) => id)
  customer = first ?? ''
  company = people[0]?.companyId ?? ''
  const week = Array.from({ length: 7 }, () => [[0, 1440]])
  const hours = await call('sla.saveHours', {
    name: '24/7',
    timeZone: 'Asia/Bangkok',
    week,
    holidays: 'none',
  })
  await call('sla.savePolicy', {
    name: 'Gold',
    hours: hours.id,
    targets: {
      urgent: { first: 1, solve: 240 },
      high: { first: 30 },
      normal: { first: 240, next: 240, solve: 2880 },
    },
  })
  const queue = await call('queue.save', { name: 'Support' })
  const open = async (data: Record<string, unknown>) => text((await call('ticket.open', { data })).id)
  printer = await open({
    subject: 'Printer on the third floor is silent',
    description: 'No noise, no paper, since this morning.',
    type: 'incident',
    contactId: first,
    queueId: queue.id,
    channel: 'phone',
    tags: ['printer'],
  })
  await call('ticket.incoming', { id: printer, html: '<p>It says <b>E-42</b> on the display.</p>' })
  await call('ticket.reply', {
    id: printer,
    html: '<p>Please hold the power key for ten seconds.</p>',
    minutes: 5,
  })
  await call('ticket.note', {
    id: printer,
    html: '<p>Third time this month: ask for the <i>service contract</i>.</p>',
  })
  await open({
    subject: 'ใบกำกับภาษีเดือนตุลาคมยอดไม่ถูกต้อง',
    type: 'complaint',
    contactId: first,
    impact: 'high',
    urgency: 'high',
  })
  await open({ subject: 'تحویل سفارش دیر شده است', type: 'complaint', contactId: second, impact: 'high' })
  const waiting = await open({
    subject: 'How do I export my address book?',
    type: 'question',
    contactId: third,
  })
  await call('ticket.reply', { id: waiting, html: '<p>File, Export.</p>', status: 'waiting' })
  const done = await open({
    subject: 'New password, please',
    type: 'request',
    contactId: third,
    channel: 'email',
  })
  await call('ticket.reply', { id: done, html: '<p>Done.</p>', status: 'solved' })
  // Urgent ones were promised an answer within a minute.
  await new Promise((resolve) => setTimeout(resolve, 1_000))
})
test.setTimeout(240_000)
test.afterAll(() => rmSync(home, { recursive: true, force: true }))

const open = (language: Language, size = { width: 1440, height: 900 }) => launch({ home, language, size })
const subject = (page: Page, name: string) => page.getByText(name).first()

for (const language of ['en', 'th', 'fa'] as const satisfies readonly Language[])
  test(`reads well in ${language}, as list, board, record and on customers’ pages, light and dark`, async () => {
    const { app, page, pageErrors, close } = await open(language)
    await beConfigured(app)
    const looks: readonly (readonly [string, string, string])[] = [
      ['list', '#/tickets', 'Printer on the third'],
      ['board', '#/tickets?view=board', 'Printer on the third'],
      ['due', '#/tickets?view=due', word(language, 'tickets', 'ticket.due.overdue')],
      ['record', `#/tickets/${printer}?full=1`, 'E-42'],
      ['customer', `#/contacts/${customer}?full=1`, word(language, 'tickets', 'ticket.banner.show')],
      ['company', `#/companies/${company}?full=1`, word(language, 'tickets', 'ticket.banner.show')],
    ]
    for (const [name, hash, seen] of looks) {
      await show(page, hash)
      await expect(subject(page, seen)).toBeVisible()
      await picture(page, `tickets.${name}.${language}`)
      await expectAccessible(page)
    }
    await page.emulateMedia({ colorScheme: 'dark' })
    for (const [name, hash, seen] of looks.slice(0, 4)) {
      await show(page, hash)
      await expect(subject(page, seen)).toBeVisible()
      await picture(page, `tickets.${name}.${language}.dark`)
      await expectAccessible(page)
    }
    expect(pageErrors).toEqual([])
    await close()
  })

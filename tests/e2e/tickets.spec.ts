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
let article = ''

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
  article = text(
    (
      await call('article.save', {
        title: 'The printer does not print',
        html: '<p>Hold the <b>power key</b> for ten seconds.</p><ul><li>Check the paper</li></ul>',
        language: 'en',
        keywords: ['printer', 'silent'],
      })
    ).id,
  )
  await call('article.setStatus', { id: article, status: 'published' })
  await call('reply.save', {
    name: 'Greeting',
    html: '<p>Dear {{ contact.givenName }}, about {{ ticket.number }}:</p>',
  })
  await call('macro.save', {
    name: 'Take it',
    actions: [
      { do: 'assign', to: 'me' },
      { do: 'tag', tags: ['taken'] },
    ],
  })
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
      ['article', `#/knowledge/${article}?full=1`, 'power key'],
      ['service', '#/settings?view=service', 'Gold'],
      ['answers', '#/settings?view=answers', 'Take it'],
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

test('a ticket is opened with the keyboard, answered, moved on the board and taken back', async () => {
  const { app, page, pageErrors, close } = await open('en')
  await beConfigured(app)
  await show(page, '#/contacts')
  await page.keyboard.press('Control+Shift+T')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Subject').fill('The printer makes no noise')
  await expect(dialog.getByText('Articles that may answer this')).toBeVisible()
  await expect(dialog.getByText('The printer does not print').first()).toBeVisible()
  await picture(page, 'tickets.new.en')
  await dialog.getByLabel('Subject').press('Enter')
  await expect(page.getByRole('heading', { name: 'The printer makes no noise' })).toBeVisible()

  const editor = page.getByRole('textbox', { name: 'Answer' })
  await editor.click()
  await page.keyboard.type('Is it plugged in?')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('list', { name: 'Conversation' }).getByText('Is it plugged in?')).toBeVisible()
  await page.getByRole('button', { name: 'Put into the answer' }).first().click()
  await expect(page.getByRole('textbox', { name: 'Answer' })).toContainText('power key')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('list', { name: 'Conversation' }).getByText('power key')).toBeVisible()
  await page.getByRole('button', { name: 'Macro' }).click()
  await page.getByRole('menuitem', { name: 'Take it' }).click()
  await expect(page.getByText('taken', { exact: true }).first()).toBeVisible()

  await show(page, '#/tickets?view=board')
  const card = page.getByRole('button', { name: /The printer makes no noise/ })
  await card.focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Space')
  const waiting = page.getByRole('region', { name: 'Waiting for customer' })
  await expect(waiting.getByText('The printer makes no noise')).toBeVisible()
  await expect(card).toBeFocused()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(waiting.getByText('The printer makes no noise')).toBeHidden()

  // By mouse the other way.
  const target = await page.getByRole('region', { name: 'Solved' }).boundingBox()
  const from = await card.boundingBox()
  if (!target || !from) throw new Error('the board is not there')
  await page.mouse.move(from.x + 20, from.y + 20)
  await page.mouse.down()
  await page.mouse.move(from.x + 60, from.y + 40, { steps: 5 })
  await page.mouse.move(target.x + 60, target.y + 200, { steps: 10 })
  await page.mouse.up()
  await expect(
    page.getByRole('region', { name: 'Solved' }).getByText('The printer makes no noise'),
  ).toBeVisible()
  expect(pageErrors).toEqual([])
  await close()
})

test('somebody unknown calls: contact and ticket in one step, and the number finds it again', async () => {
  const { app, page, pageErrors, close } = await open('en')
  await beConfigured(app)
  await show(page, '#/contacts')
  await page.keyboard.press('Control+Shift+L')
  const box = page.getByRole('dialog')
  await box.getByLabel('Number').fill('089 765 4321')
  await box.getByLabel('Name').fill('Somying')
  await box.getByRole('button', { name: 'New ticket' }).click()
  await page.getByRole('dialog').getByLabel('Subject').fill('Water on the floor')
  await page.getByRole('dialog').getByLabel('Subject').press('Enter')
  await expect(page.getByRole('heading', { name: 'Water on the floor' })).toBeVisible()
  await expect(page.getByText('Somying').first()).toBeVisible()
  const number = await page.getByRole('note').locator('strong').first().innerText()
  await show(page, '#/contacts')
  await page.keyboard.press('Control+Shift+L')
  await page.getByRole('dialog').getByLabel('Number').fill(number)
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Water on the floor/ })
    .click()
  await expect(page.getByRole('heading', { name: 'Water on the floor' })).toBeVisible()

  // They call again, and another ticket is opened: both become one by the dialog, which either number finds.
  const again = await call('ticket.open', { data: { subject: 'Water, still' } })
  await call('ticket.incoming', { id: again.id, html: '<p>It is up to the knees now.</p>' })
  await show(page, '#/tickets')
  for (const each of ['Water on the floor', 'Water, still'])
    await subject(page, each).click({ modifiers: ['Control'] })
  await page.getByRole('button', { name: 'Actions', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Merge picked records…' }).click()
  const merge = page.getByRole('dialog', { name: 'Merge records' })
  await merge.getByRole('radio', { name: 'Water on the floor stays' }).check()
  await picture(page, 'tickets.merge.en')
  await expectAccessible(page)
  await merge.getByRole('button', { name: 'Merge' }).click()
  await expect(merge).toBeHidden()
  const { tickets } = await call('ticket.find', { number: text(again.number) })
  expect(tickets).toMatchObject([{ subject: 'Water on the floor' }])
  await show(page, `#/tickets/${Object(tickets)[0].id}?full=1`)
  await expect(page.getByRole('list', { name: 'Conversation' }).getByText('up to the knees')).toBeVisible()
  expect(pageErrors).toEqual([])
  await close()
})

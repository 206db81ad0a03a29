// A clerk's day in Thai and Persian, by hand: a call of somebody unknown, the answer, the note, the clock, a macro, an article,
// a split and a merge; what a salesperson is warned of; a macro on many; the pages of the area, small and dark.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { callHost, expectAccessible, launch, picture, samphan } from './app.ts'
import { beConfigured, chooseFiles, type Language, show, word } from './hands.ts'

const home = mkdtempSync(join(tmpdir(), 'samphan-e2e-'))
const call = async (name: string, input: unknown): Promise<Record<string, unknown>> =>
  Object(await samphan(home, 'call', name, '--input', JSON.stringify(input)))
const make = async (entity: string, data: Record<string, unknown>): Promise<string> =>
  String((await call('record.create', { entity, data })).id)

let opportunity = ''
const file = join(home, 'page.txt')

test.beforeAll(async () => {
  await samphan(home, 'db', 'create')
  await samphan(home, 'demo', '--contacts', '60', '--seed', '3')
  writeFileSync(file, 'A page of the log.')
  const host = { host: '127.0.0.1', port: 1, security: 'none' }
  await make('mailAccount', { name: 'Help', address: 'help@example.com', ...host })
  const week = Array.from({ length: 7 }, () => [[0, 1440]])
  const hours = await call('sla.saveHours', { name: '24/7', timeZone: 'UTC', week, holidays: 'none' })
  await call('sla.savePolicy', {
    name: 'Gold',
    hours: hours.id,
    targets: { normal: { first: 60, solve: 600 } },
  })
  const company = await make('company', { name: 'Siam Pumps' })
  const openedAt = new Date(Date.now() - 2 * 86_400_000).toISOString()
  await call('ticket.open', {
    data: { subject: 'Pump leaks again', type: 'complaint', companyId: company, openedAt },
  })
  opportunity = await make('opportunity', { name: 'Ten more pumps', companyId: company })
})
test.setTimeout(240_000)
test.afterAll(() => rmSync(home, { recursive: true, force: true }))

for (const language of ['th', 'fa'] as const satisfies readonly Language[])
  test(`from the call to the solved ticket, in ${language}`, async () => {
    const w = (id: string, params: Readonly<Record<string, string>> = {}): string =>
      word(language, 'tickets', id, params)
    const { app, page, pageErrors, close } = await launch({
      home,
      language,
      size: { width: 1024, height: 700 },
    })
    await beConfigured(app)
    const said = page.getByRole('list', { name: w('ticket.conversation') })
    const send = page.getByRole('button', { name: w('ticket.say.send'), exact: true })
    const keep = page.getByRole('tabpanel').getByRole('button', { name: w('ticket.say.keep'), exact: true })
    const write = async (kind: 'reply' | 'note', text: string): Promise<void> => {
      await page
        .getByText(w(`ticket.say.${kind}`), { exact: true })
        .first()
        .click()
      await page.getByRole('textbox', { name: w(`ticket.say.${kind}`) }).click()
      await page.keyboard.type(text)
    }
    const then = async (status: string): Promise<void> => {
      await page
        .getByRole('combobox', { name: w('ticket.then') })
        .or(page.getByLabel(w('ticket.then')))
        .first()
        .click()
      await page.getByRole('option', { name: w(`ticket.choice.status.${status}`), exact: true }).click()
    }

    // Somebody nobody knows calls.
    await show(page, '#/contacts')
    await page.keyboard.press('Control+Shift+L')
    const box = page.getByRole('dialog')
    await box
      .getByLabel(word(language, 'activities', 'call.number'))
      .fill(language === 'th' ? '089 111 2233' : '089 222 3344')
    await box.getByLabel(word(language, 'activities', 'call.newName')).fill('Malee')
    await box.getByRole('button', { name: w('ticket.new') }).click()
    const subject = language === 'th' ? 'เครื่องพิมพ์ขึ้นออฟไลน์' : 'چاپگر آفلاین است'
    await page.getByRole('dialog').getByLabel(w('ticket.field.subject')).fill(subject)
    await picture(page, `day.new.${language}`)
    await page.getByRole('dialog').getByLabel(w('ticket.field.subject')).press('Enter')
    await expect(page.getByRole('heading', { name: subject })).toBeVisible()
    const id = new URL(page.url()).hash.split(/[/?]/)[2] ?? ''
    const { contactId } = Object(await callHost(app, 'record.get', { entity: 'ticket', id }))
    await callHost(app, 'record.update', {
      entity: 'contact',
      id: contactId,
      data: { emails: [{ label: 'work', value: 'malee@example.com' }] },
    })

    // An answer into the outbox, a note with a file, and the clock stands still while the customer is waited for.
    await expect(send).toBeVisible()
    await write('reply', 'Is it open?')
    await send.click()
    await expect(said.getByText('malee@example.com')).toBeVisible()
    await chooseFiles(app, [file])
    await write('note', 'Third time')
    await page
      .getByRole('button', { name: word(language, 'mail', 'mail.write.attach') })
      .last()
      .click()
    await expect(page.getByText('page.txt').first()).toBeVisible()
    await keep.click()
    await expect(said.getByRole('button', { name: /page\.txt/ })).toBeVisible()
    await write('reply', 'Which one?')
    await then('waiting')
    await send.click()
    await expect(page.getByText(word(language, 'sla', 'sla.paused')).first()).toBeVisible()
    await picture(page, `day.waiting.${language}`)
    await expectAccessible(page)

    // The article that answers it goes out and is noted as what solved it; a macro thanks.
    await page
      .getByRole('button', { name: word(language, 'knowledge', 'suggest.use') })
      .first()
      .click()
    await then('solved')
    await send.click()
    await expect(said.getByRole('listitem')).toHaveCount(4)
    const { articleId } = Object(await callHost(app, 'record.get', { entity: 'ticket', id }))
    expect(articleId).toEqual(expect.any(String))
    await expect(page.getByText(w('ticket.choice.status.solved'), { exact: true }).first()).toBeVisible()
    const macro = language === 'th' ? 'ปิดเรื่องพร้อมขอบคุณ' : 'پایان با سپاس'
    await page.getByRole('button', { name: word(language, 'knowledge', 'macro.run'), exact: true }).click()
    await page.getByRole('menuitem', { name: macro }).click()
    await expect(said.getByRole('listitem')).toHaveCount(5)

    // What was said about something else becomes a ticket of its own; merged again, both are one, and apart two.
    await said
      .getByRole('button', { name: w('ticket.messageMenu') })
      .first()
      .click()
    await page.getByRole('menuitem', { name: w('ticket.split') }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: w('ticket.split.do') })
      .click()
    await expect(page.getByRole('heading', { name: 'Is it open?' })).toBeVisible()
    const other = new URL(page.url()).hash.split(/[/?]/)[2] ?? ''
    const merged = Object(await callHost(app, 'duplicate.merge', { entity: 'ticket', ids: [id, other] }))
    await show(page, `#/tickets/${id}?full=1`)
    await expect(page.getByText(w('ticket.mergedNumbers'))).toBeVisible()
    await expect(said.getByText('Is it open?')).toBeVisible()
    await callHost(app, 'operation.undo', { operation: merged.operation })
    await expect(said.getByText('Is it open?')).toBeHidden()

    // What runs out, what a salesperson is warned of, categories, and a macro on many.
    await show(page, '#/tickets?view=due')
    await expect(page.getByText('Pump leaks again').first()).toBeVisible()
    await picture(page, `day.due.${language}`)
    await show(page, `#/opportunities/${opportunity}?full=1`)
    await expect(page.getByRole('note').getByText(w('ticket.banner.show'))).toBeVisible()
    await picture(page, `day.opportunity.${language}`)
    await show(page, '#/knowledge?view=categories')
    await expect(
      page.getByRole('heading', { name: word(language, 'knowledge', 'article.helpful') }),
    ).toBeVisible()
    await picture(page, `day.categories.${language}`)
    await expectAccessible(page)
    await page.emulateMedia({ colorScheme: 'dark' })
    await picture(page, `day.categories.${language}.dark`)
    await expectAccessible(page)
    await page
      .getByRole('button', { name: word(language, 'knowledge', 'articleCategory.new'), exact: true })
      .click()
    await page.getByRole('dialog').getByRole('textbox').first().fill(`Valves ${language}`)
    await page.getByRole('dialog').getByRole('textbox').first().press('Enter')
    await expect(page.getByRole('button', { name: new RegExp(`^Valves ${language}`) })).toBeVisible()
    await show(page, '#/tickets')
    await expect(page.getByText('Pump leaks again').first()).toBeVisible()
    await page.getByRole('button', { name: w('ticket.counts'), exact: true }).click()
    await expect(page.getByRole('menuitem', { name: w('ticket.allQueues') })).toBeVisible()
    await picture(page, `day.counts.${language}.dark`)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: word(language, 'list', 'list.actions'), exact: true }).click()
    await page.getByRole('menuitem', { name: w('ticket.bulk.macro') }).click()
    const verb = page.getByRole('dialog')
    await verb
      .getByLabel(word(language, 'knowledge', 'macro.one'))
      .first()
      .click()
    await page.getByRole('option', { name: new RegExp(macro) }).click()
    await picture(page, `day.macro.${language}.dark`)
    await verb.locator('button[type=submit]').click()
    await expect(verb).toBeHidden()
    const { columns } = Object(await callHost(app, 'ticket.board', {}))
    expect(
      columns
        .filter(({ phase }: { phase: string }) => phase === 'new')
        .map(({ count }: { count: number }) => count),
    ).toEqual([0])
    await page.getByRole('button', { name: word(language, 'ui', 'ui.undo'), exact: true }).click()
    await expect(page.getByText(w('ticket.choice.status.new'), { exact: true }).first()).toBeVisible()
    await picture(page, `day.list.${language}.dark`)
    expect(pageErrors).toEqual([])
    await close()
  })

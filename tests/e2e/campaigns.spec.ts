// Consent, lists and campaigns as people use them, in three languages: an opt-out on a page, a list filled from a lookup, members
// refused with reasons, a campaign tried, sent to a real server and answered, what it brought, a call written down, consent that
// ran out.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { SMTPServer } from 'smtp-server'
import { callHost, expectAccessible, launch, picture, type Samphan, samphan } from './app.ts'
import { beConfigured, chooseFiles, type Language, show, word } from './hands.ts'

/** A mail server that keeps what it was given. */
async function mailServer() {
  const taken: { readonly to: string; readonly raw: string }[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const [to] = session.envelope.rcptTo
        taken.push({ to: to?.address ?? '', raw: Buffer.concat(parts).toString('utf8') })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo
  return { port, taken, close: () => new Promise<void>((resolve) => server.close(() => resolve())) }
}

const bodies: Readonly<Record<Language, string>> = {
  en: '<h2>Spring has come</h2><p>{{ contact.dear }}</p><p>Until the end of the month every order is <b>delivered free of charge</b>.</p>',
  th: '<h2>สุขสันต์วันสงกรานต์</h2><p>{{ contact.dear }}</p><p>สั่งซื้อภายในสิ้นเดือนนี้ <b>จัดส่งฟรี</b>ทุกรายการ</p>',
  fa: '<h2>نوروز مبارک</h2><p>{{ contact.dear }}</p><p>تا پایان ماه <b>ارسال همهٔ سفارش‌ها رایگان</b> است.</p>',
}

interface Made {
  readonly id: string
}

const names: Readonly<Record<Language, readonly string[]>> = {
  en: ['Anna Berg', 'Carl Dahl', 'Eve Frost', 'Gus Hall'],
  th: ['อัญชลี เบญจมาศ', 'ชัยวัฒน์ ดำรง', 'เอวา ฟ้าใส', 'กฤษณ์ หาญ'],
  fa: ['آنا برزگر', 'کامران داوری', 'نسرین فرهادی', 'گلناز همایون'],
}

/** Four people, one of whom has no e-mail; a template, an account, a list of them and two campaigns. */
async function scene(run: Samphan, language: Language, port: number) {
  const make = async (entity: string, data: object): Promise<string> =>
    ((await callHost(run.app, 'record.create', { entity, data })) as Made).id
  const people: string[] = []
  for (const [at, name] of names[language].entries()) {
    const [givenName, familyName] = name.split(' ')
    people.push(
      await make('contact', {
        givenName,
        familyName,
        phones: [`081 234 567${at}`],
        ...(at < 3 && { emails: [`p${at}@example.com`] }),
        ...(at === 1 && { leadStatus: 'new' }),
      }),
    )
  }
  await callHost(run.app, 'consent.record', {
    entity: 'contact',
    id: people[1],
    decision: 'granted',
    channel: 'post',
    wording: 'Yes',
    until: '2020-01-01',
    keepUntil: '2021-01-01',
  })
  const money = (minor: number) => ({ minor, currency: 'THB' })
  const mailing = await make('campaign', {
    name: 'Spring offer',
    kind: 'email',
    status: 'running',
    purpose: 'Offers',
    startsOn: '2026-11-01',
    endsOn: '2026-12-20',
    budget: money(2_000_000),
    cost: money(1_250_000),
    goal: 10,
    templateId: await make('template', {
      name: 'Offer',
      kind: 'email',
      about: 'contact',
      subject: 'Offer',
      body: bodies[language],
    }),
    accountId: await make('mailAccount', {
      name: 'Office',
      address: 'office@example.com',
      fromName: 'Office',
      host: '127.0.0.1',
      port,
      security: 'none',
    }),
  })
  const calls = await make('campaign', {
    name: 'Call-back',
    kind: 'call',
    startsOn: '2026-12-01',
    script: 'Good morning, this is Samphan. Have you seen our new catalogue?',
    budget: money(500_000),
  })
  return { people, mailing, calls }
}

/** A segment whose conditions are made by hand: whoever is called either; opened again, they are there. */
async function segment(page: Page, language: Language) {
  const say = (id: string, params: Record<string, string> = {}) => word(language, 'list', id, params)
  const lists = (id: string) => word(language, 'lists', id)
  const place = (digit: number) => ({ place: digit.toLocaleString(language === 'fa' ? 'fa' : 'en') })
  const [, carl = '', eve = ''] = names[language].map((name) => name.split(' ')[0])
  const button = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true })
  const choose = async (label: string, option: string): Promise<void> => {
    await page.getByRole('dialog').getByRole('combobox', { name: label, exact: true }).click()
    await page.getByRole('option', { name: option, exact: true }).click()
  }
  await page.getByRole('button', { name: lists('list.new'), exact: true }).click()
  const form = page.getByRole('dialog', { name: lists('list.new') })
  await form.getByRole('textbox', { name: lists('list.field.name') }).fill('C or E')
  await form.getByText(lists('lists.kind.segment'), { exact: true }).click()
  await button(lists('lists.conditions.edit')).click()
  await choose(say('filter.join'), say('filter.join.or.choice'))
  for (const [at, name] of [carl, eve].entries()) {
    await button(say('filter.add')).click()
    await choose(say('filter.field', place(at + 1)), word(language, 'contacts', 'contact.field.givenName'))
    await choose(say('filter.op', place(at + 1)), say('filter.op.is'))
    await page.getByRole('textbox', { name: say('filter.value', place(at + 1)) }).fill(name)
  }
  await expectAccessible(page)
  await picture(page, `segment-conditions.${language}`)
  await button(lists('lists.conditions.done')).click()
  await expect(form).toContainText(eve)
  await expectAccessible(page)
  await picture(page, `segment.${language}`)
  await button(word(language, 'ui', 'ui.save')).click()
  const row = page.locator('[data-list]', { hasText: 'C or E' })
  await expect(row).toContainText((2).toLocaleString(language === 'fa' ? 'fa' : 'en'))
  await row.getByRole('button').last().click()
  await page.getByRole('menuitem', { name: lists('lists.edit'), exact: true }).click()
  await button(lists('lists.conditions.edit')).click()
  await expect(page.getByRole('textbox', { name: say('filter.value', place(2)) })).toHaveValue(eve)
  await page.getByRole('button', { name: say('filter.remove', place(2)), exact: true }).click()
  await button(lists('lists.conditions.done')).click()
  await button(word(language, 'ui', 'ui.save')).click()
  await expect(row).toContainText((1).toLocaleString(language === 'fa' ? 'fa' : 'en'))
}

/** A campaign by letter: members from a file, letters and labels for them, then all of them reached. */
async function onPaper({ app, page, home }: Samphan, language: Language, people: readonly string[]) {
  const say = (id: string, domain = 'campaigns') => word(language, domain, id)
  const transfer = (id: string) => word(language, 'transferWindow', id)
  for (const id of people)
    await callHost(app, 'record.update', {
      entity: 'contact',
      id,
      data: { addresses: [{ street: '1 Main Street', city: 'Town', country: 'TH' }] },
    })
  await callHost(app, 'record.create', {
    entity: 'template',
    data: { name: 'New year', kind: 'letter', about: 'contact', body: bodies[language] },
  })
  const { id } = (await callHost(app, 'record.create', {
    entity: 'campaign',
    data: { name: 'New year', kind: 'letter' },
  })) as Made
  const file = join(home, 'members.csv')
  writeFileSync(file, 'e-mail\np0@example.com\np1@example.com\np2@example.com\nnobody@example.com\n')
  await chooseFiles(app, [file])
  await show(page, `#/campaigns/${id}`)
  await page.getByRole('button', { name: /New year/ }).click()
  await page.getByRole('menuitem', { name: say('campaign.fromFile') }).click()
  const wizard = page.getByRole('dialog')
  const step = (name: string) => wizard.getByRole('button', { name: transfer(name), exact: true })
  await step('transfer.files.choose').click()
  await step('transfer.next').click()
  // p0 opted out of everything; nobody has the last address.
  await expect(wizard.getByRole('status')).toContainText(
    word(language, 'transfer', 'transfer.reject.optedOut'),
  )
  await expectAccessible(page)
  await picture(page, `campaign-file.${language}`)
  await step('transfer.import.do').click()
  await expect(wizard.getByText(transfer('transfer.end.done'))).toBeVisible()
  await step('transfer.done').click()
  await expect(page.locator('[data-member]')).toHaveCount(2)

  await callHost(app, 'consent.record', {
    entity: 'contact',
    id: people[1],
    decision: 'refused',
    channel: 'post',
  })
  const paper = page.getByRole('button', { name: say('campaign.paper'), exact: true })
  await paper.click()
  await picture(page, `campaign-paper.${language}`)
  await page.getByRole('menuitem').first().click()
  await expect(page.getByRole('dialog').getByRole('combobox').first()).toBeVisible()
  await expectAccessible(page)
  await picture(page, `campaign-letters.${language}`)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await paper.click()
  await page.getByRole('menuitem').nth(1).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await picture(page, `campaign-labels.${language}`)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await paper.click()
  await page.getByRole('menuitem', { name: say('campaign.paper.reached') }).click()
  await expect(page.locator('[data-member]').getByText(say('campaignMember.choice.status.sent'))).toHaveCount(
    1,
  )
  await expect(page.locator('[data-member]').getByText(say('campaign.refusal.optedOut'))).toHaveCount(1)
}

for (const language of ['en', 'th', 'fa'] as const) {
  test(`an opt-out, a list, a campaign and calls in ${language}`, async () => {
    test.setTimeout(240_000)
    const server = await mailServer()
    const run = await launch({
      language,
      size: { width: 1440, height: 900 },
      env: { SAMPHAN_SMTP_PAUSE_MS: '0' },
    })
    const { page } = run
    const say = (id: string, params: Record<string, string> = {}, domain = 'campaigns'): string =>
      word(language, domain, id, params)
    try {
      await beConfigured(run.app)
      const { people, mailing, calls } = await scene(run, language, server.port)
      const [anna = '', lead = ''] = names[language]

      // An opt-out from every channel, on the page of the person.
      await show(page, `#/contacts/${people[0]}?full=1`)
      await page.getByRole('tab', { name: say('consent.many', {}, 'consent') }).click()
      await page.getByRole('button', { name: say('consent.refuse', {}, 'consent') }).click()
      const consent = page.getByRole('dialog')
      await expect(consent).toBeVisible()
      await expectAccessible(page)
      await picture(page, `consent-dialog.${language}`)
      await consent.getByRole('button', { name: word(language, 'ui', 'ui.save'), exact: true }).click()
      await expect(page.getByText(say('consent.banner.all', {}, 'consent'))).toBeVisible()
      await expectAccessible(page)
      await picture(page, `consent.${language}`)
      await page.emulateMedia({ colorScheme: 'dark' })
      await picture(page, `consent.${language}.dark`)
      await page.emulateMedia({ colorScheme: 'light' })

      // The lookup becomes a list, and who came.
      await show(page, '#/contacts')
      await page.getByRole('button', { name: word(language, 'list', 'list.actions'), exact: true }).click()
      await page.getByRole('menuitem', { name: say('lists.add.menu', {}, 'lists') }).click()
      const adding = page.getByRole('dialog')
      await adding.getByRole('combobox', { name: say('list.one', {}, 'lists') }).click()
      await page.getByRole('option', { name: say('list.new', {}, 'lists') }).click()
      await adding.getByRole('textbox', { name: say('list.field.name', {}, 'lists') }).fill('Spring')
      await adding.locator('button[type=submit]').click()
      await expect(adding).toBeHidden()
      await show(page, '#/lists')
      await expect(page.getByRole('button', { name: 'Spring', exact: true })).toBeVisible()
      await expectAccessible(page)
      await picture(page, `lists.${language}`)
      await page.locator('[data-list] button').last().click()
      await page.getByRole('menuitem', { name: say('lists.movement', {}, 'lists'), exact: true }).click()
      await expect(page.getByRole('dialog').getByText(anna)).toBeVisible()
      await picture(page, `lists-movement.${language}`)
      await page.keyboard.press('Escape')

      await segment(page, language)

      // Members: who must not be reached, and why.
      await show(page, `#/campaigns/${mailing}`)
      await page.getByRole('button', { name: say('campaign.add'), exact: true }).click()
      await page.getByRole('dialog').getByRole('combobox').click()
      await page.getByRole('option', { name: 'Spring' }).click()
      const dialog = page.getByRole('dialog')
      await expect(dialog.getByText(say('campaign.refusal.optedOut'))).toBeVisible()
      await expect(dialog.getByText(say('campaign.refusal.noAddress'))).toBeVisible()
      await expectAccessible(page)
      await picture(page, `campaign-add.${language}`)
      await dialog.locator('button[type=submit]').click()
      const member = page.locator('[data-member]')
      await expect(member).toHaveCount(2)

      // One of them is a lead, found by part of the name; and the leads' page leads to the list of them.
      const find = page.getByRole('textbox', { name: say('campaign.member.find') })
      await find.fill(lead)
      await expect(member).toHaveCount(1)
      await expect(member).toContainText(word(language, 'leads', 'lead.one'))
      await find.fill('zzz')
      await expect(page.getByText(say('campaign.noneFound'))).toBeVisible()
      await expectAccessible(page)
      await show(page, '#/leads')
      const column = page.getByRole('region', {
        name: word(language, 'contacts', 'contact.choice.leadStatus.new'),
        exact: true,
      })
      await expectAccessible(page)
      await column.getByRole('paragraph').getByRole('button').click()
      await expect(page.getByRole('row').filter({ hasText: lead })).toBeVisible()
      await expect(page.getByRole('row').filter({ hasText: anna })).toBeHidden()
      await show(page, `#/campaigns/${mailing}`)
      await expect(member).toHaveCount(2)

      // Checked, then put into the outbox.
      await page.getByRole('button', { name: say('campaign.send') }).click()
      const send = page.getByRole('dialog').locator('footer button').last()
      await expect(send).toBeEnabled()
      const trying = page.getByRole('dialog').getByRole('region', { name: say('campaign.test') })
      await trying.getByRole('textbox').fill('me@example.com')
      await trying.getByRole('button', { name: say('campaign.test.do') }).click()
      await expect.poll(() => server.taken.map(({ to }) => to)).toEqual(['me@example.com'])
      await expectAccessible(page)
      await picture(page, `campaign-send.${language}`)
      await send.click()
      await expect
        .poll(() => server.taken.map(({ to }) => to).sort(), { timeout: 30_000 })
        .toEqual(['me@example.com', 'p1@example.com', 'p2@example.com'])
      await expect(page.locator('[data-member]').first()).toContainText(
        say('campaignMember.choice.status.sent'),
      )
      if (process.env.SAMPHAN_MAILS)
        for (const { to, raw } of server.taken)
          writeFileSync(`${process.env.SAMPHAN_MAILS}/${language}.${to}.eml`, raw)

      // What came back, a step that cost something, and what it all brought.
      await page.locator('[data-member] button').last().click()
      await page.getByRole('menuitem', { name: say('campaign.response'), exact: true }).click()
      const answer = page.getByRole('dialog')
      await answer.getByRole('combobox', { name: say('campaignMember.field.status') }).click()
      await page.getByRole('option', { name: say('campaignMember.choice.status.converted') }).click()
      await answer.getByLabel(say('campaignMember.field.value')).first().fill('25000')
      await expectAccessible(page)
      await picture(page, `campaign-answer.${language}`)
      await answer.getByRole('button', { name: word(language, 'ui', 'ui.save'), exact: true }).click()
      await expect(answer).toBeHidden()
      await page.getByRole('tab', { name: say('campaignStep.many') }).click()
      await page.getByRole('textbox', { name: say('campaignStep.field.name'), exact: true }).fill('Print')
      await page.getByRole('textbox', { name: say('campaignStep.field.cost'), exact: true }).fill('500')
      await page.getByRole('button', { name: say('campaign.step.add') }).click()
      await expect(page.getByRole('checkbox', { name: 'Print' })).toBeVisible()
      await expectAccessible(page)
      await picture(page, `campaign-steps.${language}`)
      const { roi, cost } = (await callHost(run.app, 'campaign.summary', { id: mailing })) as {
        roi: number
        cost: { minor: number }
      }
      expect(cost.minor).toBeGreaterThan(1_250_000)
      expect(roi).toBeCloseTo((2_500_000 - cost.minor) / cost.minor, 6)
      await page.getByRole('tab', { name: say('campaign.members') }).click()

      // Beside another.
      await page.getByRole('button', { name: /Spring offer/ }).click()
      await page.getByRole('menuitem', { name: say('campaign.compare'), exact: true }).click()
      await page.getByRole('dialog').getByRole('combobox').click()
      await page.getByRole('option', { name: 'Call-back' }).click()
      await expect(page.getByRole('dialog').getByRole('table')).toContainText('Call-back')
      await expectAccessible(page)
      await picture(page, `campaign-compare.${language}`)
      await page.keyboard.press('Escape')
      await expectAccessible(page)
      await picture(page, `campaign.${language}`)
      await page.emulateMedia({ colorScheme: 'dark' })
      await picture(page, `campaign.${language}.dark`)
      await page.emulateMedia({ colorScheme: 'light' })

      // Called through, with the script.
      await callHost(run.app, 'campaign.addMembers', {
        campaign: calls,
        entity: 'contact',
        target: { ids: people },
      })
      await show(page, `#/campaigns/${calls}`)
      await page.getByRole('button', { name: say('campaign.call'), exact: true }).click()
      await expect(page.getByText('Have you seen our new catalogue?')).toBeVisible()
      await expectAccessible(page)
      await picture(page, `campaign-call.${language}`)
      // Somebody who opted out of calls since then is not called.
      await expect(page.getByRole('dialog')).not.toContainText(anna)
      const again = page.getByRole('dialog').getByRole('textbox', { name: say('campaign.call.followUp') })
      await again.fill('+3')
      await again.press('Tab')
      await page.getByRole('button', { name: say('campaign.call.responded') }).click()
      await expect
        .poll(async () => {
          const said = (await callHost(run.app, 'campaign.summary', { id: calls })) as { answered: number }
          return said.answered
        })
        .toBe(1)
      await page.keyboard.press('Escape')
      const { rows: planned } = (await callHost(run.app, 'record.list', {
        entity: 'activity',
        filter: { field: 'regarding', op: 'is', value: 'Call-back' },
      })) as { rows: { kind: string; status: string }[] }
      expect(planned).toMatchObject([{ kind: 'call' }])

      await onPaper(run, language, people)

      // All of them: list, months, money.
      await show(page, '#/campaigns')
      await expect(page.getByRole('button', { name: 'Spring offer' })).toBeVisible()
      await expectAccessible(page)
      await picture(page, `campaigns.${language}`)
      await page.getByRole('radiogroup').getByText(say('campaign.view.calendar'), { exact: true }).click()
      await expectAccessible(page)
      await picture(page, `campaigns-calendar.${language}`)
      await page.getByRole('radiogroup').getByText(say('campaign.view.budget'), { exact: true }).click()
      await expectAccessible(page)
      await picture(page, `campaigns-budget.${language}`)

      // Consent that ran out, and is not to be kept any longer.
      await show(page, '#/settings?view=consent')
      await expect(page.locator('[data-expired]')).toHaveCount(1)
      await expectAccessible(page)
      await picture(page, `consent-expired.${language}`)
      await page.getByRole('button', { name: /1|๑|۱/ }).last().click()
      await page.getByRole('dialog').locator('button[type=submit]').click()
      await expect(page.locator('[data-expired]')).toHaveCount(0)
      expect(run.pageErrors).toEqual([])
    } finally {
      await run.close()
      await server.close()
    }
  })
}

test('a campaign that another computer sends is taken over', async () => {
  test.setTimeout(120_000)
  const [one, two] = ['a', 'b'].map((name) => mkdtempSync(join(tmpdir(), `samphan-sender-${name}-`)))
  if (!one || !two) throw new Error('no folders')
  const hub = join(one, 'Acme.crmhub')
  const pass = join(one, 'pass.txt')
  writeFileSync(pass, 'correct horse battery\n')
  const made = async (entity: string, data: object): Promise<string> =>
    ((await samphan(one, 'create', entity, '--data', JSON.stringify(data))) as Made).id
  await samphan(one, 'db', 'create')
  const templateId = await made('template', {
    name: 'Offer',
    kind: 'email',
    about: 'contact',
    subject: 'Offer',
    body: bodies.en,
  })
  const accountId = await made('mailAccount', {
    name: 'Office',
    address: 'office@example.com',
    fromName: 'Office',
    host: '127.0.0.1',
    port: 9,
    security: 'none',
  })
  const campaign = await made('campaign', { name: 'Spring', kind: 'email', templateId, accountId })
  for (const givenName of ['Ann', 'Bob'])
    await made('contact', { givenName, emails: [`${givenName}@example.com`] })
  await samphan(one, 'campaign', 'add', 'Spring', '--all')
  await samphan(one, 'sync', 'create', hub, '--passphrase-file', pass)
  await samphan(two, 'db', 'create')
  await samphan(two, 'sync', 'join', hub, '--passphrase-file', pass)
  await samphan(two, 'sync', 'now')
  await samphan(two, 'campaign', 'take-over', 'Spring', '--force')
  for (const _ of [1, 2]) await samphan(two, 'sync', 'now')
  await samphan(two, 'campaign', 'queue', 'Spring')
  await samphan(two, 'sync', 'now')
  await samphan(one, 'sync', 'now')

  const run = await launch({ home: one, language: 'en', size: { width: 1440, height: 900 } })
  try {
    const { page } = run
    await beConfigured(run.app)
    await show(page, `#/campaigns/${campaign}`)
    await page.getByRole('button', { name: word('en', 'campaigns', 'campaign.send') }).waitFor()
    await picture(page, 'campaign-sender')
    await page.getByRole('button', { name: word('en', 'senders', 'sender.take') }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('checkbox')).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'campaign-take-over')
    await page.emulateMedia({ colorScheme: 'dark' })
    await picture(page, 'campaign-take-over.dark')
    await page.emulateMedia({ colorScheme: 'light' })
    await dialog.getByRole('checkbox').check()
    await dialog.locator('button[type=submit]').click()
    await expect(dialog).toBeHidden({ timeout: 30_000 })
    await expect(page.getByRole('button', { name: word('en', 'senders', 'sender.letGo') })).toBeVisible()
    await expect(
      page
        .locator('[data-member]')
        .getByText(word('en', 'campaigns', 'campaignMember.choice.status.planned')),
    ).toHaveCount(2)
    await picture(page, 'campaign-taken')
    expect(run.pageErrors).toEqual([])
  } finally {
    await run.close()
    for (const folder of [one, two]) rmSync(folder, { recursive: true, force: true })
  }
})

// Consent, lists and campaigns as people use them, in three languages: an opt-out on a page, a list filled, members refused
// with reasons, a campaign put into the outbox, a call written down.
import { expect, test } from '@playwright/test'
import { callHost, expectAccessible, launch, picture, type Samphan } from './app.ts'
import { beConfigured, type Language, show, word } from './hands.ts'

interface Made {
  readonly id: string
}

const names: Readonly<Record<Language, readonly string[]>> = {
  en: ['Anna Berg', 'Carl Dahl', 'Eve Frost', 'Gus Hall'],
  th: ['อัญชลี เบญจมาศ', 'ชัยวัฒน์ ดำรง', 'เอวา ฟ้าใส', 'กฤษณ์ หาญ'],
  fa: ['آنا برزگر', 'کامران داوری', 'نسرین فرهادی', 'گلناز همایون'],
}

/** Four people, one of whom has no e-mail; a template, an account, a list of them and two campaigns. */
async function scene(run: Samphan, language: Language) {
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
      }),
    )
  }
  const { id: list } = (await callHost(run.app, 'list.save', { name: 'Spring' })) as Made
  await callHost(run.app, 'list.fill', { list, target: { ids: people } })
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
      body: '<p>{{ contact.dear }}</p>',
    }),
    accountId: await make('mailAccount', {
      name: 'Office',
      address: 'office@example.com',
      fromName: 'Office',
      host: '127.0.0.1',
      port: 1,
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

for (const language of ['en', 'th', 'fa'] as const) {
  test(`an opt-out, a list, a campaign and calls in ${language}`, async () => {
    test.setTimeout(240_000)
    const run = await launch({ language, size: { width: 1440, height: 900 } })
    const { page } = run
    const say = (id: string, params: Record<string, string> = {}, domain = 'campaigns'): string =>
      word(language, domain, id, params)
    try {
      await beConfigured(run.app)
      const { people, mailing, calls } = await scene(run, language)
      const [anna = ''] = names[language]

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

      // The list, and who came.
      await show(page, '#/lists')
      await expect(page.getByRole('button', { name: 'Spring', exact: true })).toBeVisible()
      await expectAccessible(page)
      await picture(page, `lists.${language}`)
      await page.locator('[data-list] button').last().click()
      await page.getByRole('menuitem', { name: say('lists.movement', {}, 'lists'), exact: true }).click()
      await expect(page.getByRole('dialog').getByText(anna)).toBeVisible()
      await picture(page, `lists-movement.${language}`)
      await page.keyboard.press('Escape')

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
      await expect(page.locator('[data-member]')).toHaveCount(2)

      // Checked, then put into the outbox.
      await page.getByRole('button', { name: say('campaign.send') }).click()
      const send = page.getByRole('dialog').locator('footer button').last()
      await expect(send).toBeEnabled()
      await expectAccessible(page)
      await picture(page, `campaign-send.${language}`)
      await send.click()
      await expect(page.locator('[data-member]').first()).toContainText(
        say('campaignMember.choice.status.queued'),
      )
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
      await page.getByRole('button', { name: say('campaign.call.responded') }).click()
      await expect
        .poll(async () => {
          const said = (await callHost(run.app, 'campaign.summary', { id: calls })) as { answered: number }
          return said.answered
        })
        .toBe(1)
      await page.keyboard.press('Escape')

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
      expect(run.pageErrors).toEqual([])
    } finally {
      await run.close()
    }
  })
}

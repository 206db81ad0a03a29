// An own report as a person makes it: defined, seen at once, saved, opened to its records; and dashboards, read and arranged.
import { expect, test } from '@playwright/test'
import { callHost, expectAccessible, launch, picture } from './app.ts'
import { beConfigured, type Language, show, word } from './hands.ts'

for (const language of ['en', 'fa'] as const satisfies readonly Language[]) {
  test(`an own report is made and opened, dashboards are read and arranged in ${language}`, async () => {
    const samphan = await launch({ language, size: { width: 1280, height: 860 } })
    const { page, app } = samphan
    const t = (id: string, params: Record<string, string> = {}): string =>
      word(language, 'reports', id, params)
    await beConfigured(app)
    await callHost(app, 'demo.create', { contacts: 150, seed: 4 })
    await show(page, '#/reports')
    await page.getByRole('button', { name: t('report.new') }).click()
    await page.getByRole('textbox', { name: t('report.field.name') }).fill('Industries')
    await page.getByRole('button', { name: t('report.own.addGroup') }).click()
    const field = page.getByRole('combobox', {
      name: t('report.own.groupField', { n: '' }).split('{')[0] ?? '',
    })
    await field.first().click()
    await page
      .getByRole('option', { name: new RegExp(`${word(language, 'companies', 'company.field.industry')}$`) })
      .click()
    const preview = page.getByRole('region', { name: t('report.own.preview') })
    await expect(preview.getByRole('row').nth(3)).toBeVisible()
    await expectAccessible(page)
    await picture(page, `ownReport.builder.${language}`)
    await page.getByRole('button', { name: word(language, 'ui', 'ui.save'), exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Industries' })).toBeVisible()
    const table = page.getByRole('table', { name: 'Industries' })
    await expect(table.getByRole('row').nth(3)).toBeVisible()
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectAccessible(page)
    await picture(page, `ownReport.dark.${language}`)
    await page.emulateMedia({ colorScheme: 'light' })
    await table.getByRole('row').nth(1).getByRole('button').first().click()
    await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('report.behind.open') })
      .click()
    await expect(page).toHaveURL(/#\/contacts/)

    const won = { minor: 1_234_500, currency: 'THB' }
    const today = new Date().toISOString().slice(0, 10)
    await callHost(app, 'record.create', {
      entity: 'opportunity',
      data: { name: 'Alpha', amount: won, status: 'won', closeDate: today },
    })
    await show(page, '#/home?view=sales')
    const tile = (label: string) => page.getByRole('region', { name: t(`dashboard.tile.${label}`) })
    await expect(tile('wonThisMonth').getByRole('button', { name: /12|۱۲/ }).first()).toBeVisible()
    await expect(page.getByText(t('report.running'))).toHaveCount(0)
    await expectAccessible(page)
    await picture(page, `dashboard.sales.${language}`)

    // What is there in the meantime shows by itself.
    await callHost(app, 'record.create', {
      entity: 'opportunity',
      data: { name: 'Beta', amount: won, status: 'won', closeDate: today },
    })
    await expect(tile('wonThisMonth').getByRole('button', { name: /24|۲۴/ }).first()).toBeVisible()
    await tile('wonThisMonth').getByRole('button', { name: /24|۲۴/ }).first().click()
    await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(2)
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: t('dashboard.arrange'), exact: true }).click()
    const titles = () => page.getByRole('heading', { level: 2 }).allTextContents()
    const [first, second] = await titles()
    await page.getByRole('button', { name: t('dashboard.move', { what: first ?? '' }), exact: true }).focus()
    await page.keyboard.press('ArrowDown')
    await expect.poll(async () => (await titles())[0]).toBe(second)
    await expectAccessible(page)
    await page.getByRole('button', { name: t('dashboard.reset') }).click()
    await expect.poll(async () => (await titles())[0]).toBe(first)

    for (const name of ['service', 'marketing', 'home'] as const) {
      await page
        .locator('label', { hasText: t(`dashboard.${name}`) })
        .first()
        .click()
      await expect(page.getByRole('button', { name: /./ }).first()).toBeVisible()
      await expect(page.getByText(t('report.running'))).toHaveCount(0)
      await page.emulateMedia({ colorScheme: 'dark' })
      await expectAccessible(page)
      await picture(page, `dashboard.${name}.${language}`)
      await page.emulateMedia({ colorScheme: 'light' })
    }
    expect(samphan.pageErrors).toEqual([])
    await samphan.close()
  })
}

// An own report as a person makes it: defined, seen at once, saved, changed, copied, put on schedule, opened to its records, begun
// from a list; and dashboards, read and arranged by keys, by the mouse and in the dialog of a tile.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { asciiDigits } from '#db/shared/numbers/digits.ts'
import { callHost, expectAccessible, launch, picture } from './app.ts'
import { beConfigured, chooseFiles, type Language, show, word } from './hands.ts'

/** Minor units of a shown amount with two decimals, in any digits. */
const amountIn = (shown: string): number => Number(asciiDigits(shown).replace(/\D/g, ''))

for (const language of ['en', 'fa'] as const satisfies readonly Language[]) {
  test(`an own report is made and opened, dashboards are read and arranged in ${language}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'samphan-own-reports-'))
    const samphan = await launch({ language, size: { width: 1280, height: 860 } })
    const { page, app } = samphan
    const save = page.getByRole('button', { name: word(language, 'ui', 'ui.save'), exact: true })
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
    await save.click()
    await expect(page.getByRole('heading', { level: 1, name: 'Industries' })).toBeVisible()

    // Changed, copied, and made every Monday from now on.
    await page.getByRole('button', { name: t('report.own.change'), exact: true }).click()
    const name = page.getByRole('textbox', { name: t('report.field.name') })
    await expect(name).toHaveValue('Industries')
    await page.getByRole('textbox', { name: t('report.field.question') }).fill('Who is in which trade?')
    await save.click()
    await expect(page.getByText('Who is in which trade?')).toBeVisible()
    await page.getByRole('button', { name: t('report.own.copy'), exact: true }).click()
    await expect(name).toHaveValue(t('report.own.copyOf', { name: 'Industries' }))
    await name.fill('Trades')
    await save.click()
    await expect(page.getByRole('heading', { level: 1, name: 'Trades' })).toBeVisible()
    const s = (id: string): string => word(language, 'reportSchedules', id)
    await chooseFiles(app, [folder])
    await page.getByRole('button', { name: s('reportSchedule.open') }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: s('reportSchedule.chooseFolder') })
      .click()
    await expect(page.getByRole('dialog').getByText(folder)).toBeVisible()
    await picture(page, `ownReport.schedule.${language}`)
    await save.click()
    await expect(page.getByText(s('reportSchedule.saved'))).toBeVisible()
    await show(page, '#/reports/schedules')
    await expect(page.getByRole('row').filter({ hasText: 'Trades' })).toBeVisible()
    await picture(page, `ownReport.schedules.${language}`)
    await show(page, '#/reports')
    await page.getByRole('link', { name: /^Industries/ }).click()
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

    // What the list shows now is what a report begun from it is about.
    await page.getByRole('button', { name: word(language, 'list', 'list.actions'), exact: true }).click()
    await page.getByRole('menuitem', { name: t('report.own.onThese') }).click()
    await expect(preview.getByRole('row').nth(1)).toBeVisible()
    await picture(page, `ownReport.onThese.${language}`)

    // The demo has won something too, more or less of it by the day of the month.
    const today = new Date().toISOString().slice(0, 10)
    const win = (name: string) =>
      callHost(app, 'record.create', {
        entity: 'opportunity',
        data: { name, amount: { minor: 1_234_500, currency: 'THB' }, status: 'won', closeDate: today },
      })
    await win('Alpha')
    await show(page, '#/home?view=sales')
    const tile = page.getByRole('region', { name: t('dashboard.tile.wonThisMonth') })
    const sum = tile.getByRole('button', { name: /\p{Nd}/u })
    await expect(sum).toBeVisible()
    const before = amountIn(await sum.innerText())
    await expect(page.getByText(t('report.running'))).toHaveCount(0)
    await expectAccessible(page)
    await picture(page, `dashboard.sales.${language}`)

    // What is there in the meantime shows by itself.
    await win('Beta')
    await expect.poll(async () => amountIn(await sum.innerText())).toBe(before + 1_234_500)
    await sum.click()
    for (const name of ['Alpha', 'Beta'])
      await expect(page.getByRole('dialog').getByRole('listitem').filter({ hasText: name })).toBeVisible()
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: t('dashboard.arrange'), exact: true }).click()
    const titles = () => page.getByRole('heading', { level: 2 }).allTextContents()
    const [first, second] = await titles()
    await page.getByRole('button', { name: t('dashboard.move', { what: first ?? '' }), exact: true }).focus()
    await page.keyboard.press('ArrowDown')
    await expect.poll(async () => (await titles())[0]).toBe(second)
    await expectAccessible(page)
    await picture(page, `dashboard.arranging.${language}`)
    await page.getByRole('button', { name: t('dashboard.reset') }).click()
    await expect.poll(async () => (await titles())[0]).toBe(first)
    const third = page.getByRole('region', { name: (await titles())[2] ?? '' })
    await page.getByRole('region', { name: first ?? '' }).dragTo(third)
    await expect.poll(async () => (await titles())[2]).toBe(first)

    await page.getByRole('button', { name: t('dashboard.add') }).click()
    await page
      .getByRole('dialog')
      .getByRole('combobox', { name: word(language, 'reports', 'report.one') })
      .click()
    await page.getByRole('option', { name: 'Trades' }).click()
    await page.getByRole('dialog').getByText(t('dashboard.size.wide'), { exact: true }).click()
    await page
      .getByRole('dialog')
      .getByRole('textbox', { name: t('dashboard.title') })
      .fill('Trades we know')
    await expectAccessible(page)
    await picture(page, `dashboard.tile.${language}`)
    await save.click()
    const trades = page.getByRole('region', { name: 'Trades we know' })
    // Its grip, the way into its dialog, the way to remove it.
    const tool = (at: number) => trades.getByRole('button', { name: /Trades we know/ }).nth(at)
    await expect(trades.getByRole('button', { name: /^Retail: / })).toBeVisible()
    await tool(1).click()
    await page.getByRole('dialog').getByText(t('dashboard.kind.list'), { exact: true }).click()
    await save.click()
    await expect(trades.getByRole('table')).toBeVisible()
    await trades.scrollIntoViewIfNeeded()
    await picture(page, `dashboard.own.${language}`)
    await tool(2).click()
    await expect(trades).toHaveCount(0)
    await page.getByRole('button', { name: t('dashboard.arranged'), exact: true }).click()

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

    // Our own year begins where the settings of the business say, whoever asks for it.
    await show(page, '#/settings?view=business')
    const f = (id: string): string => word(language, 'forecast', id)
    await page.getByRole('combobox', { name: f('forecast.year.start') }).click()
    await page.getByRole('option', { name: f('forecast.year.own') }).click()
    await page.getByRole('combobox', { name: f('forecast.year.month') }).click()
    await page.getByRole('option').nth(6).click()
    await page.getByRole('combobox', { name: f('forecast.year.day') }).click()
    await page.getByRole('option').nth(14).click()
    await expectAccessible(page)
    await page.getByRole('combobox', { name: f('forecast.year.day') }).scrollIntoViewIfNeeded()
    await picture(page, `settings.year.${language}`)
    expect(Object(await callHost(app, 'settings.get', {})).database.fiscalStart).toMatchObject({
      month: 7,
      day: 15,
    })
    expect(samphan.pageErrors).toEqual([])
    await samphan.close()
    rmSync(folder, { recursive: true, force: true })
  })
}

// Reports as a person meets them: found, asked, opened down to the records, saved, laid out on paper, in three languages.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { callHost, expectAccessible, launch, picture } from './app.ts'
import { beConfigured, type Language, show, word } from './hands.ts'

for (const language of ['en', 'th', 'fa'] as const satisfies readonly Language[]) {
  test(`a report is found, opened to its records, saved and printed in ${language}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'samphan-reports-'))
    const samphan = await launch({ language, size: { width: 1280, height: 860 } })
    const { page, app } = samphan
    const t = (id: string, params: Record<string, string> = {}): string =>
      word(language, 'reports', id, params)
    await beConfigured(app)
    await callHost(app, 'demo.create', { contacts: 250, seed: 4 })
    await page.reload()
    await page.getByRole('link', { name: t('app.section.reports'), exact: true }).click()
    await expect(page.getByRole('heading', { name: t('report.many'), level: 1 })).toBeVisible()
    await expectAccessible(page)
    await picture(page, `reports.${language}`)

    await page.getByRole('searchbox', { name: t('report.search') }).fill(t('report.doneOverTime'))
    await page
      .getByRole('link', { name: t('report.doneOverTime') })
      .first()
      .click()
    await page.getByRole('combobox', { name: t('report.parameter.period') }).click()
    await page.getByRole('option', { name: t('report.period.all') }).click()
    await expect(
      page
        .getByRole('table', { name: t('report.doneOverTime') })
        .getByRole('row')
        .nth(2),
    ).toBeVisible()
    await picture(page, `report.columns.${language}`)
    await page.getByRole('button', { name: t('report.back') }).click()

    await page
      .getByRole('link', { name: t('report.contactsByCountry') })
      .first()
      .click()
    const table = page.getByRole('table', { name: t('report.contactsByCountry') })
    await expect(table.getByRole('row').nth(2)).toBeVisible()
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectAccessible(page)
    await picture(page, `report.dark.${language}`)
    await page.emulateMedia({ colorScheme: 'light' })
    await expectAccessible(page)
    await picture(page, `report.bars.${language}`)

    await table.getByRole('row').nth(2).getByRole('button').first().click()
    const behind = page.getByRole('dialog')
    await expect(behind.getByRole('listitem').first()).toBeVisible()
    await expectAccessible(page)
    await picture(page, `report.behind.${language}`)
    await page.keyboard.press('Escape')

    const out = join(folder, 'report.xlsx')
    await app.evaluate(({ dialog }, file) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: file })
    }, out)
    await page.getByRole('button', { name: t('report.export') }).click()
    await page.getByRole('menuitem', { name: t('report.format.xlsx') }).click()
    await expect(page.getByText(t('report.saved'))).toBeVisible()
    expect(existsSync(out)).toBe(true)
    expect(readFileSync(out).subarray(0, 2).toString()).toBe('PK')

    // On schedule: into a folder that a person gave, run once by hand, and in the log.
    const s = (id: string, params: Record<string, string> = {}): string =>
      word(language, 'reportSchedules', id, params)
    await app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
    }, folder)
    await page.getByRole('button', { name: s('reportSchedule.open') }).click()
    const planned = page.getByRole('dialog')
    await planned.getByRole('button', { name: s('reportSchedule.chooseFolder') }).click()
    await expect(planned.getByText(folder)).toBeVisible()
    await expectAccessible(page)
    await picture(page, `report.schedule.${language}`)
    await planned.getByRole('button', { name: word(language, 'ui', 'ui.save') }).click()
    await expect(page.getByText(s('reportSchedule.saved'))).toBeVisible()
    await page.getByRole('button', { name: t('report.back') }).click()
    await page.getByRole('button', { name: s('reportSchedule.many') }).click()
    const title = t('report.contactsByCountry')
    await page.getByRole('button', { name: `${s('reportSchedule.runNow')} ${title}` }).click()
    await expect(page.getByRole('table', { name: s('reportSchedule.log') }).getByRole('row')).toHaveCount(2)
    expect(readdirSync(folder).filter((name) => name.startsWith(title))).toHaveLength(1)
    await expectAccessible(page)
    await picture(page, `report.schedules.${language}`)
    await show(page, '#/reports/contactsByCountry')
    await expect(table.getByRole('row').nth(2)).toBeVisible()

    await page.getByRole('button', { name: t('report.print') }).click()
    await expect(page.getByRole('dialog').locator('canvas').first()).toBeVisible()
    await page.waitForTimeout(800)
    await picture(page, `report.print.${language}`)
    await page.keyboard.press('Escape')

    await show(page, '#/settings?view=everything')
    await expect(
      page.getByRole('button', { name: word(language, 'everything', 'everything.export') }),
    ).toBeVisible()
    await expectAccessible(page)
    const zip = join(folder, 'all.zip')
    await app.evaluate(({ dialog }, file) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: file })
    }, zip)
    await page.getByRole('button', { name: word(language, 'everything', 'everything.export') }).click()
    await expect(page.getByText(word(language, 'everything', 'everything.exported')).first()).toBeVisible()
    expect(existsSync(zip)).toBe(true)
    await picture(page, `everything.${language}`)

    await callHost(app, 'backup.create', {})
    await callHost(app, 'record.create', { entity: 'contact', data: { givenName: 'Later' } })
    await show(page, '#/settings?view=backups')
    const look = page.getByRole('button', { name: /\.samphan/ }).first()
    await expect(look).toBeVisible()
    await expectAccessible(page)
    await picture(page, `backups.${language}`)
    await look.click()
    await expect(page.getByRole('dialog').getByRole('table')).toBeVisible()
    await expectAccessible(page)
    await picture(page, `backups.look.${language}`)
    // Put back from the window: what came later is gone, the program goes on with what was.
    const later = async (): Promise<string> =>
      JSON.stringify(
        await callHost(app, 'record.list', {
          entity: 'contact',
          filter: { field: 'givenName', op: 'is', value: 'Later' },
        }),
      )
    expect(await later()).toContain('Later')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: word(language, 'settings', 'settings.backup.restore.do') })
      .click()
    await expect(page.getByText(word(language, 'settings', 'settings.backup.restored'))).toBeVisible()
    // Its host is another by now; the window goes on with that one.
    await page.reload()
    await expect(page.getByRole('button', { name: /\.samphan/ }).first()).toBeVisible()
    expect(await later()).not.toContain('Later')
    await picture(page, `backups.restored.${language}`)
    expect(samphan.pageErrors).toEqual([])
    await samphan.close()
    rmSync(folder, { recursive: true, force: true })
  })
}

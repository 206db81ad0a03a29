// axe at WCAG 2.2 AA finds nothing on any section, in three languages, light and dark, with believable data in them.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { expectAccessible, launch, picture, samphan as typed } from './app.ts'
import { beConfigured, type Language } from './hands.ts'

const home = mkdtempSync(join(tmpdir(), 'samphan-e2e-'))
test.beforeAll(async () => {
  await typed(home, 'db', 'create')
  await typed(home, 'demo', '--contacts', '60', '--seed', '7')
})
test.afterAll(() => rmSync(home, { recursive: true, force: true }))

for (const language of ['en', 'th', 'fa'] satisfies Language[]) {
  test(`every section in ${language}, light and dark`, async () => {
    test.setTimeout(120_000)
    const samphan = await launch({ home, language, size: { width: 1440, height: 900 } })
    const { app, page } = samphan
    await beConfigured(app)
    const sections = page.getByRole('navigation').first().getByRole('link')
    const count = await sections.count()
    expect(count).toBeGreaterThan(3)
    for (const theme of ['light', 'dark'] as const) {
      await page.evaluate((wanted) => Reflect.get(globalThis, 'native').setTheme(wanted), theme)
      await expect
        .poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
        .toBe(theme === 'dark')
      for (let at = 0; at < count; at++) {
        const section = sections.nth(at)
        await section.click()
        await expect(section).toHaveAttribute('aria-current', 'page')
        const pages = page.getByRole('main').getByRole('navigation').first().getByRole('link')
        const isBook = (await pages.count()) > 0
        for (let within = 0; within < Math.max(1, await pages.count()); within++) {
          if (isBook) await pages.nth(within).click()
          const name = `${await section.getAttribute('href')}-${within}`
          await test.step(`${name} ${theme}`, async () => {
            await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible()
            await expect(page.locator('html')).toHaveAttribute('lang', new RegExp(`^${language}`))
            await expect(page.locator('html')).toHaveAttribute('dir', language === 'fa' ? 'rtl' : 'ltr')
            await expectAccessible(page)
            await picture(page, `axe-${name.replace(/\W+/g, '')}-${language}-${theme}`)
          })
        }
      }
    }
    expect(samphan.pageErrors).toEqual([])
    await samphan.close()
  })
}

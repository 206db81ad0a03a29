// axe at WCAG 2.2 AA finds nothing on any section, settings page or record, in three languages, light and dark, with
// believable data in them. In the dark only colours can be otherwise than they were in the light.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { expectAccessible, launch, picture, samphan as typed } from './app.ts'
import { beConfigured, type Language } from './hands.ts'

const home = mkdtempSync(join(tmpdir(), 'samphan-e2e-'))
test.beforeAll(async () => {
  await typed(home, 'db', 'create')
  await typed(home, 'demo', '--contacts', '60', '--seed', '7')
})
test.afterAll(() => rmSync(home, { recursive: true, force: true }))

/** Clicks through all there is, and says of each place what it is called. */
async function walk(page: Page, visit: (name: string) => Promise<void>): Promise<void> {
  const sections = page.getByRole('navigation').first().getByRole('link')
  const pages = page.getByRole('main').getByRole('navigation').getByRole('link')
  const count = await sections.count()
  expect(count).toBeGreaterThan(3)
  for (let at = 0; at < count; at++) {
    const section = sections.nth(at)
    await section.click()
    await expect(section).toHaveAttribute('aria-current', 'page')
    await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible()
    const name = String(await section.getAttribute('href')).replace(/\W+/g, '')
    if ((await pages.count()) > 0) {
      for (let within = 0; within < (await pages.count()); within++) {
        await pages.nth(within).click()
        await expect(pages.nth(within)).toHaveAttribute('aria-current', 'page')
        await visit(`${name}-${within}`)
      }
      continue
    }
    const list = page.getByRole('main').getByRole('grid')
    const record = page.getByRole('article').getByRole('heading', { level: 1 })
    // The calendar is a grid too, but not one of records.
    const isList = ['contacts', 'companies'].includes(name)
    if (isList) {
      await list.getByRole('row').nth(1).click()
      await expect(record).toBeVisible()
    }
    await visit(name)
    if (!isList) continue
    await page.keyboard.press('F11')
    await expect(list).toBeHidden()
    await expect(record).toBeVisible()
    await visit(`${name}-record`)
  }
}

for (const language of ['en', 'th', 'fa'] satisfies Language[]) {
  test(`every section, settings page and record in ${language}, light and dark`, async () => {
    test.setTimeout(240_000)
    const samphan = await launch({ home, language, size: { width: 1440, height: 900 } })
    const { app, page } = samphan
    try {
      await beConfigured(app)
      await expect(page.locator('html')).toHaveAttribute('lang', new RegExp(`^${language}`))
      await expect(page.locator('html')).toHaveAttribute('dir', language === 'fa' ? 'rtl' : 'ltr')
      for (const theme of ['light', 'dark'] as const) {
        await page.evaluate((wanted) => Reflect.get(globalThis, 'native').setTheme(wanted), theme)
        await expect
          .poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
          .toBe(theme === 'dark')
        await walk(page, (name) =>
          test.step(`${name} ${theme}`, async () => {
            await expectAccessible(page, theme === 'dark' ? ['color-contrast'] : undefined)
            await picture(page, `axe-${name}-${language}-${theme}`)
          }),
        )
      }
      expect(samphan.pageErrors).toEqual([])
    } finally {
      await samphan.close()
    }
  })
}

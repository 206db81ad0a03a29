// Every page and dialog of sharing in three languages, light and dark, over a team that has a conflict, an alarm and a copy.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { expectAccessible, launch, picture, type Samphan, samphan } from './app.ts'
import { beConfigured, type Language, show } from './hands.ts'

const folder = mkdtempSync(join(tmpdir(), 'samphan-team-'))
const [one, two, copy] = ['one', 'two', 'copy'].map((name) => join(folder, name)) as [string, string, string]
const key = join(folder, 'passphrase')
const env = { SAMPHAN_KEYCHAIN: 'off' }
let mali = ''

const run = (home: string, ...args: string[]): Promise<{ id?: string }> =>
  samphan(home, ...args) as Promise<{ id?: string }>

test.beforeAll(async () => {
  test.setTimeout(180_000)
  process.env.SAMPHAN_KEYCHAIN = 'off'
  writeFileSync(key, 'correct horse battery')
  const hub = join(folder, 'Acme.crmhub')
  const secret = ['--passphrase-file', key]
  for (const home of [one, two]) {
    mkdirSync(home)
    await run(home, 'db', 'create')
  }
  mali = String((await run(one, 'create', 'contact', '--data', '{"givenName":"Mali","jobTitle":"Buyer"}')).id)
  await run(one, 'sync', 'create', hub, ...secret)
  await run(two, 'sync', 'join', hub, ...secret)
  cpSync(two, copy, { recursive: true })
  await run(one, 'update', 'contact', mali, '--data', '{"jobTitle":"Owner"}')
  await run(two, 'update', 'contact', mali, '--data', '{"jobTitle":"Director"}')
  await run(copy, 'update', 'contact', mali, '--data', '{"nickname":"Lee"}')
  for (const home of [one, two, copy, one, two, copy, one]) await run(home, 'sync', 'now')
})

test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function look(page: Samphan['page'], name: string, dark: boolean): Promise<void> {
  await expectAccessible(page, dark ? ['color-contrast'] : undefined)
  await picture(page, `sharing-${name}`)
}

for (const language of ['en', 'th', 'fa'] satisfies Language[]) {
  test(`conflicts, settings, health and dialogs in ${language}`, async () => {
    test.setTimeout(240_000)
    const home = join(folder, `home-${language}`)
    cpSync(copy, home, { recursive: true })
    const window = await launch({ home, language, env, size: { width: 1440, height: 900 } })
    const { app, page } = window
    try {
      await beConfigured(app)
      for (const theme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: theme })
        const dark = theme === 'dark'
        await show(page, '#/settings?view=sharing')
        await expect(page.getByRole('table')).toBeVisible()
        await look(page, `settings-${language}-${theme}`, dark)
        await page.locator('td[data-narrow] button').first().click()
        await expect(page.getByRole('dialog')).toBeVisible()
        await look(page, `remove-${language}-${theme}`, dark)
        await page.keyboard.press('Escape')
        await show(page, '#/settings?view=health')
        await expect(page.getByRole('table').first()).toBeVisible()
        await look(page, `health-${language}-${theme}`, dark)
        await show(page, '#/conflicts')
        await expect(page.getByText('Director')).toBeVisible()
        await look(page, `conflicts-${language}-${theme}`, dark)
      }
      expect(window.pageErrors).toEqual([])
    } finally {
      await window.close()
    }
  })
}

test('a record says which computers have it', async () => {
  test.setTimeout(120_000)
  const home = join(folder, 'home-explain')
  cpSync(one, home, { recursive: true })
  const window = await launch({ home, env, size: { width: 1440, height: 900 } })
  try {
    await beConfigured(window.app)
    await show(window.page, `#/contacts/${mali}`)
    await window.page.getByRole('button', { name: 'More actions' }).click()
    await window.page.getByRole('menuitem', { name: 'Who has this record?' }).click()
    const dialog = window.page.getByRole('dialog', { name: 'Who has this record?' })
    // A head and both computers; copies that tests before this one opened go on as computers of their own.
    await expect(dialog.getByRole('row').nth(2)).toBeVisible()
    await expectAccessible(window.page)
    await picture(window.page, 'sharing-explain')
    await window.page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    expect(window.pageErrors).toEqual([])
  } finally {
    await window.close()
  }
})

// Every page and dialog of sharing in three languages, light and dark, over a team that has a conflict, an alarm and a copy.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { expectAccessible, launch, picture, type Samphan, samphan } from './app.ts'
import { beConfigured, type Language, show, word } from './hands.ts'

const folder = mkdtempSync(join(tmpdir(), 'samphan-team-'))
const [one, two, copy] = ['one', 'two', 'copy'].map((name) => join(folder, name)) as [string, string, string]
const key = join(folder, 'passphrase')
const env = { SAMPHAN_KEYCHAIN: 'off' }
let mali = ''

const run = (home: string, ...args: string[]): Promise<{ id?: string }> =>
  samphan(home, ...args) as Promise<{ id?: string }>

/** Apart: a text, a day of every year, a field of their own. */
const wrote = (jobTitle: string, tea: string): Record<string, unknown> => ({
  jobTitle,
  birthday: jobTitle === 'Owner' ? '1980-02-29' : '--03-01',
  [`custom.${tea}`]: jobTitle === 'Owner',
})

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
  const definition = { entity: 'contact', label: 'Tea', kind: 'yesNo' }
  const tea = String((await run(one, 'create', 'customField', '--data', JSON.stringify(definition))).id)
  await run(one, 'sync', 'create', hub, ...secret)
  await run(two, 'sync', 'join', hub, ...secret)
  cpSync(two, copy, { recursive: true })
  await run(one, 'update', 'contact', mali, '--data', JSON.stringify(wrote('Owner', tea)))
  await run(two, 'update', 'contact', mali, '--data', JSON.stringify(wrote('Director', tea)))
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
        if (!dark) {
          await page.getByRole('button', { name: word(language, 'sharing', 'sharing.preview') }).click()
          await expect(page.getByRole('dialog').getByRole('status')).toBeVisible()
          await look(page, `preview-${language}`, dark)
          await page.keyboard.press('Escape')
        }
        await show(page, '#/settings?view=health')
        await expect(page.getByRole('table').first()).toBeVisible()
        await look(page, `health-${language}-${theme}`, dark)
        await show(page, '#/conflicts')
        await expect(page.getByText('Director')).toBeVisible()
        const section = page
          .getByRole('listitem')
          .filter({ hasText: word(language, 'sharing', 'app.section.conflicts') })
        await expect(section).toContainText(language === 'fa' ? '۳' : '3')
        // A field of their own by its name, its values in words.
        const tea = page.getByRole('region', { name: 'Mali: Tea' })
        await expect(tea).toContainText(word(language, 'list', 'value.yes'))
        await expect(tea).toContainText(word(language, 'list', 'value.no'))
        await look(page, `conflicts-${language}-${theme}`, dark)
      }
      expect(window.pageErrors).toEqual([])
    } finally {
      await window.close()
    }
  })
}

const OWNER = 'Olive Owner'

/** A home whose database has passwords, and somebody in it who may only look. */
async function withReader(home: string): Promise<void> {
  const owner = join(folder, 'owner')
  const reader = join(folder, 'reader')
  writeFileSync(owner, 'password of olive')
  writeFileSync(reader, 'password of ann')
  const { user } = (await samphan(home, 'call', 'app.info', '--input', '{}')) as { user: { id: string } }
  await run(home, 'update', 'user', user.id, '--data', JSON.stringify({ name: OWNER }))
  const configured = { scope: 'database', key: 'configured', value: true }
  await run(home, 'call', 'settings.set', '--input', JSON.stringify(configured))
  await run(home, 'user', 'password', OWNER, '--password-file', owner)
  const who = ['--as', OWNER, '--password-file', owner]
  await run(home, ...who, 'user', 'add', 'Ann', '--role', 'browse', '--password-file', reader)
}

test('who may only look sees which computers have a record, how it stands, and conflicts without a choice', async () => {
  test.setTimeout(120_000)
  const home = join(folder, 'home-explain')
  cpSync(one, home, { recursive: true })
  await withReader(home)
  const window = await launch({ home, env, size: { width: 1440, height: 900 } })
  const { page } = window
  try {
    await page.getByLabel(word('en', 'users', 'users.signIn.name'), { exact: true }).fill('Ann')
    await page.getByLabel(word('en', 'users', 'users.password'), { exact: true }).fill('password of ann')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('searchbox', { name: 'Search', exact: true })).toBeVisible()
    const to = (hash: string): Promise<void> =>
      page.evaluate((next) => {
        location.hash = next
      }, hash)

    await to(`#/contacts/${mali}`)
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Who has this record?' }).click()
    const dialog = page.getByRole('dialog', { name: 'Who has this record?' })
    // A head and both computers; copies that tests before this one opened go on as computers of their own.
    await expect(dialog.getByRole('row').nth(2)).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'sharing-explain')
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()

    await page.getByRole('button', { name: /^(Shared,|Not exchanged|Exchanging|Not reachable)/ }).click()
    await expect(page.getByRole('button', { name: 'What would be exchanged?' })).toBeVisible()
    for (const name of ['Verify & repair', 'Stop sharing here', 'Remove'])
      await expect(page.getByRole('button', { name })).toHaveCount(0)
    await expectAccessible(page)
    await picture(page, 'sharing-reader')

    await page
      .getByRole('navigation')
      .first()
      .getByRole('link', { name: /^Conflicts/ })
      .click()
    await expect(page.getByText('Only who may change the record can choose.')).toBeVisible()
    await expect(page.getByRole('button', { name: /^Keep what is shown|^Take the other/ })).toHaveCount(0)
    const conflicts = page.locator('section').filter({ hasText: 'Director' })
    await page.keyboard.press('2')
    await expect(conflicts).toHaveCount(1)
    await expectAccessible(page)
    await picture(page, 'sharing-reader-conflicts')
    expect(window.pageErrors).toEqual([])
  } finally {
    await window.close()
  }
})

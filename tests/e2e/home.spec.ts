// Home, favourites, what was seen last, a contact from a pasted signature, and its code for a telephone: by keyboard
// in English, and read in Thai and Persian.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { callHost, expectAccessible, launch, picture, samphan } from './app.ts'
import { beConfigured, type Language, show, toastUndo, word } from './hands.ts'

const home = mkdtempSync(join(tmpdir(), 'samphan-e2e-'))
let anna = ''

/** A birthday today, in the calendar of the reader's country. */
const monthDay = new Intl.DateTimeFormat('en-CA', { month: '2-digit', day: '2-digit' }).format(new Date())

test.beforeAll(async () => {
  await samphan(home, 'db', 'create')
  const data = { givenName: 'Anna', familyName: 'Berg', jobTitle: 'Buyer', birthday: `1980-${monthDay}` }
  anna = Object(await samphan(home, 'create', 'contact', '--data', JSON.stringify(data))).id
  const other = {
    givenName: 'علی',
    familyName: 'رضایی',
    events: [{ label: 'anniversary', value: `2010-${monthDay}` }],
  }
  await samphan(home, 'create', 'contact', '--data', JSON.stringify(other))
})
test.afterAll(() => rmSync(home, { recursive: true, force: true }))

const signature = `Jane A. Smith
Sales Manager
Acme Trading Co., Ltd.
T: 02 123 4567 | M: 081 234 5678
jane.smith@acme.co.th
Speaks Thai`

test('a favourite, what was seen, a pasted signature and a code, by keyboard', async () => {
  const { app, page, pageErrors, close } = await launch({ home, size: { width: 1440, height: 900 } })
  await beConfigured(app)
  await show(page, `#/contacts/${anna}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Anna Berg' })).toBeVisible()

  await expect(page.getByRole('button', { name: 'Add to favourites' })).toBeVisible()
  await page.keyboard.press('Control+Shift+K')
  await expect(page.getByRole('button', { name: 'Remove from favourites' })).toBeVisible()
  await expect
    .poll(async () => JSON.stringify(await callHost(app, 'settings.get', {})))
    .toContain(`"home.recent":[{"entity":"contact","id":"${anna}"}]`)

  await page.keyboard.press('Alt+Home')
  const panel = (name: string) => page.getByRole('region', { name })
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  await expect(panel('Favourites').getByRole('button')).toHaveText(/Anna Berg/)
  await expect(panel('Seen last').getByRole('button')).toHaveText(/Anna Berg/)
  await expect(panel('Birthdays and yearly events').getByRole('button')).toHaveCount(2)
  await expect(panel('Birthdays and yearly events').getByRole('button').first()).toContainText('today')
  await expectAccessible(page)

  await page.keyboard.press('Control+k')
  await expect(page.getByRole('option', { name: /Anna Berg/ }).first()).toBeVisible()
  await page.keyboard.type('from text')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'New contact from text' })
  await expect(dialog.getByRole('textbox', { name: 'Signature or business card' })).toBeFocused()
  await page.keyboard.insertText(signature)
  await expect(dialog.getByRole('heading', { name: 'Jane A. Smith' })).toBeVisible()
  await expect(dialog.getByRole('textbox', { name: 'Company' })).toHaveValue('Acme Trading Co., Ltd.')
  await expectAccessible(page)
  await picture(page, 'paste-en')
  await dialog.getByRole('textbox', { name: 'Job title' }).fill('Head of sales')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Jane A. Smith' })).toBeVisible()
  await expect(page.getByRole('article').getByText('Head of sales').first()).toBeVisible()
  await expect(page.getByRole('article').getByText('Speaks Thai').first()).toBeVisible()

  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Show as a code for the phone' }).click()
  const code = page.getByRole('img', { name: 'Jane A. Smith for the phone' })
  await expect(code).toBeVisible()
  await expect.poll(() => code.evaluate((image) => Reflect.get(image, 'naturalWidth'))).toBeGreaterThan(20)
  await expectAccessible(page)
  await picture(page, 'code-en')
  await page.keyboard.press('Escape')

  await toastUndo(page).click()
  await expect
    .poll(async () => JSON.stringify(await callHost(app, 'app.counts', {})))
    .toMatch(/"contact":2.*"company":0/)
  expect(pageErrors).toEqual([])
  await close()
})

for (const language of ['th', 'fa'] satisfies Language[]) {
  test(`Home in ${language}`, async () => {
    const { app, page, pageErrors, close } = await launch({
      home,
      language,
      size: { width: 1024, height: 700 },
    })
    await beConfigured(app)
    await show(page, '#/home')
    await expect(
      page.getByRole('region', { name: word(language, 'home', 'home.upcoming') }).getByRole('button'),
    ).toHaveCount(2)
    await expectAccessible(page)
    await picture(page, `home-${language}`)
    expect(pageErrors).toEqual([])
    await close()
  })
}

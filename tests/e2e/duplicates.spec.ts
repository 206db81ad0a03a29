// Duplicates, by hand: found and explained, merged field by field, all sure ones at once with one undo, taken apart on the
// record's page; said while a new record is typed; in three languages, without a finding of axe.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { callHost, expectAccessible, launch, picture, type Samphan, samphan } from './app.ts'
import { beConfigured, type Language, show, word } from './hands.ts'

const create = async (home: string, data: object, entity = 'contact'): Promise<string> =>
  ((await samphan(home, 'create', entity, '--data', JSON.stringify(data))) as { id: string }).id

const toast = (page: Page, text: string | RegExp) =>
  page.getByRole('region', { name: 'Notifications' }).getByText(text)

async function people(home: string): Promise<string> {
  await samphan(home, 'db', 'create')
  const somchai = await create(home, {
    givenName: 'Somchai',
    familyName: 'Jaidee',
    phones: [{ label: 'mobile', value: '081 234 5678' }],
  })
  await create(home, {
    givenName: 'สมชาย',
    familyName: 'ใจดี',
    jobTitle: 'Owner',
    phones: [{ label: 'mobile', value: '+66 81 234 5678' }],
    emails: [{ label: 'work', value: 'somchai@siam.example' }],
  })
  const shared = {
    emails: [{ label: 'work', value: 'cathy@north.example' }],
    phones: [{ label: 'work', value: '02 555 1234' }],
  }
  await create(home, { givenName: 'Katharina', familyName: 'Weber', ...shared })
  await create(home, { givenName: 'Catherine', familyName: 'Weber', department: 'Sales', ...shared })
  await create(home, {
    givenName: 'محمد',
    familyName: 'کریمی',
    phones: [{ label: 'mobile', value: '0912 111 2233' }],
  })
  await create(home, {
    givenName: 'Muhammad',
    familyName: 'Karimi',
    phones: [{ label: 'mobile', value: '09121112233' }],
  })
  return somchai
}

test.describe('duplicates', () => {
  let home = ''
  let run: Samphan
  test.beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'samphan-e2e-'))
    await people(home)
    run = await launch({ home, size: { width: 1440, height: 900 } })
    await beConfigured(run.app)
  })
  test.afterAll(async () => {
    await run.close()
    rmSync(home, { recursive: true, force: true })
  })

  test('are found, explained, merged field by field, and taken apart', async () => {
    const { page } = run
    await show(page, '#/contacts')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('Find duplicates')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Duplicates' })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Find duplicates' }).press('Enter')
    await expect(page.getByRole('status').filter({ hasText: '3 groups among 6 contacts' })).toBeVisible()
    await expect(page.getByText('Sounds the same: Somchai Jaidee / สมชาย ใจดี')).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'duplicates.en')

    await page.getByRole('button', { name: /Merge .*Somchai Jaidee/ }).press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Merge records' })
    await expect(dialog.getByRole('radio', { name: 'สมชาย ใจดี stays' })).toBeChecked()
    await dialog.getByRole('radio', { name: 'Somchai Jaidee stays' }).check()
    await dialog.getByRole('radio', { name: 'First name of Somchai Jaidee' }).check()
    await expectAccessible(page)
    await picture(page, 'duplicates.merge.en')
    await dialog.getByRole('button', { name: 'Merge' }).press('Enter')
    await expect(toast(page, 'Merged into Somchai Jaidee.')).toBeVisible()

    const { total } = (await callHost(run.app, 'record.list', { entity: 'contact' })) as { total: number }
    expect(total).toBe(5)
    await page
      .getByRole('button', {
        name: /Catherine Weber.* are not duplicates|Katharina Weber.* are not duplicates/,
      })
      .press('Enter')
    await expect(toast(page, 'Remembered as different.')).toBeVisible()
    await page
      .getByRole('button', { name: 'Merge 1 sure group' })
      .or(page.getByText('1 group among'))
      .first()
      .waitFor()
  })

  test('a merged record says so and is taken apart, with one undo', async () => {
    const { page } = run
    const { rows } = (await callHost(run.app, 'record.list', {
      entity: 'contact',
      filter: { field: 'jobTitle', op: 'is', value: 'Owner' },
    })) as { rows: { id: string }[] }
    await show(page, `#/contacts/${rows[0]?.id}`)
    await expect(page.getByText('Merged with สมชาย ใจดี')).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'duplicates.banner.en')
    await page.getByRole('button', { name: 'Take apart' }).press('Enter')
    await expect(toast(page, 'Taken apart.')).toBeVisible()
    await expect(page.getByText('Merged with สมชาย ใจดี')).toBeHidden()
    await page.keyboard.press('Control+z')
    await expect(page.getByText('Merged with สมชาย ใจดี')).toBeVisible()
  })

  test('all sure ones are merged at once, and that is one undo', async () => {
    const { page } = run
    await create(home, {
      givenName: 'Ann',
      familyName: 'Lee',
      phones: ['089 000 1111'],
      emails: ['ann@lee.example'],
    })
    await create(home, {
      givenName: 'Ann',
      familyName: 'Lee',
      phones: ['089 000 1111'],
      emails: ['ann@lee.example'],
    })
    const count = async () =>
      ((await callHost(run.app, 'record.list', { entity: 'contact' })) as { total: number }).total
    const before = await count()
    await show(page, '#/duplicates')
    await page.getByRole('button', { name: 'Find duplicates' }).click()
    const all = page.getByRole('button', { name: /Merge \d+ sure groups?/ })
    await all.click()
    await expect(toast(page, /groups? merged/)).toBeVisible()
    expect(await count()).toBeLessThan(before)
    await page
      .getByRole('region', { name: 'Notifications' })
      .getByRole('button', { name: 'Undo' })
      .first()
      .click()
    await expect.poll(count).toBe(before)
  })

  test('a new record that is here already is said while it is typed', async () => {
    const { page } = run
    await show(page, '#/contacts')
    await page.keyboard.press('Control+n')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'First name' }).fill('Mohammad')
    await dialog.getByRole('textbox', { name: 'Last name' }).fill('Karimi')
    await dialog.getByRole('textbox', { name: 'Phones' }).fill('0912 111 2233')
    await expect(dialog.getByRole('button', { name: 'محمد کریمی' })).toBeVisible()
    await expect(dialog.getByText('Same phone', { exact: false }).first()).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'duplicates.typing.en')
    await page.keyboard.press('Escape')
  })

  test('rows picked in a list are merged', async () => {
    const { page } = run
    await show(page, '#/contacts')
    await page.getByRole('grid').waitFor()
    await page
      .getByText('Catherine Weber')
      .first()
      .click({ modifiers: ['Control'] })
    await page
      .getByText('Katharina Weber')
      .first()
      .click({ modifiers: ['Control'] })
    await page.getByRole('button', { name: 'Actions', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Merge picked records…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Merge records' })
    await expect(dialog.getByRole('radio', { name: /stays/ })).toHaveCount(2)
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  })
})

for (const language of ['th', 'fa'] satisfies Language[])
  test(`in ${language}`, async () => {
    const home = mkdtempSync(join(tmpdir(), 'samphan-e2e-'))
    await people(home)
    const run = await launch({ home, language, size: { width: 1440, height: 900 } })
    await beConfigured(run.app)
    const { page } = run
    await show(page, '#/duplicates')
    await page.getByRole('button', { name: word(language, 'duplicates', 'duplicate.find') }).click()
    await expect(page.getByRole('table')).toBeVisible()
    await page.emulateMedia({ colorScheme: language === 'fa' ? 'dark' : 'light' })
    await expectAccessible(page)
    await picture(page, `duplicates.${language}`)
    await page.getByRole('table').getByRole('button', { name: /…$/ }).first().click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectAccessible(page)
    await picture(page, `duplicates.merge.${language}`)
    await run.close()
    rmSync(home, { recursive: true, force: true })
  })

// First run, settings, operations, trash, help, and a database that cannot be opened: each as a person meets it.
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { callHost, expectAccessible, launch, picture, type Samphan } from './app.ts'
import { beConfigured, chooseFiles } from './hands.ts'

const call = <Result>(samphan: Samphan, name: string, input: unknown): Promise<Result> =>
  callHost(samphan.app, name, input) as Promise<Result>
const made = (samphan: Samphan, entity: string, data: object): Promise<{ id: string }> =>
  call(samphan, 'record.create', { entity, data })
const open = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click()

test('the set-up guide: by keyboard to demo data, which one step takes away again', async () => {
  const samphan = await launch()
  const { page } = samphan
  const guide = page.getByRole('dialog', { name: 'Set-up guide' })
  await expect(guide.getByRole('heading', { name: 'Language' })).toBeVisible()
  await expectAccessible(page)
  await picture(page, 'setup')
  for (const step of [
    'Calendar and digits',
    'Country and currency',
    'Your business',
    'Backups',
    'First records',
  ]) {
    await guide.getByRole('button', { name: 'Next' }).press('Enter')
    await expect(guide.getByRole('heading', { name: step })).toBeFocused()
    if (step === 'Your business') {
      await guide.getByRole('textbox', { name: 'Business name' }).fill('Siam Trading')
      await guide.getByRole('textbox', { name: 'Tax number' }).focus()
    }
  }
  await guide.getByRole('button', { name: /Try it with demo data/ }).press('Enter')
  await expect(guide).toBeHidden()
  await expect(page.getByRole('status').getByText('300 demo contacts were made.')).toBeVisible()
  const kept = async () =>
    (await call<{ database: Record<string, unknown> }>(samphan, 'settings.get', {})).database
  await expect
    .poll(kept)
    .toMatchObject({ configured: true, 'business.name': 'Siam Trading', defaultCountry: 'US' })
  await open(page, 'Operations')
  await page
    .getByRole('row', { name: /^.*Demo data/ })
    .getByRole('button', { name: /^Undo/ })
    .click()
  await expect(page.getByRole('row', { name: /Undo: .*Demo data/ })).toBeVisible()
  const { counts } = await call<{ counts: Record<string, number> }>(samphan, 'app.counts', {})
  expect(counts.contact).toBe(0)
  expect(samphan.pageErrors).toEqual([])
  await samphan.close()
})

test.describe('with some records', () => {
  let samphan: Samphan
  let page: Page
  let ann: { id: string }
  test.beforeAll(async () => {
    samphan = await launch()
    page = samphan.page
    // Skipping it is one press, and it stays away.
    await page.getByRole('button', { name: 'Skip set-up' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page.reload()
    await expect(page.getByRole('searchbox', { name: 'Search' })).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    ann = await made(samphan, 'contact', { givenName: 'Ann', familyName: 'Lee' })
    await made(samphan, 'company', { name: 'Acme Ltd' })
  })
  test.afterAll(async () => {
    expect(samphan.pageErrors).toEqual([])
    await samphan.close()
  })

  test('a custom field is made, moved by keyboard, kept in its kind, removed and restored', async () => {
    await open(page, 'Settings')
    await open(page, 'Custom fields')
    for (const [name, kind] of [
      ['Customer number', 'Text'],
      ['Level', 'Pick list'],
    ] as const) {
      await page.getByRole('button', { name: 'Add a field' }).click()
      const dialog = page.getByRole('dialog', { name: /New field/ })
      await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
      if (kind !== 'Text') {
        await dialog.getByRole('combobox', { name: 'Kind' }).click()
        await page.getByRole('option', { name: kind }).click()
        await dialog.getByLabel('Choices').fill('Gold')
        await dialog.getByLabel('Choices').press('Enter')
      }
      await dialog.getByRole('button', { name: 'Save' }).click()
      await expect(dialog).toBeHidden()
    }
    const rows = page.getByRole('list', { name: 'Custom fields' }).getByRole('listitem')
    await expect(rows).toHaveText([/Customer number/, /Level/])
    await rows.nth(1).getByRole('button', { name: 'Change Level' }).press('Alt+ArrowUp')
    await expect(rows).toHaveText([/Level/, /Customer number/])
    await page.getByRole('button', { name: 'Change Level' }).click()
    await expect(page.getByRole('dialog').getByRole('combobox', { name: 'Kind' })).toBeDisabled()
    await page.keyboard.press('Escape')
    await expectAccessible(page)
    await picture(page, 'fields')
    await page.getByRole('button', { name: 'Remove Level' }).click()
    await expect(rows).toHaveText([/Customer number/])
    await page.getByRole('button', { name: 'Restore Level' }).click()
    await expect(rows).toHaveText([/Level/, /Customer number/])
  })

  test('the business profile is saved on leaving a field, and taken back by its toast', async () => {
    await open(page, 'Business profile')
    const tax = page.getByRole('textbox', { name: 'Tax number' })
    await page.getByRole('combobox', { name: 'Country' }).click()
    await page.getByRole('option', { name: 'Thailand' }).click()
    await expect(page.getByRole('textbox', { name: 'Branch', exact: true })).toBeVisible()
    await tax.fill('0105556000001')
    await tax.press('Tab')
    await expect(page.getByText(/The check digit/)).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Undo' }).first().click()
    await expect(tax).toHaveValue('')
  })

  test('a backup is made where it was asked for, and the database is in order', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'samphan-backups-'))
    await open(page, 'Backups')
    await chooseFiles(samphan.app, [folder])
    await page.getByRole('button', { name: 'Choose a folder…' }).click()
    await expect(page.getByText(folder).first()).toBeVisible()
    await page.getByRole('button', { name: 'Back up now' }).click()
    await expect(page.getByText('Backed up and checked.')).toBeVisible()
    const [file = ''] = readdirSync(folder)
    expect(file).toMatch(/^Samphan-\d{4}-\d\d-\d\d-\d{6}\.samphan$/)
    expect(readFileSync(join(folder, file)).toString('latin1', 0, 15)).toBe('SQLite format 3')
    rmSync(folder, { recursive: true })
    await open(page, 'Database and user')
    await page.getByRole('button', { name: 'Check now' }).click()
    await expect(page.getByText(/Everything is in order/)).toBeVisible()
    await expectAccessible(page)
  })

  test('an older operation is undone, and what was changed since is named', async () => {
    const { operation } = await call<{ operation: string }>(samphan, 'record.update', {
      entity: 'contact',
      id: ann.id,
      data: { jobTitle: 'Buyer', department: 'North' },
    })
    await call(samphan, 'record.update', { entity: 'contact', id: ann.id, data: { jobTitle: 'Director' } })
    expect(operation).toBeTruthy()
    await open(page, 'Operations')
    await expectAccessible(page)
    await picture(page, 'operations')
    await page
      .getByRole('row', { name: /Changed 1 contact/ })
      .nth(1)
      .getByRole('button', { name: /^Undo/ })
      .click()
    const result = page.getByRole('dialog', { name: /Undo/ })
    await expect(result.getByText(/Job title: changed by/)).toBeVisible()
    await result.getByRole('button', { name: 'Ann Lee' }).click()
    await expect(page).toHaveURL(new RegExp(ann.id))
    expect(await call(samphan, 'record.get', { entity: 'contact', id: ann.id })).toMatchObject({
      jobTitle: 'Director',
      department: null,
    })
  })

  test('the trash gives back, and asks before it erases', async () => {
    const bea = await made(samphan, 'contact', { givenName: 'Bea' })
    const cid = await made(samphan, 'contact', { givenName: 'Cid' })
    for (const { id } of [bea, cid]) await call(samphan, 'record.trash', { entity: 'contact', id })
    await open(page, 'Trash')
    await expectAccessible(page)
    await picture(page, 'trash')
    await page.getByRole('button', { name: 'Restore Bea' }).click()
    await expect(page.getByText('Restored.')).toBeVisible()
    await expect(page.getByRole('row', { name: /Bea/ })).toHaveCount(0)
    await page.getByRole('button', { name: 'Empty the trash…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Delete 1 record for good?' })
    await expect(dialog.getByText(/cannot be undone/)).toBeVisible()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Delete for good' }).click()
    await expect(page.getByText('The trash is empty')).toBeVisible()
    await expect(call(samphan, 'record.get', { entity: 'contact', id: cid.id })).rejects.toThrow(/NotFound/)
  })

  test('F1 opens the manual at the place, and it can be searched', async () => {
    await open(page, 'Settings')
    await open(page, 'Backups')
    await page.keyboard.press('F1')
    const manual = page.getByRole('complementary', { name: 'Manual' })
    await expect(manual.getByRole('heading', { name: 'Backups' })).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'manual')
    await manual.getByRole('searchbox', { name: 'Search the manual' }).fill('vcard')
    await manual.getByRole('button', { name: /^Importing/ }).click()
    await expect(manual.getByRole('heading', { name: 'Importing' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(manual).toBeHidden()
    await page.keyboard.press('Control+/')
    const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await expect(keys.getByText('Ctrl+K', { exact: true })).toBeVisible()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await expect(keys).toBeHidden()
  })
})

test('a file that is no database is explained, opened once it has been put right, and read where it may only be read', async () => {
  const home = mkdtempSync(join(tmpdir(), 'samphan-e2e-'))
  const file = join(home, 'Samphan.samphan')
  writeFileSync(file, 'not a database at all, but a letter\n'.repeat(20))
  const samphan = await launch({ home })
  const { page } = samphan
  await expect(page.getByRole('heading', { name: 'The database cannot be read' })).toBeVisible()
  await expect(page.getByText(file, { exact: true })).toBeVisible()
  await expectAccessible(page)
  await picture(page, 'trouble')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { name: 'The database cannot be read' })).toBeVisible()
  rmSync(file)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('searchbox', { name: 'Search', exact: true })).toBeVisible()
  await beConfigured(samphan.app)
  expect(existsSync(file)).toBe(true)
  await samphan.close()

  // The same file, not to be written any more: everything can be seen, and the window says what is the matter.
  chmodSync(file, 0o444)
  const reading = await launch({ home })
  await expect(reading.page.getByText(/The file may only be read/)).toBeVisible()
  const room = await reading.page.getByRole('main').boundingBox()
  expect(room?.height).toBeGreaterThan(400)
  await expect(reading.page.getByRole('dialog')).toHaveCount(0)
  await expectAccessible(reading.page)
  await picture(reading.page, 'readOnly')
  await reading.close()
  rmSync(home, { recursive: true, force: true })
})

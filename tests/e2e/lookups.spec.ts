// The working set: looked up, combined, kept as views and groups, changed as a whole. In English by keyboard alone; in
// Persian and Thai as their readers meet it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { callHost, expectAccessible, launch, picture, type Samphan, samphan } from './app.ts'
import { beConfigured } from './hands.ts'

const people = [
  { givenName: 'Anna', familyName: 'Berg', status: 'Customer', companyId: 'siam', tags: ['vip'] },
  { givenName: 'Carl', familyName: 'Dahl', status: 'Customer', companyId: 'nordic' },
  { givenName: 'Eva', familyName: 'Falk', status: 'Prospect', companyId: 'siam' },
  { givenName: 'Gus', familyName: 'Holm', status: 'Prospect' },
  { givenName: 'Ida', familyName: 'Juhl', jobTitle: 'Buyer', birthday: '1980-11-25' },
]

async function fill(home: string): Promise<void> {
  await samphan(home, 'db', 'create')
  const create = async (entity: string, data: object): Promise<string> =>
    ((await samphan(home, 'create', entity, '--data', JSON.stringify(data))) as { id: string }).id
  const companies: Record<string, string> = {
    siam: await create('company', { name: 'Siam Trading', addresses: [{ label: 'work', city: 'Bangkok' }] }),
    nordic: await create('company', { name: 'Nordic Tools', addresses: [{ label: 'work', city: 'Oslo' }] }),
  }
  for (const { companyId, ...person } of people)
    await create('contact', { ...person, ...(companyId && { companyId: companies[companyId] }) })
}

const names = (page: Page): Promise<string[]> =>
  page
    .locator('[role="grid"] [data-row] [data-column="0"]')
    .allInnerTexts()
    .then((texts) => texts.map((text) => text.split('\n').at(-1) ?? ''))
const shows = (page: Page, expected: string[]): Promise<void> =>
  expect.poll(() => names(page)).toEqual(expected)

test.describe('by keyboard alone', () => {
  let home = ''
  let run: Samphan
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await run.page.keyboard.press(key)
  }
  const type = (text: string): Promise<void> => run.page.keyboard.type(text)
  test.beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'samphan-e2e-'))
    await fill(home)
    run = await launch({ home, size: { width: 1440, height: 900 } })
    await beConfigured(run.app)
    await shows(run.page, ['Anna Berg', 'Carl Dahl', 'Eva Falk', 'Gus Holm', 'Ida Juhl'])
  })
  test.afterAll(async () => {
    expect(run.pageErrors).toEqual([])
    await run.close()
    rmSync(home, { recursive: true, force: true })
  })

  const action = async (name: string): Promise<void> => {
    await run.page.getByRole('toolbar', { name: 'Lookup' }).getByRole('button', { name: 'Actions' }).focus()
    await press('Enter')
    await run.page.getByRole('menuitem', { name }).focus()
    await press('Enter')
  }

  test('the whole list gets a tag, in one operation and one undo', async () => {
    await action('Tags…')
    const dialog = run.page.getByRole('dialog', { name: 'Tags of 5 contacts' })
    await expect(dialog.getByLabel('Add these tags')).toBeFocused()
    await type('fair,')
    await expectAccessible(run.page)
    await picture(run.page, 'bulk-tags')
    await press('Tab', 'Tab', 'Tab', 'Enter')
    await expect(run.page.getByText('5 records changed.')).toBeVisible()
    await picture(run.page, 'bulk-summary')
    const tagged = async (): Promise<number> =>
      (
        (await callHost(run.app, 'record.list', {
          entity: 'contact',
          filter: { field: 'tags', op: 'contains', value: 'fair' },
        })) as { total: number }
      ).total
    expect(await tagged()).toBe(5)
    await press('Shift+Tab', 'Enter')
    await expect.poll(tagged).toBe(0)
  })

  test('picked rows get new values, by the kind of each field', async () => {
    await run.page.getByRole('grid', { name: 'Contacts' }).focus()
    await press('Control+Home', 'Space', 'ArrowDown', 'Space')
    await action('Edit fields…')
    const dialog = run.page.getByRole('dialog', { name: 'Edit 2 contacts' })
    await expect(dialog.getByText('The picked rows: 2 contacts.')).toBeVisible()
    await expect(dialog.getByRole('combobox', { name: 'Field' })).toBeFocused()
    await press('Control+a')
    await type('Job title')
    await press('Enter')
    await dialog.getByRole('textbox', { name: 'Value' }).focus()
    await type('Partner')
    await expectAccessible(run.page)
    await picture(run.page, 'bulk-edit')
    await press('Enter')
    await expect(run.page.getByText('2 records changed.')).toBeVisible()
    await press('Enter')
    await expect(run.page.getByRole('gridcell', { name: 'Partner' })).toHaveCount(2)
    await press('Escape')
  })

  test('a list is deleted, and comes back', async () => {
    await action('Delete…')
    await expect(run.page.getByRole('dialog', { name: 'Delete 2 contacts' })).toBeVisible()
    await press('Enter')
    await expect(run.page.getByText('2 records changed.')).toBeVisible()
    await press('Enter')
    await shows(run.page, ['Eva Falk', 'Gus Holm', 'Ida Juhl'])
    await press('Control+z')
    await expect
      .poll(
        async () =>
          ((await callHost(run.app, 'app.counts', {})) as { counts: { contact: number } }).counts.contact,
      )
      .toBe(5)
    await press('Control+r')
    await shows(run.page, ['Anna Berg', 'Carl Dahl', 'Eva Falk', 'Gus Holm', 'Ida Juhl'])
  })
})

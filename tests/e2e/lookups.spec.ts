// The working set: looked up, combined, kept as views and groups, changed as a whole. In English by keyboard alone; in
// Persian and Thai as their readers meet it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { callHost, expectAccessible, launch, picture, type Samphan, samphan } from './app.ts'
import { beConfigured, word } from './hands.ts'

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

  /** Opens the list of the field one is in, with one of it picked out. */
  const open = async (): Promise<void> => {
    await press('ArrowDown')
    await expect(run.page.locator('[role=option][data-combobox-selected]')).toBeVisible()
  }
  const action = async (name: string): Promise<void> => {
    await run.page.getByRole('toolbar', { name: 'Lookup' }).getByRole('button', { name: 'Actions' }).focus()
    await press('Enter')
    await run.page.getByRole('menuitem', { name }).focus()
    await press('Enter')
  }

  const closed = async (): Promise<void> => {
    await expect(run.page.getByRole('dialog').getByRole('button', { name: 'Close' }).last()).toBeFocused()
    await press('Enter')
    await expect(run.page.getByRole('dialog')).toBeHidden()
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
    await expect(run.page.getByRole('dialog').getByRole('button', { name: 'Close' }).last()).toBeFocused()
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
    await type('Department')
    await press('ArrowDown', 'Enter')
    await dialog.getByRole('textbox', { name: 'Value' }).focus()
    await type('Partner')
    await expectAccessible(run.page)
    await picture(run.page, 'bulk-edit')
    await press('Enter')
    await expect(run.page.getByText('2 records changed.')).toBeVisible()
    await closed()
    const departments = await callHost(run.app, 'record.list', {
      entity: 'contact',
      filter: { field: 'department', op: 'is', value: 'Partner' },
    })
    expect((departments as { total: number }).total).toBe(2)
  })

  test('a list is deleted, and comes back', async () => {
    await action('Delete…')
    await expect(run.page.getByRole('dialog', { name: 'Delete 2 contacts' })).toBeVisible()
    await press('Enter')
    await expect(run.page.getByText('2 records changed.')).toBeVisible()
    await closed()
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

  const bar = () => run.page.getByRole('toolbar', { name: 'Lookup' })

  test('a quick lookup on any field, then narrowed, turned round, and back', async () => {
    await press('Control+f')
    const dialog = run.page.getByRole('dialog', { name: 'Quick lookup: Contacts' })
    await dialog.getByRole('combobox', { name: 'Field' }).focus()
    await press('Control+a')
    await type('Company › Addresses › City')
    await press('ArrowDown', 'Enter')
    await dialog.getByRole('textbox', { name: 'Value' }).focus()
    await type('bang')
    await expectAccessible(run.page)
    await picture(run.page, 'lookup-quick')
    await press('Enter')
    await shows(run.page, ['Anna Berg', 'Eva Falk'])
    await expect(bar().getByText('Company › Addresses › City starts with bang')).toBeVisible()
    await press('Control+Shift+i')
    await shows(run.page, ['Carl Dahl', 'Gus Holm', 'Ida Juhl'])
    await press('Control+Shift+u')
    await shows(run.page, ['Anna Berg', 'Eva Falk'])
    await press('Control+Shift+a')
    await shows(run.page, ['Anna Berg', 'Carl Dahl', 'Eva Falk', 'Gus Holm', 'Ida Juhl'])
  })

  test('brackets, and what has not happened', async () => {
    const [anna] = (
      (await callHost(run.app, 'record.list', {
        entity: 'contact',
        filter: { field: 'givenName', op: 'is', value: 'Anna' },
      })) as { rows: { id: string }[] }
    ).rows
    await callHost(run.app, 'record.create', {
      entity: 'history',
      data: { kind: 'call', at: new Date().toISOString(), regarding: 'Hello', contactId: anna?.id },
    })
    await press('Control+Shift+f')
    const dialog = run.page.getByRole('dialog', { name: 'Find Contacts' })
    await dialog.getByRole('button', { name: 'Remove condition 1' }).focus()
    await press('Enter')
    await expect(dialog.getByText('Without a condition this finds all Contacts.')).toBeVisible()
    await dialog.getByRole('button', { name: 'Add more' }).focus()
    await press('Enter')
    await run.page.getByRole('menuitem', { name: 'History' }).focus()
    await press('Enter')
    await dialog.getByRole('combobox', { name: 'With or without' }).focus()
    await open()
    await press('ArrowDown', 'Enter')
    await dialog.getByRole('button', { name: 'Add condition' }).first().focus()
    await press('Enter')
    await dialog.getByRole('combobox', { name: 'Field of condition 1.1' }).focus()
    await press('Control+a')
    await type('Date')
    await press('ArrowDown', 'Enter')
    await dialog.getByRole('combobox', { name: 'Comparison of condition 1.1' }).focus()
    await open()
    await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter')
    await dialog.getByRole('textbox', { name: 'Value of condition 1.1' }).focus()
    await type('90')
    await expectAccessible(run.page)
    await picture(run.page, 'lookup-builder')
    await press('Enter')
    await shows(run.page, ['Carl Dahl', 'Eva Falk', 'Gus Holm', 'Ida Juhl'])
    await expect(bar().getByText('with no History (Date within the last 90 days)')).toBeVisible()
  })

  test('an example: whatever is filled in is asked for', async () => {
    await press('Control+Shift+b')
    const dialog = run.page.getByRole('dialog', { name: 'Look up Contacts by example' })
    await dialog.getByRole('combobox', { name: 'Status', exact: true }).focus()
    await type('Prospect')
    await press('Escape')
    await picture(run.page, 'lookup-example')
    await dialog.getByRole('button', { name: 'Find' }).focus()
    await press('Enter')
    await shows(run.page, ['Eva Falk', 'Gus Holm'])
  })

  test('kept as a view, found again with its columns; one whose field is gone says so and opens', async () => {
    await press('Control+Shift+s')
    await type('Prospects')
    await picture(run.page, 'view-save')
    await press('Enter')
    await expect(run.page.getByText('View “Prospects” saved.')).toBeVisible()
    await press('Control+Shift+a')
    await shows(run.page, ['Anna Berg', 'Carl Dahl', 'Eva Falk', 'Gus Holm', 'Ida Juhl'])
    const { id } = (await callHost(run.app, 'record.create', {
      entity: 'customField',
      data: { entity: 'contact', label: 'Hobby', kind: 'text' },
    })) as { id: string }
    await callHost(run.app, 'record.create', {
      entity: 'view',
      data: {
        entity: 'contact',
        name: 'Golfers',
        filter: {
          and: [
            { field: `custom.${id}`, op: 'is', value: 'golf' },
            { field: 'status', op: 'is', value: 'Customer' },
          ],
        },
        sort: [`custom.${id}`],
        columns: [],
      },
    })
    await callHost(run.app, 'record.trash', { entity: 'customField', id })
    const pick = async (name: string): Promise<void> => {
      await bar().getByRole('button', { name: 'Views' }).focus()
      await press('Enter')
      await run.page.getByRole('menuitemcheckbox', { name }).focus()
      await press('Enter', 'Escape')
    }
    await pick('Prospects')
    await shows(run.page, ['Eva Falk', 'Gus Holm'])
    await pick('Golfers')
    await expect(run.page.getByText('“Golfers” uses the field Hobby, which was deleted.')).toBeVisible()
    await shows(run.page, ['Anna Berg', 'Carl Dahl'])
    await picture(run.page, 'view-gone')
  })

  test('kept as a group, shown on the page of who is in it, and shown as a list again', async () => {
    await press('Control+Shift+g')
    await type('Customers')
    await expectAccessible(run.page)
    await picture(run.page, 'group-save')
    await press('Enter')
    await expect(run.page.getByText('Group “Customers” saved.')).toBeVisible()
    await action('Add to a group…')
    const dialog = run.page.getByRole('dialog', { name: 'Add 2 contacts to a group' })
    await dialog.getByRole('combobox', { name: 'Group' }).focus()
    await open()
    await press('Enter')
    await dialog.getByRole('textbox', { name: 'Name' }).focus()
    await type('Fair')
    await press('Enter')
    await expect(run.page.getByText('2 records added to “Fair”.')).toBeVisible()
    await run.page.getByRole('tab', { name: /^Groups/ }).focus()
    await press('Enter')
    await expect(run.page.getByRole('tabpanel').getByText('Customers')).toBeVisible()
    await expect(run.page.getByRole('tabpanel').getByText('Fair')).toBeVisible()
    await expectAccessible(run.page)
    await picture(run.page, 'group-tab')
    await press('Control+4')
    await expect(run.page.getByRole('treeitem', { name: 'Customers 2 contacts' })).toBeVisible()
    await run.page.getByRole('treeitem').first().focus()
    await press('ArrowDown')
    await expect(run.page.getByRole('treeitem', { name: 'Fair 2 contacts' })).toBeFocused()
    await press('Insert')
    await type('Dealers')
    await press('Enter')
    await expect(run.page.getByRole('treeitem', { name: 'Dealers no contacts' })).toHaveAttribute(
      'aria-level',
      '2',
    )
    await expectAccessible(run.page)
    await picture(run.page, 'groups')
    await run.page.getByRole('treeitem', { name: 'Fair 2 contacts' }).focus()
    await press('Enter')
    await shows(run.page, ['Anna Berg', 'Carl Dahl'])
    await expect(bar().getByText('in the group Fair')).toBeVisible()
  })
})

for (const { language, dark } of [
  { language: 'fa', dark: true },
  { language: 'th', dark: false },
] as const)
  test(`the builder, views and groups in ${language}`, async () => {
    const home = mkdtempSync(join(tmpdir(), 'samphan-e2e-'))
    await fill(home)
    await samphan(home, 'group', 'create', 'VIP')
    await samphan(
      home,
      'group',
      'create',
      'قم · กทม',
      '--within',
      'VIP',
      '--filter',
      '{"field":"status","op":"is","value":"Customer"}',
    )
    await samphan(home, 'group', 'add', 'VIP', '--filter', '{"field":"tags","op":"contains","value":"vip"}')
    const run = await launch({ home, language, size: { width: 1024, height: 700 } })
    await beConfigured(run.app)
    if (dark)
      await callHost(run.app, 'settings.set', {
        scope: 'user',
        key: 'preferences.colorScheme',
        value: 'dark',
      })
    const w = (domain: string, id: string, params = {}): string => word(language, domain, id, params)
    await expect.poll(() => names(run.page)).toHaveLength(5)
    await run.page.keyboard.press('Control+Shift+f')
    await expect(run.page.getByRole('dialog')).toBeVisible()
    await run.page.getByRole('button', { name: w('list', 'filter.addMore') }).click()
    await run.page.getByRole('menuitem', { name: w('list', 'filter.add.group') }).click()
    await run.page
      .getByRole('combobox', { name: new RegExp(w('list', 'filter.group', { place: '.*[2۲]' })) })
      .click()
    await run.page.getByRole('option', { name: 'VIP', exact: true }).click()
    await expectAccessible(run.page)
    await picture(run.page, `lookup-builder-${language}`)
    const dialog = run.page.getByRole('dialog')
    await dialog
      .getByRole('button', { name: new RegExp(w('list', 'filter.remove', { place: '.*[1۱]' })) })
      .first()
      .click()
    await dialog.getByRole('button', { name: w('list', 'filter.apply'), exact: true }).click()
    await expect.poll(() => names(run.page)).toHaveLength(2)
    await run.page
      .getByRole('toolbar', { name: w('list', 'list.bar') })
      .getByRole('button', { name: w('list', 'list.lookup'), exact: true })
      .click()
    await expectAccessible(run.page)
    await picture(run.page, `lookup-menu-${language}`)
    await run.page.keyboard.press('Escape')
    await run.page.keyboard.press('Control+4')
    await expect(run.page.getByRole('treeitem')).toHaveCount(2)
    await expectAccessible(run.page)
    await picture(run.page, `groups-${language}`)
    expect(run.pageErrors).toEqual([])
    await run.close()
    rmSync(home, { recursive: true, force: true })
  })

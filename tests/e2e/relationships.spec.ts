// Who stands how to whom, by keyboard and by mouse, seen from both records; contacts behind others; in three languages.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { callHost, expectAccessible, launch, picture, type Samphan, samphan } from './app.ts'
import { beConfigured, type Language, word } from './hands.ts'

interface Made {
  readonly id: string
}
const create = async (home: string, entity: string, data: object): Promise<string> =>
  ((await samphan(home, 'create', entity, '--data', JSON.stringify(data))) as Made).id

async function open(page: Page, hash: string, name: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to
    location.reload()
  }, hash)
  await page.waitForLoadState('load')
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

test.describe('relationships', () => {
  let home = ''
  let run: Samphan
  let anna = ''
  let carl = ''
  let siam = ''
  test.beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'samphan-e2e-'))
    run = await launch({ home, size: { width: 1440, height: 900 } })
    await beConfigured(run.app)
    const make = async (entity: string, data: object): Promise<string> =>
      ((await callHost(run.app, 'record.create', { entity, data })) as Made).id
    siam = await make('company', { name: 'Siam Trading', industry: 'Wholesale' })
    anna = await make('contact', {
      givenName: 'Anna',
      familyName: 'Berg',
      jobTitle: 'Buyer',
      companyId: siam,
    })
    carl = await make('contact', { givenName: 'Carl', familyName: 'Dahl', jobTitle: 'Director' })
  })
  test.afterAll(async () => {
    await run.close()
    rmSync(home, { recursive: true, force: true })
  })

  test('is made by keyboard alone and shows on both records with the right word', async () => {
    const { page } = run
    await open(page, `#/contacts/${anna}?full=1`, 'Anna Berg')
    await page.keyboard.press('Control+Shift+j')
    const dialog = page.getByRole('dialog', { name: 'New relationship of Anna Berg' })
    await expect(dialog.getByRole('combobox', { name: 'is' })).toHaveValue('Reports to')
    await expect(dialog.getByRole('textbox', { name: 'Contact' })).toBeFocused()
    await expectAccessible(page)
    await page.keyboard.type('carl')
    await expect(page.getByRole('option', { name: /Carl Dahl/ })).toBeVisible()
    await page.keyboard.press('Enter')
    await dialog.getByRole('textbox', { name: 'Note' }).fill('since the merger')
    await picture(page, 'relationship-dialog')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Relationship added.')).toBeVisible()
    await page.getByRole('tab', { name: /Relationships/ }).click()
    const row = page.getByRole('listitem').filter({ hasText: 'Carl Dahl' })
    await expect(row).toContainText('Reports to')
    await expect(row).toContainText('since the merger')
    await expectAccessible(page)
    await picture(page, 'relationships')
    await row.getByRole('button', { name: 'Carl Dahl', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Carl Dahl' })).toBeVisible()
    await page.getByRole('tab', { name: /Relationships/ }).click()
    await expect(page.getByRole('listitem').filter({ hasText: 'Anna Berg' })).toContainText('Manages')
  })

  test('with a company, of a kind of one’s own; a record in the trash is said to be there', async () => {
    const { page } = run
    await open(page, `#/contacts/${carl}?full=1`, 'Carl Dahl')
    await page.getByRole('tab', { name: /Relationships/ }).click()
    await page.getByRole('button', { name: 'Kinds…' }).click()
    const types = page.getByRole('dialog', { name: 'Kinds of relationship' })
    await types.getByRole('textbox', { name: 'The first is to the second' }).last().fill('Patron of')
    await types.getByRole('textbox', { name: 'The second is to the first' }).last().fill('Patronised by')
    await page.keyboard.press('Enter')
    await expect(types.getByRole('listitem')).toHaveCount(1)
    await expectAccessible(page)
    await picture(page, 'relationship-types')
    await types.getByRole('button', { name: 'Close', exact: true }).last().click()
    await page.getByRole('button', { name: 'New relationship', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'New relationship of Carl Dahl' })
    await dialog.getByRole('combobox', { name: 'is' }).click()
    await page.getByRole('option', { name: 'Patron of' }).click()
    await dialog.getByText('Company', { exact: true }).click()
    await dialog.getByRole('textbox', { name: 'Company' }).fill('siam')
    await expect(page.getByRole('option', { name: /Siam Trading/ })).toBeVisible()
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: 'Save' }).click()
    const siamItself = page.getByRole('button', { name: 'Siam Trading', exact: true })
    await expect(page.getByRole('listitem').filter({ has: siamItself })).toContainText('Patron of')
    await open(page, `#/companies/${siam}?full=1`, 'Siam Trading')
    await page.getByRole('tab', { name: /Relationships/ }).click()
    await expect(page.getByRole('listitem').filter({ hasText: 'Carl Dahl' })).toContainText('Patronised by')
    await callHost(run.app, 'record.trash', { entity: 'contact', id: carl })
    await expect(page.getByText('in the trash')).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'relationship-trashed')
    await callHost(run.app, 'record.restore', { entity: 'contact', id: carl })
    await expect(page.getByText('in the trash')).toBeHidden()
    await page.getByRole('button', { name: 'Remove the relationship with Carl Dahl' }).click()
    await expect(page.getByRole('listitem').filter({ hasText: 'Carl Dahl' })).toBeHidden()
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await expect(page.getByRole('listitem').filter({ hasText: 'Carl Dahl' })).toBeVisible()
  })

  test('a contact is put behind another one, listed there, and promoted', async () => {
    const { page } = run
    await open(page, `#/contacts/${carl}?full=1`, 'Carl Dahl')
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Make a secondary contact…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Carl Dahl as a secondary contact' })
    await dialog.getByRole('textbox', { name: 'Behind contact' }).fill('anna')
    await expect(page.getByRole('option', { name: /Anna Berg/ })).toBeVisible()
    await page.keyboard.press('Enter')
    await dialog.getByRole('combobox', { name: 'As', exact: true }).fill('Assistant')
    await page.getByRole('option', { name: 'Assistant', exact: true }).click()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('note').getByText('Assistant')).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'secondary')
    await page.getByRole('note').getByRole('button', { name: 'Anna Berg' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Anna Berg' })).toBeVisible()
    await page.getByRole('tab', { name: /Secondary/ }).click()
    await expect(page.getByRole('cell', { name: 'Assistant' })).toBeVisible()
    await picture(page, 'secondaries')
    await page
      .getByRole('cell', { name: /Carl Dahl/ })
      .getByRole('button')
      .click()
    await page.getByRole('button', { name: 'Promote to a full contact' }).click()
    await expect(page.getByText('Carl Dahl is a full contact now.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Promote to a full contact' })).toBeHidden()
    expect(run.pageErrors).toEqual([])
  })
})

test('roles at several companies lead there, and say from when until when', async () => {
  const home = mkdtempSync(join(tmpdir(), 'samphan-e2e-'))
  await samphan(home, 'db', 'create')
  const siam = await create(home, 'company', { name: 'Siam Trading' })
  const zed = await create(home, 'company', { name: 'Zed Motors', parentId: siam })
  const anna = await create(home, 'contact', { givenName: 'Anna', familyName: 'Berg', companyId: siam })
  const role = {
    contactId: anna,
    companyId: zed,
    jobTitle: 'Adviser',
    startDate: '2020-01-01',
    endDate: '2024-12-31',
  }
  await create(home, 'position', role)
  const run = await launch({ home, size: { width: 1440, height: 900 } })
  await beConfigured(run.app)
  await open(run.page, `#/contacts/${anna}?full=1`, 'Anna Berg')
  await run.page.getByRole('tab', { name: /Positions/ }).click()
  await expect(run.page.getByRole('cell', { name: 'Adviser' })).toBeVisible()
  await expectAccessible(run.page)
  await picture(run.page, 'positions')
  await run.page.getByRole('button', { name: 'Edit: Zed Motors' }).click()
  await expect(run.page.getByRole('dialog').getByRole('textbox', { name: 'Job title' })).toHaveValue(
    'Adviser',
  )
  await run.page.keyboard.press('Escape')
  await run.page.getByRole('button', { name: 'Zed Motors', exact: true }).click()
  await expect(run.page.getByRole('heading', { level: 1, name: 'Zed Motors' })).toBeVisible()
  await run.close()
  rmSync(home, { recursive: true, force: true })
})

for (const language of ['th', 'fa'] satisfies Language[])
  test(`relationships in ${language}`, async () => {
    const home = mkdtempSync(join(tmpdir(), 'samphan-e2e-'))
    await samphan(home, 'db', 'create')
    const names = language === 'th' ? ['สมชาย ใจดี', 'มาลี ศรีสุข'] : ['علی رضایی', 'مریم کریمی']
    const [first = '', second = ''] = await Promise.all(
      names.map((name) => {
        const [givenName, familyName] = name.split(' ')
        return create(home, 'contact', { givenName, familyName })
      }),
    )
    await samphan(
      home,
      'call',
      'relationship.add',
      '--input',
      JSON.stringify({
        type: { kind: 'reportsTo' },
        from: { entity: 'contact', id: second },
        to: { entity: 'contact', id: first },
        startDate: '2024-02-29',
      }),
    )
    const run = await launch({ home, language, size: { width: 1024, height: 700 } })
    await beConfigured(run.app)
    await open(run.page, `#/contacts/${first}?full=1`, names[0] ?? '')
    await run.page.getByRole('tab', { name: word(language, 'relationships', 'relationship.many') }).click()
    await expect(
      run.page.getByText(word(language, 'relationships', 'relationship.kind.reportsTo.reverse')),
    ).toBeVisible()
    await expectAccessible(run.page)
    await picture(run.page, `relationships-${language}`)
    await run.page.keyboard.press('Control+Shift+j')
    await expect(run.page.getByRole('dialog')).toBeVisible()
    await expectAccessible(run.page)
    await picture(run.page, `relationship-dialog-${language}`)
    await run.close()
    rmSync(home, { recursive: true, force: true })
  })

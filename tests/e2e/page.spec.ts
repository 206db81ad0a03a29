// The record page as it is worked with: two columns of sections, what a field has said, forms laid out by whoever
// administers, and the same in three languages.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { callHost, expectAccessible, launch, picture, type Samphan, samphan } from './app.ts'
import { beConfigured, field, fill, type Language, word } from './hands.ts'

interface Made {
  readonly id: string
}
const create = async (home: string, entity: string, data: object): Promise<string> =>
  ((await samphan(home, 'create', entity, '--data', JSON.stringify(data))) as Made).id

/** Loads the page anew at a route. */
async function show(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to
    location.reload()
  }, hash)
  await page.waitForLoadState('load')
  await page.locator('#root > :not(style)').first().waitFor()
}

test.describe('a form that people lay out', () => {
  let home = ''
  let run: Samphan
  let anna = ''
  test.beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'samphan-e2e-'))
    await samphan(home, 'db', 'create')
    const siam = await create(home, 'company', { name: 'Siam Trading', industry: 'Wholesale' })
    anna = await create(home, 'contact', {
      givenName: 'Anna',
      familyName: 'Berg',
      jobTitle: 'Buyer',
      companyId: siam,
      status: 'Customer',
      tags: ['vip', 'fair 2026'],
      birthday: '1980-05-01',
      phones: [
        { label: 'mobile', value: '081 234 5678' },
        { label: 'work', value: '02 123 4567', ext: '9' },
      ],
      emails: [{ label: 'work', value: 'anna@siam.example' }],
      addresses: [{ label: 'work', street: '99 Sukhumvit Road', city: 'Bangkok', country: 'TH' }],
    })
    await create(home, 'contact', { givenName: 'Carl', familyName: 'Dahl' })
    run = await launch({ home, size: { width: 1680, height: 950 } })
    await beConfigured(run.app)
  })
  test.afterAll(async () => {
    await run.close()
    rmSync(home, { recursive: true, force: true })
  })

  test('stands in two columns where there is room, in one where there is not', async () => {
    await show(run.page, `#/contacts/${anna}?full=1`)
    const place = async (name: string) => (await field(run.page, name).boundingBox()) ?? { x: 0, y: 0 }
    await expect(field(run.page, 'givenName')).toBeVisible()
    await picture(run.page, 'page-wide')
    await run.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 700))
    await expect.poll(async () => (await place('emails')).x - (await place('givenName')).x).toBeLessThan(420)
    await picture(run.page, 'page-small')
    const spill = await run.page
      .locator('article')
      .evaluate(
        (article) =>
          [...article.querySelectorAll('*')].filter(
            (each) => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX === 'auto',
          ).length,
      )
    expect(spill).toBe(0)
    await run.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1440, 900))
  })

  test('says what a field said before, by key and by menu, and takes it back', async () => {
    await fill(run.page, 'jobTitle', 'Head buyer')
    await expect(run.page.getByText('Job title saved.')).toBeVisible()
    await field(run.page, 'jobTitle').locator('input').focus()
    await run.page.keyboard.press('Control+Shift+h')
    const dialog = run.page.getByRole('dialog', { name: 'What “Job title” has said' })
    await expect(dialog.getByText('Head buyer')).toBeVisible()
    await expect(dialog.getByRole('listitem').filter({ hasText: 'Buyer' })).toContainText('until')
    await expectAccessible(run.page)
    await picture(run.page, 'page-past')
    await run.page.keyboard.press('Escape')
    await field(run.page, 'jobTitle').locator('input').click({ button: 'right' })
    await run.page.getByRole('menuitem', { name: 'Field history…' }).click()
    await expect(dialog).toBeVisible()
    await dialog.getByRole('button', { name: 'Take back' }).first().click()
    await run.page.keyboard.press('Escape')
    await expect(field(run.page, 'jobTitle').locator('input')).toHaveValue('Buyer')
  })

  test('offers a list that is edited in place, on the records too', async () => {
    await field(run.page, 'status').locator('input').focus()
    await run.page.keyboard.press('F2')
    await run.page.getByRole('option', { name: 'Edit this list…' }).click()
    const dialog = run.page.getByRole('dialog', { name: 'The list of “Status”' })
    const first = dialog.getByRole('textbox', { name: 'Value 1' })
    await expect(first).toHaveValue('Customer')
    await first.fill('Client')
    await expect(dialog.getByRole('checkbox', { name: 'Change it on 1 record too' })).toBeChecked()
    await dialog.getByRole('textbox', { name: 'New value' }).fill('Friend of the house')
    await run.page.keyboard.press('Enter')
    await expectAccessible(run.page)
    await picture(run.page, 'page-picklist')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(run.page.getByText('The list of “Status” was saved; 1 record changed.')).toBeVisible()
    await expect(field(run.page, 'status').locator('input')).toHaveValue('Client')
    await run.page.getByRole('button', { name: 'Undo' }).last().click()
    await expect(field(run.page, 'status').locator('input')).toHaveValue('Customer')
  })

  test('has fields of one’s own that take several values, and that lead to another record', async () => {
    const company = await create(home, 'company', { name: 'Bangkok Bank' })
    await show(run.page, '#/settings?view=fields')
    const add = async (name: string, kind: string): Promise<void> => {
      await run.page.getByRole('button', { name: 'Add a field' }).click()
      const dialog = run.page.getByRole('dialog')
      await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
      await dialog.getByRole('combobox', { name: 'Kind' }).click()
      await run.page.getByRole('option', { name: kind }).click()
    }
    await add('Languages', 'Several of a list')
    await run.page.getByRole('dialog').getByRole('combobox', { name: 'Choices' }).focus()
    await run.page.keyboard.type('Thai,Persian,')
    await run.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await expect(run.page.getByRole('dialog')).toBeHidden()
    await add('Bank', 'Link to a record')
    await run.page.getByRole('dialog').getByRole('combobox', { name: 'Leads to' }).click()
    await run.page.getByRole('option', { name: 'Company', exact: true }).click()
    await expectAccessible(run.page)
    await picture(run.page, 'page-customfield')
    await run.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await expect(run.page.getByRole('dialog')).toBeHidden()
    await show(run.page, `#/contacts/${anna}?full=1`)
    const bank = run.page.getByRole('textbox', { name: 'Bank' })
    await bank.fill('bangkok')
    await expect(run.page.getByRole('option', { name: /Bangkok Bank/ })).toBeVisible()
    await run.page.keyboard.press('Enter')
    await expect(bank).toHaveValue('Bangkok Bank')
    await run.page.getByRole('combobox', { name: 'Languages' }).focus()
    await run.page.keyboard.type('Thai,')
    await run.page.keyboard.press('Tab')
    await expect(run.page.getByText('Languages saved.')).toBeVisible()
    const stored = JSON.stringify(await callHost(run.app, 'record.get', { entity: 'contact', id: anna }))
    expect(stored).toContain(company)
    expect(stored).toContain('"Thai"')
    await expectAccessible(run.page)
    await picture(run.page, 'page-custom')
  })

  test('is rearranged by keyboard, kept, asked for by the host, and taken back', async () => {
    await run.page.getByRole('button', { name: 'More actions' }).click()
    await run.page.getByRole('menuitem', { name: 'Arrange this form…' }).click()
    const tile = (name: string) => run.page.locator(`[data-tile="${name}"]`)
    await expect(tile('jobTitle')).toBeVisible()
    await expectAccessible(run.page)
    await picture(run.page, 'page-designer')
    await tile('jobTitle').focus()
    for (let presses = 0; presses < 3; presses++) await run.page.keyboard.press('Alt+ArrowUp')
    await expect(tile('jobTitle')).toBeFocused()
    await run.page.keyboard.press('Enter')
    const dialog = run.page.getByRole('dialog', { name: /“Job title” on this form/ })
    await dialog.getByRole('textbox', { name: 'Name on the form' }).fill('Role')
    await dialog.getByRole('switch', { name: 'Must be filled in' }).check()
    await expectAccessible(run.page)
    await picture(run.page, 'page-designer-field')
    await dialog.getByRole('button', { name: 'Apply' }).click()
    await tile('birthday').focus()
    await run.page.keyboard.press('Delete')
    await expect(run.page.getByRole('button', { name: 'Put on the form: Birthday' })).toBeVisible()
    await run.page.getByRole('button', { name: 'Add tab' }).click()
    await run.page.getByRole('textbox', { name: 'Name of the tab' }).fill('Extra')
    await run.page.getByRole('button', { name: 'Put on the form: Birthday' }).click()
    await run.page.getByRole('button', { name: 'Preview' }).click()
    await picture(run.page, 'page-preview')
    await expectAccessible(run.page)
    await run.page.keyboard.press('Escape')
    await run.page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(run.page.getByText('The form of Contacts has its new layout.')).toBeVisible()

    await show(run.page, `#/contacts/${anna}?full=1`)
    await run.page.getByRole('tab', { name: 'Extra' }).click()
    await expect(field(run.page, 'birthday')).toBeVisible()
    await expectAccessible(run.page)
    await picture(run.page, 'page-tabs')
    await run.page.getByRole('tab', { name: 'General' }).click()
    const role = run.page.getByRole('textbox', { name: 'Role' })
    await role.fill('')
    await run.page.keyboard.press('Tab')
    await expect(run.page.getByText('must be filled in')).toBeVisible()
    await role.fill('Buyer')
    await run.page.keyboard.press('Enter')
    await expect(samphan(home, 'create', 'contact', '--data', '{"givenName":"No role"}')).rejects.toThrow(
      'required',
    )
    const out = join(home, 'contact.json')
    await callHost(run.app, 'layout.reset', { entity: 'contact' })
    await expect(run.page.getByRole('textbox', { name: 'Job title' })).toBeVisible()
    await samphan(home, 'undo')
    await expect(run.page.getByRole('textbox', { name: 'Role' })).toBeVisible()
    await samphan(home, 'layout', 'export', 'contact', '--out', out)
    expect(JSON.parse(readFileSync(out, 'utf8')).format).toBe('samphan.layout')
    await samphan(home, 'layout', 'reset', 'contact')
    await samphan(home, 'layout', 'import', out)
    await expect(run.page.getByRole('textbox', { name: 'Role' })).toBeVisible()
    writeFileSync(
      out,
      JSON.stringify({ format: 'samphan.layout', entity: 'contact', layout: { version: 99 } }),
    )
    await expect(samphan(home, 'layout', 'import', out)).rejects.toThrow('newerLayout')
    await samphan(home, 'layout', 'reset', 'contact')
    expect(run.pageErrors).toEqual([])
  })
})

for (const language of ['th', 'fa'] satisfies Language[])
  test(`the page and the designer in ${language}`, async () => {
    const home = mkdtempSync(join(tmpdir(), 'samphan-e2e-'))
    await samphan(home, 'db', 'create')
    const id = await create(
      home,
      'contact',
      language === 'th'
        ? { givenName: 'สมชาย', familyName: 'ใจดี', jobTitle: 'ผู้จัดการฝ่ายขาย', phones: ['081 234 5678'] }
        : { givenName: 'علی', familyName: 'رضایی', jobTitle: 'مدیر فروش', phones: ['0912 345 6789'] },
    )
    const run = await launch({ home, language, size: { width: 1600, height: 900 } })
    await beConfigured(run.app)
    await show(run.page, `#/contacts/${id}?full=1`)
    await expect(field(run.page, 'givenName')).toBeVisible()
    await expectAccessible(run.page)
    await picture(run.page, `page-${language}`)
    await show(run.page, '#/settings?view=layouts')
    await expect(run.page.locator('[data-tile="jobTitle"]')).toBeVisible()
    await expectAccessible(run.page)
    await picture(run.page, `page-designer-${language}`)
    await expect(
      run.page.getByRole('button', { name: word(language, 'layouts', 'layout.reset') }),
    ).toBeVisible()
    await run.close()
    rmSync(home, { recursive: true, force: true })
  })

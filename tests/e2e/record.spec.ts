// A record's page, by hand: made and edited by keyboard, saved when a field is left, taken back, paged through, written
// about; what was typed outlives a crash of the page; and all of it from right to left.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { callHost, expectAccessible, launch, picture, type Samphan, samphan } from './app.ts'
import { beConfigured } from './hands.ts'

interface Made {
  readonly id: string
}

const create = async (home: string, entity: string, data: object): Promise<string> =>
  ((await samphan(home, 'create', entity, '--data', JSON.stringify(data))) as Made).id

/** Loads the page anew at a record and waits until it is there. */
async function open(page: Page, hash: string, name: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to
    location.reload()
  }, hash)
  await page.waitForLoadState('load')
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

const toast = (page: Page, text: string | RegExp) =>
  page.getByRole('region', { name: 'Notifications' }).getByText(text)

test.describe('a record', () => {
  let home = ''
  let run: Samphan
  let anna = ''
  test.beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'samphan-e2e-'))
    await samphan(home, 'db', 'create')
    const siam = await create(home, 'company', { name: 'Siam Trading' })
    anna = await create(home, 'contact', {
      givenName: 'Anna',
      familyName: 'Berg',
      jobTitle: 'Buyer',
      companyId: siam,
      phones: [{ label: 'mobile', value: '081 234 5678' }],
      emails: [{ label: 'work', value: 'anna@siam.example' }],
    })
    await create(home, 'contact', { givenName: 'Carl', familyName: 'Dahl' })
    await create(home, 'contact', { givenName: 'Eva', familyName: 'Falk' })
    run = await launch({ home, size: { width: 1440, height: 900 } })
    await beConfigured(run.app)
  })
  test.afterAll(async () => {
    await run.close()
    rmSync(home, { recursive: true, force: true })
  })

  const stored = async (field: string): Promise<unknown> =>
    ((await callHost(run.app, 'record.get', { entity: 'contact', id: anna })) as Record<string, unknown>)[
      field
    ]

  test('shows who it is, and axe finds nothing', async () => {
    await open(run.page, `#/contacts/${anna}?full=1`, 'Anna Berg')
    await expect(run.page.getByRole('heading', { level: 1, name: 'Anna Berg' })).toBeVisible()
    await expect(run.page.getByRole('button', { name: 'Siam Trading', exact: true })).toBeVisible()
    await expect(run.page.getByRole('button', { name: 'Write to anna@siam.example' })).toBeVisible()
    await expectAccessible(run.page)
    await picture(run.page, 'record')
  })

  test('saves a field when it is left, and takes it back', async () => {
    const title = run.page.getByRole('textbox', { name: 'Job title' })
    await title.fill('Head buyer')
    await run.page.keyboard.press('Tab')
    await expect(toast(run.page, 'Job title saved.')).toBeVisible()
    expect(await stored('jobTitle')).toBe('Head buyer')
    await run.page.getByRole('button', { name: 'Undo' }).click()
    await expect(title).toHaveValue('Buyer')
    expect(await stored('jobTitle')).toBe('Buyer')
  })

  test('Escape puts a field back; a wrong value is said at the field', async () => {
    const title = run.page.getByRole('textbox', { name: 'Job title' })
    await title.fill('Nonsense')
    await run.page.keyboard.press('Escape')
    await expect(title).toHaveValue('Buyer')
    await title.fill('x'.repeat(4_001))
    await run.page.keyboard.press('Enter')
    await expect(run.page.getByText('is too long (at most 4,000 characters)')).toBeVisible()
    await run.page.keyboard.press('Escape')
    await expect(run.page.getByText('is too long')).toBeHidden()
  })

  test('a change by somebody else is a choice, not a loss', async () => {
    const title = run.page.getByRole('textbox', { name: 'Job title' })
    await title.fill('Mine')
    await callHost(run.app, 'record.update', { entity: 'contact', id: anna, data: { jobTitle: 'Theirs' } })
    await run.page.keyboard.press('Enter')
    await expect(run.page.getByRole('alert').getByText('Theirs')).toBeVisible()
    expect(await stored('jobTitle')).toBe('Theirs')
    await run.page.getByRole('button', { name: 'Use mine' }).click()
    await expect(toast(run.page, 'Job title saved.')).toBeVisible()
    expect(await stored('jobTitle')).toBe('Mine')
  })

  test('F9 writes a note, Ctrl+H records a call', async () => {
    await run.page.keyboard.press('F9')
    await expect(run.page.locator('[contenteditable]:focus')).toBeVisible()
    await run.page.keyboard.type('Wants a quote\nby Friday')
    await run.page.keyboard.press('Control+Enter')
    await expect(run.page.getByRole('listitem').filter({ hasText: 'by Friday' })).toBeVisible()
    await run.page.getByRole('heading', { level: 1, name: 'Anna Berg' }).click()
    await run.page.keyboard.press('Control+h')
    const dialog = run.page.getByRole('dialog', { name: 'Record history' })
    await dialog.getByRole('textbox', { name: 'Regarding' }).fill('About the price')
    await dialog.getByRole('textbox', { name: 'Minutes' }).fill('12')
    await run.page.keyboard.press('Enter')
    const entry = run.page.getByRole('listitem').filter({ hasText: 'About the price' })
    await expect(entry).toContainText('12 min')
    await run.page.getByRole('searchbox', { name: 'Search in this timeline' }).fill('friday')
    await expect(entry).toBeHidden()
    await expect(run.page.getByRole('listitem').filter({ hasText: 'Wants a quote' })).toBeVisible()
    await run.page.getByRole('searchbox', { name: 'Search in this timeline' }).fill('')
    await run.page.getByRole('button', { name: 'Call', exact: true }).click()
    await expect(entry).toBeVisible()
    await run.page.getByRole('button', { name: 'All', exact: true }).click()
  })

  test('changes are listed with both values', async () => {
    await run.page.getByRole('tab', { name: 'Changes' }).click()
    await expect(run.page.getByRole('listitem').filter({ hasText: 'Theirs' }).first()).toContainText('Mine')
    await run.page.getByRole('tab', { name: 'Timeline' }).click()
  })

  test('PgDn and PgUp page through the lookup, however fast they come', async () => {
    const shown = (name: string) => expect(run.page.getByRole('heading', { level: 1, name })).toBeVisible()
    const press = async (...keys: string[]): Promise<void> => {
      for (const key of keys) await run.page.keyboard.press(key)
    }
    await expect(run.page.getByText('1 of 3', { exact: true })).toBeVisible()
    await press('PageDown')
    await shown('Carl Dahl')
    await press('Control+End')
    await shown('Eva Falk')
    await press('PageUp', 'PageUp')
    await shown('Anna Berg')
    await press('PageDown', 'PageDown')
    await shown('Eva Falk')
    // There and back before the first of them could be shown; beyond the ends is nowhere.
    await press('PageUp', 'PageDown', 'PageDown')
    await expect(run.page.getByText('3 of 3', { exact: true })).toBeVisible()
    await shown('Eva Falk')
    await press('Control+Home', 'PageDown', 'PageUp', 'PageUp', 'PageDown', 'PageDown', 'PageUp')
    await expect(run.page.getByText('2 of 3', { exact: true })).toBeVisible()
    await shown('Carl Dahl')
    await press('PageUp')
    await shown('Anna Berg')
  })

  test('a record is made by keyboard alone, and one that is there already is said', async () => {
    await run.page.keyboard.press('Control+n')
    const dialog = run.page.getByRole('dialog', { name: 'New contact' })
    await expect(dialog.getByRole('textbox', { name: 'First name' })).toBeFocused()
    await run.page.keyboard.type('Ana')
    await run.page.keyboard.press('Tab')
    await run.page.keyboard.type('Berg')
    await run.page.keyboard.press('Tab')
    await run.page.keyboard.type('siam')
    await expect(run.page.getByRole('option', { name: /Siam Trading/ })).toBeVisible()
    await run.page.keyboard.press('Enter')
    await expect(dialog.getByRole('textbox', { name: 'Company' })).toHaveValue('Siam Trading')
    await dialog.getByRole('textbox', { name: 'Phones' }).fill('081-2345678')
    await expect(dialog.getByRole('button', { name: 'Anna Berg' })).toBeVisible()
    await expectAccessible(run.page)
    await dialog.getByRole('textbox', { name: 'First name' }).fill('Zoe')
    await dialog.getByRole('textbox', { name: 'Last name' }).fill('Lee')
    await dialog.getByRole('textbox', { name: 'Phones' }).fill('089 999 9999')
    await run.page.keyboard.press('Enter')
    await expect(run.page.getByRole('heading', { level: 1, name: 'Zoe Lee' })).toBeVisible()
    await expect(run.page.getByRole('button', { name: 'Siam Trading', exact: true })).toBeVisible()
  })

  test('what was typed outlives a crash of the page', async () => {
    await open(run.page, `#/contacts/${anna}?full=1`, 'Anna Berg')
    await run.page.getByRole('textbox', { name: 'Last name' }).fill('Bergman')
    await expect
      .poll(async () => JSON.stringify(await callHost(run.app, 'draft.list', {})))
      .toContain('Bergman')
    await run.app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<void>((resolve) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents
          contents?.once('did-finish-load', () => resolve())
          contents?.forcefullyCrashRenderer()
        }),
    )
    const shown = (script: string): Promise<unknown> =>
      run.app.evaluate(
        ({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code),
        script,
      )
    await expect.poll(() => shown('document.body.innerText')).toContain('Restored unsaved text')
    expect(await shown(`document.querySelector('[data-field="familyName"] input').value`)).toBe('Bergman')
    expect(await stored('familyName')).toBe('Berg')
  })
})

test('a record reads from right to left in Persian', async () => {
  const home = mkdtempSync(join(tmpdir(), 'samphan-e2e-'))
  await samphan(home, 'db', 'create')
  const id = await create(home, 'contact', {
    givenName: 'آرش',
    familyName: 'کریمی',
    emails: [{ label: 'work', value: 'a.karimi@example.ir' }],
    birthday: 'persian:1358-12-29',
  })
  const run = await launch({ home, language: 'fa', size: { width: 1024, height: 700 } })
  await beConfigured(run.app)
  await open(run.page, `#/contacts/${id}`, 'آرش کریمی')
  const heading = run.page.getByRole('heading', { level: 1, name: 'آرش کریمی' })
  await expect(heading).toBeVisible()
  const name = await heading.boundingBox()
  const page = await run.page.locator('article').boundingBox()
  expect((name?.x ?? 0) + (name?.width ?? 0)).toBeGreaterThan((page?.x ?? 0) + (page?.width ?? 0) / 2)
  await run.page.getByRole('textbox', { name: 'سمت' }).fill('مدیر خرید')
  await run.page.keyboard.press('Enter')
  await expect(run.page.getByText('«سمت» ذخیره شد.')).toBeVisible()
  await expect(run.page.locator('[data-field="emails"] input[inputmode="email"]')).toHaveCSS(
    'direction',
    'ltr',
  )
  const wider = await run.page.locator('article').evaluate((element) => {
    const body = [...element.querySelectorAll('*')].filter((each) => each.scrollWidth > each.clientWidth + 1)
    return body.filter((each) => getComputedStyle(each).overflowX === 'auto').length
  })
  expect(wider).toBe(0)
  await expectAccessible(run.page)
  await picture(run.page, 'record-fa')
  await run.close()
  rmSync(home, { recursive: true, force: true })
})

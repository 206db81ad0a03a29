// The window offers nobody what the host would refuse: a user who may only look, one who may change only what is their
// own, and an administrator of a file that cannot be written. Every section and settings page is gone through.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { expectAccessible, launch, picture, type Samphan, samphan as typed } from './app.ts'
import { field, row, word } from './hands.ts'

const users = (id: string, params?: Readonly<Record<string, string>>) => word('en', 'users', id, params)
const OWNER = 'Olive Owner'

let home: string
/** Files with what was typed, for the command line. */
const secret = (name: string): string => join(home, `${name}.txt`)
const asOwner = (...args: string[]) => typed(home, '--as', OWNER, '--password-file', secret('owner'), ...args)

test.beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'samphan-e2e-'))
  for (const name of ['owner', 'ann', 'rita']) writeFileSync(secret(name), `password of ${name}`)
  await typed(home, 'db', 'create')
  const { user } = (await typed(home, 'call', 'app.info', '--input', '{}')) as { user: { id: string } }
  await typed(home, 'update', 'user', user.id, '--data', JSON.stringify({ name: OWNER }))
  const configured = { scope: 'database', key: 'configured', value: true }
  await typed(home, 'call', 'settings.set', '--input', JSON.stringify(configured))
  await typed(home, 'user', 'password', OWNER, '--password-file', secret('owner'))
  for (const [name, role] of [
    ['Ann', 'browse'],
    ['Rita', 'restricted'],
  ] as const)
    await asOwner('user', 'add', name, '--role', role, '--password-file', secret(name.toLowerCase()))
  const label = JSON.stringify({ entity: 'contact', kind: 'text', label: 'Shoe size' })
  await asOwner('create', 'customField', '--data', label)
  const made = (await asOwner(
    'create',
    'contact',
    '--data',
    '{"givenName":"Olaf","familyName":"Theirs"}',
  )) as {
    id: string
  }
  const note = JSON.stringify({ body: 'Written by the owner', contactId: made.id })
  await asOwner('create', 'note', '--data', note)
  const gone = (await asOwner('create', 'contact', '--data', '{"givenName":"Gone"}')) as { id: string }
  await asOwner('delete', 'contact', gone.id)
})
test.afterAll(() => rmSync(home, { recursive: true, force: true }))

async function enter(name: string): Promise<Samphan> {
  const samphan = await launch({ home, size: { width: 1440, height: 900 } })
  const { page } = samphan
  await page.getByLabel(users('users.signIn.name'), { exact: true }).fill(name)
  await page.getByLabel(users('users.password'), { exact: true }).fill(`password of ${name.toLowerCase()}`)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('searchbox', { name: 'Search', exact: true })).toBeVisible()
  return samphan
}

const section = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation').first().getByRole('link', { name, exact: true }).click()
const settings = async (page: Page, view: string): Promise<Locator> => {
  await section(page, 'Settings')
  const name = word('en', view === 'users' ? 'users' : 'settings', `settings.view.${view}`)
  await page.getByRole('main').getByRole('link', { name, exact: true }).click()
  return page.getByRole('region', { name, exact: true })
}

/** The commands that the palette lists, which are those that can be done. */
async function offered(page: Page): Promise<string[]> {
  await page.keyboard.press('Control+k')
  const options = page.getByRole('dialog').getByRole('option')
  await expect(options.first()).toBeVisible()
  const texts = await options.locator('bdi:first-child').allTextContents()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  return texts
}
const commands = (...ids: string[]): string[] => ids.map((id) => word('en', 'menu', `command.${id}`))
const making = commands('contact.new', 'contact.paste', 'company.new', 'note.new', 'history.record')
const changing = commands('record.edit', 'record.save', 'record.trash', 'edit.undo', 'edit.redo')
const filling = commands('transfer.import', 'demo.create')

/** Controls for typing in a place that still take something. */
const writable = (place: Locator): Promise<string[]> =>
  place
    .locator('input:not([type=search]):not([type=hidden]):not([type=file]), textarea')
    .evaluateAll((controls) =>
      controls.flatMap((control) =>
        (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) &&
        !control.readOnly &&
        !control.disabled
          ? [control.getAttribute('aria-label') ?? control.id]
          : [],
      ),
    )

async function openRecord(page: Page, name: string): Promise<Locator> {
  await section(page, 'Contacts')
  await row(page, name).first().click()
  const article = page.getByRole('article')
  await expect(article.getByRole('heading', { level: 1 })).toHaveText(name)
  return article
}

/** F2 on the job title of the row that has the cursor: how many controls appear in its place. */
async function editedInPlace(page: Page): Promise<number> {
  const grid = page.getByRole('grid').first()
  await grid.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('F2')
  const controls = await grid.locator('[data-editing] input').count()
  if (controls) await page.keyboard.press('Escape')
  return controls
}

/** Nothing of the settings, the trash and the operations can be changed. */
async function expectNothingToChange(page: Page): Promise<void> {
  await section(page, 'Trash')
  await expect(row(page, 'Gone')).toBeVisible()
  await expect(page.getByRole('main').getByRole('checkbox')).toHaveCount(0)
  await expect(page.getByRole('main').getByRole('button', { name: /Restore|Empty/ })).toHaveCount(0)
  await section(page, 'Operations')
  await expect(page.getByRole('main').getByRole('row').nth(2)).toBeVisible()
  await expect(page.getByRole('main').getByRole('button', { name: /Undo|Redo/ })).toHaveCount(0)
  const business = await settings(page, 'business')
  await expect(business.getByRole('textbox').first()).toBeVisible()
  expect(await writable(business)).toEqual([])
  const fields = await settings(page, 'fields')
  await expect(fields.getByText('Shoe size')).toBeVisible()
  await expect(fields.getByRole('button')).toHaveCount(0)
  const database = await settings(page, 'database')
  await expect(database.getByRole('textbox').first()).toBeVisible()
  expect(await writable(database)).toEqual([])
  await expect(
    database.getByRole('button', { name: word('en', 'settings', 'settings.guide.open') }),
  ).toHaveCount(0)
}

/** A record that can be read, and only read. */
async function expectOnlyToRead(page: Page, article: Locator): Promise<void> {
  expect(await writable(article)).toEqual([])
  await expect(article.getByRole('button', { name: 'Picture' })).toHaveCount(0)
  await expect(
    article.getByRole('button', { name: /^(Add (?!to favourites)|Record history|New)/ }),
  ).toHaveCount(0)
  await expect(article.getByText('Written by the owner')).toBeVisible()
  await expect(article.getByRole('button', { name: /^Actions:/ })).toHaveCount(0)
  await article.getByRole('button', { name: 'More actions' }).click()
  await expect(page.getByRole('menuitem', { name: /Trash|Delete/ })).toHaveAttribute('data-disabled', /.*/)
  await page.getByRole('menu').press('Escape')
  await article.getByRole('tab', { name: 'Changes' }).click()
  await expect(article.getByText('Created', { exact: false }).first()).toBeVisible()
  await expect(article.getByRole('button', { name: 'Take back' })).toHaveCount(0)
}

test('who may only look is offered nothing else, on any page', async () => {
  const samphan = await enter('Ann')
  const { page } = samphan
  const article = await openRecord(page, 'Olaf Theirs')
  await expectOnlyToRead(page, article)
  expect(await editedInPlace(page)).toBe(0)
  await picture(page, 'roles-browse')
  await expectAccessible(page)
  const forbidden = [...making, ...changing, ...filling, ...commands('transfer.export')]
  for (const name of ['Contacts', 'Companies', 'Home', 'Operations', 'Trash', 'Settings']) {
    await section(page, name)
    expect((await offered(page)).filter((command) => forbidden.includes(command))).toEqual([])
    for (const keys of ['Control+n', 'Control+Shift+n', 'Control+i', 'Control+Shift+e', 'F9', 'Control+h'])
      await page.keyboard.press(keys)
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  await expect(page.getByRole('banner').getByRole('button', { name: /^New/ })).toHaveCount(0)
  await section(page, 'Contacts')
  await row(page, 'Olaf').first().click({ button: 'right' })
  await expect(
    page.getByRole('menuitem', { name: word('en', 'list', 'list.open'), exact: true }),
  ).toBeVisible()
  await expect(page.getByRole('menuitem', { name: word('en', 'list', 'list.delete') })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expectNothingToChange(page)
  expect(samphan.pageErrors).toEqual([])
  await samphan.close()
})

test('who may change only their own is offered that', async () => {
  const samphan = await enter('Rita')
  const { page } = samphan
  const theirs = await openRecord(page, 'Olaf Theirs')
  // A note of one’s own may be written about anybody; the owner’s is not Rita’s to change.
  await expect(theirs.getByText('Written by the owner')).toBeVisible()
  await expect(theirs.getByRole('button', { name: /^Actions:/ })).toHaveCount(0)
  await expect(field(page, 'givenName').locator('input')).toHaveAttribute('readonly', '')
  expect(await editedInPlace(page)).toBe(0)
  await page.keyboard.press('F9')
  await page.keyboard.type('Written by Rita')
  await page.keyboard.press('Control+Enter')
  await expect(theirs.getByRole('button', { name: /^Actions:/ })).toHaveCount(1)
  const possible = await offered(page)
  expect(possible).toEqual(expect.arrayContaining(making))
  expect(
    possible.filter((command) => [...filling, ...commands('record.trash', 'record.edit')].includes(command)),
  ).toEqual([])

  await page.keyboard.press('Control+n')
  await page.keyboard.type('Mine')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toHaveText('Mine')
  await expect(field(page, 'givenName').locator('input')).not.toHaveAttribute('readonly', '')
  await expect(field(page, 'ownerId').locator('input')).toHaveAttribute('readonly', '')
  expect(await offered(page)).toEqual(
    expect.arrayContaining(commands('record.trash', 'record.edit', 'edit.undo')),
  )
  expect(await editedInPlace(page)).toBe(1)
  await picture(page, 'roles-restricted')
  await page.getByRole('article').focus()
  await page.keyboard.press('Control+Delete')
  await section(page, 'Trash')
  await expect(row(page, 'Mine').getByRole('button', { name: /Restore/ })).toBeVisible()
  await expect(row(page, 'Gone').getByRole('button')).toHaveCount(0)
  await section(page, 'Operations')
  await expect(row(page, OWNER).getByRole('button', { name: /Undo/ })).toHaveCount(0)
  await expect(row(page, 'Rita').getByRole('button', { name: /Undo/ }).first()).toBeVisible()
  expect(samphan.pageErrors).toEqual([])
  await samphan.close()
})

test('a file that cannot be written offers looking and copying, to anybody', async () => {
  chmodSync(join(home, 'Samphan.samphan'), 0o444)
  const samphan = await launch({ home, size: { width: 1440, height: 900 } })
  const { page } = samphan
  await page.getByLabel(users('users.signIn.name'), { exact: true }).fill(OWNER)
  await page.getByLabel(users('users.password'), { exact: true }).fill('password of owner')
  await page.keyboard.press('Enter')
  const article = await openRecord(page, 'Olaf Theirs')
  expect(await writable(article)).toEqual([])
  await expect(article.getByRole('button', { name: 'More actions' })).toBeVisible()
  await expect(article.getByRole('button', { name: /favourites/ })).toHaveCount(0)
  const possible = await offered(page)
  expect(possible.filter((command) => [...making, ...changing, ...filling].includes(command))).toEqual([])
  expect(possible).toEqual(expect.arrayContaining(commands('transfer.export', 'backup.create')))
  await expectNothingToChange(page)
  await expect((await settings(page, 'users')).getByText(users('users.readOnly'))).toBeVisible()
  const backups = await settings(page, 'backups')
  await backups.getByRole('button', { name: word('en', 'settings', 'settings.backup.now') }).click()
  await expect(backups.getByText(/backups/).last()).toBeVisible()
  await expect(
    page.getByRole('status').filter({ hasText: word('en', 'settings', 'settings.backup.done') }),
  ).toBeVisible()
  await picture(page, 'roles-readOnly')
  expect(samphan.pageErrors).toEqual([])
  await samphan.close()
})

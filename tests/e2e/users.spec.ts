// A database with users: the first password, signing out and in, what a role may do, a crash of the host, two windows.
import { expect, type Page, test } from '@playwright/test'
import { callHost, expectAccessible, launch, picture, type Samphan } from './app.ts'
import { beConfigured, killHost, openWindow, show, word } from './hands.ts'

const PASSWORD = 'correct horse'
const words = (id: string, params?: Readonly<Record<string, string>>) => word('en', 'users', id, params)

const field = (page: Page, id: string) => page.getByLabel(words(id), { exact: true })
const press = (page: Page, id: string) => page.getByRole('button', { name: words(id), exact: true }).click()

async function signIn(page: Page, name: string, password: string): Promise<void> {
  await field(page, 'users.signIn.name').fill(name)
  await field(page, 'users.password').fill(password)
  await page.keyboard.press('Enter')
}

const home = (page: Page) => page.getByRole('searchbox', { name: 'Search' })

test.describe.configure({ mode: 'serial' })
test.describe('users', () => {
  let samphan: Samphan
  let owner: string
  test.beforeAll(async () => {
    samphan = await launch()
    await beConfigured(samphan.app)
    owner = ((await callHost(samphan.app, 'app.info', {})) as { user: { name: string } }).user.name
    await show(samphan.page, '#/settings?view=users')
  })
  test.afterAll(() => samphan.close())

  test('nobody signs in until there is a password; whoever sets the first stays signed in', async () => {
    const { page } = samphan
    await expect(page.getByRole('heading', { name: words('users.own') })).toBeVisible()
    await expect(page.getByRole('heading', { name: words('users.tokens') })).toBeHidden()
    await expectAccessible(page)
    await field(page, 'users.password.new').fill(PASSWORD)
    await press(page, 'users.setPassword')
    await expect(page.getByRole('heading', { name: words('users.tokens') })).toBeVisible()
    await expect(page.getByText(words('users.you', { name: owner }))).toBeVisible()
    await picture(page, 'users')
    await expectAccessible(page)
  })

  test('a window opened beside it is signed in too, and a host that died asks nobody again', async () => {
    const { app, page } = samphan
    const second = await openWindow(app, page, '/contacts')
    await expect(home(second)).toBeVisible()
    await second.close()
    await killHost(app)
    await expect(page.getByText(words('users.you', { name: owner }))).toBeVisible()
    await press(page, 'users.add')
    await page.getByRole('textbox', { name: words('users.name') }).fill('Ann')
    await page
      .getByRole('dialog')
      .getByRole('combobox', { name: words('users.role') })
      .click()
    await page.getByRole('option', { name: words('users.role.browse') }).click()
    await field(page, 'users.password').fill('of ann')
    await press(page, 'users.add.save')
    await expect(page.getByRole('cell', { name: 'Ann', exact: true })).toBeVisible()
  })

  test('signing out leaves nothing to see, and a wrong password is said so', async () => {
    const { page } = samphan
    await page.getByRole('button', { name: 'User menu' }).click()
    await page.getByRole('menuitem', { name: words('users.signOut') }).click()
    await expect(page.getByRole('heading', { name: words('users.signIn.title') })).toBeVisible()
    await expect(home(page)).toBeHidden()
    await expectAccessible(page)
    await picture(page, 'sign-in')
    await signIn(page, owner, 'wrong horse')
    await expect(page.getByRole('alert')).toHaveText(words('error.Denied.wrongPassword'))
    await page.getByRole('button', { name: 'فارسی' }).click()
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
    await expectAccessible(page)
    await picture(page, 'sign-in-fa')
    await page.getByRole('button', { name: 'English' }).click()
  })

  test('who may only look finds no way to change, and the owner comes back to everything', async () => {
    const { page } = samphan
    await signIn(page, 'ann', 'of ann')
    await expect(home(page)).toBeVisible()
    await show(page, '#/settings?view=users')
    await signIn(page, 'ann', 'of ann')
    await expect(page.getByRole('heading', { name: words('users.own') })).toBeVisible()
    await expect(page.getByRole('heading', { name: words('users.all') })).toBeHidden()
    await page.getByRole('button', { name: 'User menu' }).click()
    await page.getByRole('menuitem', { name: words('users.signOut') }).click()
    await signIn(page, owner, PASSWORD)
    await expect(page.getByRole('heading', { name: words('users.all') })).toBeVisible()
    expect(samphan.pageErrors).toEqual([])
  })
})

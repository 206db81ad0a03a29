// Calendar, tasks, letters and mail for who may only look, and for who may change only their own: nothing is offered that the
// host would refuse.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { expectAccessible, launch, type Samphan, samphan as typed } from './app.ts'
import { word } from './hands.ts'

const a = (id: string, params: Record<string, string> = {}) => word('en', 'activities', id, params)
const l = (id: string, params: Record<string, string> = {}) => word('en', 'letters', id, params)
const m = (id: string, params: Record<string, string> = {}) => word('en', 'mail', id, params)
const OWNER = 'Olive Owner'
const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone

let home: string
const secret = (name: string): string => join(home, `${name}.txt`)
const asOwner = (...args: string[]) => typed(home, '--as', OWNER, '--password-file', secret('owner'), ...args)
const call = (name: string, input: unknown) => asOwner('call', name, '--input', JSON.stringify(input))

test.beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'samphan-e2e-'))
  for (const name of ['owner', 'ann', 'rita']) writeFileSync(secret(name), `password of ${name}`)
  await typed(home, 'db', 'create')
  const { user } = Object(await typed(home, 'call', 'app.info', '--input', '{}'))
  await typed(home, 'update', 'user', user.id, '--data', JSON.stringify({ name: OWNER }))
  const configured = { scope: 'database', key: 'configured', value: true }
  await typed(home, 'call', 'settings.set', '--input', JSON.stringify(configured))
  await typed(home, 'user', 'password', OWNER, '--password-file', secret('owner'))
  for (const [name, role] of [
    ['Ann', 'browse'],
    ['Rita', 'restricted'],
  ] as const)
    await asOwner('user', 'add', name, '--role', role, '--password-file', secret(name.toLowerCase()))
  const noon = new Date()
  noon.setHours(12, 0, 0, 0)
  await call('activity.schedule', {
    data: { kind: 'call', regarding: 'Theirs', startAt: noon.toISOString(), timeZone },
  })
  await call('record.create', {
    entity: 'template',
    data: { name: 'Offer', kind: 'letter', about: 'contact', body: '<p>x</p>' },
  })
  const account = { name: 'Office', address: 'o@example.com', host: 'h', port: 25, security: 'none' }
  await call('record.create', { entity: 'mailAccount', data: account })
  await call('series.save', { data: { name: 'Welcome' }, steps: [{ offsetDays: 0, kind: 'call' }] })
})
test.afterAll(() => rmSync(home, { recursive: true, force: true }))

async function enter(name: string): Promise<Samphan> {
  const samphan = await launch({ home, size: { width: 1440, height: 900 } })
  const { page } = samphan
  const users = (id: string) => word('en', 'users', id)
  await page.getByLabel(users('users.signIn.name'), { exact: true }).fill(name)
  await page.getByLabel(users('users.password'), { exact: true }).fill(`password of ${name.toLowerCase()}`)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('searchbox', { name: 'Search', exact: true })).toBeVisible()
  return samphan
}

const section = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation').first().getByRole('link', { name, exact: true }).click()
const settings = async (page: Page, view: string): Promise<void> => {
  await section(page, 'Settings')
  const domain = view === 'activities' ? 'activities' : 'mail'
  await page
    .getByRole('main')
    .getByRole('link', { name: word('en', domain, `settings.view.${view}`), exact: true })
    .click()
}

const button = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name, exact: true })
const theirs = (page: Page) => page.getByRole('button', { name: /Theirs/ }).first()

/** The activity of somebody else opens, and cannot be changed. */
async function expectTheirsReadOnly(page: Page): Promise<void> {
  await page.keyboard.press('F3')
  await expect(theirs(page)).toBeVisible()
  await theirs(page).focus()
  await page.keyboard.press('Alt+ArrowDown')
  await page.keyboard.press('Delete')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(a('activity.othersOnly'))).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Save' })).toHaveCount(0)
  await expect(dialog.getByRole('button', { name: word('en', 'list', 'list.delete') })).toHaveCount(0)
  await expect(dialog.getByLabel(a('activity.field.regarding')).first()).toBeDisabled()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.keyboard.press('F7')
  await expect(theirs(page)).toBeVisible()
  await expect(page.getByRole('button', { name: a('activity.completeOne', { name: 'Theirs' }) })).toHaveCount(
    0,
  )
}

test('who may only look', async () => {
  test.setTimeout(90_000)
  const samphan = await enter('Ann')
  const { page } = samphan
  await expectTheirsReadOnly(page)
  await expect(button(page, a('activity.new'))).toHaveCount(0)
  await expect(page.getByRole('main').getByRole('checkbox')).toHaveCount(0)
  await page.keyboard.press('F5')
  await expect(theirs(page)).toBeVisible()
  await expect(button(page, a('activity.new'))).toHaveCount(0)
  await expect(button(page, a('calendar.print'))).toHaveCount(0)
  for (const keys of ['Control+l', 'Control+m', 'Control+t', 'Control+d', 'Control+p', 'Control+Shift+y'])
    await page.keyboard.press(keys)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await section(page, 'Templates')
  await expect(page.getByRole('button', { name: 'Offer', exact: true })).toBeVisible()
  await expect(button(page, l('template.new'))).toHaveCount(0)
  await expect(page.getByRole('button', { name: l('template.delete', { name: 'Offer' }) })).toHaveCount(0)
  await page.getByRole('button', { name: 'Offer', exact: true }).click()
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Save' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await section(page, 'Outbox')
  await expect(button(page, m('mail.send'))).toHaveCount(0)
  await settings(page, 'activities')
  const main = page.getByRole('main')
  await expect(main.getByText('Welcome', { exact: true })).toBeVisible()
  await expect(
    main.getByRole('button', { name: /^(Edit|Remove|New|Add|Import|Export|Publish)/ }),
  ).toHaveCount(0)
  await expectAccessible(page)
  await settings(page, 'mail')
  await expect(main.getByText('Office', { exact: true })).toBeVisible()
  await expect(main.getByRole('button', { name: m('mail.accounts.add') })).toHaveCount(0)
  await expect(main.getByRole('button', { name: m('mail.accounts.test') })).toHaveCount(0)
  expect(samphan.pageErrors).toEqual([])
  await samphan.close()
})

test('who may change only their own', async () => {
  test.setTimeout(90_000)
  const samphan = await enter('Rita')
  const { page } = samphan
  await expectTheirsReadOnly(page)
  await page.keyboard.press('Control+t')
  await page.keyboard.type('Mine')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  const mine = page.getByRole('button', { name: a('activity.completeOne', { name: 'Mine' }) })
  await expect(mine).toBeVisible()
  await mine.click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(mine).toBeHidden()
  await page.keyboard.press('Control+z')
  await expect(mine).toBeVisible()
  await section(page, 'Templates')
  await expect(page.getByRole('button', { name: 'Offer', exact: true })).toBeVisible()
  await expect(button(page, l('template.new'))).toHaveCount(1)
  await expect(page.getByRole('button', { name: l('template.delete', { name: 'Offer' }) })).toHaveCount(0)
  await settings(page, 'activities')
  const main = page.getByRole('main')
  await expect(main.getByText('Welcome', { exact: true })).toBeVisible()
  await expect(main.getByRole('button', { name: /^(Edit|Remove) Welcome/ })).toHaveCount(0)
  expect(samphan.pageErrors).toEqual([])
  await samphan.close()
})

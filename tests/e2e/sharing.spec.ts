// Two windows of two computers on one hub, in one launch: shared from one and joined from the other; a conflict chosen; the server
// away; a deletion somebody did not know of; conflicts by keyboard; the same person made twice; a computer taken out.
import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { callHost, expectAccessible, launch, picture, type Samphan } from './app.ts'
import { beConfigured, show } from './hands.ts'

const PASSPHRASE = 'correct horse battery'
const size = { width: 1440, height: 900 }
const env = { SAMPHAN_KEYCHAIN: 'off' }

/** The next dialog of the system answers with this file. */
async function nextFile({ app }: Samphan, file: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen })
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
  }, file)
}

async function openCommand({ page }: Samphan, words: string): Promise<void> {
  const palette = page.getByRole('combobox', { name: 'Command palette' })
  // A window that was just loaded again does not listen yet.
  await expect(async () => {
    await page.keyboard.press('Control+k')
    await palette.waitFor({ timeout: 1_000 })
  }).toPass()
  await palette.fill(words)
  await page.getByRole('option', { name: words }).first().waitFor()
  await palette.press('Enter')
}

const ask = (window: Samphan, name: string, input: unknown): Promise<Record<string, unknown>> =>
  callHost(window.app, name, input) as Promise<Record<string, unknown>>

/** Exchanges, and waits until it is done. */
async function exchange(...windows: readonly Samphan[]): Promise<void> {
  for (const window of windows) await ask(window, 'sync.now', {})
}

test('two computers share, change the same field apart, and one chooses', async () => {
  test.setTimeout(240_000)
  const folder = mkdtempSync(join(tmpdir(), 'samphan-hub-'))
  const file = join(folder, 'Acme.crmhub')
  const one = await launch({ size, env })
  const two = await launch({ size, env })
  try {
    for (const { app } of [one, two]) await beConfigured(app)
    const made = await ask(one, 'record.create', {
      entity: 'contact',
      data: { givenName: 'Mali', jobTitle: 'Buyer' },
    })
    for (const { page } of [one, two]) {
      await page.reload()
      await page.getByText('Contacts').first().waitFor()
    }

    await openCommand(one, 'Share')
    await nextFile(one, file)
    await one.page.getByRole('button', { name: 'Choose file…' }).click()
    await one.page.getByLabel('Passphrase of the team').fill(PASSPHRASE)
    await one.page.getByLabel('The same once more').fill(PASSPHRASE)
    await expectAccessible(one.page)
    await one.page.getByRole('button', { name: 'Share', exact: true }).click()
    await expect(one.page.getByText('Shared. Tell your colleagues')).toBeVisible({ timeout: 60_000 })

    await openCommand(two, 'Join')
    await nextFile(two, file)
    await two.page.getByRole('button', { name: 'Choose file…' }).click()
    await two.page.getByLabel('Passphrase of the team').fill('not the right one')
    await two.page.getByRole('button', { name: 'Join', exact: true }).click()
    await expect(two.page.getByText('That is not the team’s passphrase')).toBeVisible({ timeout: 60_000 })
    await two.page.getByLabel('Passphrase of the team').fill(PASSPHRASE)
    await two.page.getByRole('button', { name: 'Join', exact: true }).click()
    await expect(two.page.getByText('You have joined the team')).toBeVisible({ timeout: 60_000 })
    expect(await ask(two, 'record.get', { entity: 'contact', id: made.id })).toMatchObject({
      givenName: 'Mali',
    })

    await ask(one, 'record.update', { entity: 'contact', id: made.id, data: { jobTitle: 'Owner' } })
    await ask(two, 'record.update', {
      entity: 'contact',
      id: made.id,
      data: { jobTitle: 'Director', nickname: 'Lee' },
    })
    await openCommand(one, 'Sync Now')
    await expect(one.page.getByText('Everything is exchanged').first()).toBeVisible({ timeout: 60_000 })
    await openCommand(two, 'Sync Now')
    await expect(two.page.getByText('Everything is exchanged').first()).toBeVisible({ timeout: 60_000 })
    await openCommand(one, 'Sync Now')

    await expect(two.page.getByText('Conflicts').first()).toBeVisible()
    await show(two.page, '#/conflicts')
    const value = two.page.getByRole('button', { name: /Owner/ })
    await expect(value).toBeVisible()
    await expect(two.page.getByRole('button', { name: /Director/ })).toContainText('shown now')
    await expectAccessible(two.page)
    await picture(two.page, 'sharing-conflicts')
    await value.focus()
    await two.page.keyboard.press('2')
    await expect(two.page.getByText('No conflicts')).toBeVisible()
    await openCommand(two, 'Sync Now')
    await expect(two.page.getByText('Everything is exchanged').first()).toBeVisible({ timeout: 60_000 })
    await openCommand(one, 'Sync Now')
    await expect
      .poll(async () => (await ask(one, 'record.get', { entity: 'contact', id: made.id })).jobTitle, {
        timeout: 90_000,
      })
      .toBe('Owner')
    expect(await ask(one, 'sync.conflicts', {})).toMatchObject({ total: 0 })
    expect(await ask(one, 'record.get', { entity: 'contact', id: made.id })).toMatchObject({
      nickname: 'Lee',
    })

    await show(two.page, '#/settings?view=sharing')
    await expect(two.page.getByRole('table', { name: 'Computers of the team' }).getByRole('row')).toHaveCount(
      3,
    )
    await two.page.getByRole('button', { name: 'Verify & repair' }).click()
    await expect(two.page.getByText('everything is there')).toBeVisible({ timeout: 30_000 })
    await expectAccessible(two.page)
    await picture(two.page, 'sharing-settings')

    await test.step('the server is away: both work on, and meet when it is back', async () => {
      renameSync(`${file}.d`, `${file}.away`)
      await ask(one, 'record.update', { entity: 'contact', id: made.id, data: { department: 'North' } })
      await ask(two, 'record.update', { entity: 'contact', id: made.id, data: { nickname: 'Lek' } })
      await openCommand(one, 'Sync Now')
      await expect(one.page.getByText('cannot be reached now').first()).toBeVisible()
      await expect(one.page.getByRole('button', { name: 'Not reachable; work on' })).toBeVisible()
      renameSync(`${file}.away`, `${file}.d`)
      await exchange(one, two, one)
      for (const window of [one, two])
        expect(await ask(window, 'record.get', { entity: 'contact', id: made.id })).toMatchObject({
          department: 'North',
          nickname: 'Lek',
        })
    })

    await test.step('an open record follows what the other does', async () => {
      await show(two.page, `#/contacts/${String(made.id)}`)
      const title = two.page.getByLabel('Job title', { exact: true }).first()
      await expect(title).toHaveValue('Owner')
      await ask(one, 'record.update', { entity: 'contact', id: made.id, data: { jobTitle: 'Chief' } })
      await exchange(one, two)
      await expect(title).toHaveValue('Chief')
    })

    await test.step('one deletes what the other goes on with, and is asked', async () => {
      const gone = await ask(one, 'record.create', { entity: 'contact', data: { givenName: 'Gone' } })
      await exchange(one, two)
      await ask(one, 'operation.undo', { operation: gone.operation })
      await ask(two, 'record.update', { entity: 'contact', id: gone.id, data: { jobTitle: 'Still here' } })
      await exchange(one, two, one)
      await show(one.page, '#/conflicts')
      await expect(one.page.getByText('Keep the record: somebody worked on it')).toBeVisible()
      await one.page.keyboard.press('2')
      await expect(one.page.getByText('No conflicts')).toBeVisible()
      await exchange(one, two)
      await expect(ask(two, 'record.get', { entity: 'contact', id: gone.id })).rejects.toThrow(/NotFound/)
    })

    await test.step('several conflicts by keyboard alone: on to the next, choose, take back, all at once', async () => {
      const people: Record<string, unknown>[] = []
      for (const givenName of ['Anong', 'Busaba', 'Chai'])
        people.push(
          await ask(one, 'record.create', { entity: 'contact', data: { givenName, jobTitle: 'Clerk' } }),
        )
      await exchange(one, two)
      for (const { id } of people) {
        await ask(one, 'record.update', { entity: 'contact', id, data: { jobTitle: 'Of one' } })
        await ask(two, 'record.update', { entity: 'contact', id, data: { jobTitle: 'Of two' } })
      }
      await exchange(one, two, one)
      await show(two.page, '#/conflicts')
      const rows = two.page.locator('section').filter({ hasText: 'Of one' })
      await expect(rows).toHaveCount(3)
      await two.page.keyboard.press('ArrowDown')
      await expect(rows.nth(1).locator('button:focus')).toHaveCount(1)
      await two.page.keyboard.press('2')
      await expect(rows).toHaveCount(2)
      await expect(rows.nth(1).locator('button:focus')).toHaveCount(1)
      await two.page.keyboard.press('Control+z')
      await expect(two.page.getByText('Undone.').first()).toBeVisible()
      await expect(rows).toHaveCount(3)
      // It stays open, and is open for the other.
      await exchange(two, one)
      await expect(rows).toHaveCount(3)
      expect(await ask(one, 'sync.conflicts', {})).toMatchObject({ total: 3 })
      await expectAccessible(two.page)
      await picture(two.page, 'sharing-keys')
      await two.page.getByRole('button', { name: /^Take the other value/ }).click()
      await expect(two.page.getByText('No conflicts')).toBeVisible()
      await exchange(two, one)
      const titles = async (window: Samphan): Promise<unknown[]> =>
        Promise.all(
          people.map(async ({ id }) => (await ask(window, 'record.get', { entity: 'contact', id })).jobTitle),
        )
      expect(await titles(one)).toEqual(await titles(two))
      expect((await titles(one)).filter((title) => title === 'Of one').length).toBeGreaterThan(1)
    })

    await test.step('before it is done it is said what would go and come', async () => {
      // A window that has just begun exchanges by itself.
      await show(two.page, '#/settings?view=sharing')
      await exchange(two)
      await ask(one, 'record.create', { entity: 'contact', data: { givenName: 'From one' } })
      await exchange(one)
      await ask(two, 'record.create', { entity: 'note', data: { body: 'From two', contactId: made.id } })
      await two.page.getByRole('button', { name: 'What would be exchanged?' }).click()
      const dialog = two.page.getByRole('dialog')
      await expect(dialog.getByRole('row')).toHaveCount(3)
      await expect(dialog).toContainText('1 contact')
      await expect(dialog).toContainText('1 note')
      await expectAccessible(two.page)
      await picture(two.page, 'sharing-preview')
      await two.page.keyboard.press('Escape')
    })

    await test.step('who was made by both is a possible duplicate', async () => {
      const person = { givenName: 'Somchai', familyName: 'Jaidee', phones: ['081 234 5678'] }
      for (const window of [one, two]) await ask(window, 'record.create', { entity: 'contact', data: person })
      await exchange(one, two, one)
      for (const window of [one, two])
        expect(JSON.stringify((await ask(window, 'duplicate.scan', {})).groups)).toContain('Somchai')
    })

    await test.step('a computer that was taken out is told so', async () => {
      const { device } = await ask(two, 'sync.status', {})
      await ask(one, 'sync.removeDevice', { device, passphrase: 'battery staple' })
      await ask(one, 'record.create', { entity: 'contact', data: { givenName: 'After' } })
      await exchange(one)
      await two.page.reload()
      await openCommand(two, 'Sync Now')
      await expect(two.page.getByText('This computer was removed from the team').first()).toBeVisible({
        timeout: 30_000,
      })
    })
    expect(one.pageErrors).toEqual([])
    expect(two.pageErrors).toEqual([])
  } finally {
    await one.close()
    await two.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

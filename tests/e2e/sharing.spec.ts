// Two windows of two computers on one hub: shared from one, joined from the other, both edit, a conflict is seen and chosen.
import { mkdtempSync, rmSync } from 'node:fs'
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
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('combobox', { name: 'Command palette' })
  await palette.fill(words)
  await page.getByRole('option', { name: words }).first().waitFor()
  await palette.press('Enter')
}

const ask = (window: Samphan, name: string, input: unknown): Promise<Record<string, unknown>> =>
  callHost(window.app, name, input) as Promise<Record<string, unknown>>

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
    expect(one.pageErrors).toEqual([])
    expect(two.pageErrors).toEqual([])
  } finally {
    await one.close()
    await two.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

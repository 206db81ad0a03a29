// An address book comes in by the keyboard alone, is taken back whole, comes in again and goes out as it was.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { inRoot } from '../../build/steps/paths.mjs'
import { callHost, expectAccessible, launch, picture, type Samphan } from './app.ts'
import { beConfigured, chooseFiles } from './hands.ts'

let samphan: Samphan
test.beforeAll(async () => {
  samphan = await launch({ size: { width: 1440, height: 900 } })
  await beConfigured(samphan.app)
  await expect(samphan.page.getByRole('dialog')).toBeHidden()
})
test.afterAll(() => samphan.close())

/** What a person would have chosen in the system's dialogs. */
const willOpen = (...files: string[]): Promise<void> => chooseFiles(samphan.app, files)
const willSave = (file: string): Promise<void> =>
  samphan.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, file)

const wizard = (page: Page) => page.getByRole('dialog', { name: 'Import' })
const button = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true })

test('import, undo, import again and export', async () => {
  test.setTimeout(40_000)
  const { page, home } = samphan
  const source = join(home, 'google.csv')
  copyFileSync(inRoot('tests', 'transfer', 'fixtures', 'google.csv'), source)

  await test.step('a file that is no address book is refused in words', async () => {
    const zip = join(home, 'book.zip')
    writeFileSync(zip, 'PK\x03\x04 and more')
    await willOpen(zip)
    await page.getByRole('button', { name: 'Import…' }).waitFor()
    await page.keyboard.press('Control+i')
    await expect(button(page, 'Choose files…')).toBeFocused()
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert')).toContainText('book.zip is a ZIP archive')
  })

  await test.step('Enter leads from the file to the summary', async () => {
    await willOpen(source)
    await button(page, 'Choose files…').press('Enter')
    await expect(wizard(page).getByText('Google Contacts')).toBeVisible()
    await expect(wizard(page).getByText('3 records', { exact: true })).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'import-columns')
    await expect(button(page, 'Next')).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(button(page, 'Import')).toBeFocused()
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await expect(wizard(page).getByText('The import is complete')).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'import-summary')
  })

  await test.step('one undo takes all of it back', async () => {
    await button(page, 'Undo import').press('Enter')
    await expect(wizard(page).getByText(/The import was undone/)).toBeVisible()
    await button(page, 'Done').press('Enter')
    await expect(wizard(page)).toBeHidden()
    await page.keyboard.press('Control+r')
    await expect(page.getByText('Your address book is empty')).toBeVisible()
  })

  await test.step('a column sent elsewhere is remembered for the next file like this', async () => {
    await page.keyboard.press('Control+i')
    await button(page, 'Choose files…').press('Enter')
    const department = wizard(page).getByRole('combobox', { name: 'Field for Organization Department' })
    await department.click()
    await page.getByRole('option', { name: 'Status', exact: true }).click()
    await expect(wizard(page).getByText('Your choice')).toBeVisible()
    await button(page, 'Next').click()
    await page.getByRole('checkbox', { name: /Remember these choices/ }).check()
    await expect(button(page, 'Import')).toBeEnabled()
    await button(page, 'Import').click()
    await expect(wizard(page).getByText('The import is complete')).toBeVisible()
    await button(page, 'Show them').press('Enter')
    await expect(wizard(page)).toBeHidden()
    await expect(page.getByRole('grid').getByText('สมชาย ใจดี')).toBeVisible()
    await expect(page.getByText('مریم حسینی').first()).toBeVisible()

    await page.keyboard.press('Control+i')
    await button(page, 'Choose files…').press('Enter')
    await expect(wizard(page).getByText(/Your map .*google.* is in use/)).toBeVisible()
    await button(page, 'Cancel').click()
  })

  await test.step('the list goes out to a file that says the same', async () => {
    const out = join(home, 'out.csv')
    await willSave(out)
    await page.keyboard.press('Control+Shift+e')
    await expect(button(page, 'Export…')).toBeFocused()
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog').getByText('3 contacts exported')).toBeVisible()
    const lines = readFileSync(out, 'utf8').split('\r\n')
    expect(lines[0]).toContain('First name')
    expect(readFileSync(out, 'utf8')).toContain('somchai@example.co.th')
    expect(readFileSync(out, 'utf8')).toContain('حسینی')
    await button(page, 'Done').press('Enter')
  })
  expect(samphan.pageErrors).toEqual([])
})

test('a file dropped on the window is read, a path that nobody gave is not', async () => {
  const { page, home } = samphan
  const source = join(home, 'dropped.csv')
  copyFileSync(inRoot('tests', 'transfer', 'fixtures', 'google.csv'), source)
  await expect(callHost(samphan.app, 'transfer.preview', { files: [source] })).rejects.toThrow(/pathNotGiven/)

  const devTools = await page.context().newCDPSession(page)
  const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    devTools.send('Input.dispatchDragEvent', {
      type,
      x: 600,
      y: 400,
      data: { items: [], files: [source], dragOperationsMask: 1 },
    })
  await drag('dragEnter')
  await drag('dragOver')
  await expect(page.getByText('Drop to import')).toBeVisible()
  await drag('drop')
  await expect(wizard(page).getByText('dropped.csv')).toBeVisible()
  await expect(wizard(page).getByText('Google Contacts')).toBeVisible()
  await button(page, 'Cancel').click()
  await expect(wizard(page)).toBeHidden()
})

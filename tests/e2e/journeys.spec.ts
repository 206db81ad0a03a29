// The main job by the keyboard alone, in three languages: start, import an address book, find a person in three
// keystrokes, edit, write a note, undo, close, reopen: it is there.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { inRoot } from '../../build/steps/paths.mjs'
import { callHost, launch, picture } from './app.ts'
import { chooseFiles, field, type Language, word } from './hands.ts'

/** Presses Tab until the control is reached, as a person without a mouse does. */
async function tabTo(page: Page, isThere: () => Promise<boolean>, most = 80): Promise<void> {
  for (let presses = 0; presses < most; presses++) {
    if (await isThere()) return
    await page.keyboard.press('Tab')
  }
  throw new Error('the control is not reached by Tab')
}

const people: Readonly<Record<Language, { readonly typed: string; readonly name: RegExp }>> = {
  en: { typed: 'jan', name: /Jane|Jan/ },
  th: { typed: 'สมช', name: /สมชาย/ },
  fa: { typed: 'علی', name: /علی/ },
}

for (const language of ['en', 'th', 'fa'] satisfies Language[]) {
  test(`the main job in ${language}`, async () => {
    test.setTimeout(90_000)
    const home = mkdtempSync(join(tmpdir(), 'samphan-e2e-'))
    const source = join(home, 'people.csv')
    copyFileSync(inRoot('tests', 'e2e', 'people.csv'), source)
    const size = { width: 1440, height: 900 }
    const first = await launch({ home, language, size })
    const { app, page } = first
    const inFocus = page.locator(':focus')
    const { typed, name } = people[language]

    await test.step('start: the guide is left by its own button', async () => {
      const guide = page.getByRole('dialog')
      await expect(guide).toBeVisible()
      const skip = guide.getByRole('button', { name: word(language, 'setup', 'setup.skipAll') })
      await tabTo(page, () => skip.evaluate((button) => button === document.activeElement))
      await page.keyboard.press('Enter')
      await expect(guide).toBeHidden()
    })

    await test.step('import', async () => {
      await chooseFiles(app, [source])
      await page.keyboard.press('Control+i')
      const wizard = page.getByRole('dialog')
      await expect(wizard).toBeVisible()
      await expect(inFocus).toHaveText(/.+/)
      await page.keyboard.press('Enter')
      const next = wizard.getByRole('button', {
        name: word(language, 'transferWindow', 'transfer.next'),
        exact: true,
      })
      await expect(next).toBeFocused()
      await page.keyboard.press('Enter')
      await expect(
        wizard.getByRole('button', {
          name: word(language, 'transferWindow', 'transfer.import.do'),
          exact: true,
        }),
      ).toBeFocused()
      await page.keyboard.press('Enter')
      await expect
        .poll(async () => JSON.stringify(await callHost(app, 'app.counts', {})))
        .toMatch(/"contact":6\b/)
      await expect(wizard.getByText(word(language, 'transferWindow', 'transfer.end.done'))).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(wizard).toBeHidden()
    })

    await test.step('find a person in three keystrokes', async () => {
      await page.keyboard.press('Control+k')
      expect(typed).toHaveLength(3)
      await page.keyboard.type(typed)
      await expect(page.getByRole('option', { name }).first()).toBeVisible()
      await expect(page.getByRole('option', { name }).first()).toHaveAttribute('aria-selected', 'true')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toHaveText(name)
    })

    await test.step('edit', async () => {
      await page.keyboard.press('Control+e')
      const job = field(page, 'jobTitle').locator('input')
      await tabTo(page, () => job.evaluate((input) => input === document.activeElement))
      await page.keyboard.press('Control+a')
      await page.keyboard.type('Harbour master')
      await page.keyboard.press('Control+s')
      await expect(page.getByRole('gridcell', { name: 'Harbour master' })).toBeVisible()
    })

    const note = 'Likes the 6 o’clock ferry · نامه · จดหมาย'
    await test.step('a note by F9, undone and done again', async () => {
      await page.keyboard.press('F9')
      await expect(page.locator('textarea:focus, [contenteditable]:focus')).toBeVisible()
      await page.keyboard.type(note)
      await page.keyboard.press('Control+Enter')
      const written = page.getByRole('article').getByText(note)
      await expect(written.first()).toBeVisible()
      await page.getByRole('article').focus()
      await page.keyboard.press('Control+z')
      await expect
        .poll(async () => JSON.stringify(await callHost(app, 'app.counts', {})))
        .toMatch(/"note":0\b/)
      await page.keyboard.press('Control+Shift+z')
      await expect
        .poll(async () => JSON.stringify(await callHost(app, 'app.counts', {})))
        .toMatch(/"note":1\b/)
      await expect(written.first()).toBeVisible()
      await picture(page, `journey-${language}`)
    })
    expect(first.pageErrors).toEqual([])
    await first.close()

    const second = await launch({ home, language, size })
    await test.step('reopened: it is there, where it was left', async () => {
      const article = second.page.getByRole('article')
      await expect(article.getByRole('heading', { level: 1 })).toHaveText(name)
      await expect(article.getByText(note).first()).toBeVisible()
      await expect(field(second.page, 'jobTitle').locator('input')).toHaveValue('Harbour master')
    })
    await second.close()
    rmSync(home, { recursive: true, force: true })
  })
}

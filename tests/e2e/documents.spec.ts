// Documents of a record in the real window: chosen or dropped, seen, found by their words, renamed, thrown away and back.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { expectAccessible, launch, picture, samphan } from './app.ts'
import { beConfigured, chooseFiles, type Language, show, toastUndo, word } from './hands.ts'

const home = mkdtempSync(join(tmpdir(), 'samphan-e2e-'))
const letter = join(home, 'letter.txt')
const contract = join(home, 'contract.pdf')
let anna = ''

test.beforeAll(async () => {
  await samphan(home, 'db', 'create')
  anna = Object(await samphan(home, 'create', 'contact', '--data', '{"givenName":"Anna"}')).id
  writeFileSync(letter, 'The ferry leaves at six. เรือออกหกโมง')
  const stream = 'BT /F1 18 Tf 20 100 Td (Charter of the vessel) Tj ET'
  writeFileSync(
    contract,
    `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length ${stream.length}>>stream
${stream}
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Size 6/Root 1 0 R>>`,
  )
})
test.afterAll(() => rmSync(home, { recursive: true, force: true }))

const openTab = async (page: Page, language: Language): Promise<void> => {
  await show(page, `#/contacts/${anna}?full=1`)
  await page.getByRole('tab', { name: word(language, 'documents', 'document.many') }).click()
}

test('documents are added, seen, found, renamed and taken back', async () => {
  const { app, page, pageErrors, close } = await launch({ home, size: { width: 1440, height: 900 } })
  await beConfigured(app)
  await openTab(page, 'en')
  await expect(page.getByText('No documents yet')).toBeVisible()
  await chooseFiles(app, [letter, contract, join(home, 'gone.txt')])
  await page.getByRole('button', { name: 'Add documents…' }).click()
  const toasts = page.getByRole('region', { name: 'Notifications' })
  await expect(toasts.getByText('2 documents were added.')).toBeVisible()
  await expect(toasts.getByText(/gone\.txt/)).toBeVisible()
  await expectAccessible(page)
  await picture(page, 'documents-en')

  await page.getByRole('button', { name: 'contract.pdf', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'contract.pdf' })
  await expect(dialog.getByRole('img', { name: /Page 1|1/ })).toBeVisible()
  await expectAccessible(page)
  await picture(page, 'documents-pdf')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'letter.txt', exact: true }).click()
  await expect(page.getByRole('dialog').getByText('The ferry leaves at six.')).toBeVisible()
  await page.keyboard.press('Escape')

  await page.keyboard.press('Control+k')
  await page.keyboard.type('vessel')
  await expect(page.getByRole('option', { name: /contract\.pdf/ })).toBeVisible()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Actions for letter.txt' }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ferry times.txt')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Ferry times.txt', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Actions for Ferry times.txt' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(page.getByRole('button', { name: 'Ferry times.txt', exact: true })).toBeHidden()
  await toastUndo(page).click()
  await expect(page.getByRole('button', { name: 'Ferry times.txt', exact: true })).toBeVisible()
  expect(pageErrors).toEqual([])
  await close()
})

for (const language of ['th', 'fa'] satisfies Language[]) {
  test(`documents in ${language}`, async () => {
    const { app, page, pageErrors, close } = await launch({
      home,
      language,
      size: { width: 1024, height: 700 },
    })
    await beConfigured(app)
    await openTab(page, language)
    await expect(page.getByRole('button', { name: 'contract.pdf', exact: true })).toBeVisible()
    await expectAccessible(page)
    await picture(page, `documents-${language}`)
    expect(pageErrors).toEqual([])
    await close()
  })
}

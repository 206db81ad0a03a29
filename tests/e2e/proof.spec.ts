// The proof of generality in the window: an entity that no code knows (tests/proof/widget.ts) has a section, a list, a
// form and a page, is found, edited in place and undone; and so has a custom field of each kind.
import { expect, test } from '@playwright/test'
import { ensureProofBuilt } from '../../build/steps/build.mjs'
import { customExamples } from '../proof/values.ts'
import { callHost, expectAccessible, launch, picture, type Samphan } from './app.ts'
import { beConfigured, field, fill, row, toastUndo } from './hands.ts'

let samphan: Samphan
test.beforeAll(async () => {
  samphan = await launch({ program: await ensureProofBuilt() })
  await beConfigured(samphan.app)
  for (const [kind, { options }] of Object.entries(customExamples)) {
    const data = { entity: 'widget', kind, label: `My ${kind}`, ...(options && { options }) }
    await callHost(samphan.app, 'record.create', { entity: 'customField', data })
  }
})
test.afterAll(() => samphan.close())

test('an entity nobody wrote a screen for is listed, made, edited, found and undone', async () => {
  const { page, app } = samphan
  await page.getByRole('navigation').getByRole('link', { name: 'Widgets' }).click()
  await page.getByRole('button', { name: 'New widget' }).first().click()
  const form = page.getByRole('dialog')
  await form.getByRole('textbox', { name: /Widget name/ }).fill('Anvil')
  await form.getByRole('textbox', { name: 'Widget amount' }).fill('7')
  await page.keyboard.press('Enter')
  await expect(form).toBeHidden()
  await expect(row(page, 'Anvil')).toBeVisible()

  // Edited in place, field by field: one of each kind of text, number, choice and custom field.
  await expect(page.getByRole('article')).toBeVisible()
  await fill(page, 'body', 'Heavy, of iron')
  await expect(toastUndo(page)).toBeVisible()
  await fill(page, 'mail', 'anvil@forge.example')
  for (const kind of ['text', 'number']) {
    const control = page.getByRole('article').getByRole('textbox', { name: `My ${kind}` })
    await control.fill(kind === 'number' ? '12.5' : 'Special')
    await control.press('Tab')
  }
  const shown = async (): Promise<unknown> => {
    const answer = await callHost(app, 'record.list', { entity: 'widget', limit: 5 })
    return Reflect.get(Object(answer), 'rows')
  }
  await expect
    .poll(async () => JSON.stringify(await shown()))
    .toMatch(/"Heavy, of iron".*"anvil@forge.example".*12\.5|12\.5.*"Heavy, of iron"/)
  expect(await shown()).toMatchObject([{ name: 'Anvil', amount: 7 }])
  for (const kind of Object.keys(customExamples))
    await expect(page.getByRole('article').getByText(`My ${kind}`).first()).toBeAttached()
  await picture(page, 'proof-widget')
  await expectAccessible(page)

  // Undone by the key, seen at once.
  await page.getByRole('article').focus()
  await page.keyboard.press('Control+z')
  await expect(field(page, 'mail').locator('input')).toHaveValue('anvil@forge.example')
  await expect.poll(async () => JSON.stringify(await shown())).not.toContain('12.5')

  // Found from anywhere.
  await page.keyboard.press('Control+k')
  await page.keyboard.type('anv')
  await expect(page.getByRole('option', { name: /Anvil/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Anvil' })).toBeVisible()
  expect(samphan.pageErrors).toEqual([])
})

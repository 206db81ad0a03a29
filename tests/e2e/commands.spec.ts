// What can be done wherever the window is: making a contact and a company, with fast hands.
import { expect, test } from '@playwright/test'
import { callHost, launch, type Samphan } from './app.ts'
import { beConfigured, word } from './hands.ts'

const words = (id: string) => word('en', 'menu', id)

test.describe('from every section', () => {
  let samphan: Samphan
  test.beforeAll(async () => {
    samphan = await launch()
    await beConfigured(samphan.app)
    await callHost(samphan.app, 'record.create', { entity: 'contact', data: { givenName: 'First' } })
  })
  test.afterAll(() => samphan.close())

  test('a contact and a company are made by their keys', async () => {
    const { page } = samphan
    const sections = page.getByRole('navigation').first().getByRole('link')
    const count = await sections.count()
    const form = page.getByRole('dialog')
    for (let at = 0; at < count; at++) {
      for (const [keys, name, section] of [
        ['Control+n', `Person ${at}`, '#/contacts'],
        ['Control+Shift+n', `Company ${at}`, '#/companies'],
      ] as const) {
        await sections.nth(at).click()
        await expect(sections.nth(at)).toHaveAttribute('aria-current', 'page')
        await page.keyboard.press(keys)
        await expect(form).toBeVisible()
        await page.keyboard.type(name)
        await page.keyboard.press('Enter')
        await expect(form).toBeHidden()
        await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toHaveText(name)
        expect(new URL(page.url()).hash).toContain(section)
      }
    }
    expect(samphan.pageErrors).toEqual([])
  })

  test('the New button makes first what the section holds', async () => {
    const { page } = samphan
    const bar = page.getByRole('banner')
    for (const [section, command] of [
      ['Companies', 'command.company.new'],
      ['Contacts', 'command.contact.new'],
      ['Trash', 'command.contact.new'],
    ] as const) {
      await page.getByRole('navigation').first().getByRole('link', { name: section }).click()
      await expect(bar.getByRole('button', { name: words(command), exact: true })).toBeVisible()
    }
  })

  test('keys that follow Ctrl+K at once are typed into the palette', async () => {
    const { page } = samphan
    await page.getByRole('navigation').first().getByRole('link', { name: 'Contacts' }).click()
    await page.getByRole('grid').focus()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('fir')
    await expect(page.getByRole('combobox', { name: 'Command palette' })).toHaveValue('fir')
    await page.keyboard.press('Escape')
  })
})

// Notes with formatting and mentions, written by keyboard; hostile ones shown as what they are.
import { expect, test } from '@playwright/test'
import { callHost, expectAccessible, launch, picture } from './app.ts'
import { beConfigured, type Language, show, word } from './hands.ts'

for (const language of ['en', 'th', 'fa'] as const satisfies readonly Language[]) {
  test(`a note with bold, a list and a mention, in ${language}`, async () => {
    const samphan = await launch({ language, size: { width: 1280, height: 860 } })
    const { page, app } = samphan
    await beConfigured(app)
    const ann = (await callHost(app, 'record.create', { entity: 'contact', data: { givenName: 'Ann' } })) as {
      id: string
    }
    const bob = (await callHost(app, 'record.create', {
      entity: 'contact',
      data: { givenName: 'Bobby' },
    })) as { id: string }
    await callHost(app, 'record.create', {
      entity: 'note',
      data: { body: 'old <b>plain</b>\nnote', contactId: ann.id },
    })
    await callHost(app, 'record.create', {
      entity: 'note',
      data: {
        body: 'hostile',
        html: '<p>hostile<script>document.title="owned"</script><img src=x onerror="document.title=\'owned\'"><a href="javascript:document.title=1"></a></p>',
        contactId: ann.id,
      },
    })
    await show(page, `#/contacts/${ann.id}?full=1`)
    await expect(page.getByText('old <b>plain</b>')).toBeVisible()
    await expect(page.getByText('hostile', { exact: true })).toBeVisible()
    expect(await page.title()).not.toBe('owned')
    await page.keyboard.press('F9')
    const editor = page.getByRole('textbox', { name: word(language, 'notes', 'note.new') })
    await expect(editor).toBeFocused()
    // Letters may be typed at once; formats want the editor itself.
    await expect(page.locator('[contenteditable="true"]')).toBeFocused()
    await page.keyboard.press('Control+b')
    await page.keyboard.type('Price')
    await page.keyboard.press('Control+b')
    await page.keyboard.type(' agreed with @Bob')
    await expect(page.getByRole('option', { name: 'Bobby' })).toBeVisible()
    await expectAccessible(page)
    await picture(page, `note.${language}`)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+Enter')
    const entry = page.locator('[data-entity="note"]').filter({ hasText: 'agreed with' })
    await expect(entry.locator('strong').filter({ hasText: 'Price' })).toBeVisible()
    const { rows } = (await callHost(app, 'record.list', { entity: 'note', search: 'Bobby' })) as {
      rows: { body: string }[]
    }
    expect(rows.map(({ body }) => body.trim())).toEqual(['Price agreed with @Bobby'])
    await picture(page, `noted.${language}`)
    await entry.getByRole('button', { name: '@Bobby' }).click()
    await expect(page).toHaveURL(new RegExp(bob.id))
    expect(samphan.pageErrors).toEqual([])
    await samphan.close()
  })
}

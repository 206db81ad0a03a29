// Printing as a person meets it: the list, labels and envelopes, one record; pages looked at in three languages.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { callHost, expectAccessible, launch, picture } from './app.ts'
import { beConfigured, type Language, word } from './hands.ts'

const people = [
  {
    givenName: 'Ann',
    familyName: 'Lee',
    city: 'Leeds',
    country: 'GB',
    street: '1 High Street',
    postalCode: 'LS1 1AA',
  },
  {
    givenName: 'สมชาย',
    familyName: 'ใจดี',
    city: '',
    country: 'TH',
    street: '99/9 ถนนสุขุมวิท',
    postalCode: '10110',
  },
  {
    givenName: 'رضا',
    familyName: 'کریمی',
    city: 'تهران',
    country: 'IR',
    street: 'خیابان انقلاب، پلاک ۱۲',
    postalCode: '1136814567',
  },
]

for (const language of ['en', 'th', 'fa'] as const satisfies readonly Language[]) {
  test(`a list is printed by keyboard, as seen and as labels, in ${language}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'samphan-print-'))
    const samphan = await launch({ language, size: { width: 1280, height: 860 } })
    const { page, app } = samphan
    await beConfigured(app)
    for (const { givenName, familyName, ...address } of people)
      await callHost(app, 'record.create', {
        entity: 'contact',
        data: { givenName, familyName, addresses: [address] },
      })
    await callHost(app, 'record.create', { entity: 'contact', data: { givenName: 'Bob' } })
    await page.reload()
    const t = (id: string, params: Record<string, string> = {}): string =>
      word(language, 'printing', id, params)
    await expect(page.getByRole('row').filter({ hasText: 'Ann' })).toBeVisible()
    await page.keyboard.press('Control+p')
    const dialog = page.getByRole('dialog', { name: t('print.title') })
    await expect(dialog.locator('canvas').first()).toBeVisible()
    await expect(dialog.getByRole('button', { name: t('print.save') })).toBeVisible()
    await page.waitForTimeout(600)
    await expectAccessible(page)
    await picture(page, `print.${language}`)

    await dialog.getByRole('combobox', { name: t('print.what') }).click()
    await page.getByRole('option', { name: t('print.kind.labels') }).click()
    await expect(dialog.locator('summary')).toBeVisible()
    await page.waitForTimeout(600)
    await expectAccessible(page)
    await picture(page, `labels.${language}`)

    const out = join(folder, 'labels.pdf')
    await app.evaluate(({ dialog: native }, path) => {
      native.showSaveDialog = async () => ({ canceled: false, filePath: path })
    }, out)
    await dialog.getByRole('button', { name: t('print.save') }).click()
    await expect(dialog).toBeHidden()
    expect(existsSync(out)).toBe(true)
    expect(readFileSync(out).toString('latin1', 0, 5)).toBe('%PDF-')
    expect(samphan.pageErrors).toEqual([])
    await samphan.close()
    rmSync(folder, { recursive: true })
  })
}

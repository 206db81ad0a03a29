// A report that takes very long: what comes after it goes past it, and it is ended on a tile, in the builder, on its page and
// while it is saved.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Locator, test } from '@playwright/test'
import Database from 'better-sqlite3'
import { callHost, expectAccessible, launch, picture } from './app.ts'
import { beConfigured, show, word } from './hands.ts'

const t = (id: string): string => word('en', 'reports', id)
const PEOPLE = 40_000
/** Everybody with each of six tags beside each of six, three times over: minutes, if nobody ends it. */
const long = {
  base: 'contact',
  by: [{ field: 'tags' }, { field: 'tags' }, { field: 'tags' }, { field: 'tags' }],
}

/** So many more like the first, without what writing them one by one takes. */
function multiply(file: string): void {
  const db = new Database(file)
  const columns = db
    .prepare("SELECT name FROM pragma_table_info('contact') WHERE name NOT IN ('rowId', 'id', 'canonicalId')")
    .pluck()
    .all()
    .map((name) => `"${name}"`)
    .join(', ')
  db.exec(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${PEOPLE})
     INSERT INTO contact(id, ${columns}) SELECT randomblob(16), ${columns} FROM contact, n WHERE contact.rowId = 1`,
  )
  db.close()
}

test('a long report keeps no tile waiting, and is ended wherever it runs', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'samphan-long-'))
  const samphan = await launch({ size: { width: 1280, height: 860 } })
  const { page, app } = samphan
  await beConfigured(app)
  const data = { givenName: 'Ann', tags: ['a', 'b', 'c', 'd', 'e', 'f'] }
  await callHost(app, 'record.create', { entity: 'contact', data })
  multiply(samphan.database)
  const saved = await callHost(app, 'report.save', { name: 'Very long', private: true, definition: long })
  const { id } = Object(saved)
  await callHost(app, 'dashboard.arrange', {
    name: 'sales',
    tiles: [
      { id: 'long', kind: 'chart', report: id },
      { id: 'people', kind: 'number', title: 'People', definition: { base: 'company' } },
      { id: 'open', kind: 'number', title: 'Open', definition: { base: 'opportunity' } },
    ],
  })
  /** Ends what runs there, once there is a way to. */
  const end = async (where: Locator): Promise<void> => {
    await where.getByRole('button', { name: 'Cancel', exact: true }).click()
    await expect(where.getByText(t('report.stopped'))).toBeVisible()
  }

  await show(page, '#/home?view=sales')
  const tile = (name: string): Locator => page.getByRole('region', { name, exact: true })
  const running = page.locator('section[aria-busy="true"]')
  await expect(tile('Open').getByRole('button', { name: /0/ }).first()).toBeVisible()
  await expect(tile('People').getByRole('button', { name: /0/ }).first()).toBeVisible()
  await expect(running).toHaveCount(1)
  await expect(running.getByRole('button', { name: 'Cancel', exact: true })).toBeVisible()
  await expectAccessible(page)
  await picture(page, 'report.long.tile')
  await running.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(page.getByText(t('report.stopped'))).toBeVisible()

  await show(page, `#/reports/${id}?view=edit`)
  await end(page.getByRole('region', { name: t('report.own.preview') }))

  await show(page, `#/reports/${id}`)
  const main = page.getByRole('main')
  await end(main)
  await app.evaluate(
    ({ dialog }, file) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: file })
    },
    join(folder, 'long.csv'),
  )
  await page.getByRole('button', { name: t('report.export') }).click()
  await page.getByRole('menuitem', { name: t('report.format.csv') }).click()
  await main.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(page.getByText(t('report.running'))).toHaveCount(0)
  await expect(page.getByRole('alert')).toHaveCount(0)
  expect(readdirSync(folder)).toEqual([])
  await expect(page.getByRole('button', { name: t('report.export') })).toBeEnabled()
  expect(samphan.pageErrors).toEqual([])
  await samphan.close()
  rmSync(folder, { recursive: true, force: true })
})

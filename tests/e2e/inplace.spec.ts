// A day at the address book by keyboard alone: values changed where the list shows them, taken back; the note that has every
// letter typed behind its key; all tabs within reach in one line; in English, in Thai and from right to left.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { callHost, expectAccessible, launch, picture, samphan } from './app.ts'
import { beConfigured, word } from './hands.ts'

const people = [
  { givenName: 'Anna', familyName: 'Berg', jobTitle: 'Buyer', status: 'customer' },
  { givenName: 'Carl', familyName: 'Dahl', jobTitle: 'Owner', status: 'customer' },
  { givenName: 'Eva', familyName: 'Falk', jobTitle: 'Clerk', status: 'prospect' },
]

for (const { language, back } of [
  { language: 'en', back: 'ArrowRight' },
  { language: 'th', back: 'ArrowRight' },
  { language: 'fa', back: 'ArrowLeft' },
] as const)
  test(`found, changed in the list, written about, put into a group, and on to the next, in ${language}`, async () => {
    const home = mkdtempSync(join(tmpdir(), 'samphan-e2e-'))
    await samphan(home, 'db', 'create')
    const ids: string[] = []
    for (const person of people)
      ids.push(
        ((await samphan(home, 'create', 'contact', '--data', JSON.stringify(person))) as { id: string }).id,
      )
    const run = await launch({ home, language, size: { width: 1440, height: 900 } })
    const { page } = run
    const w = (domain: string, id: string, params: Readonly<Record<string, string>> = {}): string =>
      word(language, domain, id, params)
    const press = async (...keys: string[]): Promise<void> => {
      for (const key of keys) await page.keyboard.press(key)
    }
    const stored = async (at: number, field: string): Promise<unknown> =>
      (
        (await callHost(run.app, 'record.get', { entity: 'contact', id: ids[at] ?? '' })) as Record<
          string,
          unknown
        >
      )[field]
    try {
      await beConfigured(run.app)
      const grid = page.getByRole('grid', { name: w('contacts', 'contact.many') })
      await expect(grid.getByRole('row').nth(3)).toBeVisible()

      // Find: three letters in the list, and the record is in front.
      await grid.focus()
      await page.keyboard.type('Car')
      await expect(page.getByRole('heading', { level: 1, name: 'Carl Dahl' })).toBeVisible()

      // Edit in its cell: Tab saves and goes on, Escape gives up, undo takes back.
      const title = w('contacts', 'contact.field.jobTitle')
      const cursorIn = async (column: string): Promise<void> => {
        for (let steps = 0; steps < 12; steps++) {
          const at = await grid.getAttribute('aria-activedescendant')
          const header = await page.locator('[role="columnheader"]').allInnerTexts()
          const place = Number(at?.split('-').at(-1))
          if (header[place + 1]?.trim() === column) return
          await press(back)
        }
        throw new Error(`no column ${column}`)
      }
      await cursorIn(title)
      await press('F2')
      const cell = grid.getByRole('textbox', { name: title }).or(grid.getByRole('combobox', { name: title }))
      await expect(cell).toBeFocused()
      await expectAccessible(page)
      await press('Control+a')
      await page.keyboard.type('Chief')
      await picture(page, `inplace-${language}`)
      await press('Enter')
      await expect.poll(() => stored(1, 'jobTitle')).toBe('Chief')
      await expect(grid).toBeFocused()
      await press('F2', 'Control+a')
      await page.keyboard.type('Nobody')
      await press('Escape')
      await expect(grid).toBeFocused()
      expect(await stored(1, 'jobTitle')).toBe('Chief')
      await press('Control+z')
      await expect.poll(() => stored(1, 'jobTitle')).toBe('Owner')
      await expect(grid.getByRole('gridcell', { name: 'Owner' })).toBeVisible()

      // Rows under heads that say what they have in common, by the menu of a column.
      await press('Home', 'ArrowUp')
      const status = w('contacts', 'contact.field.jobTitle')
      await page.getByRole('columnheader', { name: status }).getByRole('button').focus()
      await press('Shift+F10')
      await page.getByRole('menuitem', { name: w('ui', 'ui.grid.group') }).focus()
      await press('Enter')
      await expect(grid.getByRole('row', { name: /^Buyer/ })).toBeVisible()
      await expectAccessible(page)
      await picture(page, `grouped-${language}`)
      await page.getByRole('columnheader', { name: status }).getByRole('button').focus()
      await press('Shift+F10')
      await page.getByRole('menuitem', { name: w('ui', 'ui.grid.ungroup') }).focus()
      await press('Enter', 'ArrowDown')
      await expect(grid.getByRole('row', { name: /^Buyer/ })).toBeHidden()
      await grid.focus()
      await page.keyboard.type('Own')
      await expect(page.getByRole('heading', { level: 1, name: 'Carl Dahl' })).toBeVisible()

      // A note: not one letter of what follows its key is lost.
      const text = 'Called about the spring fair, wants the new list'
      await press('F9')
      await page.keyboard.type(text)
      await press('Control+Enter')
      await expect
        .poll(async () =>
          (
            (await callHost(run.app, 'record.list', { entity: 'note', fields: ['body'] })) as {
              rows: { body?: string }[]
            }
          ).rows.map(({ body }) => body),
        )
        .toEqual([text])

      // What happened.
      await press('Control+h')
      await page.getByRole('textbox', { name: w('notes', 'history.field.regarding') }).focus()
      await page.keyboard.type('Fair')
      await press('Control+Enter')
      await expect(page.getByRole('dialog')).toBeHidden()
      await expect(page.getByRole('tabpanel').getByText('Fair', { exact: true }).first()).toBeVisible()

      // All tabs stand in one line; those that do not fit are in the menu at its end.
      const tabs = page.getByRole('tab')
      const tops = await tabs.evaluateAll((all) => [
        ...new Set(all.map((tab) => tab.getBoundingClientRect().top)),
      ])
      expect(tops).toHaveLength(1)
      const more = page.getByRole('button', { name: w('ui', 'ui.tabs.all') })
      await more.focus()
      await press('Enter')
      await expect(page.getByRole('menuitem', { name: w('record', 'record.tab.changes') })).toBeVisible()
      await expectAccessible(page)
      await picture(page, `tabs-menu-${language}`)
      await page.getByRole('menuitem', { name: w('record', 'record.tab.changes') }).focus()
      await press('Enter')
      await expect(page.getByRole('tab', { name: w('record', 'record.tab.changes') })).toHaveAttribute(
        'aria-selected',
        'true',
      )
      await expect(page.getByRole('tab', { name: w('record', 'record.tab.changes') })).toBeInViewport({
        ratio: 0.5,
      })

      // The list becomes a group; one undo takes both the group and who is in it.
      await press('Control+Shift+g')
      await page
        .getByRole('dialog')
        .getByRole('textbox', { name: w('groups', 'group.field.name') })
        .focus()
      await page.keyboard.type('Fair')
      await page
        .getByRole('dialog')
        .getByRole('radio', { name: w('groups', 'group.save.static') })
        .focus()
      await press('Space', 'Enter')
      await expect(page.getByRole('dialog')).toBeHidden()
      const groups = async (entity: string): Promise<number> =>
        ((await callHost(run.app, 'record.list', { entity })) as { total: number }).total
      await expect.poll(() => groups('groupMember')).toBe(3)
      await press('Control+z')
      await expect.poll(() => groups('group')).toBe(0)
      expect(await groups('groupMember')).toBe(0)

      // And on to the next, in the order of the list, which is still that of job titles.
      await press('F11', 'Control+Home')
      await expect(page.getByRole('heading', { level: 1, name: 'Anna Berg' })).toBeVisible()
      await press('PageDown')
      await expect(page.getByRole('heading', { level: 1, name: 'Eva Falk' })).toBeVisible()
      expect(run.pageErrors).toEqual([])
    } finally {
      await run.close()
      rmSync(home, { recursive: true, force: true })
    }
  })

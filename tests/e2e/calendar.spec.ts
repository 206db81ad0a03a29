// The calendar in three languages and calendars: every view looked at, drawn things moved by mouse and by keyboard.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { expectAccessible, launch, picture, samphan } from './app.ts'
import { beConfigured, type Language, show, word } from './hands.ts'

const home = mkdtempSync(join(tmpdir(), 'samphan-e2e-'))
const call = (name: string, input: unknown) => samphan(home, 'call', name, '--input', JSON.stringify(input))

/** A moment of the present week, in the time zone of this computer. */
function at(days: number, hour: number, minute = 0): string {
  const now = new Date()
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour, minute).toISOString()
}
const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone

test.beforeAll(async () => {
  await samphan(home, 'db', 'create')
  await samphan(home, 'demo', '--contacts', '40', '--seed', '7')
  const { rows } = Object(await samphan(home, 'list', 'contact', '--limit', '3'))
  const [a, b] = rows.map(({ id }: { id: string }) => id)
  const plan = (data: Record<string, unknown>) => call('activity.schedule', { data: { timeZone, ...data } })
  await plan({
    kind: 'meeting',
    regarding: 'Plan the fair',
    startAt: at(0, 10),
    contactId: a,
    place: 'Office',
  })
  await plan({ kind: 'call', regarding: 'ยืนยันใบเสนอราคา', startAt: at(0, 10, 30), contactId: b })
  await plan({ kind: 'todo', regarding: 'پیش‌فاکتور را بفرست', startAt: at(0, 14), priority: 'high' })
  await plan({
    kind: 'meeting',
    regarding: 'Stand-up',
    startAt: at(-3, 9),
    rule: 'FREQ=DAILY',
    durationMinutes: 15,
  })
  await plan({ kind: 'todo', regarding: 'Fair', startAt: at(1, 0), allDay: true, durationMinutes: 3 * 1440 })
  await call('holiday.add', { country: 'TH', lang: 'en' })
})
test.setTimeout(240_000)
test.afterAll(() => rmSync(home, { recursive: true, force: true }))

const chip = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(name) }).first()

for (const language of ['en', 'th', 'fa'] as const satisfies readonly Language[])
  test(`reads well in ${language}, in every view, light and dark`, async () => {
    const { app, page, pageErrors, close } = await launch({
      home,
      language,
      size: { width: 1440, height: 900 },
    })
    await beConfigured(app)
    for (const view of ['month', 'week', 'day', 'agenda', 'workWeek']) {
      await show(page, `#/calendar?view=${view}`)
      await expect(chip(page, 'Plan the fair|Stand-up')).toBeVisible()
      await picture(page, `calendar.${view}.${language}`)
      if (view !== 'workWeek') await expectAccessible(page)
    }
    await page.emulateMedia({ colorScheme: 'dark' })
    await show(page, '#/calendar?view=week')
    await picture(page, `calendar.week.${language}.dark`)
    await expectAccessible(page)
    await show(page, '#/calendar?view=month')
    await picture(page, `calendar.month.${language}.dark`)
    await show(page, '#/tasks')
    await expect(
      page.getByRole('heading', { level: 1, name: word(language, 'activities', 'app.section.tasks') }),
    ).toBeVisible()
    await picture(page, `tasks.${language}.dark`)
    await page.emulateMedia({ colorScheme: 'light' })
    await picture(page, `tasks.${language}`)
    await expectAccessible(page)
    await page.keyboard.press('Control+m')
    await expect(page.getByRole('dialog')).toBeVisible()
    await picture(page, `schedule.${language}`)
    await expectAccessible(page)
    expect(pageErrors).toEqual([])
    await close()
  })

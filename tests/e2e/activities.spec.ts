// The day of somebody who calls people, by the keyboard alone; dragging in the calendar; series; dialogs looked at.
import { existsSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { callHost, expectAccessible, launch, picture, type Samphan } from './app.ts'
import { beConfigured, chooseFiles, type Language, show, word } from './hands.ts'

const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** A moment of these days, by the clock of this computer. */
function at(days: number, hour: number, minute = 0): string {
  const now = new Date()
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour, minute).toISOString()
}

/** Presses Tab until the control has the focus, as a person without a mouse does. */
async function tabTo(page: Page, control: Locator, most = 120): Promise<void> {
  await expect(control).toBeAttached()
  for (let presses = 0; presses < most; presses++) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('the control is not reached by Tab')
}

/** By its words, from the palette. */
async function byPalette(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.keyboard.type(text)
  await expect(page.getByRole('option', { name: text }).first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
}

const words =
  (language: Language) =>
  (id: string, params: Record<string, string> = {}) =>
    word(language, 'activities', id, params)

/** A message with a name in it, which right-to-left text keeps in isolation marks. */
const named = (language: Language, id: string, name: string): RegExp =>
  new RegExp(words(language)(id, { name }).replace(name, `.?${name}.?`))

async function begin(language: Language, size = { width: 1440, height: 900 }): Promise<Samphan> {
  const samphan = await launch({ language, size })
  await beConfigured(samphan.app)
  return samphan
}

interface Row {
  readonly kind: string
  readonly regarding: string | null
  readonly resultCode: string | null
  readonly body: string | null
}
async function histories({ app }: Samphan): Promise<Row[]> {
  const { rows } = Object(await callHost(app, 'record.list', { entity: 'history', limit: 50 }))
  return rows
}
async function open({ app }: Samphan): Promise<{ regarding: string; startAt: string }[]> {
  const { items } = Object(await callHost(app, 'activity.tasks', { timeZone }))
  return items
}

for (const language of ['en', 'fa'] as const satisfies readonly Language[])
  test(`the daily loop by the keyboard alone, in ${language}`, async () => {
    test.setTimeout(180_000)
    const samphan = await begin(language)
    const { app, page } = samphan
    const a = words(language)
    const folder = mkdtempSync(join(tmpdir(), 'samphan-letters-'))
    const create = async (entity: string, data: Record<string, unknown>): Promise<string> =>
      Object(await callHost(app, 'record.create', { entity, data })).id
    const contactId = await create('contact', {
      givenName: 'Mali',
      familyName: 'Suwan',
      phones: ['081-234-5678'],
    })
    await create('contact', { givenName: 'Reza', familyName: 'Karimi' })
    await create('template', {
      name: 'Thanks',
      kind: 'letter',
      about: 'contact',
      subject: 'Thanks',
      body: '<p>{{ contact.dear }}</p>',
    })
    const plan = (data: Record<string, unknown>) =>
      callHost(app, 'activity.schedule', { data: { timeZone, ...data } })
    await plan({ kind: 'todo', regarding: 'Left over', startAt: at(-2, 9) })
    await plan({ kind: 'call', regarding: 'Price list', startAt: at(0, 0, 1), contactId })

    await test.step('what is left over moves to today', async () => {
      // The first key may come before the window hears any.
      await expect(async () => {
        await page.keyboard.press('F7')
        await expect(page.getByRole('heading', { level: 1, name: a('app.section.tasks') })).toBeVisible({
          timeout: 2_000,
        })
      }).toPass()
      await byPalette(page, word(language, 'menu', 'command.activity.rollOver'))
      await expect
        .poll(async () =>
          (await open(samphan)).find(({ regarding }) => regarding === 'Left over')?.startAt.slice(0, 10),
        )
        .toBe(at(0, 9).slice(0, 10))
    })

    await test.step('today’s call is completed with a result, a note and the next step', async () => {
      const today = page.getByRole('radio', { name: new RegExp(`^${a('tasks.show.today')}`) })
      await tabTo(page, page.getByRole('radio', { name: new RegExp(`^${a('tasks.show.open')}`) }))
      for (let presses = 0; presses < 6 && !(await today.isChecked()); presses++)
        await page.keyboard.press('ArrowLeft')
      await expect(today).toBeChecked()
      await tabTo(
        page,
        page.getByRole('button', { name: named(language, 'activity.completeOne', 'Price list') }),
      )
      await page.keyboard.press('Enter')
      const dialog = page.getByRole('dialog')
      const result = dialog.getByLabel(a('activity.field.resultCode')).first()
      await expect(result).toBeFocused()
      await page.keyboard.press('Control+a')
      await page.keyboard.type(word(language, 'record', 'record.result.leftMessage'))
      await tabTo(page, dialog.getByLabel(a('activity.note')))
      await page.keyboard.type('Will look at it')
      await tabTo(page, dialog.getByRole('checkbox', { name: a('activity.followUp') }))
      await page.keyboard.press('Space')
      await tabTo(page, dialog.getByLabel(a('activity.nextRegarding')))
      await page.keyboard.type('Ask again')
      await expectAccessible(page)
      await picture(page, `complete.${language}`)
      await page.keyboard.press('Control+Enter')
      await expect(dialog).toBeHidden()
      await expect
        .poll(async () => (await histories(samphan)).map(({ resultCode }) => resultCode))
        .toContain('leftMessage')
      expect((await open(samphan)).map(({ regarding }) => regarding)).toContain('Ask again')
    })

    await test.step('and comes back with Undo', async () => {
      await page.keyboard.press('Control+z')
      await expect
        .poll(async () => (await open(samphan)).map(({ regarding }) => regarding))
        .toContain('Price list')
      expect(await histories(samphan)).toEqual([])
      await page.keyboard.press('Control+Shift+z')
      await expect.poll(async () => (await histories(samphan)).length).toBe(1)
    })

    await test.step('look up, page, schedule the next', async () => {
      await page.keyboard.press('Control+k')
      await page.keyboard.type('mali')
      await expect(page.getByRole('option', { name: /Mali/ }).first()).toHaveAttribute(
        'aria-selected',
        'true',
      )
      await page.keyboard.press('Enter')
      await expect(page.getByRole('heading', { level: 1, name: /Mali/ })).toBeVisible()
      await page.keyboard.press('Control+l')
      const dialog = page.getByRole('dialog')
      await expect(dialog.getByLabel(a('activity.field.regarding')).first()).toBeFocused()
      await page.keyboard.type('Next call')
      await page.keyboard.press('Control+Enter')
      await expect(dialog).toBeHidden()
      await expect
        .poll(async () => (await open(samphan)).map(({ regarding }) => regarding))
        .toContain('Next call')
    })

    await test.step('somebody calls: the clock runs, a second call parks it, the note is kept', async () => {
      await page.keyboard.press('Control+Shift+l')
      const dialog = page.getByRole('dialog')
      await expect(dialog.getByLabel(a('call.number'))).toBeFocused()
      await page.keyboard.type('+66 81 2345678')
      await expect(dialog.getByRole('button', { name: /Mali/ }).first()).toBeVisible()
      await expectAccessible(page)
      await picture(page, `caller.${language}`)
      await page.keyboard.press('Enter')
      await expect(dialog).toBeHidden()
      const bar = page.getByRole('list', { name: a('call.bar') })
      await expect(bar.getByRole('timer', { name: a('call.running') })).toBeVisible()
      await page.keyboard.press('Control+Shift+l')
      await expect(dialog.getByLabel(a('call.number'))).toBeFocused()
      await page.keyboard.type('02 999 0000')
      await tabTo(page, dialog.getByRole('button', { name: a('call.logOnly') }))
      await page.keyboard.press('Enter')
      await expect(page.getByRole('dialog', { name: a('activity.logCall') })).toBeVisible()
      await expect(bar.getByRole('timer', { name: a('call.parked'), includeHidden: true })).toHaveCount(1)
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toBeHidden()
      await tabTo(page, bar.getByRole('button', { name: a('call.log') }).last())
      await page.keyboard.press('Enter')
      await tabTo(page, page.getByRole('dialog').getByLabel(a('activity.note')))
      await page.keyboard.type('Wants two')
      await picture(page, `log.${language}`)
      await page.keyboard.press('Control+Enter')
      await expect(page.getByRole('dialog')).toBeHidden()
      await expect.poll(async () => (await histories(samphan)).map(({ body }) => body)).toContain('Wants two')
    })

    await test.step('a letter to the lookup', async () => {
      await byPalette(page, word(language, 'contacts', 'contact.many'))
      await expect(page.getByRole('row', { name: /Reza/ })).toBeVisible()
      const out = join(folder, 'letters.pdf')
      await app.evaluate(({ dialog }, path) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath: path })
      }, out)
      await page.keyboard.press('Control+Shift+y')
      const dialog = page.getByRole('dialog')
      await tabTo(page, dialog.getByRole('button', { name: word(language, 'printing', 'print.save') }))
      await page.keyboard.press('Enter')
      await expect(dialog).toBeHidden({ timeout: 30_000 })
      expect(existsSync(out)).toBe(true)
      expect((await histories(samphan)).filter(({ kind }) => kind === 'letter')).toHaveLength(2)
    })
    expect(samphan.pageErrors).toEqual([])
    await samphan.close()
    rmSync(folder, { recursive: true })
  })

test.describe('in the calendar', () => {
  for (const language of ['en', 'fa'] as const satisfies readonly Language[])
    test(`things are drawn, dragged, stretched and moved by keys, in ${language}`, async () => {
      test.setTimeout(120_000)
      const samphan = await begin(language)
      const { app, page } = samphan
      const a = words(language)
      // Wednesday of the reader's week, which has days on both sides of it.
      const weekday = new Date().getDay()
      const toWednesday = language === 'fa' ? 4 - ((weekday + 1) % 7) : 3 - weekday
      await callHost(app, 'activity.schedule', {
        data: {
          kind: 'meeting',
          regarding: 'Fair',
          startAt: at(toWednesday, 10),
          durationMinutes: 60,
          timeZone,
        },
      })
      const fair = async () => {
        const record = Object(await callHost(app, 'record.list', { entity: 'activity', limit: 5 })).rows[0]
        const start = new Date(record.startAt)
        return [
          Math.round((start.getTime() - new Date(at(toWednesday, 0)).getTime()) / 60_000),
          record.durationMinutes,
        ]
      }
      const chip = page.getByRole('button', { name: /Fair/ })
      const dragged = async (from: { x: number; y: number }, to: { x: number; y: number }) => {
        await page.mouse.move(from.x, from.y)
        await page.mouse.down()
        for (let step = 1; step <= 6; step++)
          await page.mouse.move(from.x + ((to.x - from.x) * step) / 6, from.y + ((to.y - from.y) * step) / 6)
        await page.mouse.up()
      }
      // What is still arriving moves what is there: a place is taken for one once it holds still.
      const boxOf = async (control: Locator) => {
        for (let before = ''; ; ) {
          const box = await control.boundingBox()
          if (!box) throw new Error('not shown')
          if (JSON.stringify(box) === before) return box
          before = JSON.stringify(box)
          await page.waitForTimeout(100)
        }
      }
      await test.step('in a week: to the next day and two hours later', async () => {
        await show(page, '#/calendar?view=week')
        await expect(chip).toBeVisible()
        const column = await boxOf(page.locator('[data-day]').first())
        const box = await boxOf(chip)
        const hour = column.height / 24
        const forward = language === 'fa' ? -1 : 1
        const grip = { x: box.x + box.width / 2, y: box.y + 8 }
        await dragged(grip, { x: grip.x + forward * column.width, y: grip.y + 2 * hour })
        await expect.poll(fair).toEqual([1440 + 12 * 60, 60])
        await page.keyboard.press('Control+z')
        await expect.poll(fair).toEqual([10 * 60, 60])
      })
      await test.step('longer by its lower edge', async () => {
        const column = await boxOf(page.locator('[data-day]').first())
        const box = await boxOf(chip)
        const edge = { x: box.x + box.width / 2, y: box.y + box.height - 3 }
        await dragged(edge, { x: edge.x, y: edge.y + column.height / 24 })
        await expect.poll(fair).toEqual([10 * 60, 120])
      })
      await test.step('by keys: a day on, a quarter later, a quarter shorter; and gone with Delete', async () => {
        await chip.focus()
        await page.keyboard.press(language === 'fa' ? 'Alt+ArrowLeft' : 'Alt+ArrowRight')
        await expect.poll(fair).toEqual([1440 + 10 * 60, 120])
        await chip.focus()
        await page.keyboard.press('Alt+ArrowDown')
        await expect.poll(fair).toEqual([1440 + 10 * 60 + 15, 120])
        await chip.focus()
        await page.keyboard.press('Alt+Shift+ArrowUp')
        await expect.poll(fair).toEqual([1440 + 10 * 60 + 15, 105])
      })
      await test.step('empty time: drawn by mouse, marked by keys', async () => {
        const column = await boxOf(page.locator('[data-day]').nth(1))
        const hour = column.height / 24
        const scroller = await boxOf(page.getByRole('group', { name: a('calendar.times') }).locator('..'))
        const from = { x: column.x + column.width / 2, y: scroller.y + 60 }
        await dragged(from, { x: from.x, y: from.y + hour })
        const dialog = page.getByRole('dialog', { name: a('activity.schedule') })
        await expect(dialog).toBeVisible()
        await page.keyboard.press('Escape')
        await expect(dialog).toBeHidden()
        await page.getByRole('group', { name: a('calendar.times') }).focus()
        for (const key of ['ArrowDown', 'ArrowDown', 'Shift+ArrowDown', 'Enter'])
          await page.keyboard.press(key)
        await expect(dialog).toBeVisible()
        await page.keyboard.press('Escape')
      })
      await test.step('in a month: onto another day', async () => {
        await show(page, '#/calendar?view=month')
        await expect(chip).toBeVisible()
        const cell = await boxOf(page.locator('section[data-day]').first())
        const [before] = await fair()
        const box = await boxOf(chip)
        const grip = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
        await dragged(grip, { x: grip.x + (language === 'fa' ? 1 : -1) * cell.width, y: grip.y })
        await expect.poll(async () => (await fair())[0]).toBe(Number(before) - 1440)
        await chip.focus()
        await page.keyboard.press('Delete')
        await expect(chip).toBeHidden()
        await page.keyboard.press('Control+z')
        await expect(chip).toBeVisible()
      })
      await test.step('files go along with a new one, in one step; what is too large is said at once', async () => {
        const folder = mkdtempSync(join(tmpdir(), 'samphan-files-'))
        const [agenda, film] = [join(folder, 'agenda.txt'), join(folder, 'film.mp4')]
        writeFileSync(agenda, 'Agenda')
        writeFileSync(film, '')
        truncateSync(film, 101_000_000)
        await chooseFiles(app, [agenda, film])
        const count = async (entity: string): Promise<number> =>
          Object(await callHost(app, 'record.list', { entity, count: true })).total
        await page.keyboard.press('Control+t')
        const dialog = page.getByRole('dialog', { name: a('activity.schedule') })
        await dialog.getByLabel(a('activity.field.regarding')).first().fill('With a file')
        await dialog.getByRole('button', { name: word(language, 'mail', 'mail.write.attach') }).click()
        await expect(dialog.getByRole('alert')).toContainText('film.mp4')
        await expect(dialog.getByText('agenda.txt')).toBeVisible()
        await expectAccessible(page)
        await picture(page, `activities.files.${language}`)
        await dialog.getByRole('button', { name: word(language, 'ui', 'ui.save') }).click()
        await expect(dialog).toBeHidden()
        await expect.poll(() => count('document')).toBe(1)
        expect(await count('activity')).toBe(2)
        await page.keyboard.press('Control+z')
        await expect.poll(() => count('activity')).toBe(1)
        expect(await count('document')).toBe(0)
        rmSync(folder, { recursive: true })
      })
      expect(samphan.pageErrors).toEqual([])
      await samphan.close()
    })
})

test('a telephone program opens the caller, also while the program runs', async () => {
  test.setTimeout(90_000)
  const samphan = await launch({ args: ['samphan://call?number=%2B66%2081-234-5678'] })
  await beConfigured(samphan.app)
  const { page } = samphan
  await page.reload()
  await page.locator('#root > :not(style)').first().waitFor()
  const number = page.getByRole('dialog').getByLabel(word('en', 'activities', 'call.number'))
  await samphan.app.evaluate(({ app }) => {
    app.emit('open-url', { preventDefault: () => undefined }, 'samphan://call?number=๐๘๑-๒๓๔-๕๖๗๘')
  })
  await expect(number).toHaveValue('๐๘๑-๒๓๔-๕๖๗๘')
  await expect(page.getByText(/belongs to nobody here/)).toBeVisible()
  expect(samphan.pageErrors).toEqual([])
  await samphan.close()
})

for (const language of ['en', 'th', 'fa'] as const satisfies readonly Language[])
  test(`series are applied, shifted and stopped; every dialog reads well, in ${language}`, async () => {
    test.setTimeout(420_000)
    const samphan = await begin(language)
    const { app, page } = samphan
    const a = words(language)
    const create = async (entity: string, data: Record<string, unknown>): Promise<string> =>
      Object(await callHost(app, 'record.create', { entity, data })).id
    const contactId = await create('contact', {
      givenName: 'สมชาย',
      familyName: 'ใจดี',
      phones: ['0812345678'],
    })
    await callHost(app, 'series.save', {
      data: { name: 'Welcome', daysOff: 'next' },
      steps: [
        { offsetDays: 0, kind: 'call', regarding: 'Hello' },
        { offsetDays: 7, kind: 'meeting', regarding: 'Visit' },
        { offsetDays: 30, kind: 'letter', regarding: 'Thanks' },
      ],
    })
    await callHost(app, 'holiday.add', { country: language === 'fa' ? 'IR' : 'TH', lang: language })
    const dialog = page.getByRole('dialog')
    /** Light and dark, and in a small window where somebody wants to look at the pictures. */
    const look = async (name: string): Promise<void> => {
      await page.waitForTimeout(250)
      await picture(page, `activities.${name}.${language}`)
      await expectAccessible(page)
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.waitForTimeout(150)
      await picture(page, `activities.${name}.${language}.dark`)
      await expectAccessible(page, ['color-contrast'])
      await page.emulateMedia({ colorScheme: 'light' })
      if (!process.env.SAMPHAN_PICTURES) return
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 700))
      await page.waitForTimeout(250)
      await picture(page, `activities.${name}.${language}.small`)
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1440, 900))
      await page.waitForTimeout(150)
    }
    await test.step('a series for the lookup', async () => {
      await show(page, '#/contacts')
      await page.getByRole('button', { name: word(language, 'list', 'list.actions'), exact: true }).click()
      await page.getByRole('menuitem', { name: a('series.apply') }).click()
      await expect(dialog.getByText('Visit')).toBeVisible()
      await look('series')
      await dialog.locator('button[type=submit]').click()
      await expect(dialog).toBeHidden()
      await expect.poll(async () => (await open(samphan)).length).toBe(3)
    })
    await test.step('is shifted and stopped on the record', async () => {
      await show(page, `#/contacts/${contactId}`)
      await page.getByRole('tab', { name: a('activity.many') }).click()
      await page.getByRole('button', { name: `${a('series.shift')} Welcome` }).click()
      const day = dialog
        .getByRole('group', { name: a('series.shift.anchor') })
        .or(dialog.getByLabel(a('series.shift.anchor')))
        .first()
      await expect(day).toBeVisible()
      await look('shift')
      await page.keyboard.press('Escape')
      await look('record')
      await page.getByRole('button', { name: `${a('series.stop')} Welcome` }).click()
      await expect(page.getByText(a('series.stopped'), { exact: true })).toBeVisible()
      expect(await open(samphan)).toEqual([])
      await page.keyboard.press('Control+z')
      await expect.poll(async () => (await open(samphan)).length).toBe(3)
    })
    await test.step('the form of an activity, one that repeats in another zone', async () => {
      await page.keyboard.press('Control+m')
      await dialog.getByRole('button', { name: a('activity.more') }).click()
      await look('schedule')
      await page.keyboard.press('Escape')
      await callHost(app, 'activity.schedule', {
        data: {
          kind: 'meeting',
          regarding: 'Weekly',
          startAt: at(1, 9),
          timeZone: 'America/New_York',
          rule: 'FREQ=WEEKLY',
          contactId,
        },
      })
      await show(page, '#/tasks')
      await page.getByRole('button', { name: /^Weekly/ }).click()
      await look('edit')
      await dialog.getByRole('button', { name: word(language, 'list', 'list.delete') }).click()
      await expect(page.getByRole('dialog', { name: a('activity.scope.remove') })).toBeVisible()
      await look('scope')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Escape')
    })
    await test.step('completing, logging a call, the caller', async () => {
      await show(page, '#/tasks')
      await page.getByRole('button', { name: named(language, 'activity.completeOne', 'Visit') }).click()
      await dialog.getByRole('checkbox', { name: a('activity.followUp') }).check()
      await look('complete')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+Shift+l')
      await page.keyboard.type('0812345678')
      await expect(dialog.getByText('สมชาย').first()).toBeVisible()
      await look('caller')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('list', { name: a('call.bar') })).toBeVisible()
      await look('call')
    })
    await test.step('what rings', async () => {
      await callHost(app, 'activity.schedule', {
        data: {
          kind: 'call',
          regarding: 'Rings now',
          startAt: new Date().toISOString(),
          alarmMinutes: 5,
          contactId,
          timeZone,
        },
      })
      const panel = page.getByRole('region', { name: a('alarm.title') })
      await expect(panel.getByText('Rings now')).toBeVisible()
      await look('reminder')
      await panel.getByRole('button', { name: a('alarm.dismissAll') }).click()
      await expect(panel).toBeHidden()
    })
    await test.step('the settings and the calendar on paper', async () => {
      await show(page, '#/settings?view=activities')
      await expect(page.getByRole('heading', { name: a('activity.settings.calls') })).toBeVisible()
      await look('settings')
      await page.getByRole('button', { name: named(language, 'activity.settings.edit', 'Welcome') }).click()
      await look('steps')
      await page.keyboard.press('Escape')
      await show(page, '#/calendar?view=month')
      await expect(page.getByRole('button', { name: a('calendar.print') })).toBeVisible()
      await page.keyboard.press('Control+p')
      await expect(dialog.locator('canvas').first()).toBeVisible({ timeout: 20_000 })
      await look('paper.month')
      await dialog.getByRole('combobox', { name: a('calendar.print.what') }).click()
      await page.getByRole('option', { name: a('calendar.print.week') }).click()
      await page.waitForTimeout(2_500)
      await picture(page, `activities.paper.week.${language}`)
      await page.keyboard.press('Escape')
    })
    expect(samphan.pageErrors).toEqual([])
    await samphan.close()
  })

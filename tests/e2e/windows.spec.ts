// Several windows and other programs on one database: what one does, the others show.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { callHost, launch, type Samphan, samphan as typed } from './app.ts'
import { beConfigured, field, fill, openWindow, row, samphanBeside, show } from './hands.ts'

let samphan: Samphan
let id = ''
test.beforeAll(async () => {
  samphan = await launch({ size: { width: 1400, height: 800 } })
  await beConfigured(samphan.app)
  id = await make({ givenName: 'Somchai', familyName: 'Jaidee' })
})
test.afterAll(() => samphan.close())

const make = async (data: object): Promise<string> =>
  String(Reflect.get(Object(await callHost(samphan.app, 'record.create', { entity: 'contact', data })), 'id'))

const contacts = async (app: Samphan['app']): Promise<number> =>
  Object(await callHost(app, 'app.counts', {})).counts.contact

test('what the command line changes is in two open windows within a second', async () => {
  const { app, page, home } = samphan
  await show(page, '#/contacts')
  await expect(row(page, 'Somchai Jaidee')).toBeVisible()
  const second = await openWindow(app, page, `/contacts/${id}?full=1`)
  await expect(second.getByRole('heading', { level: 1, name: 'Somchai Jaidee' })).toBeVisible()

  await typed(home, 'update', 'contact', id, '--data', '{"jobTitle":"Captain","nickname":"Chai"}')
  await Promise.all([
    expect(row(page, 'Captain')).toBeVisible({ timeout: 1_000 }),
    expect(field(second, 'jobTitle').locator('input')).toHaveValue('Captain', { timeout: 1_000 }),
  ])

  // A new record does not push what stands under the cursor: the list says so, and shows it when asked.
  await typed(home, 'create', 'contact', '--data', '{"givenName":"Aaron"}')
  const refresh = page.getByRole('toolbar').getByRole('button', { name: /Refresh/ })
  await expect(refresh).toBeVisible({ timeout: 1_000 })
  await expect(row(page, 'Aaron')).toBeHidden()
  await refresh.click()
  await expect(row(page, 'Aaron')).toBeVisible()
  await second.close()
})

test('an edit in one window is in the other, and is undone from there', async () => {
  const { app, page } = samphan
  await show(page, `#/contacts/${id}`)
  const second = await openWindow(app, page, `/contacts/${id}?full=1`)
  await fill(second, 'familyName', 'Rakdee')
  await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toHaveText('Somchai Rakdee')
  await page.getByRole('article').focus()
  await page.keyboard.press('Control+z')
  await expect(field(second, 'familyName').locator('input')).toHaveValue('Jaidee')
  await second.close()
})

test('two windows on one field: the later one is asked, nothing is overwritten unseen', async () => {
  const { app, page } = samphan
  await show(page, `#/contacts/${id}`)
  const second = await openWindow(app, page, `/contacts/${id}?full=1`)
  const mine = field(page, 'jobTitle').locator('input')
  await mine.fill('Mine')
  await fill(second, 'jobTitle', 'Theirs')
  await mine.press('Tab')
  const conflict = page.getByRole('alert').filter({ hasText: 'Theirs' })
  await expect(conflict).toBeVisible()
  await conflict.getByRole('button').last().click()
  await expect(field(second, 'jobTitle').locator('input')).toHaveValue('Mine')
  await second.close()
})

test('any record opens in a window of its own by a key, live', async () => {
  const { app, page, home } = samphan
  await show(page, `#/contacts/${id}`)
  await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toBeVisible()
  const opened = app.waitForEvent('window')
  await page.keyboard.press('Control+Shift+O')
  const alone = await opened
  await expect(alone.getByRole('article').getByRole('heading', { level: 1 })).toHaveText(/Somchai/)
  await typed(home, 'update', 'contact', id, '--data', '{"givenName":"Somsak"}')
  await expect(alone.getByRole('article').getByRole('heading', { level: 1 })).toHaveText(/Somsak/, {
    timeout: 1_000,
  })
  await alone.close()
})

test('a scheduled import beside the open window: both go on, and the window sees what came', async () => {
  const { app, page, home } = samphan
  const folder = mkdtempSync(join(tmpdir(), 'samphan-scheduled-'))
  const file = join(folder, 'people.csv')
  const people = Array.from({ length: 2_000 }, (_, n) => `Given${n},Family${n},p${n}@example.com`)
  writeFileSync(file, `First Name,Last Name,E-mail\n${people.join('\n')}\n`)
  await show(page, `#/contacts/${id}`)
  const before = await contacts(app)
  const job = samphanBeside(home, 'import', file)
  await fill(page, 'jobTitle', 'Bridge')
  expect(await job).toMatchObject({ created: 2_000, rejected: 0 })
  expect(await typed(home, 'get', 'contact', id)).toMatchObject({ jobTitle: 'Bridge' })
  await page.keyboard.press('Control+k')
  await page.keyboard.type('given1999')
  await expect(page.getByRole('option', { name: /Given1999/ })).toBeVisible()
  await page.keyboard.press('Escape')
  expect(await typed(home, 'db', 'check')).toMatchObject({ ok: true, findings: [] })
  expect(await contacts(app)).toBe(before + 2_000)
  rmSync(folder, { recursive: true, force: true })
})

test('keys work under Thai and Persian keyboard layouts', async () => {
  const { page } = samphan
  await show(page, '#/contacts')
  await expect(page.getByRole('gridcell').first()).toBeVisible()
  const press = (key: string, code: string): Promise<boolean> =>
    page.evaluate(
      ([typedKey, position]) =>
        (document.activeElement ?? document.body).dispatchEvent(
          new KeyboardEvent('keydown', {
            key: typedKey,
            code: position,
            ctrlKey: true,
            bubbles: true,
            cancelable: true,
          }),
        ),
      [key, code] as const,
    )
  for (const [layout, palette, lookup] of [
    ['Thai', 'า', 'ด'],
    ['Persian', 'ن', 'ب'],
  ] as const) {
    await press(palette, 'KeyK')
    await expect(page.getByRole('dialog'), layout).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog'), layout).toBeHidden()
    await press(lookup, 'KeyF')
    await expect(page.getByRole('dialog'), layout).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog'), layout).toBeHidden()
  }
})

test('text meant to do harm is shown as text and runs nothing', async () => {
  const { page } = samphan
  const evil = '<img src=x onerror="window.harmed=1"><script>window.harmed=1</script>'
  const name = `${evil} \u202egnp.exe\u202c \u0007bell`
  const harmful = await make({
    givenName: name,
    jobTitle: evil,
    tags: [evil],
    emails: [{ label: evil, value: `"${evil}"@x.example` }],
    websites: [{ label: 'home', value: 'javascript:window.harmed=1' }],
    extras: [{ name: evil, value: evil }],
  })
  await callHost(samphan.app, 'record.create', {
    entity: 'note',
    data: { body: `${evil}\n\u202eshown backwards`, contactId: harmful },
  })
  await show(page, `#/contacts/${harmful}?full=1`)
  await expect(page.getByRole('heading', { level: 1 }).last()).toContainText('<img src=x')
  await expect(field(page, 'jobTitle').locator('input')).toHaveValue(evil)
  await expect(page.getByRole('article').getByText('shown backwards')).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('gnp.exe')
  await expect(page.getByRole('option').first()).toContainText('<img src=x')
  await page.keyboard.press('Escape')
  expect(await page.evaluate(() => 'harmed' in window)).toBe(false)
  // No link of the page leads to a script.
  const links = await page
    .locator('a[href]')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
  expect(links.filter((href) => /^\s*javascript:/i.test(href))).toEqual([])
  expect(samphan.pageErrors).toEqual([])
})

test('closed into the tray: reminders come all the same, and bring the window back', async () => {
  const { app, page } = samphan
  // Only what the system would show is the test’s own.
  await app.evaluate(({ BrowserWindow, Notification }) => {
    const told: Electron.Notification[] = []
    Reflect.set(globalThis, 'told', told)
    Notification.isSupported = () => true
    Notification.prototype.show = function show(this: Electron.Notification) {
      told.push(this)
    }
    for (const window of BrowserWindow.getAllWindows().slice(1)) window.close()
  })
  const told = () =>
    app.evaluate(() => Reflect.get(globalThis, 'told').map(({ title }: Electron.Notification) => title))
  const isSeen = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((each) => each.isVisible()))
  await show(page, '#/settings?view=activities')
  const stays = page.getByRole('checkbox', { name: 'Stay in the tray when the last window is closed' })
  // This display has no tray, so it is off until somebody says otherwise.
  await expect(stays).not.toBeChecked()
  await stays.check()
  await page.getByRole('button', { name: 'Show a test reminder' }).click()
  await expect.poll(told).toEqual(['This is a reminder'])

  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(isSeen).toEqual([false])
  await expect.poll(told).toContain('Samphan is still running')
  const schedule = (regarding: string, seconds: number) =>
    callHost(app, 'activity.schedule', {
      data: {
        kind: 'call',
        regarding,
        startAt: new Date(Date.now() + seconds * 1_000).toISOString(),
        alarmMinutes: 0,
      },
    })
  await schedule('Missed', -3_600)
  await schedule('Coming', 4)
  await expect.poll(told).toContain('Missed')
  await expect.poll(told).toContain('Coming')

  await app.evaluate(() => Reflect.get(globalThis, 'told').at(-1).emit('click'))
  await expect.poll(isSeen).toEqual([true])
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Regarding').first()).toHaveValue('Coming')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  // A second start brings it back as well; told once, the news of staying is not told again.
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(isSeen).toEqual([false])
  await app.evaluate(({ app: main }) => main.emit('second-instance', {}, [], '/'))
  await expect.poll(isSeen).toEqual([true])
  expect((await told()).filter((title: string) => title.includes('still running'))).toHaveLength(1)
  await page.getByRole('region', { name: 'Reminders' }).getByRole('button', { name: 'Dismiss all' }).click()
  expect(samphan.pageErrors).toEqual([])
})

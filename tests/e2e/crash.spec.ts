// What befalls a machine, and files that are not what they should be: nothing typed is lost, nothing is half written,
// and the window says what is the matter.
import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import Database from 'better-sqlite3'
import { callHost, launch, type Samphan, samphan as typed } from './app.ts'
import { beConfigured, chooseFiles, field, killHost, show, word } from './hands.ts'

const homes: string[] = []
const newHome = (): string => {
  const home = mkdtempSync(join(tmpdir(), 'samphan-e2e-'))
  homes.push(home)
  return home
}
test.afterAll(() => {
  for (const home of homes) rmSync(home, { recursive: true, force: true })
})

const make = async ({ app }: Samphan, data: object): Promise<string> =>
  String(Reflect.get(Object(await callHost(app, 'record.create', { entity: 'contact', data })), 'id'))
const drafts = async ({ app }: Samphan): Promise<string> =>
  JSON.stringify(await callHost(app, 'draft.list', {}))

test('a dead db host loses nothing that was typed, and the field is saved after it', async () => {
  const samphan = await launch({ size: { width: 1400, height: 800 } })
  const { app, page } = samphan
  await beConfigured(app)
  const id = await make(samphan, { givenName: 'Ann', jobTitle: 'Cook' })
  await show(page, `#/contacts/${id}`)
  const control = field(page, 'jobTitle').locator('input')
  await expect(control).toHaveValue('Cook')
  await control.fill('Baker')
  const { back } = await killHost(app)
  await control.pressSequentially(' and cook')
  await back()
  await expect.poll(() => drafts(samphan)).toContain('Baker and cook')
  await expect(control).toHaveValue('Baker and cook')
  await control.press('Tab')
  await expect
    .poll(async () =>
      Reflect.get(Object(await callHost(app, 'record.get', { entity: 'contact', id })), 'jobTitle'),
    )
    .toBe('Baker and cook')
  await samphan.close()
})

test('a program killed while somebody types gives the text back at the next start', async () => {
  const home = newHome()
  const first = await launch({ home, size: { width: 1400, height: 800 } })
  await beConfigured(first.app)
  const id = await make(first, { givenName: 'Ann', jobTitle: 'Cook' })
  await show(first.page, `#/contacts/${id}`)
  await field(first.page, 'jobTitle').locator('input').fill('Shipwright')
  await expect.poll(() => drafts(first)).toContain('Shipwright')
  const gone = new Promise((resolve) => first.process.once('exit', resolve))
  first.process.kill('SIGKILL')
  await gone

  const second = await launch({ home, size: { width: 1400, height: 800 } })
  await show(second.page, `#/contacts/${id}`)
  await expect(field(second.page, 'jobTitle').locator('input')).toHaveValue('Shipwright')
  await expect(second.page.getByText(word('en', 'record', 'record.draft.restored'))).toBeVisible()
  expect(await callHost(second.app, 'record.get', { entity: 'contact', id })).toMatchObject({
    jobTitle: 'Cook',
  })
  await second.page.getByRole('article').getByRole('button', { name: 'Save' }).click()
  await expect
    .poll(async () => JSON.stringify(await callHost(second.app, 'record.get', { entity: 'contact', id })))
    .toContain('"jobTitle":"Shipwright"')
  expect(await typed(home, 'db', 'check')).toMatchObject({ ok: true })
  await second.close()
})

const PEOPLE = 90_000
const operationsWord = (id: string): string => word('en', 'operations', `operations.${id}`)

test('an import killed at a random moment: whole chunks, a clean file, and Resume, Undo or Keep', async () => {
  test.setTimeout(120_000)
  const home = newHome()
  const source = join(home, 'people.csv')
  const rows = Array.from({ length: PEOPLE }, (_, n) => `Given${n},Family${n},p${n}@example.com`)
  writeFileSync(source, `First Name,Last Name,E-mail\n${rows.join('\n')}\n`)
  const first = await launch({ home })
  await beConfigured(first.app)
  await first.close()

  for (const answer of ['keep', 'undoIt', 'resume'] as const) {
    const samphan = await launch({ home, size: { width: 1400, height: 800 } })
    await chooseFiles(samphan.app, [source])
    await samphan.page.evaluate(() => Reflect.get(globalThis, 'native').openFiles({ title: 'Import' }))
    // The host dies before it can answer.
    void callHost(samphan.app, 'transfer.import', { files: [source] }).catch(() => undefined)
    const counted = async (): Promise<number> =>
      Number(Reflect.get(Object(await typed(home, 'list', 'contact', '--count')), 'total'))
    await expect.poll(counted).toBeGreaterThan(0)
    await samphan.page.waitForTimeout(Math.random() * 200)
    await killHost(samphan.app)
    // Whoever keeps the window open is told there; whoever starts again is told at the start.
    if (answer !== 'keep') {
      const gone = new Promise((resolve) => samphan.process.once('exit', resolve))
      samphan.process.kill('SIGKILL')
      await gone
    }
    const kept = await counted()
    expect(kept).toBeGreaterThan(0)
    expect(kept).toBeLessThan(PEOPLE)
    expect(await typed(home, 'db', 'check')).toMatchObject({ ok: true, findings: [] })
    // What is there is the beginning of the file, without a gap.
    const out = join(home, 'out.csv')
    await typed(home, 'export', 'contact', '--out', out, '--fields', 'givenName,emails')
    const numbers = readFileSync(out, 'utf8').match(/Given\d+/g) ?? []
    expect(new Set(numbers).size).toBe(kept)
    expect(Math.max(...numbers.map((name) => Number(name.slice(5))))).toBe(kept - 1)

    const again = answer === 'keep' ? samphan : await launch({ home, size: { width: 1400, height: 800 } })
    const { page } = again
    // The window came back on the page it had shown; from any other, the notice leads there.
    if (again !== samphan) await show(page, '#/contacts')
    await page.getByRole('button', { name: operationsWord('look'), exact: true }).click()
    const offered = page.getByRole('region', { name: operationsWord('interrupted') })
    for (const choice of ['resume', 'undoIt', 'keep'])
      await expect(offered.getByRole('button', { name: operationsWord(choice) })).toBeVisible()
    await offered.getByRole('button', { name: operationsWord(answer) }).click()
    await expect(offered).toBeHidden({ timeout: 60_000 })
    await expect.poll(counted, { timeout: 60_000 }).toBe({ keep: kept, undoIt: 0, resume: PEOPLE }[answer])
    if (answer === 'keep') await typed(home, 'undo')
    expect(await typed(home, 'db', 'check')).toMatchObject({ ok: true, findings: [] })
    await again.close()
  }
})

test.describe('a file that is not what it should be', () => {
  let sound = ''
  test.beforeAll(async () => {
    const home = newHome()
    await typed(home, 'db', 'create')
    await typed(home, 'create', 'contact', '--data', '{"givenName":"Ann"}')
    sound = join(home, 'sound.samphan')
    await typed(home, 'db', 'backup', '--out', sound)
  })

  const broken: readonly (readonly [what: string, reason: string, breakIt: (file: string) => void])[] = [
    [
      'damaged',
      'damaged',
      (file) => {
        const bytes = readFileSync(sound)
        bytes.fill(0xa5, 4096)
        writeFileSync(file, bytes)
      },
    ],
    [
      'cut short',
      'damaged',
      (file) => {
        copyFileSync(sound, file)
        truncateSync(file, 5_000)
      },
    ],
    ['encrypted', 'encrypted', (file) => writeFileSync(file, randomBytes(65_536))],
    ['no database', 'notADatabase', (file) => writeFileSync(file, 'Dear Sir or Madam, '.repeat(100))],
    [
      'another program’s',
      'foreign',
      (file) => {
        const db = new Database(file)
        db.exec('CREATE TABLE t(a)')
        db.close()
      },
    ],
  ]
  test('is named with what to do, and left as it was', async () => {
    for (const [what, reason, breakIt] of broken) {
      const home = newHome()
      const file = join(home, 'Samphan.samphan')
      breakIt(file)
      const before = readFileSync(file)
      const { page, close } = await launch({ home })
      await expect(page.getByRole('alert'), what).toContainText(word('en', 'help', `trouble.${reason}`))
      await expect(page.getByRole('alert'), what).toContainText(file)
      await close()
      expect(readFileSync(file).equals(before), what).toBe(true)
    }
  })

  test('of a newer program is shown and cannot be changed', async () => {
    const home = newHome()
    const file = join(home, 'Samphan.samphan')
    copyFileSync(sound, file)
    const db = new Database(file)
    db.pragma('user_version = 99999')
    db.close()
    const { app, page, close } = await launch({ home })
    await expect(page.getByRole('row').filter({ hasText: 'Ann' })).toBeVisible()
    await expect(page.getByText(word('en', 'help', 'banner.newerVersion'))).toBeVisible()
    const change = callHost(app, 'record.create', { entity: 'contact', data: { givenName: 'No' } })
    await expect(change).rejects.toThrow(/"code":"Denied"/)
    await close()
  })

  test('held by another program is said to be in use, and opens once it is free', async () => {
    const home = newHome()
    const file = join(home, 'Samphan.samphan')
    copyFileSync(sound, file)
    const holder = new Database(file)
    holder.pragma('locking_mode = EXCLUSIVE')
    holder.exec('BEGIN EXCLUSIVE')
    const { page, close } = await launch({ home })
    await expect(page.getByRole('alert')).toContainText(word('en', 'help', 'trouble.busy'), {
      timeout: 20_000,
    })
    holder.exec('ROLLBACK')
    holder.close()
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('row').filter({ hasText: 'Ann' })).toBeVisible({ timeout: 20_000 })
    await close()
  })
})

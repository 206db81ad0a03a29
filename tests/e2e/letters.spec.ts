// From an account to a template, a merge to the lookup, and out through a real server; and letters on paper.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { SMTPServer } from 'smtp-server'
import { callHost, expectAccessible, launch, picture } from './app.ts'
import { beConfigured, type Language, show, word } from './hands.ts'

interface Server {
  readonly port: number
  readonly taken: string[]
  close(): Promise<void>
}

/** A mail server that keeps whom it was given something for. */
async function mailServer(): Promise<Server> {
  const taken: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      stream.on('data', () => undefined)
      stream.on('end', () => {
        taken.push(...session.envelope.rcptTo.map(({ address }) => address))
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  return {
    port: (server.server.address() as AddressInfo).port,
    taken,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

const choose = async (page: Page, combobox: string, option: RegExp): Promise<void> => {
  await page.getByRole('dialog').getByRole('combobox', { name: combobox }).click()
  await page.getByRole('option', { name: option }).click()
}

for (const language of ['en', 'th', 'fa'] as const satisfies readonly Language[]) {
  test(`a template is written, merged with the lookup and sent, in ${language}`, async () => {
    test.setTimeout(150_000)
    const folder = mkdtempSync(join(tmpdir(), 'samphan-letters-'))
    const server = await mailServer()
    const samphan = await launch({
      language,
      size: { width: 1280, height: 860 },
      env: { SAMPHAN_SMTP_PAUSE_MS: '0' },
    })
    const { page, app } = samphan
    await beConfigured(app)
    for (const [givenName, email] of [
      ['Ann', 'ann@example.com'],
      ['สมชาย', 'somchai@example.com'],
      ['رضا', 'reza@example.com'],
      ['Bob', ''],
    ])
      await callHost(app, 'record.create', {
        entity: 'contact',
        data: { givenName, ...(email && { emails: [email] }) },
      })
    const l = (id: string, params: Record<string, string> = {}): string =>
      word(language, 'letters', id, params)
    const m = (id: string, params: Record<string, string> = {}): string => word(language, 'mail', id, params)

    await test.step('the account', async () => {
      await show(page, '#/settings?view=mail')
      await page.getByRole('button', { name: m('mail.accounts.add') }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel(m('mailAccount.field.address')).first().fill('office@example.com')
      await dialog.getByLabel(m('mailAccount.field.host')).first().fill('127.0.0.1')
      await choose(
        page,
        m('mailAccount.field.security'),
        new RegExp(`^${m('mailAccount.choice.security.none')}`),
      )
      await dialog.getByLabel(m('mailAccount.field.port')).first().fill(String(server.port))
      await expectAccessible(page)
      await picture(page, `account.${language}`)
      await dialog.getByRole('button', { name: word(language, 'ui', 'ui.save') }).click()
      await expect(dialog).toBeHidden()
      await page.getByRole('button', { name: m('mail.accounts.test') }).click()
      await expect(page.getByText(m('mail.accounts.works'))).toBeVisible()
      await expectAccessible(page)
    })

    await test.step('the template', async () => {
      await show(page, '#/templates')
      await expectAccessible(page)
      await page
        .getByRole('button', { name: l('template.new') })
        .first()
        .click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel(l('template.field.name')).first().fill('News')
      await dialog.getByText(l('template.choice.kind.email'), { exact: true }).click()
      await dialog
        .getByRole('textbox', { name: l('template.field.subject'), exact: true })
        .fill('{{ contact.givenName }} 2026')
      const body = dialog.getByRole('textbox', { name: l('template.field.body') })
      await body.click()
      await page.keyboard.type('Dear {{ contact.nope }} ')
      await expect(
        dialog.getByText(l('letter.problem.unknownField', { detail: '' }).trim().split(' ')[0] ?? '').first(),
      ).toBeVisible()
      await page.keyboard.press('Control+a')
      await page.keyboard.type('{{ contact.dear }}: ')
      await page.keyboard.press('Control+b')
      await page.keyboard.type('2026')
      await expect(dialog.getByText('contact.nope')).toHaveCount(0)
      await page.waitForTimeout(800)
      await expectAccessible(page)
      await picture(page, `template.${language}`)
      await dialog.getByRole('button', { name: word(language, 'ui', 'ui.save') }).click()
      await expect(dialog).toBeHidden()
      await expect(page.getByRole('button', { name: 'News', exact: true })).toBeVisible()
      await expectAccessible(page)
    })

    await test.step('to the lookup', async () => {
      await show(page, '#/contacts')
      await page.getByRole('button', { name: word(language, 'list', 'list.actions'), exact: true }).click()
      await page.getByRole('menuitem', { name: l('letter.merge') }).click()
      const dialog = page.getByRole('dialog')
      await expect(dialog.locator('summary')).toHaveCount(1)
      await dialog.getByRole('button', { name: l('letter.next') }).click()
      await expect(dialog.getByRole('region', { name: l('letter.shown') })).toContainText('2026')
      await expectAccessible(page)
      await picture(page, `merge.${language}`)
      await dialog.getByRole('button', { name: m('mail.write.do') }).click()
      await expect(dialog).toBeHidden()
      await expect
        .poll(() => [...server.taken].sort())
        .toEqual(['ann@example.com', 'reza@example.com', 'somchai@example.com'])
    })

    await test.step('the outbox', async () => {
      await show(page, '#/outbox')
      await page.getByText(m('mail.filter.all'), { exact: true }).click()
      await expect(page.getByText(m('mailMessage.choice.state.sent'), { exact: true })).toHaveCount(3)
      await expectAccessible(page)
      await picture(page, `outbox.${language}`)
    })

    await test.step('on paper', async () => {
      await callHost(app, 'record.create', {
        entity: 'template',
        data: {
          name: 'Paper',
          kind: 'letter',
          about: 'contact',
          subject: 'Paper',
          body: '<p>{{ contact.letterAddress | default: contact.name }}</p><p>{{ today }}</p><p>{{ contact.dear }}</p>',
        },
      })
      await show(page, '#/contacts')
      await page.getByRole('button', { name: word(language, 'list', 'list.actions'), exact: true }).click()
      await page.getByRole('menuitem', { name: l('letter.merge') }).click()
      await choose(page, l('template.one'), /^Paper/)
      const out = join(folder, 'letters.pdf')
      await app.evaluate(({ dialog }, path) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath: path })
      }, out)
      await page
        .getByRole('dialog')
        .getByRole('button', { name: word(language, 'printing', 'print.save') })
        .click()
      await expect(page.getByRole('dialog')).toBeHidden()
      expect(existsSync(out)).toBe(true)
      const { rows } = (await callHost(app, 'record.list', { entity: 'history', limit: 100 })) as {
        rows: { kind: string }[]
      }
      expect(rows.filter(({ kind }) => kind === 'letter')).toHaveLength(4)
      expect(rows.filter(({ kind }) => kind === 'email')).toHaveLength(3)
    })
    expect(samphan.pageErrors).toEqual([])
    await samphan.close()
    await server.close()
    rmSync(folder, { recursive: true })
  })
}

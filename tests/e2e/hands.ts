// What a person does with hands: presses keys, chooses files, reads words in their language; and what befalls a machine.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { ElectronApplication, Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { node24 } from '../../build/steps/node24.mjs'
import { inRoot } from '../../build/steps/paths.mjs'
import { callHost } from './app.ts'

export type Language = 'en' | 'th' | 'fa'

const domains = new Map<string, Readonly<Record<string, string>>>()

/** A message as the catalogues have it, from the domain's file; `{name}` filled in. */
export function word(
  language: Language,
  domain: string,
  id: string,
  params: Readonly<Record<string, string>> = {},
): string {
  const file = inRoot('db', 'shared', 'messages', `${domain}.${language}.json`)
  const words = domains.get(file) ?? JSON.parse(readFileSync(file, 'utf8'))
  domains.set(file, words)
  const text = words[id]
  if (typeof text !== 'string') throw new Error(`${domain}.${language}.json has no ${id}`)
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole)
}

/** A fresh program greets with the set-up guide; tests of other things have been through it. */
export const beConfigured = (app: ElectronApplication): Promise<unknown> =>
  callHost(app, 'settings.set', { scope: 'database', key: 'configured', value: true })

/** From now on file dialogs answer at once with these files. */
export const chooseFiles = (app: ElectronApplication, files: readonly string[]): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: chosen.length === 0, filePaths: [...chosen] })
  }, files)

/** Opens a route in a window of its own. */
export async function openWindow(app: ElectronApplication, page: Page, route: string): Promise<Page> {
  const opened = app.waitForEvent('window')
  await page.evaluate((path) => Reflect.get(globalThis, 'native').openWindow(path), route)
  const second = await opened
  await second.locator('#root > :not(style)').first().waitFor()
  return second
}

/** Shows a route, as after a start on it. A window that has just begun may still be going to its first place. */
export async function show(page: Page, hash: string): Promise<void> {
  const sectionOf = (route: string): string | undefined => route.split(/[/?]/)[1]
  await expect(async () => {
    await page.evaluate((next) => {
      location.hash = next
    }, hash)
    await page.reload()
    await page.locator('#root > :not(style)').first().waitFor()
    expect(sectionOf(await page.evaluate(() => location.hash))).toBe(sectionOf(hash))
  }).toPass({ timeout: 20_000 })
}

/** The command line beside the window: answers when it has ended, and holds nobody up meanwhile. */
export async function samphanBeside(home: string, ...args: string[]): Promise<unknown> {
  const child = spawn(node24(), [inRoot('dist', 'cli.mjs'), '--json', ...args], {
    env: { ...process.env, SAMPHAN_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let answer = ''
  for await (const part of child.stdout.setEncoding('utf8')) answer += part
  return JSON.parse(answer)
}

/** The row of a list that shows a text. */
export const row = (page: Page, text: string | RegExp): Locator =>
  page.getByRole('row').filter({ hasText: text })

/** The field of a record's page or form. */
export const field = (page: Page, name: string): Locator => page.locator(`[data-field="${name}"]`).first()

/** Types into a field and leaves it. */
export async function fill(page: Page, name: string, text: string): Promise<void> {
  const control = field(page, name).locator('input, textarea').first()
  await control.fill(text)
  await control.press('Tab')
}

/** The toast of the last change. */
export const toastUndo = (page: Page, language: Language = 'en'): Locator =>
  page.getByRole('button', { name: word(language, 'ui', 'ui.undo'), exact: true }).last()

/** Process ids of db hosts below a process (Linux, where the host is a child process of main). */
export function hostsOf(parent: number | undefined): number[] {
  try {
    const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8')
      .trim()
      .split(' ')
      .map(Number)
    return children.filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('host.cjs'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return []
    throw error
  }
}

/** The db host dies as if the power of its process had gone. */
export async function killHost(app: ElectronApplication): Promise<{ readonly back: () => Promise<void> }> {
  const parent = app.process().pid
  await expect.poll(() => hostsOf(parent).length).toBe(1)
  const killed = hostsOf(parent)
  for (const pid of killed) process.kill(pid, 'SIGKILL')
  return {
    /** Another one is there: what is asked before may be asked of the dead. */
    back: () => expect.poll(() => hostsOf(parent).some((pid) => !killed.includes(pid))).toBe(true),
  }
}

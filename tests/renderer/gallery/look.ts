/**
 * Takes pictures of the gallery for looking at: `node tests/renderer/gallery/look.ts [folder] [filter]`.
 * With AXE=1 it also reports what axe finds at WCAG 2.2 AA. Build it first: `vite build --config tests/renderer/gallery/vite.config.ts`. CHROMIUM names the browser.
 */
import { createReadStream, existsSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, resolve } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { violations } from '../../e2e/accessible.ts'

const built = resolve(import.meta.dirname, '../../../.cache/gallery')
const [folder = '/tmp/looks', filter = ''] = process.argv.slice(2)
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
}

const server = createServer((request, response) => {
  const path = join(built, new URL(request.url ?? '/', 'http://x').pathname.replace(/\/$/, '/index.html'))
  if (!existsSync(path)) return response.writeHead(404).end()
  response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' })
  return createReadStream(path).pipe(response)
})
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
const address = server.address()
if (address === null || typeof address === 'string') throw new Error('no port')
const base = `http://127.0.0.1:${address.port}/`
mkdirSync(folder, { recursive: true })

const shots: {
  name: string
  query: string
  size?: readonly [number, number]
  act?: (page: Page) => Promise<void>
}[] = []
for (const lang of ['en', 'th', 'fa']) {
  for (const theme of ['light', 'dark']) {
    shots.push({ name: `shell-${lang}-${theme}`, query: `page=shell&lang=${lang}&theme=${theme}` })
    shots.push({ name: `fields-${lang}-${theme}`, query: `page=fields&lang=${lang}&theme=${theme}` })
    shots.push({ name: `parts-${lang}-${theme}`, query: `page=parts&lang=${lang}&theme=${theme}` })
  }
  shots.push({ name: `small-${lang}`, query: `page=shell&lang=${lang}&theme=light`, size: [1024, 700] })
  shots.push({ name: `empty-${lang}`, query: `page=shell&lang=${lang}&theme=light&count=0` })
  shots.push({
    name: `seven-${lang}`,
    query: `page=shell&lang=${lang}&theme=dark&count=7&density=comfortable`,
  })
  shots.push({ name: `dialog-${lang}`, query: `page=parts&lang=${lang}&theme=light&dialog` })
  shots.push({
    name: `palette-${lang}`,
    query: `page=shell&lang=${lang}&theme=dark`,
    act: (page) => page.keyboard.press('Control+k'),
  })
  shots.push({
    name: `date-${lang}`,
    query: `page=shell&lang=${lang}&theme=light`,
    act: async (page) => {
      await page.locator('button[aria-haspopup="dialog"]').first().click()
    },
  })
  shots.push({
    name: `grid-${lang}`,
    query: `page=shell&lang=${lang}&theme=light`,
    act: async (page) => {
      await page.getByRole('grid').focus()
      await page.keyboard.press('End')
      await page.keyboard.press('Shift+ArrowUp')
      await page.keyboard.press('Shift+ArrowUp')
      await page.locator('[data-row="999995"]').click({ button: 'right' })
    },
  })
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
const standard: readonly [number, number] = [1440, 900]
for (const { name, query, size = standard, act } of shots.filter((shot) => shot.name.includes(filter))) {
  const context = await browser.newContext({ viewport: { width: size[0], height: size[1] } })
  const page = await context.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') console.log(`${name}: ${message.text()}`)
  })
  page.on('pageerror', (error) => console.log(`${name}: ${error.message}`))
  await page.goto(`${base}?${query}`)
  await page.waitForTimeout(350)
  await act?.(page)
  await page.waitForTimeout(300)
  if (process.env.AXE) {
    for (const finding of await violations(page)) console.log(`${name}: ${finding}`)
  }
  await page.screenshot({ path: join(folder, `${name}.png`) })
  await context.close()
}
await browser.close()
server.close()

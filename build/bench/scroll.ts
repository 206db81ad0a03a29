// Scrolling the list by its bar and its wheel at a pixel density: whether every row can be reached, and how long a row
// in sight stays without its contents.
import type { Page } from '@playwright/test'
import { type Line, quantile, rounded } from '#db/bench/measure.ts'
import { launch } from '../../tests/e2e/app.ts'
import type { WindowBench } from './window.ts'

const GOAL_MS = 100
/** Rows looked for by number, from all of the list. */
const SOUGHT = 60
const JUMPS = 40
const WHEELS = 60
const WHEEL_PX = 240

/** Follows in every frame which rows are in sight and since when one of them is blank. */
function watch(): void {
  const grid = document.querySelector('[role=grid]')
  const since = new Map<string, number>()
  const state = { blanks: [] as number[], seen: new Set<number>(), blank: 0 }
  Reflect.set(globalThis, 'scrolling', state)
  const look = (at: number): void => {
    const { top = 0, bottom = 0 } = grid?.getBoundingClientRect() ?? {}
    const header = grid?.querySelector('[role=columnheader]')?.getBoundingClientRect().bottom ?? top
    const inSight = new Set<string>()
    state.blank = 0
    for (const row of grid?.querySelectorAll<HTMLElement>('[data-row]') ?? []) {
      const box = row.getBoundingClientRect()
      if (box.bottom <= header || box.top >= bottom) continue
      const index = row.dataset.row ?? ''
      inSight.add(index)
      if (row.querySelector('[data-column="0"]')?.textContent) {
        state.seen.add(Number(index))
        const began = since.get(index)
        if (began !== undefined) state.blanks.push(at - began)
        since.delete(index)
      } else {
        state.blank++
        if (!since.has(index)) since.set(index, at)
      }
    }
    for (const [index, began] of since) {
      if (inSight.has(index)) continue
      state.blanks.push(at - began)
      since.delete(index)
    }
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

/** Brings a row into sight as a hand does: the bar to about where it must be, then the wheel. Answers whether it is there. */
async function reach(page: Page, index: number, count: number): Promise<boolean> {
  return page.evaluate(
    async ([wanted, of]) => {
      const grid = document.querySelector('[role=grid]')
      if (!grid) return false
      const frames = async (n: number): Promise<void> => {
        for (let at = 0; at < n; at++) await new Promise((resolve) => requestAnimationFrame(resolve))
      }
      grid.scrollTop = (wanted / of) * (grid.scrollHeight - grid.clientHeight)
      await frames(3)
      for (let turns = 0; turns < 400; turns++) {
        const header = grid.querySelector('[role=columnheader]')?.getBoundingClientRect().bottom ?? 0
        const { bottom } = grid.getBoundingClientRect()
        const row = grid.querySelector(`[data-row="${wanted}"]`)?.getBoundingClientRect()
        if (row && row.top >= header - 1 && row.bottom <= bottom + 1) return true
        const rows = [...grid.querySelectorAll<HTMLElement>('[data-row]')].map((each) =>
          Number(each.dataset.row),
        )
        const away = row ? row.top - (header + bottom) / 2 : (wanted - (rows[0] ?? 0)) * 32
        grid.scrollTop += Math.max(-600, Math.min(600, away))
        await frames(2)
      }
      return false
    },
    [index, count] as const,
  )
}

export async function scrollLine({ n, home }: WindowBench, density: 1 | 2): Promise<Line> {
  const folder = await home()
  const { page, close } = await launch({
    home: folder,
    size: { width: 1440, height: 900 },
    args: [`--force-device-scale-factor=${density}`],
  })
  await page.getByRole('row').nth(5).waitFor()
  await page.keyboard.press('Escape')
  const real = await page.evaluate(() => devicePixelRatio)
  const count = Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1
  await page.evaluate(watch)
  // Rows by number: both ends and some from everywhere.
  const sought = [
    0,
    1,
    count - 2,
    count - 1,
    ...Array.from({ length: SOUGHT }, (_, at) => Math.floor(((at * 0.618034) % 1) * count)),
  ]
  let reached = 0
  for (const index of sought) if (await reach(page, index, count)) reached++
  // A walk by the wheel at the start, in the middle and at the end passes over no row.
  let gaps = 0
  const box = await page.getByRole('grid').boundingBox()
  await page.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 300)
  for (const start of [0, 0.5, 0.9999]) {
    await page.evaluate((share) => {
      const grid = document.querySelector('[role=grid]')
      if (grid) grid.scrollTop = share * (grid.scrollHeight - grid.clientHeight)
    }, start)
    await page.waitForTimeout(600)
    await page.evaluate(() => Reflect.get(globalThis, 'scrolling').seen.clear())
    for (let turn = 0; turn < WHEELS; turn++) {
      await page.mouse.wheel(0, start > 0.9 ? -WHEEL_PX : WHEEL_PX)
      await page.waitForTimeout(20)
    }
    await page.waitForTimeout(400)
    gaps += await page.evaluate(() => {
      const seen: Set<number> = Reflect.get(globalThis, 'scrolling').seen
      const [first, last] = [Math.min(...seen), Math.max(...seen)]
      return last - first + 1 - seen.size
    })
  }
  // Jumps by the bar, each followed by a look: how long rows in sight stay blank.
  await page.evaluate(() => {
    Reflect.get(globalThis, 'scrolling').blanks = []
  })
  for (let jump = 0; jump < JUMPS; jump++) {
    await page.evaluate(
      (share) => {
        const grid = document.querySelector('[role=grid]')
        if (grid) grid.scrollTop = share * (grid.scrollHeight - grid.clientHeight)
      },
      (jump * 0.754877) % 1,
    )
    await page.waitForTimeout(250)
  }
  const state: { blanks: number[]; blank: number } = await page.evaluate(() =>
    Reflect.get(globalThis, 'scrolling'),
  )
  await close()
  const blanks = [...state.blanks].sort((a, b) => a - b)
  const longest = blanks.at(-1) ?? 0
  return {
    name: `window.scroll.${density}x`,
    n,
    value: rounded(longest),
    unit: 'ms',
    p50: rounded(quantile(blanks, 0.5)),
    p95: rounded(quantile(blanks, 0.95)),
    p99: rounded(quantile(blanks, 0.99)),
    baseline: GOAL_MS,
    ratio: rounded(longest / GOAL_MS),
    note: `goal: every row reachable, none blank for more than ${GOAL_MS} ms; limit: ${GOAL_MS} ms; longest time a row in sight was blank in ${JUMPS} jumps by the bar; ${reached} of ${sought.length} rows reached by number; ${gaps} rows passed over in ${3 * WHEELS} turns of the wheel; ${state.blank} blank at the end; pixel density ${real}`,
  }
}

// From the start of the program to the first painted list, beside the same program with a blank page that only asks the
// db host for its first answer.
import { copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { type Line, median, quantile, rounded } from '#db/bench/measure.ts'
import { begin, FIRST_TRY_MS } from '../../tests/e2e/app.ts'
import { inRoot } from '../steps/paths.mjs'
import type { WindowBench } from './window.ts'

const GOAL = 1.3
const PAGE = `<!doctype html><meta charset="utf-8"><title>Blank</title><body><script src="blank.js"></script></body>`
const SCRIPT = `window.addEventListener('message', ({ data, ports: [port] }) => {
  if (!port || data.samphan !== 'port') return
  port.onmessage = ({ data: { id, ok } }) => {
    if (id === 1 && ok) document.body.append(Object.assign(document.createElement('p'), { id: 'painted', textContent: 'There' }))
  }
  port.postMessage({ t: 'call', id: 1, name: 'app.info', input: {} })
})
window.native.connect()
`

/** The built program with another page; below the clone, where the driver is found. */
function blankProgram(): string {
  const folder = inRoot('.cache', 'blank')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'dist', 'renderer'), { recursive: true })
  for (const file of ['main.cjs', 'preload.cjs', 'host.cjs', 'worker.cjs', 'prepare.cjs'])
    copyFileSync(inRoot('dist', file), join(folder, 'dist', file))
  cpSync(inRoot('dist', 'renderer', 'print.html'), join(folder, 'dist', 'renderer', 'print.html'))
  writeFileSync(join(folder, 'package.json'), '{"name":"samphan","version":"0.0.0","main":"dist/main.cjs"}')
  writeFileSync(join(folder, 'dist', 'renderer', 'index.html'), PAGE)
  writeFileSync(join(folder, 'dist', 'renderer', 'blank.js'), SCRIPT)
  return folder
}

/** When the page had painted what `wanted` selects, on the clock of the machine; whether it was looked at in time. */
const painted = (page: Page, wanted: string): Promise<{ readonly at: number; readonly late: boolean }> =>
  page.evaluate(
    (selector) =>
      new Promise((resolve) => {
        let looks = 0
        const look = (): void => {
          const found = document.querySelector(selector)
          looks++
          if (!found?.textContent) {
            requestAnimationFrame(look)
            return
          }
          const late = looks === 1
          // The frame with it is on its way: what comes after that frame comes after the paint.
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => resolve({ at: Date.now(), late })
            port2.postMessage(null)
          })
        }
        look()
      }),
    wanted,
  )

async function whenPainted(app: ElectronApplication, wanted: string): Promise<{ at: number; late: boolean }> {
  const page = await app.firstWindow()
  for (;;) {
    try {
      return await painted(page, wanted)
    } catch (error) {
      // The window was still on its way to its page.
      if (!(error instanceof Error) || !/context was destroyed|navigation/i.test(error.message)) throw error
    }
  }
}

async function once(home: string, program: string | undefined, wanted: string): Promise<number> {
  for (let tries = 0; tries < 5; tries++) {
    const started = Date.now()
    const app = await begin(home, program === undefined ? {} : { program })
    const { at, late } = await whenPainted(app, wanted)
    await app.close()
    // One whose debugger never answered was begun twice, and says nothing.
    if (!late && at - started < FIRST_TRY_MS) return at - started
  }
  throw new Error('no start could be watched from the beginning to the paint')
}

export async function launchLine({ n, runs, home }: WindowBench): Promise<Line> {
  const folder = await home()
  const blank = blankProgram()
  const list = '[role=grid] [data-row="0"] [data-column="0"]'
  // Both once before, for the caches of the system and of Chromium.
  await once(folder, undefined, list)
  await once(folder, blank, '#painted')
  const ours: number[] = []
  const limits: number[] = []
  for (let run = 0; run < runs; run++) {
    ours.push(await once(folder, undefined, list))
    limits.push(await once(folder, blank, '#painted'))
  }
  const sorted = [...ours].sort((a, b) => a - b)
  const value = median(ours)
  const baseline = median(limits)
  return {
    name: 'window.launch',
    n,
    value: rounded(value),
    unit: 'ms',
    p50: rounded(value),
    p95: rounded(quantile(sorted, 0.95)),
    p99: rounded(quantile(sorted, 0.99)),
    baseline: rounded(baseline),
    ratio: rounded(value / baseline),
    note: `goal ≤ ${GOAL}; limit: the same program and database with a blank page that asks the host one thing; from before the start of the process to after the paint, warm, ${runs} runs in turns`,
  }
}

// From a key to the painted result, idle and while the window's own host imports: the palette is typed into as a person
// types, and each answer is waited for until it has been painted.
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import Database from 'better-sqlite3'
import { type Line, quantile, rounded } from '#db/bench/measure.ts'
import { callHost, launch, type Samphan } from '../../tests/e2e/app.ts'
import type { WindowBench } from './window.ts'

const GOAL = 2
const LONGEST_FRAME = 100
const QUERIES = 40
const LETTERS = 4
const PAUSE_MS = 220

interface Typed {
  /** Milliseconds from each key to its painted result. */
  readonly keys: readonly number[]
  readonly longestFrame: number
}

/** Watches from inside the page: which key asked which search, when its answer came, when that was painted. */
function watch(): void {
  const state = { samples: [] as number[], longestFrame: 0, key: 0, frame: performance.now() }
  Reflect.set(globalThis, 'typing', state)
  addEventListener(
    'keydown',
    (event) => {
      state.key = event.timeStamp
    },
    true,
  )
  // What no key of this keyboard writes is put in as text.
  addEventListener(
    'beforeinput',
    (event) => {
      if (event.timeStamp - state.key > 30) state.key = event.timeStamp
    },
    true,
  )
  const everyFrame = (at: number): void => {
    state.longestFrame = Math.max(state.longestFrame, at - state.frame)
    state.frame = at
    requestAnimationFrame(everyFrame)
  }
  requestAnimationFrame(everyFrame)

  const shows = (title: string | undefined): boolean =>
    title === undefined ||
    [...document.querySelectorAll('[role=dialog] [role=option]')].some((option) =>
      option.textContent?.includes(title),
    )
  const whenPainted = (title: string | undefined, done: () => void, looks = 0): void => {
    requestAnimationFrame(() => {
      if (!shows(title) && looks < 300) return whenPainted(title, done, looks + 1)
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = done
      port2.postMessage(null)
    })
  }
  const { postMessage } = MessagePort.prototype
  MessagePort.prototype.postMessage = function follow(
    this: MessagePort,
    message: unknown,
    ...rest: []
  ): void {
    const { t, name, id } = Object(message)
    if (t === 'call' && name === 'search.run') {
      const typedAt = state.key
      const hear = ({ data }: MessageEvent): void => {
        if (data.t !== 'reply' || data.id !== id) return
        this.removeEventListener('message', hear)
        if (data.ok)
          whenPainted(data.value.hits[0]?.title, () => state.samples.push(performance.now() - typedAt))
      }
      this.addEventListener('message', hear)
    }
    postMessage.call(this, message, ...rest)
  }
}

/** Beginnings of names as they stand in the database, evenly from all of it. */
function queriesOf(file: string): string[] {
  const db = new Database(file, { readonly: true })
  try {
    const { most } = db.prepare('SELECT max(rowId) AS most FROM contact').get() as { most: number }
    const name = db.prepare('SELECT displayName AS name FROM contact WHERE rowId >= ? LIMIT 1')
    return Array.from({ length: QUERIES }, (_, index) => {
      const row = name.get(Math.floor(((index + 0.5) / QUERIES) * most)) as
        | { name: string | null }
        | undefined
      return [...(row?.name ?? 'Anna').replace(/\s+/g, '')].slice(0, LETTERS).join('')
    })
  } finally {
    db.close()
  }
}

const samplesOf = (page: Page): Promise<{ samples: number[]; longestFrame: number }> =>
  page.evaluate(() => Reflect.get(globalThis, 'typing'))

async function type({ page }: Samphan, queries: readonly string[]): Promise<Typed> {
  await page.evaluate(() => {
    const state = Reflect.get(globalThis, 'typing')
    state.samples = []
    state.longestFrame = 0
    state.frame = performance.now()
  })
  let expected = 0
  for (const query of queries) {
    await page.keyboard.press('Control+k')
    for (const letter of query) {
      await page.keyboard.type(letter)
      expected++
      await page.waitForTimeout(PAUSE_MS)
      for (let waits = 0; waits < 40 && (await samplesOf(page)).samples.length < expected; waits++)
        await page.waitForTimeout(50)
      expected = (await samplesOf(page)).samples.length
    }
    await page.keyboard.press('Escape')
  }
  const { samples, longestFrame } = await samplesOf(page)
  return { keys: samples, longestFrame }
}

/** Starts an import in the host of the window, of a file that a person chose; the promise ends with it. */
async function startImport(
  { app, page }: Samphan,
  file: string,
): Promise<{ readonly done: Promise<unknown> }> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
  }, file)
  await page.evaluate(() => Reflect.get(globalThis, 'native').openFiles({}))
  return { done: callHost(app, 'transfer.import', { files: [file] }) }
}

const rowsIn = (file: string): number => {
  const db = new Database(file, { readonly: true })
  try {
    return (db.prepare('SELECT count(*) AS n FROM contact').get() as { n: number }).n
  } finally {
    db.close()
  }
}

export async function typingLines(on: WindowBench): Promise<readonly Line[]> {
  const home = await on.home()
  const file = join(home, 'Samphan.samphan')
  const source = join(home, 'people.csv')
  copyFileSync(await on.bench.csv(), source)
  const queries = queriesOf(file)
  const samphan = await launch({ home, size: { width: 1440, height: 900 } })
  await samphan.page.getByRole('row').nth(5).waitFor()
  await samphan.page.evaluate(watch)
  await type(samphan, queries.slice(0, 4))
  const idle = await type(samphan, queries)
  const before = rowsIn(file)
  const { done } = await startImport(samphan, source)
  await samphan.page.waitForTimeout(2_000)
  const begun = Date.now()
  const rowsBegun = rowsIn(file)
  const busy = await type(samphan, queries)
  const rate = (rowsIn(file) - rowsBegun) / ((Date.now() - begun) / 1000)
  const stillRuns = await Promise.race([
    done.then(() => false),
    samphan.page.waitForTimeout(100).then(() => true),
  ])
  // The program ends while it imports; what became of that is not measured here.
  const running = done.catch(() => undefined)
  await samphan.app.close()
  await running
  const sorted = (keys: readonly number[]): number[] => [...keys].sort((a, b) => a - b)
  const [ours, limit] = [sorted(busy.keys), sorted(idle.keys)]
  const value = quantile(ours, 0.95)
  const baseline = quantile(limit, 0.95)
  const note = [
    `goal ≤ ${GOAL} at p95, no frame > ${LONGEST_FRAME} ms; limit: the same when idle`,
    `p50 idle ${rounded(quantile(limit, 0.5))} ms`,
    `longest frame ${rounded(busy.longestFrame)} ms (idle ${rounded(idle.longestFrame)})`,
    `import meanwhile ${Math.round(rate)} contacts/s${stillRuns ? '' : ', which ended before the typing did'}`,
    `${ours.length} and ${limit.length} keys, value and limit are p95`,
    `${before} contacts at the start`,
  ].join('; ')
  return [
    {
      name: 'window.typing',
      n: on.n,
      value: rounded(value),
      unit: 'ms',
      p50: rounded(quantile(ours, 0.5)),
      p95: rounded(value),
      p99: rounded(quantile(ours, 0.99)),
      baseline: rounded(baseline),
      ratio: rounded(value / baseline),
      note,
    },
  ]
}

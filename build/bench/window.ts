// `npm run bench -- --only window`: what only the real window can tell, in lines like those of `samphan bench`: from the
// start to the first painted list, from a key to the painted result while an import runs, and scrolling. Every figure
// includes Playwright, which drives both sides of a ratio alike.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { Bench } from '#db/bench/bench.ts'
import type { Line } from '#db/bench/measure.ts'
import { machineLine } from '#db/bench/run.ts'
import { searchFile } from '#db/core/search/search.ts'
import { launchLine } from './launch.ts'
import { scrollLine } from './scroll.ts'
import { typingLines } from './typing.ts'

/** What a row is measured on. */
export interface WindowBench {
  readonly n: number
  readonly runs: number
  readonly bench: Bench
  /** A data folder with a database of that many contacts, not used by anybody else. */
  home(): Promise<string>
}

const rows: Readonly<Record<string, (on: WindowBench) => Promise<readonly Line[]>>> = {
  'window.launch': async (on) => [await launchLine(on)],
  'window.typing': typingLines,
  'window.scroll': async (on) => [await scrollLine(on, 1), await scrollLine(on, 2)],
}

const { values } = parseArgs({
  options: {
    contacts: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '5' },
    only: { type: 'string', default: 'window' },
  },
})
const asked = values.only.split(',')
const n = Number(values.contacts)
const say = (text: string): void => void process.stderr.write(`${text}\n`)
const print = (line: Line): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

const bench = new Bench({ contacts: n, signal: new AbortController().signal, say })
const homes: string[] = []
const on: WindowBench = {
  n,
  runs: Number(values.runs),
  bench,
  async home() {
    const home = mkdtempSync(join(tmpdir(), 'samphan-bench-window-'))
    homes.push(home)
    const from = await bench.database()
    const to = join(home, 'Samphan.samphan')
    copyFileSync(from, to)
    mkdirSync(dirname(searchFile(to)), { recursive: true })
    copyFileSync(searchFile(from), searchFile(to))
    return home
  },
}
try {
  print(machineLine(n))
  for (const [name, measure] of Object.entries(rows)) {
    if (!asked.some((one) => name === one || name.startsWith(`${one}.`))) continue
    say(`${name} at ${n}`)
    for (const line of await measure(on)) print(line)
  }
} finally {
  bench.close()
  for (const home of homes) {
    say(`removing ${basename(home)}`)
    rmSync(home, { recursive: true, force: true })
  }
}

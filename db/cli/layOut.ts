/**
 * PDFs without a window of ours being open: starts the program only to lay one document out (electron/renderOnce.ts). Packaged,
 * that is the program beside this file; in a clone it is whatever `npm start` would start. Must never open the database.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { AppError, errorRecordSchema, failure } from '../shared/errors.ts'
import type { PrintDocument } from '../shared/printing.ts'
import { writeWhole } from '../transfer/wholeFile.ts'

const outcomeSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), pages: z.number() }),
  z.object({ ok: z.literal(false), error: errorRecordSchema }),
])

interface Starter {
  readonly command: string
  readonly args: readonly string[]
}

const here = dirname(fileURLToPath(import.meta.url))

/** The packaged program is three folders above `resources/app.asar.unpacked/dist`. */
function packaged(): string | undefined {
  const folder = resolve(here, '..', '..', '..')
  const names = process.platform === 'darwin' ? ['MacOS/Samphan'] : ['samphan', 'Samphan.exe']
  return here.includes('app.asar.unpacked')
    ? names.map((name) => join(folder, name)).find((file) => existsSync(file))
    : undefined
}

/** The script behind `npm start`, from the bundle in dist/ or from the sources in db/cli/. */
const clone = (): string | undefined =>
  [join(here, '..', 'build', 'run.mjs'), join(here, '..', '..', 'build', 'run.mjs')].find((file) =>
    existsSync(file),
  )

const hasDisplay = (): boolean =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

function starter(job: string): Starter {
  const program = packaged()
  if (program) {
    if (!hasDisplay()) throw failure('Unavailable', 'noDisplay')
    const asRoot = process.platform === 'linux' && process.getuid?.() === 0
    return { command: program, args: [...(asRoot ? ['--no-sandbox'] : []), `--render-document=${job}`] }
  }
  const script = clone()
  if (!script) throw failure('Unavailable', 'noDisplay')
  return { command: process.execPath, args: [script, 'render', job] }
}

function finished({ command, args }: Starter, signal: AbortSignal): Promise<void> {
  const { ELECTRON_RUN_AS_NODE: _dropped, ...env } = process.env
  return new Promise((done, gone) => {
    const child = spawn(command, [...args], { env, stdio: ['ignore', 'ignore', 'ignore'], signal })
    child.once('error', gone)
    child.once('exit', () => done())
  })
}

/** Writes the document to `out` as PDF; answers how many pages. @throws AppError Unavailable `noDisplay`, `layout`, and what the disk says */
export async function layOut(
  document: PrintDocument,
  out: string,
  signal: AbortSignal,
): Promise<{ pages: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'samphan-print-'))
  const job = join(folder, 'job')
  try {
    writeFileSync(job, JSON.stringify(document))
    await finished(starter(job), signal)
    if (!existsSync(`${job}.done`)) throw failure('Unavailable', 'noDisplay')
    const outcome = outcomeSchema.parse(JSON.parse(readFileSync(`${job}.done`, 'utf8')))
    if (!outcome.ok) throw new AppError({ ...outcome.error } as AppError['record'])
    writeWhole(out, readFileSync(`${job}.pdf`))
    return { pages: outcome.pages }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

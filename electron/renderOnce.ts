// Samphan started only to lay one document out, as the command line does: no window, no menu, no database, no lock.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import { documentSchema } from '../db/shared/printing.ts'
import { renderPdf } from './pdf.ts'

/** Followed by the file that says what to do; beside it the PDF and the outcome are put. */
export const RENDER_ARGUMENT = '--render-document='

export const renderJobOf = (argv: readonly string[]): string | undefined =>
  argv.find((each) => each.startsWith(RENDER_ARGUMENT))?.slice(RENDER_ARGUMENT.length)

/** Reads `<job>`, writes `<job>.pdf` and, last of all, `<job>.done`. */
export function renderOnce(job: string): void {
  // Its own folder: an open window keeps its profile.
  const profile = mkdtempSync(join(tmpdir(), 'samphan-render-'))
  app.setPath('userData', profile)
  const end = (outcome: unknown, status: number): void => {
    writeFileSync(`${job}.done`, JSON.stringify(outcome))
    rmSync(profile, { recursive: true, force: true })
    app.exit(status)
  }
  const failure = (error: unknown): void =>
    end(
      { ok: false, error: { code: 'Unavailable', reason: 'layout', params: { message: String(error) } } },
      1,
    )
  app
    .whenReady()
    .then(async () => {
      const laid = await renderPdf(documentSchema.parse(JSON.parse(readFileSync(job, 'utf8'))))
      if (!laid.ok) return end(laid, 1)
      writeFileSync(`${job}.pdf`, laid.value.pdf)
      end({ ok: true, pages: laid.value.pages }, 0)
    }, failure)
    .catch(failure)
}

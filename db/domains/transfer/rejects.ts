/**
 * The rejects file: the records that could not be imported, in the columns they came in plus why, ready to be mended and
 * imported again. Grows with the import and is cut back to the last committed chunk when a run ends or goes on after a crash.
 */
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { companionFolder } from '../../core/migrate.ts'
import { formatCsvRow } from '../../transfer/csvWriter.ts'
import { reasonColumn } from '../../transfer/sources.ts'
import { WholeFile } from '../../transfer/wholeFile.ts'
import type { Refused } from './draft.ts'

/** A free name beside the source, or in the database's own folder where nothing may be written there (a CD, a share). */
export function rejectsBeside(source: string, database: string): string {
  const folder = isWritable(dirname(source)) ? dirname(source) : join(companionFolder(database), 'rejects')
  mkdirSync(folder, { recursive: true })
  const stem = join(folder, basename(source).replace(/(\.rejects(-\d+)?)?\.[^.]*$/, ''))
  let path = `${stem}.rejects.csv`
  for (let n = 2; existsSync(path); n++) path = `${stem}.rejects-${n}.csv`
  return path
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false // accessSync tells by throwing
  }
}

/** Columns of all files together, each once. */
export function rejectColumns(headers: readonly (readonly string[])[]): string[] {
  const columns: string[] = []
  for (const header of headers) {
    const left = [...columns]
    for (const name of header) {
      if (name === reasonColumn) continue
      const at = left.indexOf(name)
      if (at < 0) columns.push(name)
      else left.splice(at, 1)
    }
  }
  return columns
}

export class Rejects {
  readonly path: string
  readonly #columns: readonly string[]
  #file: WholeFile | undefined
  count = 0

  /** `resume`: how many were committed, and in how many bytes. */
  constructor(
    path: string,
    columns: readonly string[],
    resume?: { readonly count: number; readonly bytes: number },
  ) {
    this.path = path
    this.#columns = columns
    if (resume && resume.count > 0) {
      this.#file = new WholeFile(path, resume.bytes)
      this.count = resume.count
    }
  }

  add(refused: Refused, header: readonly string[]): void {
    if (!this.#file) {
      this.#file = new WholeFile(this.path)
      this.#file.write(`\ufeff${formatCsvRow([...this.#columns, reasonColumn], ',', false)}`)
    }
    this.count++
    this.#file.write(formatCsvRow(this.#row(refused, header), ',', false))
  }

  /** Cells under the columns of their own file; what is wider than the header stands after the reason. */
  #row({ cells, raw, reason }: Refused, header: readonly string[]): string[] {
    const row = new Array<string>(this.#columns.length).fill('')
    const surplus: string[] = []
    if (!cells) row[0] = raw
    else {
      const taken = new Set<number>()
      for (const [index, cell] of cells.entries()) {
        const name = header[index]
        if (name === reasonColumn) continue
        const at = this.#columns.findIndex((column, place) => column === name && !taken.has(place))
        if (at < 0) surplus.push(cell)
        else {
          taken.add(at)
          row[at] = cell
        }
      }
    }
    return [...row, reason, ...surplus]
  }

  /** Where the file stands, on disk. */
  mark(): { count: number; bytes: number } {
    return { count: this.count, bytes: this.#file?.sync() ?? 0 }
  }

  /** The complete file, or nothing when there were none. */
  finish(): string | null {
    if (!this.#file) return null
    this.#file.finish()
    return this.path
  }

  /** What was committed, for a run that ended early. */
  cutTo({ count, bytes }: { readonly count: number; readonly bytes: number }): void {
    if (!this.#file) return
    this.count = count
    if (count > 0) this.#file.cutTo(bytes)
    else {
      this.#file.abandon()
      this.#file = undefined
    }
  }
}

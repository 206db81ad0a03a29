/**
 * The company a name means: one of that name whatever its legal form and spelling of letters, or a new one made in the same
 * operation. Remembers a bounded number of names.
 */
import type { Connection } from '../../core/connection.ts'
import { identify, rowsSortedAs } from '../../core/identify.ts'
import type { Write } from '../../core/write.ts'
import { company } from '../../shared/companies.ts'
import { textToId } from '../../shared/id.ts'
import { stripCompanyForm } from '../../shared/text/companyForms.ts'
import { fold } from '../../shared/text/fold.ts'

const MAX_KNOWN = 50_000
const MAX_NAME = 4_000

const identityOf = (name: string): string => fold(stripCompanyForm(name)).trim() || fold(name).trim()

export class Companies {
  readonly #conn: Connection
  readonly #known = new Map<string, number>()
  /** How many this import has made. */
  created = 0

  constructor(conn: Connection) {
    this.#conn = conn
  }

  /** Somebody else wrote meanwhile: what is remembered may be wrong. */
  forget(): void {
    this.#known.clear()
  }

  /** The local row of a visible company of that name. */
  find(name: string): number | undefined {
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const identity = identityOf(name)
    const candidates = rowsSortedAs<{ rowId: number; name: string | null }>(
      this.#conn,
      company,
      stripCompanyForm(name),
      'name',
    )
    const found =
      candidates.find((row) => row.name === name) ??
      candidates.find((row) => identityOf(row.name ?? '') === identity)
    if (found) this.#remember(name, found.rowId)
    return found?.rowId
  }

  /** The same, made when there is none; `id` is the identity it has in our own files. Undefined for what is no name. */
  findOrCreate(write: Write, written: string | undefined, id?: string): number | undefined {
    const identity = id === undefined ? undefined : identify(this.#conn, company, id)
    if (typeof identity === 'object') return identity.rowId
    // A name in a cell is one line, however it was typed.
    const name = written?.replace(/\s*[\r\n]+\s*/g, ' ')
    if (name === undefined || name.trim() === '' || name.length > MAX_NAME) return undefined
    // A name with an identity of its own is not just any company of that name.
    const found = identity === 'free' ? undefined : this.find(name)
    if (found !== undefined) return found
    const rowId = write.insert(
      company,
      { name: name.replaceAll('\0', '').toWellFormed() },
      identity === 'free' ? textToId(id ?? '') : undefined,
    )
    this.created++
    if (identity !== 'free') this.#remember(name, rowId)
    return rowId
  }

  #remember(name: string, rowId: number): void {
    if (this.#known.size >= MAX_KNOWN) this.#known.clear()
    this.#known.set(detached(name), rowId)
  }
}

/** A cell is a window on the piece of the file it was cut from, and kept as a key would keep all of that in memory. */
const detached = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le')

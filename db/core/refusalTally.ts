/** How many must not be reached, for which reasons, and who the first of them are. */
import { type RefusalCode, type Refused, refusals } from '../shared/campaigns.ts'
import type { Consenting } from '../shared/consent.ts'
import { idToText } from '../shared/id.ts'
import { recordName } from './campaigns.ts'
import type { Connection } from './connection.ts'

const FIRST = 10

export class RefusalTally {
  readonly #conn: Connection
  readonly #counts = new Map<RefusalCode, { count: number; first: { id: string; name: string }[] }>()

  constructor(conn: Connection) {
    this.#conn = conn
  }

  add(code: RefusalCode, entity: Consenting, rowId: number): void {
    const known = this.#counts.get(code) ?? { count: 0, first: [] }
    this.#counts.set(code, known)
    known.count++
    if (known.first.length >= FIRST) return
    const row = recordName(this.#conn, entity, rowId)
    if (row) known.first.push({ id: idToText(row.id), name: row.displayName ?? '' })
  }

  list(): Refused {
    return refusals.flatMap((code) => {
      const found = this.#counts.get(code)
      return found ? [{ code, ...found }] : []
    })
  }
}

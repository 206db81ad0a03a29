/** Coming into a static list: the same list and record on two devices are the same membership; who left and comes back is the same row. */

import { failure } from '../shared/errors.ts'
import { idToText } from '../shared/id.ts'
import { listMember, memberOf } from '../shared/lists.ts'
import { type Connection, getRow } from './connection.ts'
import { holdsOf, isSegment, listRow, type StoredList } from './listMembers.ts'
import { namedId } from './namedId.ts'
import { visibleName } from './visible.ts'
import type { Write } from './write.ts'

/** @throws AppError NotFound, Conflict `listIsSegment` */
export function staticList(conn: Connection, id: string): StoredList {
  const row = listRow(conn, id)
  if (isSegment(row)) throw failure('Conflict', 'listIsSegment', { name: row.name ?? '' })
  return row
}

export class Members {
  readonly #list: StoredList
  readonly #column: string
  readonly #identity: (rowId: number) => Uint8Array | undefined
  readonly #conn: Connection

  constructor(conn: Connection, row: StoredList) {
    this.#conn = conn
    this.#list = row
    const holds = holdsOf(row)
    this.#column = memberOf[holds]
    const select = conn.prepare(`SELECT id FROM ${visibleName(holds)} WHERE rowId = ?`)
    this.#identity = (rowId) => (select.get(rowId) as { id: Uint8Array } | undefined)?.id
  }

  /** False when it was in already; undefined when it may not be seen any more. */
  add(write: Write, rowId: number): boolean | undefined {
    const member = this.#member(rowId)
    return member && this.#put(write, member, { [this.#column]: rowId })
  }

  addAddress(write: Write, norm: string): boolean {
    return this.#put(write, this.#addressMember(norm), { address: norm })
  }

  /** Whether a record is in it now; undefined when it may not be seen. */
  has(rowId: number): boolean | undefined {
    const member = this.#member(rowId)
    return member && this.#known(member)?.in === 1
  }

  hasAddress(norm: string): boolean {
    return this.#known(this.#addressMember(norm))?.in === 1
  }

  #member(rowId: number): Uint8Array | undefined {
    const id = this.#identity(rowId)
    return id && namedId('listMember', idToText(this.#list.id), idToText(id))
  }

  #addressMember(norm: string): Uint8Array {
    return namedId('listMember', idToText(this.#list.id), norm)
  }

  #known(id: Uint8Array): { rowId: number; in: number } | undefined {
    return getRow(
      this.#conn,
      'SELECT rowId, (leftAt IS NULL AND trashedAt IS NULL AND deletedAt IS NULL) AS "in" FROM main.listMember WHERE id = ?',
      id,
    )
  }

  #put(write: Write, id: Uint8Array, who: Readonly<Record<string, number | string>>): boolean {
    const known = this.#known(id)
    if (known?.in) return false
    const stay = { ...who, listId: this.#list.rowId, since: write.at, leftAt: null }
    if (known) write.set(listMember, known.rowId, { ...stay, trashedAt: null, deletedAt: null })
    else write.insert(listMember, stay, id)
    return true
  }
}

/**
 * Whom a row names: by identity, else by an address or number, else by the whole name. A name alone must be that of one
 * record; an address that nobody has is nobody's, whatever name stands beside it. Only what the acting user may see is found.
 */
import type { Connection } from '../../core/connection.ts'
import { readAddress } from '../../core/consent.ts'
import { pointKinds } from '../../core/derive.ts'
import { identify, rowsSortedAs, rowsWithPoint } from '../../core/identify.ts'
import { visibleName } from '../../core/visible.ts'
import type { Consenting } from '../../shared/consent.ts'
import { entityNamed } from '../../shared/registry.ts'
import { fold } from '../../shared/text/fold.ts'
import type { Who } from './draft.ts'

export interface Person {
  readonly entity: Consenting
  readonly rowId: number
}

export class People {
  readonly #conn: Connection

  constructor(conn: Connection) {
    this.#conn = conn
  }

  /** All that a row may mean, of the first kind of which there is any. */
  find(who: Who, entities: readonly Consenting[]): readonly Person[] {
    for (const entity of entities) {
      const rows = this.#rows(who, entity)
      if (rows.length > 0) return rows.map((rowId) => ({ entity, rowId }))
    }
    return []
  }

  /** The first address of a row that can be one, as addresses are compared. */
  address({ emails, phones }: Who): string | undefined {
    for (const typed of [...emails, ...phones]) {
      const norm = readAddress(this.#conn, typed)
      if (norm !== undefined) return norm
    }
    return undefined
  }

  #rows({ id, emails, phones, name }: Who, entity: Consenting): readonly number[] {
    if (id !== undefined) {
      const found = isUuid.test(id) ? identify(this.#conn, entityNamed(entity), id.toLowerCase()) : 'free'
      return typeof found === 'object' ? [found.rowId] : []
    }
    if (emails.length + phones.length === 0) return name === undefined ? [] : this.#named(name, entity)
    for (const typed of [...emails, ...phones]) {
      const norm = readAddress(this.#conn, typed)
      if (norm === undefined) continue
      const kind = norm.includes('@') ? pointKinds.email : pointKinds.phone
      const found = rowsWithPoint(this.#conn, entityNamed(entity), kind, norm)
      if (found.length > 0) return name === undefined ? found : this.#narrowed(found, name, entity)
    }
    return []
  }

  /** Of several who share an address, those of that name, if there are any. */
  #narrowed(rows: readonly number[], name: string, entity: Consenting): readonly number[] {
    if (rows.length === 1) return rows
    const select = this.#conn.prepare(`SELECT displayName FROM ${visibleName(entity)} WHERE rowId = ?`)
    const same = rows.filter((rowId) => {
      const row = select.get(rowId) as { displayName: string | null } | undefined
      return fold(row?.displayName ?? '').trim() === fold(name).trim()
    })
    return same.length > 0 ? same : rows
  }

  /** People sort by another order than they are called in, so the words of a name are tried from each of them on. */
  #named(name: string, entity: Consenting): readonly number[] {
    const words = name.split(/\s+/).filter(Boolean)
    const wanted = fold(name).trim()
    const found = new Set<number>()
    for (const at of words.keys())
      for (const row of rowsSortedAs<{ rowId: number; displayName: string | null }>(
        this.#conn,
        entityNamed(entity),
        [...words.slice(at), ...words.slice(0, at)].join(' '),
        'displayName',
      ))
        if (fold(row.displayName ?? '').trim() === wanted) found.add(row.rowId)
    return [...found]
  }
}

const isUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

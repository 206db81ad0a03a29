/** What the search tests share: a database in a temporary folder, people acting on it, and a fresh reader beside it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Actor, type Connection, getRow } from '#db/core/connection.ts'
import { createDatabase, localActor, openExisting } from '#db/core/database.ts'
import { Search } from '#db/core/search/search.ts'
import { findOperation, undoOperation } from '#db/core/undo.ts'
import { originate, type Write } from '#db/core/write.ts'
import { idToText, textToId } from '#db/shared/id.ts'
import { entityNamed } from '#db/shared/registry.ts'

export class Bench {
  readonly folder = mkdtempSync(join(tmpdir(), 'samphan-search-'))
  readonly file = join(this.folder, 'test.samphan')
  readonly writer: Connection
  readonly me: Actor
  readonly #readers: { conn: Connection; search: Search }[] = []
  search: Search

  constructor() {
    this.writer = createDatabase(this.file)
    this.me = localActor(this.writer)
    this.search = this.reader()
  }

  /** Another process as far as SQLite can tell: its own connections. */
  reader(): Search {
    const conn = openExisting(this.file, 'read')
    const search = new Search(conn)
    this.#readers.push({ conn, search })
    return search
  }

  write<T>(fn: (write: Write) => T, actor = this.me): { result: T; operation: string } {
    const outcome = originate(
      this.writer,
      { kind: 'test', source: 'user', actor, deviceId: 1, onStack: true },
      fn,
    )
    return { result: outcome.result, operation: outcome.operation ?? '' }
  }

  create(entity: string, data: Record<string, unknown>, actor = this.me): string {
    return this.write((write) => {
      const { name } = entityNamed(entity)
      const rowId = write.create(entityNamed(entity), data)
      const row = getRow<{ id: Uint8Array }>(this.writer, `SELECT id FROM ${name} WHERE rowId = ?`, rowId)
      return row ? idToText(row.id) : ''
    }, actor).result
  }

  rowId(entity: string, id: string): number {
    return (
      getRow<{ rowId: number }>(this.writer, `SELECT rowId FROM ${entity} WHERE id = ?`, textToId(id))
        ?.rowId ?? 0
    )
  }

  /** Writes encoded columns, as verbs such as trash and merge do. Returns the operation. */
  set(entity: string, id: string, columns: Record<string, string | number | null>): string {
    return this.write((write) => write.set(entityNamed(entity), this.rowId(entity, id), columns)).operation
  }

  undo(operation: string): void {
    undoOperation(this.writer, findOperation(this.writer, operation), { actor: this.me, deviceId: 1 })
  }

  user(name: string): Actor {
    const id = this.create('user', { name, role: 'standard', active: true })
    return { rowId: this.rowId('user', id), id, name, role: 'standard' }
  }

  find(text: string, options: { actor?: Actor; entity?: string; limit?: number; count?: boolean } = {}) {
    while (this.search.catchUp({ budgetMs: 1_000 }));
    return this.search.search(text, { actor: this.me, limit: 50, ...options })
  }

  /** Identities found, best first. */
  ids(text: string, options: { actor?: Actor; entity?: string; limit?: number } = {}): string[] {
    return this.find(text, options).hits.map((hit) => hit.id)
  }

  close(): void {
    for (const { conn, search } of this.#readers) {
      search.close()
      conn.close()
    }
    this.writer.close()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

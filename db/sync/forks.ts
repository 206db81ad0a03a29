/**
 * Two programs that wrote under one name: what a machine does that was copied with its memory while it ran. A stream begins anew
 * when that can be told (core/stream.ts); where it could not, others notice that two files tell one transaction differently.
 * Each keeps what it took first; people hear of it, and repairing writes again what is held here of that stream.
 */
import { allRows, type Connection, getRow } from '../core/connection.ts'
import { ROW } from '../core/registers.ts'
import { beginStream } from '../core/stream.ts'
import type { Write } from '../core/write.ts'
import { idToText } from '../shared/id.ts'
import { entityWithId } from '../shared/registry.ts'
import { raise } from './alarms.ts'
import { type Found, memoryOf, openFound } from './receive.ts'
import type { Session } from './session.ts'

/** Files that tell of the same transactions as another. */
function overlapping(found: readonly Found[]): Found[] {
  const byStream = new Map<number, Found[]>()
  for (const file of found) byStream.set(file.stream, [...(byStream.get(file.stream) ?? []), file])
  return [...byStream.values()].flatMap((files) =>
    files.filter((one) =>
      files.some((two) => two.name !== one.name && two.from <= one.to && one.from <= two.to),
    ),
  )
}

const authorSql = 'SELECT o.id FROM tx t JOIN op o ON o.rowId = t.opId WHERE t.stream = ? AND t.seq = ?'

/** Looks at each such file once: a backup put back may rightly send again what was sent. */
export async function findForks(session: Session, found: readonly Found[]): Promise<void> {
  const { looked } = memoryOf(session.conn)
  for (const file of overlapping(found)) {
    if (looked.has(file.name)) continue
    const opened = await openFound(session, file)
    if (!opened) continue
    looked.add(file.name)
    for (const { stream, seq, operation } of opened.transactions) {
      const known = getRow<{ id: Uint8Array }>(session.conn, authorSql, stream, seq)
      if (!known || idToText(known.id) === operation) continue
      raise(session.conn, 'forked', { stream, device: file.device })
      // It may be this very process that goes on writing under that name.
      beginStream(session.conn)
      break
    }
  }
}

/** Registers whose shown version was written in a stream, by row. */
function heldOf(conn: Connection, stream: number): Map<string, string[]> {
  const rows = allRows<{ entity: number; rowId: number; field: string }>(
    conn,
    'SELECT entity, rowId, field FROM clock WHERE stream = ? ORDER BY entity, rowId',
    stream,
  )
  const held = new Map<string, string[]>()
  for (const { entity, rowId, field } of rows) {
    const key = `${entity} ${rowId}`
    held.set(key, [...(held.get(key) ?? []), field])
  }
  return held
}

/** Writes again, as decided here and now, what is shown of a stream that forked; a record made in it is told in full. */
export function assertAgain(write: Write, stream: number): number {
  const held = heldOf(write.conn, stream)
  beginStream(write.conn)
  for (const [key, registers] of held) {
    const [number = 0, rowId = 0] = key.split(' ').map(Number)
    const entity = entityWithId(number)
    if (entity) write.confirm(entity, rowId, registers.includes(ROW) ? [ROW] : registers)
  }
  return held.size
}

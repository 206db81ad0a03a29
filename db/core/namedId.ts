/**
 * Identities that follow from a name: where two devices mean the same thing by the same name (a setting, a favourite, a
 * membership), both arrive at one row. UUIDs of version 8.
 */
import { createHash } from 'node:crypto'
import type { Entity } from '../shared/entity.ts'
import { getRow } from './connection.ts'
import type { Columns } from './rowWriter.ts'
import type { Write } from './write.ts'

export function namedId(...parts: readonly string[]): Uint8Array {
  const bytes = new Uint8Array(createHash('sha256').update(parts.join('\0')).digest().subarray(0, 16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes
}

/** Makes the row of that identity say this; one that was taken back, here or elsewhere, is the same row again. True when something changed. */
export function putNamed(write: Write, entity: Entity, id: Uint8Array, columns: Columns): boolean {
  const row = getRow<{ rowId: number }>(
    write.conn,
    `SELECT rowId FROM main."${entity.name}" WHERE id = ?`,
    id,
  )
  if (row) return write.set(entity, row.rowId, { ...columns, trashedAt: null, deletedAt: null })
  write.insert(entity, columns, id)
  return true
}

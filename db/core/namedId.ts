/**
 * Identities that follow from a name: where two devices mean the same thing by the same name (a setting, a favourite, a
 * membership), both arrive at one row. UUIDs of version 8.
 */
import { createHash } from 'node:crypto'

export function namedId(...parts: readonly string[]): Uint8Array {
  const bytes = new Uint8Array(createHash('sha256').update(parts.join('\0')).digest().subarray(0, 16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes
}

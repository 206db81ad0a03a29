/**
 * Record identities: UUIDv7, 16 bytes in the database, text everywhere else.
 * Local integer `rowId`s never leave the device; these do.
 */

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** 16 bytes → `0193…-…` lower-case text. */
export function idToText(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < 16; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) text += '-'
    text += HEX[bytes[i] ?? 0]
  }
  return text
}

/** Text → 16 bytes, or undefined when the text is not a UUID. */
export function textToId(text: string): Uint8Array | undefined {
  if (!UUID.test(text)) return undefined
  const bytes = new Uint8Array(16)
  for (let i = 0, at = 0; i < 16; i++, at += 2) {
    if (text.charCodeAt(at) === DASH) at++
    bytes[i] = (digitAt(text, at) << 4) | digitAt(text, at + 1)
  }
  return bytes
}

const DASH = 45
/** Digits come before letters, and capitals differ from small letters in one bit. */
function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code <= 57 ? code - 48 : (code | 32) - 87
}

export const isIdText = (text: unknown): text is string => typeof text === 'string' && UUID.test(text)

/**
 * A source of UUIDv7 bytes, strictly increasing within one source even when the clock stands still or goes back.
 * `random` fills an array; it is the caller's so that tests are reproducible.
 */
export function idSource(now: () => number, random: (into: Uint8Array) => void): () => Uint8Array {
  const pool = new Uint8Array(1024)
  let used = pool.length
  let lastMs = 0
  let counter = 0
  return () => {
    if (used + 8 > pool.length) {
      random(pool)
      used = 0
    }
    const ms = now()
    if (ms > lastMs) {
      lastMs = ms
      counter = ((pool[used] ?? 0) << 2) & 0x3ff
    } else if (++counter > 0xfff) {
      lastMs++
      counter = 0
    }
    const id = new Uint8Array(16)
    let rest = lastMs
    for (let i = 5; i >= 0; i--) {
      id[i] = rest % 256
      rest = Math.floor(rest / 256)
    }
    id[6] = 0x70 | (counter >> 8)
    id[7] = counter & 0xff
    for (let i = 8; i < 16; i++) id[i] = pool[used++] ?? 0
    id[8] = ((id[8] ?? 0) & 0x3f) | 0x80
    return id
  }
}

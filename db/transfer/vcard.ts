/**
 * Reads vCard 2.1, 3.0 and 4.0 in a stream: bytes → content lines → properties → cards.
 * Hand-written rather than ical.js, which takes one decoded string of a whole file and knows neither 2.1 nor charsets.
 * This one works on bytes (as Latin-1 strings) until a value is complete, because folding and quoted-printable may cut a
 * character in two and each value may have its own charset; a 20 MB photo costs its size once; a broken card becomes a
 * reject and the next one is read.
 * Must never: throw on any input, keep more than the card being read.
 */

import { isUtf8 } from 'node:buffer'
import type { Card, Reject } from './card.ts'
import { decodeCodePage } from './codepages.ts'
import {
  type ByteSource,
  createDecoder,
  decodeStream,
  type EncodingName,
  encodingByName,
  openBytes,
  peekEncoding,
} from './encoding.ts'
import { decodeQuotedPrintable, parseHead, type VcardProperty } from './vcardText.ts'
import { cardFromVcard, isGroupCard } from './vcardToCard.ts'

/** A card that names other cards: an address book's group. */
export type VcardGroup = { name: string; members: string[] }

export type VcardReadOptions = {
  encoding?: EncodingName
  onReject?: (reject: Reject) => void
  onGroup?: (group: VcardGroup) => void
  /** Names of groups by member UID, from `scanVcardGroups`. A path is scanned by itself. */
  groupsByUid?: ReadonlyMap<string, string[]>
  maxCardChars?: number
}

const defaultMaxCardChars = 1 << 27
const maxRawChars = 1 << 18

/** The cards of a source, a batch per chunk. */
export async function* readVcards(
  source: ByteSource,
  options: VcardReadOptions = {},
): AsyncGenerator<Card[]> {
  const groups =
    options.groupsByUid ??
    (typeof source === 'string' ? await scanVcardGroups(source, options.encoding) : undefined)
  const settings = groups ? { ...options, groupsByUid: groups } : options
  const { parser, pieces } = await open(source, settings)
  for await (const piece of pieces) {
    const cards = parser.push(piece)
    if (cards.length > 0) yield cards
  }
  const rest = parser.end()
  if (rest.length > 0) yield rest
}

/** Which groups name which UIDs. Files without groups are only searched for the words. */
export async function scanVcardGroups(path: string, encoding?: EncodingName): Promise<Map<string, string[]>> {
  const groups = new Map<string, string[]>()
  const open8 = await open(path, encoding === undefined ? {} : { encoding })
  let tail = ''
  let hasGroups = false
  for await (const piece of open8.pieces) {
    hasGroups = /KIND[^:\r\n]{0,40}:\s*group/i.test(tail + piece)
    if (hasGroups) break
    tail = piece.slice(-100)
  }
  if (!hasGroups) return groups
  const onGroup = ({ name, members }: VcardGroup): void => {
    for (const member of members) groups.set(member, [...(groups.get(member) ?? []), name])
  }
  const { parser, pieces } = await open(path, encoding === undefined ? { onGroup } : { encoding, onGroup })
  for await (const piece of pieces) parser.push(piece)
  parser.end()
  return groups
}

async function open(
  source: ByteSource,
  options: VcardReadOptions,
): Promise<{ parser: VcardParser; pieces: AsyncIterable<string> }> {
  const peeked = options.encoding === undefined ? await peekEncoding(source) : undefined
  const encoding = options.encoding ?? peeked?.guess.encoding ?? 'utf-8'
  const bytes = peeked?.bytes ?? openBytes(source)
  return { parser: createVcardParser(encoding, options), pieces: binaryPieces(bytes, encoding) }
}

/** Bytes as Latin-1 strings; UTF-16 as the bytes of its UTF-8 form. */
async function* binaryPieces(
  bytes: AsyncIterable<Uint8Array>,
  encoding: EncodingName,
): AsyncGenerator<string> {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    for await (const text of decodeStream(bytes, createDecoder(encoding)))
      yield Buffer.from(text).toString('latin1')
    return
  }
  for await (const chunk of bytes) {
    yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1')
  }
}

export type VcardParser = { push: (binary: string) => Card[]; end: () => Card[] }

/** The state machine: binary text in pieces cut anywhere, cards out. */
export function createVcardParser(encoding: EncodingName, options: VcardReadOptions = {}): VcardParser {
  const { onReject, onGroup, groupsByUid, maxCardChars = defaultMaxCardChars } = options
  let cards: Card[] = []
  let tail: string[] = []
  let line = 0

  // The content line being put together.
  let parts: string[] = []
  let partsLine = 0

  // The card being put together.
  let properties: VcardProperty[] | undefined
  let junk: { line: number; text: string }[] = []
  let cardLine = 0
  let size = 0
  let raw: string[] = []
  let rawSize = 0
  let isOld = false
  let isTooLong = false
  let nested: string[] | undefined

  function push(binary: string): Card[] {
    let start = 0
    let carriage = -1
    if (tail.length > 0 && tail[tail.length - 1]?.endsWith('\r') && binary[0] !== '\n') {
      physicalLine(tail.join(''))
      tail = []
    }
    for (;;) {
      let end = binary.indexOf('\n', start)
      // Searched once per CR, or a file without any would be searched to its end for every line.
      if (carriage < start && carriage !== -2) carriage = binary.indexOf('\r', start)
      if (carriage < 0) carriage = -2
      // A lone CR ends a line too (old Macs); CRLF is one end, also when cut between pieces.
      if (carriage >= 0 && (end < 0 || carriage < end - 1) && carriage < binary.length - 1) end = carriage
      if (end < 0) break
      const piece = binary.slice(start, end)
      start = end + 1
      if (tail.length > 0) {
        tail.push(piece)
        physicalLine(tail.join(''))
        tail = []
      } else physicalLine(piece)
    }
    if (start < binary.length) tail.push(binary.slice(start))
    const done = cards
    cards = []
    return done
  }

  function end(): Card[] {
    if (tail.length > 0) physicalLine(tail.join(''))
    tail = []
    flush()
    if (properties) rejectCard('missingEnd')
    const done = cards
    cards = []
    return done
  }

  function physicalLine(ended: string): void {
    let text = ended.endsWith('\r') ? ended.slice(0, -1) : ended
    line++
    if (line === 1) text = text.replace(/^\u00ef\u00bb\u00bf/, '')
    if (text.length < 20) {
      const word = text.trim().toUpperCase()
      if (word === 'BEGIN:VCARD' || word === 'END:VCARD') {
        flush()
        partsLine = line
        if (word === 'BEGIN:VCARD') begin()
        else finish()
        return
      }
    }
    if (properties) {
      size += text.length
      if (size > maxCardChars) isTooLong = true
      if (rawSize < maxRawChars) {
        raw.push(text)
        rawSize += text.length
      }
    }
    if (isTooLong) {
      parts = []
      return
    }
    const first = text.charCodeAt(0)
    if (parts.length > 0) {
      if (isSoftBroken()) {
        const last = parts.length - 1
        parts[last] = parts[last]?.slice(0, -1) ?? ''
        parts.push(text)
        return
      }
      if (first === 32 || first === 9) {
        parts.push(isOld && !isBase64() ? text : text.slice(1))
        return
      }
      if (text !== '' && !text.includes(':') && isBase64() && /^[A-Za-z0-9+/=]+\s*$/.test(text)) {
        parts.push(text)
        return
      }
      flush()
    }
    if (text === '') return
    parts = [text]
    partsLine = line
  }

  function isSoftBroken(): boolean {
    const last = parts[parts.length - 1] ?? ''
    return last.endsWith('=') && /^[^:]*QUOTED-PRINTABLE/i.test(parts[0] ?? '')
  }

  function isBase64(): boolean {
    return /^[^:]*;(?:ENCODING=)?(?:BASE64|B)\b/i.test(parts[0] ?? '')
  }

  function flush(): void {
    if (parts.length === 0) return
    const text = parts.length === 1 ? (parts[0] ?? '') : parts.join('')
    parts = []
    if (nested) nested.push(text)
    else if (properties) addProperty(text)
  }

  function begin(): void {
    const last = properties?.[properties.length - 1]
    if (properties && !nested && last?.name === 'AGENT' && last.value.trim() === '') {
      nested = ['BEGIN:VCARD']
      return
    }
    if (properties) rejectCard('missingEnd')
    raw = ['BEGIN:VCARD']
    properties = []
    junk = []
    cardLine = partsLine
    size = 0
    rawSize = 0
    isOld = false
    isTooLong = false
  }

  function finish(): void {
    if (nested) {
      const agent = properties?.[properties.length - 1]
      if (agent) agent.value = decode([...nested, 'END:VCARD'].join('\n'), undefined) ?? ''
      nested = undefined
      return
    }
    if (!properties) {
      onReject?.({ line: partsLine, raw: 'END:VCARD', reason: 'missingBegin' })
      return
    }
    if (isTooLong) {
      rejectCard('recordTooLong')
      return
    }
    const done = properties
    properties = undefined
    if (isGroupCard(done)) {
      onGroup?.(groupOf(done))
      return
    }
    const card = cardFromVcard(done, cardLine, junk)
    const uid = card.externalId === undefined ? undefined : bareUid(card.externalId)
    for (const group of (uid === undefined ? undefined : groupsByUid?.get(uid)) ?? []) {
      if (!card.groups.includes(group)) card.groups.push(group)
      card.fields.tags ??= []
      if (!card.fields.tags.includes(group)) card.fields.tags.push(group)
    }
    if (isEmpty(card)) {
      properties = done
      rejectCard('nothingToKnowItBy')
    } else cards.push(card)
  }

  function rejectCard(reason: Reject['reason']): void {
    properties = undefined
    nested = undefined
    isTooLong = false
    const text = raw.join('\n')
    raw = []
    onReject?.({ line: cardLine, raw: decode(text, undefined) ?? text, reason })
  }

  function addProperty(text: string): void {
    if (!properties) return
    const head = parseHead(text)
    if (!head) {
      junk.push({ line: partsLine, text: decode(text, undefined) ?? text })
      return
    }
    const { group, params, valueAt } = head
    const name = decode(head.name, undefined) ?? head.name
    if (name === 'VERSION' && text.slice(valueAt).trim().startsWith('2')) isOld = true
    const encodings = params.get('ENCODING')?.map((word) => word.toUpperCase()) ?? []
    let value = text.slice(valueAt)
    if (encodings.includes('QUOTED-PRINTABLE')) value = decodeQuotedPrintable(value)
    if (!encodings.includes('BASE64') && !encodings.includes('B')) {
      const charset = params.get('CHARSET')?.[0]
      const decoded = decode(value, charset)
      if (decoded === undefined) junk.push({ line: partsLine, text: `${name}: ${charset}` })
      value = decoded ?? value
    }
    properties.push({ line: partsLine, group, name, params: decodeParams(params), value })
  }

  /** Parameters may hold text too (labels, users); the shared head keeps its bytes. */
  function decodeParams(params: ReadonlyMap<string, string[]>): Map<string, string[]> {
    if (params.size === 0) return noParams
    const decoded = new Map(params)
    for (const [param, values] of params) {
      if (values.some((item) => nonAscii.test(item))) {
        decoded.set(
          param,
          values.map((item) => decode(item, undefined) ?? item),
        )
      }
    }
    return decoded
  }

  const fallback =
    encoding === 'utf-8' || encoding === 'utf-16le' || encoding === 'utf-16be' ? 'windows-1252' : encoding

  /** Text of a value's bytes; undefined when its charset is unknown. */
  function decode(binary: string, charset: string | undefined): string | undefined {
    if (!nonAscii.test(binary)) return binary
    const bytes = Buffer.from(binary, 'latin1')
    const named = charset === undefined ? undefined : encodingByName(charset)
    if (named === 'utf-8' || named === undefined) {
      if (isUtf8(bytes)) return bytes.toString('utf8')
      if (charset !== undefined && named === undefined) return decodeForeign(bytes, charset)
      return decodeCodePage(bytes, fallback)
    }
    // A file converted to UTF-8 often keeps the charset it once had.
    if (isUtf8(bytes) && bytes.length > 2) return bytes.toString('utf8')
    const decoder = createDecoder(named)
    return decoder.write(bytes) + decoder.end()
  }

  return { push, end }
}

const noParams = new Map<string, string[]>()
const nonAscii = /[\x80-\xff]/

function decodeForeign(bytes: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return undefined
  }
}

function isEmpty({ fields, companyName, fullName, notes, extras, photo }: Card): boolean {
  return (
    Object.keys(fields).length + notes.length + extras.length === 0 && !companyName && !fullName && !photo
  )
}

/** A UID without the scheme 4.0 puts before it. */
function bareUid(uid: string): string {
  return uid.replace(/^urn:uuid:/i, '').toLowerCase()
}

function groupOf(properties: VcardProperty[]): VcardGroup {
  const named = (name: string): string => properties.find((property) => property.name === name)?.value ?? ''
  const members = properties
    .filter(({ name }) => name === 'MEMBER' || name === 'X-ADDRESSBOOKSERVER-MEMBER')
    .map(({ value }) => bareUid(value.trim()))
  return { name: (named('FN') || named('N').split(';')[0]) ?? '', members }
}

/**
 * The letters of vCard: escapes, structured values, parameters, quoted-printable, folding.
 * Must never: know what a property means.
 */

/** One property of a card, decoded to text but with its escapes. */
export type VcardProperty = {
  line: number
  /** `item1` of `item1.TEL`, lower case; empty without one. */
  group: string
  /** Upper case. */
  name: string
  /** Upper-case names; bare words of 2.1 are under `TYPE`. */
  params: Map<string, string[]>
  value: string
}

export type PropertyHead = { group: string; name: string; params: Map<string, string[]>; valueAt: number }

/** A file has few different heads (`TEL;TYPE=CELL`) and very many lines. */
const heads = new Map<string, PropertyHead>()
const maxHeads = 2000

/** A name, `;` parameters and where the value starts; undefined when there is no colon. Shared: do not change it. */
export function parseHead(text: string): PropertyHead | undefined {
  const colon = text.indexOf(':')
  const key = colon > 0 && colon < 200 ? text.slice(0, colon) : '"'
  if (key.includes('"')) return readHead(text)
  const known = heads.get(key)
  if (known) return known
  const head = readHead(text)
  if (head) {
    if (heads.size >= maxHeads) heads.clear()
    heads.set(key, head)
  }
  return head
}

function readHead(text: string): PropertyHead | undefined {
  let isQuoted = false
  let at = 0
  const cuts: number[] = []
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === 34) isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (unit === 58) break
    else if (unit === 59) cuts.push(at)
  }
  if (at >= text.length) {
    // A stray quote among the parameters hid the colon: read it as a plain character.
    at = text.indexOf(':')
    if (at < 0) return undefined
    cuts.length = 0
    for (let cut = text.indexOf(';'); cut >= 0 && cut < at; cut = text.indexOf(';', cut + 1)) cuts.push(cut)
  }
  const full = text.slice(0, cuts[0] ?? at).trim()
  const dot = full.indexOf('.')
  const params = new Map<string, string[]>()
  for (const [i, cut] of cuts.entries()) addParam(params, text.slice(cut + 1, cuts[i + 1] ?? at).trim())
  const name = full.slice(dot + 1).toUpperCase()
  if (!/^[A-Z0-9_-]+$/.test(name)) return undefined
  return { group: dot > 0 ? full.slice(0, dot).toLowerCase() : '', name, params, valueAt: at + 1 }
}

const bareEncodings = new Set(['QUOTED-PRINTABLE', 'BASE64', 'B', '7BIT', '8BIT'])
const bareValues = new Set(['URL', 'INLINE', 'CONTENT-ID', 'CID'])

function addParam(params: Map<string, string[]>, text: string): void {
  if (text === '') return
  const equals = text.indexOf('=')
  let name = text.slice(0, Math.max(0, equals)).toUpperCase()
  const value = text.slice(equals + 1)
  if (equals < 0) {
    const word = value.toUpperCase()
    name = bareEncodings.has(word) ? 'ENCODING' : bareValues.has(word) ? 'VALUE' : 'TYPE'
  }
  const values = params.get(name) ?? []
  for (const [, quoted, plain] of value.matchAll(/"([^"]*)"|([^,"]+)/g)) {
    const item = unescapeParam(quoted ?? plain ?? '')
    // Apple and Google quote whole lists: TYPE="cell,voice".
    values.push(...(name === 'TYPE' ? item.split(',') : [item]))
  }
  params.set(name, values)
}

function unescapeParam(text: string): string {
  return text.includes('^')
    ? text.replace(/\^(.)/g, (whole, code: string) => ({ n: '\n', "'": '"', '^': '^' })[code] ?? whole)
    : text
}

/** A parameter value, quoted and caret-escaped where needed. */
export function paramValue(text: string): string {
  const escaped = text
    .replace(/[\^"\n]/g, (c) => (c === '^' ? '^^' : c === '"' ? "^'" : '^n'))
    .replace(/\r/g, '')
  return /^[A-Za-z0-9_-]+$/.test(escaped) ? escaped : `"${escaped}"`
}

/** Text as it stands in a value. */
export function escapeText(text: string): string {
  return text
    .replace(/\\/g, '\\\\')
    .replace(/;/g, '\\;')
    .replace(/,/g, '\\,')
    .replace(/\r\n|\r|\n/g, '\\n')
}

/** The text of a value. In 2.1 only separators are escaped and a backslash may just be one. */
export function unescapeText(value: string, isOld = false): string {
  const text = value.includes('\r') ? value.replace(/\r\n?/g, '\n') : value
  if (!text.includes('\\')) return text
  if (isOld) return text.replace(/\\([;,:\\])/g, '$1')
  return text.replace(/\\([\s\S])/g, (_, c: string) => (c === 'n' || c === 'N' ? '\n' : c))
}

/** Pieces between unescaped separators, escapes kept. */
export function splitValue(value: string, separator: ';' | ','): string[] {
  if (!value.includes('\\')) return value.split(separator)
  const pieces: string[] = []
  let start = 0
  for (let at = 0; at < value.length; at++) {
    const c = value[at]
    if (c === '\\') at++
    else if (c === separator) {
      pieces.push(value.slice(start, at))
      start = at + 1
    }
  }
  pieces.push(value.slice(start))
  return pieces
}

/** Bytes (as a binary string) of quoted-printable text. */
export function decodeQuotedPrintable(text: string): string {
  return text
    .replace(/=(?:\r?\n|$)/g, '')
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
}

/** A content line folded at 75 octets, never inside a character, CRLF included. */
export function foldLine(line: string): string {
  if (line.length <= 75 && /^[\0-\x7f]*$/.test(line)) return `${line}\r\n`
  if (line.length > 1000 && /^[\0-\x7f]*$/.test(line)) return foldAscii(line)
  let out = ''
  let octets = 0
  for (const character of line) {
    const point = character.codePointAt(0) ?? 0
    const size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
    if (octets + size > 75) {
      out += '\r\n '
      octets = 1
    }
    out += character
    octets += size
  }
  return `${out}\r\n`
}

/** The same for long ASCII such as photos, without a step per character. */
function foldAscii(line: string): string {
  const pieces = [line.slice(0, 75)]
  for (let at = 75; at < line.length; at += 74) pieces.push(line.slice(at, at + 74))
  return `${pieces.join('\r\n ')}\r\n`
}

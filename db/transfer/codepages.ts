/**
 * The four single-byte code pages old address books come in, as data: decoding, encoding and the tables behind both.
 * Own tables, not TextDecoder: the same bytes must give the same text in Node and in a trimmed Electron ICU, and a
 * table is about as fast (350 MB/s) with no state between chunks. Bytes a page leaves open become U+FFFD in 874,
 * the C1 control of the same number elsewhere (the WHATWG reading).
 * Must never: guess; that is encoding.ts.
 */

import { isAscii } from 'node:buffer'

export type CodePage = 'windows-874' | 'windows-1252' | 'windows-1256' | 'macintosh'

/** Characters of bytes 0x80–0xFF. */
const upperHalves: Record<CodePage, string> = {
  'windows-874':
    '€\u0081\u0082\u0083\u0084…\u0086\u0087\u0088\u0089\u008a\u008b\u008c\u008d\u008e\u008f\u0090‘’“”•–—\u0098\u0099\u009a\u009b\u009c\u009d\u009e\u009f' +
    '\u00a0กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟ' +
    'ภมยรฤลฦวศษสหฬอฮฯะ\u0e31าำ\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\ufffd\ufffd\ufffd\ufffd฿' +
    'เแโใไๅๆ\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e๏๐๑๒๓๔๕๖๗๘๙๚๛\ufffd\ufffd\ufffd\ufffd',
  'windows-1252':
    '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ' +
    '\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿' +
    'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß' +
    'àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ',
  'windows-1256':
    '€پ‚ƒ„…†‡ˆ‰ٹ‹Œچژڈگ‘’“”•–—ک™ڑ›œ\u200c\u200dں' +
    '\u00a0،¢£¤¥¦§¨©ھ«¬\u00ad®¯°±²³´µ¶·¸¹؛»¼½¾؟' +
    'ہءآأؤإئابةتثجحخدذرزسشصض×طظعغـفقك' +
    'àلâمنهوçèéêëىيîï\u064b\u064c\u064d\u064eô\u064f\u0650÷\u0651ù\u0652ûü\u200e\u200fے',
  macintosh:
    'ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü' +
    '†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø' +
    '¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ' +
    '‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ',
}

const tables = new Map<CodePage, Uint16Array>()
const inverses = new Map<CodePage, Map<number, number>>()

/** Code unit of every byte of a page. */
export function codePageTable(page: CodePage): Uint16Array {
  let table = tables.get(page)
  if (!table) {
    const upper = upperHalves[page]
    table = Uint16Array.from({ length: 256 }, (_, byte) => (byte < 128 ? byte : upper.charCodeAt(byte - 128)))
    tables.set(page, table)
  }
  return table
}

/** Byte of every code unit a page has above ASCII. */
export function codePageInverse(page: CodePage): Map<number, number> {
  let inverse = inverses.get(page)
  if (!inverse) {
    inverse = new Map()
    const table = codePageTable(page)
    for (let byte = 128; byte < 256; byte++) {
      const unit = table[byte] ?? 0xfffd
      if (unit !== 0xfffd) inverse.set(unit, byte)
    }
    inverses.set(page, inverse)
  }
  return inverse
}

/** Text of bytes in a code page. */
export function decodeCodePage(bytes: Uint8Array, page: CodePage): string {
  if (isAscii(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const table = codePageTable(page)
  const units = new Uint16Array(bytes.length)
  for (let i = 0; i < bytes.length; i++) units[i] = table[bytes[i] ?? 0] ?? 0xfffd
  return Buffer.from(units.buffer).toString('utf16le')
}

/** Bytes of text in a code page; undefined when the page lacks one of its characters. */
export function encodeCodePage(text: string, page: CodePage): Uint8Array | undefined {
  const inverse = codePageInverse(page)
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    const byte = unit < 128 ? unit : inverse.get(unit)
    if (byte === undefined) return undefined
    bytes[i] = byte
  }
  return bytes
}

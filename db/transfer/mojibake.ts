/**
 * Recognises and mends text that was encoded twice: UTF-8 bytes once read as a code page and saved again as UTF-8
 * (`à¸ªà¸¡` and `เธชเธก` for `สม`, `Ø§Ù…` and `ط§ظ…` for `ام`, `MÃ¼ller`).
 * Must never: change text unless a whole run of it turns into valid multi-byte UTF-8.
 */

import { isUtf8 } from 'node:buffer'
import { type CodePage, codePageInverse } from './codepages.ts'

const wrongPages: CodePage[] = ['windows-1252', 'windows-874', 'windows-1256', 'macintosh']

/** Cheap test before the costly one: the characters a UTF-8 lead byte turns into, followed by anything non-ASCII. */
const suspicious = /[ÂÃÅØÙÚÛàáâเ\u0e38\u0e39طظعغ‡√ÿŸ][\u0080-\uffff]/

/** The text before its second encoding; the same text when it was encoded once. */
export function repairMojibake(text: string): string {
  let current = text
  for (let round = 0; round < 3 && suspicious.test(current); round++) {
    const mended = repairOnce(current)
    if (mended === current) break
    current = mended
  }
  return current
}

/** Letters nobody's address book holds: what a wrong guess gives. */
const implausible = /[\u0080-\u009f\u0250-\u036f\u0500-\u05ff\u0700-\u0dff\u0e3b-\u0e3e\u0e5c-\u0e7f\ufffd]/

const oneScript = /^(?:[\u0e01-\u0e5b]+|[\u0600-\u06ff\u200c]+|[\u00c0-\u024f]+|[\u2010-\u203a]+)$/
function repairOnce(text: string): string {
  for (const page of wrongPages) {
    const mended = text.replace(/[^\0-\x7f]{2,}/g, (run) => repairRun(run, page))
    if (mended !== text) return mended
  }
  return text
}

function repairRun(run: string, page: CodePage): string {
  const inverse = codePageInverse(page)
  const bytes = new Uint8Array(run.length)
  for (let i = 0; i < run.length; i++) {
    const unit = run.charCodeAt(i)
    // What a page leaves open travels as the C1 control of the same number.
    const byte = inverse.get(unit) ?? (unit >= 0x80 && unit < 0x100 ? unit : undefined)
    if (byte === undefined) return run
    bytes[i] = byte
  }
  if (!isUtf8(bytes)) return run
  const mended = Buffer.from(bytes).toString('utf8')
  if (!suspicious.test(mended) && implausible.test(mended)) return run
  // Real Thai can happen to be valid UTF-8 when read in 874 (เธก, วกุก): it counts only as one script throughout.
  return page === 'windows-874' && (mended.length < 2 || !oneScript.test(mended)) ? run : mended
}

/** True when a good part of a text's non-ASCII runs only makes sense once mended. */
export function looksDoubleEncoded(text: string): boolean {
  if (!suspicious.test(text)) return false
  let runs = 0
  let mended = 0
  for (const [run] of text.matchAll(/[^\0-\x7f]{2,}/g)) {
    runs++
    if (repairMojibake(run) !== run) mended++
    if (runs >= 500) break
  }
  return mended > 0 && mended >= runs * 0.3
}

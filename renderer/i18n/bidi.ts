/** Bidirectional text: what is quoted inside a sentence keeps its own direction and does not disturb the rest. */

const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/
const LTR = /[A-Za-z\u00c0-\u02af\u0370-\u058f\u0e00-\u0e7f\d+@]/

/** Wraps `text` in first-strong isolates when a sentence in `direction` could be disturbed by it. */
export function isolate(text: string, direction: 'ltr' | 'rtl'): string {
  const foreign = direction === 'rtl' ? LTR.test(text) : RTL.test(text)
  return foreign ? `\u2068${text}\u2069` : text
}

/** A sentence that is to be kept as somebody's own words, such as the name of a copy: without the isolates. */
export const plain = (text: string): string => text.replace(/[\u2066-\u2069]/g, '')

/** Keeps an e-mail address, a phone number or a path left-to-right wherever it stands. */
export const ltr = (text: string): string => `\u2066${text}\u2069`

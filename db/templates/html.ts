/** Markup made of values: nothing that comes from a record or a person becomes a tag. */

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (mark) => ESCAPES[mark] ?? mark)

/** User text inside other text keeps its own direction. */
export const bdi = (text: string): string => (text === '' ? '' : `<bdi>${escapeHtml(text)}</bdi>`)

/** Addresses of the net and numbers to dial. */
export const ltr = (text: string): string => (text === '' ? '' : `<bdi dir="ltr">${escapeHtml(text)}</bdi>`)

/** Lines one below the other, all from the side the page begins at; what is in them keeps its own direction. */
export const lines = (all: readonly string[]): string =>
  all
    .filter((line) => line.trim() !== '')
    .map((line) => `<div>${bdi(line)}</div>`)
    .join('')

const STRONG = /[A-Za-z\u00c0-\u02af\u0370-\u058f\u0e00-\u0e7f]|([\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])/

/** The way a text runs: that of its first letter. */
export const directionOfText = (text: string): 'ltr' | 'rtl' => (STRONG.exec(text)?.[1] ? 'rtl' : 'ltr')

/** An address as one block: it runs the way its first line does, and all lines begin at the same side. */
export const block = (all: readonly string[]): string =>
  `<div dir="${directionOfText(all.join(' '))}">${lines(all)}</div>`

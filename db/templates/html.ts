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

/** Lines one below the other. */
export const lines = (all: readonly string[]): string =>
  all
    .filter((line) => line.trim() !== '')
    .map((line) => `<div dir="auto">${escapeHtml(line)}</div>`)
    .join('')

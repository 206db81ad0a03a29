/** Reading stored markup: as elements to show, as plain words, and old plain text as markup. Nothing of it is ever run. */

/** What an editor begins with: markup as it is, plain text with its lines. */
export function asMarkup(text: string): string {
  if (/^\s*<(p|ul|ol|h[1-3]|blockquote|table|div)\b/i.test(text)) return text
  return text
    .split('\n')
    .map((line) => `<p>${line.replace(/[&<>]/g, (mark) => `&#${mark.charCodeAt(0)};`)}</p>`)
    .join('')
}

export const parsed = (html: string): HTMLElement => new DOMParser().parseFromString(html, 'text/html').body

const BLOCKS = new Set(['P', 'DIV', 'LI', 'H1', 'H2', 'H3', 'BLOCKQUOTE', 'TR', 'BR'])

/** The words of markup, a line per paragraph. */
export function wordsOf(html: string): string {
  let text = ''
  const walk = (node: Node): void => {
    if (node.nodeType === Node.TEXT_NODE) text += node.textContent ?? ''
    for (const child of node.childNodes) walk(child)
    if (BLOCKS.has(node.nodeName) && !text.endsWith('\n')) text += '\n'
  }
  walk(parsed(html))
  return text.trim()
}

/** Whether markup says the words of a text: it was not changed by a program that knows only the text. */
export const saysTheSame = (html: string, text: string): boolean =>
  wordsOf(html).replace(/\s+/g, '') === text.replace(/\s+/g, '')

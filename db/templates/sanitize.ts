/**
 * Markup from people, mails and other programs, made harmless: only what the editor itself can write, no scripts, no styles
 * but colours and alignment, nothing fetched from elsewhere. Whatever is shown, printed or sent goes through here.
 */
import sanitizeHtml from 'sanitize-html'

const COLOUR = [/^#[0-9a-f]{3,8}$/i, /^rgb\([\d\s,.%]+\)$/i]

const options: sanitizeHtml.IOptions = {
  allowedTags: [
    'p',
    'br',
    'hr',
    'div',
    'span',
    'h1',
    'h2',
    'h3',
    'strong',
    'b',
    'em',
    'i',
    'u',
    's',
    'del',
    'code',
    'pre',
    'blockquote',
    'ul',
    'ol',
    'li',
    'a',
    'img',
    'table',
    'thead',
    'tbody',
    'tfoot',
    'tr',
    'td',
    'th',
    'sub',
    'sup',
    'mark',
    'bdi',
  ],
  allowedAttributes: {
    a: ['href', 'title'],
    img: ['src', 'alt', 'width', 'height'],
    span: ['data-type', 'data-id', 'data-entity', 'data-label'],
    ol: ['start'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan'],
    '*': ['dir', 'style'],
  },
  allowedStyles: {
    '*': {
      'text-align': [/^(left|right|center|justify|start|end)$/],
      color: COLOUR,
      'background-color': COLOUR,
    },
  },
  allowedSchemes: ['https', 'http', 'mailto', 'tel', 'samphan'],
  // Pictures are carried along or left out: one that is fetched tells its sender who reads, and when.
  allowedSchemesByTag: { img: ['data'] },
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nestingLimit: 100,
}

/** Inside these the parser does not close a paragraph by the next one; what they leave behind is not yet as it reads. */
const FOREIGN = /<(math|svg)\b/i

export function sanitize(html: string): string {
  const clean = sanitizeHtml(html, options)
  return FOREIGN.test(html) ? sanitizeHtml(clean, options) : clean
}

/** The words of markup, a line per paragraph: for search, plain mails and tables. */
export function plainText(html: string): string {
  const broken = html
    .replace(/<(br|hr)\b[^>]*>/gi, '\n')
    .replace(/<li\b[^>]*>/gi, '\n• ')
    .replace(/<\/(td|th)>/gi, '\t')
    .replace(/<\/(p|div|h[1-6]|tr|ul|ol|blockquote|pre)>/gi, '\n')
    .replace(
      /<a\b[^>]*\bhref="(https?:[^"]*)"[^>]*>([\s\S]*?)<\/a>/gi,
      (whole, href: string, words: string) =>
        words.includes(href.replace(/^https?:\/\//, '')) ? whole : `${words} (${href})`,
    )
  return sanitizeHtml(broken, { allowedTags: [], allowedAttributes: {} })
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replaceAll('\u00a0', ' ')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n• *\n+/g, '\n• ')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Plain text as markup: paragraphs and lines as they are. */
export const isMarkup = (text: string): boolean =>
  /^\s*<(p|ul|ol|h[1-3]|blockquote|pre|div|table)\b/i.test(text)

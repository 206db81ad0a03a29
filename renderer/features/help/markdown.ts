/**
 * Reads the little Markdown the manual is written in: headings, paragraphs, lists, bold, code, and keys in double
 * brackets, either by name (`[[Esc]]`) or by the command they belong to (`[[palette.open]]`), so that the manual can
 * never name a wrong one. Text in, data out; nothing here makes HTML.
 */

export type Span =
  | { readonly kind: 'text' | 'bold' | 'code'; readonly text: string }
  | { readonly kind: 'key'; readonly key: string }

export type Block =
  | { readonly kind: 'heading'; readonly spans: readonly Span[] }
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Span[])[] }
  | { readonly kind: 'command'; readonly text: string }

export interface Topic {
  readonly title: string
  readonly blocks: readonly Block[]
}

const INLINE = /\*\*(.+?)\*\*|`(.+?)`|\[\[(.+?)\]\]/g

export function readSpans(text: string): readonly Span[] {
  const spans: Span[] = []
  let at = 0
  for (const match of text.matchAll(INLINE)) {
    if (match.index > at) spans.push({ kind: 'text', text: text.slice(at, match.index) })
    const [whole, bold, code, key] = match
    if (bold !== undefined) spans.push({ kind: 'bold', text: bold })
    else if (code !== undefined) spans.push({ kind: 'code', text: code })
    else if (key !== undefined) spans.push({ kind: 'key', key })
    at = match.index + whole.length
  }
  if (at < text.length) spans.push({ kind: 'text', text: text.slice(at) })
  return spans
}

const LIST = /^(?:[-*]|\d+\.)\s+/

/** A topic: its first line is the title, blocks are parted by empty lines, four spaces make a line a command to type. */
export function readTopic(source: string): Topic {
  const [head = '', ...rest] = source.trim().split(/\r?\n/)
  const blocks = rest.join('\n').split(/\n\s*\n/)
  return { title: head.replace(/^#\s*/, ''), blocks: blocks.flatMap(readBlock) }
}

function readBlock(source: string): Block[] {
  const lines = source.split('\n').filter((line) => line.trim() !== '')
  const [first] = lines
  if (first === undefined) return []
  if (lines.every((line) => line.startsWith('    ')))
    return [{ kind: 'command', text: lines.map((line) => line.slice(4)).join('\n') }]
  if (first.startsWith('## '))
    return [{ kind: 'heading', spans: readSpans(first.slice(3)) }, ...readBlock(lines.slice(1).join('\n'))]
  if (LIST.test(first)) {
    const items: string[] = []
    for (const line of lines) {
      if (LIST.test(line)) items.push(line.replace(LIST, ''))
      else items.push(`${items.pop() ?? ''} ${line.trim()}`)
    }
    return [{ kind: 'list', ordered: /^\d/.test(first), items: items.map(readSpans) }]
  }
  return [{ kind: 'paragraph', spans: readSpans(lines.map((line) => line.trim()).join(' ')) }]
}

/** All words of a topic, for searching. */
export function plainText({ title, blocks }: Topic): string {
  const words = (spans: readonly Span[]): string =>
    spans.map((span) => (span.kind === 'key' ? span.key : span.text)).join('')
  const parts = blocks.map((block) => {
    if (block.kind === 'command') return block.text
    return block.kind === 'list' ? block.items.map(words).join(' ') : words(block.spans)
  })
  return [title, ...parts].join(' ')
}

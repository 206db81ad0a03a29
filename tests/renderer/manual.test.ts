/** The manual: every topic in every language, read by the small reader, naming only keys and commands that exist. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Command, commands } from '#db/shared/commands.ts'
import {
  type Block,
  plainText,
  readSpans,
  readTopic,
  type Span,
} from '../../renderer/features/help/markdown.ts'

const folder = resolve(import.meta.dirname, '../../renderer/features/help/topics')
const languages = ['en', 'th', 'fa'] as const
const idsOf = (language: string): string[] =>
  readdirSync(join(folder, language))
    .map((name) => name.replace(/\.md$/, ''))
    .sort()
const topic = (language: string, id: string) =>
  readTopic(readFileSync(join(folder, language, `${id}.md`), 'utf8'))

const spansOf = (blocks: readonly Block[]): Span[] =>
  blocks.flatMap((block) => {
    if (block.kind === 'command') return []
    return block.kind === 'list' ? block.items.flat() : [...block.spans]
  })
const keysOf = (blocks: readonly Block[]): string[] =>
  spansOf(blocks).flatMap((span) => (span.kind === 'key' ? [span.key] : []))

/** Keys that belong to no command. */
const plainKeys = new Set([
  'Enter',
  'Esc',
  'Tab',
  'Shift+Tab',
  'Space',
  'Alt+Up',
  'Alt+Down',
  'F2',
  'Shift+F10',
])

describe('the reader', () => {
  it('knows headings, paragraphs, lists, commands, bold, code and keys', () => {
    const { title, blocks } = readTopic(
      '# Title\n\nOne **bold** and `code`\nwith [[Esc]].\n\n## Part\n- a\n  b\n- c\n\n1. x\n2. y\n\n    samphan undo\n',
    )
    expect(title).toBe('Title')
    expect(blocks.map((block) => block.kind)).toEqual(['paragraph', 'heading', 'list', 'list', 'command'])
    expect(blocks[0]).toEqual({
      kind: 'paragraph',
      spans: [
        { kind: 'text', text: 'One ' },
        { kind: 'bold', text: 'bold' },
        { kind: 'text', text: ' and ' },
        { kind: 'code', text: 'code' },
        { kind: 'text', text: ' with ' },
        { kind: 'key', key: 'Esc' },
        { kind: 'text', text: '.' },
      ],
    })
    expect(blocks[2]).toMatchObject({ ordered: false, items: [[{ text: 'a b' }], [{ text: 'c' }]] })
    expect(blocks[3]).toMatchObject({ ordered: true })
    expect(plainText({ title, blocks })).toContain('samphan undo')
  })

  it('makes no markup of what looks like it', () => {
    expect(readSpans('<img src=x onerror=alert(1)> **')).toEqual([
      { kind: 'text', text: '<img src=x onerror=alert(1)> **' },
    ])
    expect(readSpans('')).toEqual([])
  })
})

describe('the topics', () => {
  it('are the same in every language', () => {
    expect(idsOf('en').length).toBeGreaterThan(10)
    for (const language of languages) expect(idsOf(language)).toEqual(idsOf('en'))
  })

  it.each(languages)('%s: each has a title and text, and leaves no mark unread', (language) => {
    for (const id of idsOf(language)) {
      const { title, blocks } = topic(language, id)
      expect(title, id).not.toBe('')
      expect(blocks.length, id).toBeGreaterThan(1)
      for (const span of spansOf(blocks))
        if (span.kind === 'text') expect(span.text, `${language} ${id}`).not.toMatch(/\*|\[\[|\]\]|^#|`/)
    }
  })

  it.each(languages)(
    '%s: names only keys and commands there are, and those of the English one',
    (language) => {
      const ids = new Set<string>(commands.map(({ id }) => id))
      for (const id of idsOf(language)) {
        const keys = keysOf(topic(language, id).blocks)
        for (const key of keys)
          expect(ids.has(key) || plainKeys.has(key), `${language} ${id} ${key}`).toBe(true)
        expect([...new Set(keys)].sort(), `${language} ${id}`).toEqual(
          [...new Set(keysOf(topic('en', id).blocks))].sort(),
        )
      }
    },
  )
})

describe('the key sheet', () => {
  it('leaves out what no screen does, and nothing else', () => {
    const root = resolve(import.meta.dirname, '../../renderer')
    const sources = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && entry.name !== 'Keys.tsx')
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
      .join('')
    const undone = commands
      .filter((command: Command) => command.keys && !command.role && !command.native)
      .map(({ id }) => id)
      .filter((id) => !sources.includes(`'${id}'`))
    const sheet = readFileSync(join(root, 'features/help/Keys.tsx'), 'utf8')
    const left = /unoffered[^=]*= new Set\(\[([^\]]*)\]/.exec(sheet)?.[1] ?? ''
    expect([...left.matchAll(/'([\w.]+)'/g)].map((match) => match[1])).toEqual([...undone, 'help.devTools'])
  })
})

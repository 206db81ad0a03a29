/** Rules of the window that a reader of the code cannot be trusted to notice: words, directions, catalogues. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from '@formatjs/icu-messageformat-parser'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const filesIn = (folder: string, ending: RegExp): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))

const code = filesIn('renderer', /\.tsx?$/).map((path) => ({ path, text: readFileSync(path, 'utf8') }))
const styles = filesIn('renderer', /\.css$/).map((path) => ({ path, text: readFileSync(path, 'utf8') }))

/** Comments say left and right freely. */
const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"])\/\/.*$/gm, '$1')

const PHYSICAL_CSS =
  /(?<![-\w])((margin|padding|border)-(left|right|top|bottom)|(left|right|top|bottom)|(min-|max-)?(width|height))\s*:|(text-align|float|clear)\s*:\s*(left|right)\b|border-(top|bottom)-(left|right)-radius/
/** What stands in `style={{ … }}`, where the same rule holds. */
const inlineStyles = (text: string): string[] =>
  [...withoutComments(text).matchAll(/style=\{\{([\s\S]*?)\}\}/g)].map((match) => match[1] ?? '')
const PHYSICAL_JSX =
  /\b((margin|padding|border)(Left|Right|Top|Bottom)\w*|left|right|top|bottom|(min|max)?([wW]idth|[hH]eight))\s*:|textAlign:\s*'(left|right)'/

describe('directions', () => {
  it('looks at real files', () => {
    expect(styles.length).toBeGreaterThan(15)
    expect(code.length).toBeGreaterThan(50)
    expect(PHYSICAL_CSS.test('  margin-left: 1px;')).toBe(true)
    expect(PHYSICAL_CSS.test('  inset-inline-start: 1px;')).toBe(false)
    expect(inlineStyles('<b style={{ marginLeft: 1 }}>').every((style) => PHYSICAL_JSX.test(style))).toBe(
      true,
    )
    expect(inlineStyles('<b style={{ insetBlockStart: 1 }}>').some((style) => PHYSICAL_JSX.test(style))).toBe(
      false,
    )
  })

  it('no style says left, right, width or height: only logical properties', () => {
    const found = styles.flatMap(({ path, text }) =>
      withoutComments(text)
        .split('\n')
        .filter((line) => PHYSICAL_CSS.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    )
    expect(found).toEqual([])
  })

  it('no component does either', () => {
    const found = code.flatMap(({ path, text }) =>
      inlineStyles(text)
        .filter((style) => PHYSICAL_JSX.test(style))
        .map((style) => `${path}: ${style.trim()}`),
    )
    expect(found).toEqual([])
  })
})

/** Text between tags and in attributes people see or hear. */
function visibleStrings(text: string): string[] {
  const plain = withoutComments(text)
  const between = [...plain.matchAll(/<[A-Za-z.]+(?:\s[^<>]*)?>\s*([^<>{}]*\p{L}{2,}[^<>{}]*?)\s*<\//gu)].map(
    (match) => match[1] ?? '',
  )
  const attributes = [
    ...plain.matchAll(
      /\b(?:label|title|placeholder|aria-label|alt|description|summary)="([^"]*\p{L}{2,}[^"]*)"/gu,
    ),
  ].map((match) => match[1] ?? '')
  return [...between, ...attributes]
}

describe('words', () => {
  it('finds planted ones', () => {
    expect(visibleStrings('<p>Hello there</p>')).toEqual(['Hello there'])
    expect(visibleStrings('<Button label="Save" />')).toEqual(['Save'])
    expect(visibleStrings("<p>{t('ui.save')}</p>")).toEqual([])
  })

  it('no component says anything that is not in the catalogues', () => {
    const found = code
      .filter(({ path }) => path.endsWith('.tsx'))
      .flatMap(({ path, text }) => visibleStrings(text).map((words) => `${path}: ${words}`))
    expect(found).toEqual([])
  })
})

const languages = ['en', 'th', 'fa'] as const
const catalogueFiles = readdirSync(join(root, 'db/shared/messages')).filter((name) => name.endsWith('.json'))
const domains = [...new Set(catalogueFiles.map((name) => name.split('.')[0] ?? ''))]
const catalogue = (domain: string, language: string): Record<string, string> =>
  JSON.parse(readFileSync(join(root, `db/shared/messages/${domain}.${language}.json`), 'utf8'))

/** Names of the arguments a message takes. */
function argumentsOf(message: string): string[] {
  const names = new Set<string>()
  const walk = (nodes: ReturnType<typeof parse>): void => {
    for (const node of nodes) {
      if ('value' in node && node.type >= 1 && node.type <= 6) names.add(String(node.value))
      if ('options' in node) for (const option of Object.values(node.options)) walk(option.value)
      if ('children' in node) walk(node.children)
    }
  }
  walk(parse(message))
  return [...names].sort()
}

describe('catalogues', () => {
  it.each(domains)('%s is complete in three languages, with the same arguments', (domain) => {
    const english = catalogue(domain, 'en')
    expect(Object.keys(english).length).toBeGreaterThan(0)
    for (const language of languages) {
      const other = catalogue(domain, language)
      expect(Object.keys(other).sort(), `${domain}.${language}`).toEqual(Object.keys(english).sort())
      for (const [id, message] of Object.entries(other)) {
        expect(message.trim(), `${domain}.${language} ${id}`).not.toBe('')
        expect(argumentsOf(message), `${domain}.${language} ${id}`).toEqual(argumentsOf(english[id] ?? ''))
      }
    }
  })

  it('no id stands in two domains', () => {
    const ids = domains.flatMap((domain) => Object.keys(catalogue(domain, 'en')))
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
  })

  it('has every id the components ask for', () => {
    const ids = new Set(domains.flatMap((domain) => Object.keys(catalogue(domain, 'en'))))
    const asked = code.flatMap(({ path, text }) => [
      ...[...text.matchAll(/\bt\(\s*'([\w.]+)'/g)].map((match) => ({
        path,
        id: match[1] ?? '',
        prefix: false,
      })),
      ...[...text.matchAll(/\bt\(\s*`([\w.]+\.)\$\{/g)].map((match) => ({
        path,
        id: match[1] ?? '',
        prefix: true,
      })),
    ])
    expect(asked.length).toBeGreaterThan(60)
    const missing = asked.filter(({ id, prefix }) =>
      prefix ? ![...ids].some((each) => each.startsWith(id)) : !ids.has(id),
    )
    expect(missing).toEqual([])
  })
})

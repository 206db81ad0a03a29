/**
 * The template language, Liquid, within bounds: no files, no inclusion, no inherited properties, everything escaped on its way
 * out; time, memory and length of a rendering are limited, so that an endless loop is refused and not waited for.
 */
import { Liquid, type Template } from 'liquidjs'
import { type DateStyle, formatDate, formatInstant } from '../shared/dates/format.ts'
import { failure } from '../shared/errors.ts'
import { formatMoney, formatNumber } from '../shared/numbers/format.ts'
import { amountInWords } from '../shared/numbers/words.ts'
import { datesOf, type Reader } from '../shared/reader.ts'
import type { TemplateProblem } from '../shared/templates.ts'
import { escapeHtml } from './html.ts'

const RENDER_MS = 1_000
const MEMORY = 20_000_000
const MAX_OUTPUT = 2_000_000
/** Tags that reach for other files, or change how the rest is read. */
const FORBIDDEN = ['include', 'render', 'layout', 'block', 'inline_comment']

const styles: readonly DateStyle[] = [
  'short',
  'medium',
  'long',
  'full',
  'month',
  'monthDay',
  'weekdayDay',
  'year',
]
const styleOf = (name: unknown): DateStyle => styles.find((style) => style === name) ?? 'long'

function engineFor(reader: Reader, written: (value: string) => string): Liquid {
  const engine = new Liquid({
    strictFilters: true,
    ownPropertyOnly: true,
    outputEscape: (value: unknown) => written(value === null || value === undefined ? '' : String(value)),
    renderLimit: RENDER_MS,
    memoryLimit: MEMORY,
    parseLimit: 2_000_000,
    templates: {},
  })
  for (const tag of FORBIDDEN) delete engine.tags[tag]
  const dates = datesOf(reader)
  engine.registerFilter('date', (value: unknown, style?: unknown) => {
    const text = typeof value === 'string' ? value : ''
    if (/^\d{4}-\d\d-\d\d$/.test(text)) return formatDate(text, dates, styleOf(style))
    const at = Date.parse(text)
    return Number.isNaN(at) ? text : formatInstant(at, dates, styleOf(style))
  })
  engine.registerFilter('number', (value: unknown, decimals?: unknown) => {
    const number = Number(value)
    if (!Number.isFinite(number)) return value
    const places = typeof decimals === 'number' ? Math.min(8, Math.max(0, decimals)) : undefined
    return formatNumber(
      number,
      dates,
      places === undefined ? {} : { minDecimals: places, maxDecimals: places },
    )
  })
  const amount = (value: unknown): { minor: number; currency: string } | undefined => {
    if (typeof value !== 'object' || value === null || !('minor' in value) || !('currency' in value))
      return undefined
    return typeof value.minor === 'number' && typeof value.currency === 'string'
      ? { minor: value.minor, currency: value.currency }
      : undefined
  }
  engine.registerFilter('money', (value: unknown) => {
    const money = amount(value)
    return money ? formatMoney(money.minor, money.currency, dates) : value
  })
  engine.registerFilter('words', (value: unknown) => {
    const money = amount(value)
    return money ? amountInWords(money.minor, money.currency, reader.language) : value
  })
  return engine
}

const unescaped = (code: string): string =>
  code
    .replace(/<[^>]*>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('\u00a0', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/[“”]/g, '"')

/** What an editor of markup makes of `{% if a > b %}` is code again; a paragraph that holds only a tag is that tag. */
export const codeOf = (body: string): string =>
  body
    .replace(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g, unescaped)
    .replace(/<li>\s*<p>\s*((?:\{%[^%]*%\}\s*)+)<\/p>\s*<\/li>/g, '$1')
    .replace(/<(p|div)[^>]*>\s*((?:\{%[^%]*%\}\s*)+)(?:<br[^>]*>)?\s*<\/\1>/g, '$2')

export interface Parsed {
  readonly body: readonly Template[]
  readonly subject: readonly Template[]
  /** Paths that are written out without a default of their own. */
  readonly written: readonly string[]
}

/** The two texts of a letter, ready to be merged for one reader. */
export class LetterEngine {
  readonly #markup: Liquid
  readonly #plain: Liquid

  constructor(reader: Reader) {
    this.#markup = engineFor(reader, (value) => escapeHtml(value).replace(/\r?\n/g, '<br>'))
    this.#plain = engineFor(reader, (value) => value.replace(/\s+/g, ' '))
  }

  /** @throws AppError Invalid `template` with where and what */
  parse(source: { readonly subject: string; readonly body: string }): Parsed {
    const code = codeOf(source.body)
    try {
      return {
        body: this.#markup.parse(code),
        subject: this.#plain.parse(source.subject),
        written: writtenPaths(`${code}\n${source.subject}`),
      }
    } catch (error) {
      throw templateFailure(error)
    }
  }

  /** @throws AppError Invalid `template` for a text that does not come to an end, or grows beyond all measure */
  merge(parsed: Parsed, scope: object): { subject: string; html: string } {
    try {
      const html = String(this.#markup.renderSync([...parsed.body], scope))
      if (html.length > MAX_OUTPUT) throw failure('Invalid', 'templateTooLong')
      const subject = String(this.#plain.renderSync([...parsed.subject], scope))
      return { subject: subject.replace(/\s+/g, ' ').trim(), html }
    } catch (error) {
      throw templateFailure(error)
    }
  }
}

/** `{{ a.b }}` and `{{ a.b | filter }}`, but for what has a default and what loops bind. */
function writtenPaths(code: string): string[] {
  const bound = new Set(
    [...code.matchAll(/\{%-?\s*(?:for|assign|capture)\s+([\w-]+)/g)].map((match) => match[1]),
  )
  const paths = [
    ...code.matchAll(/\{\{-?\s*([A-Za-z_][\w-]*(?:\.[\w-]+|\["[^"]*"\])*)\s*((?:\|[^}]*)?)-?\}\}/g),
  ]
    .filter(
      ([, path = '', filters = '']) => !/\|\s*default\b/.test(filters) && !bound.has(path.split(/[.[]/)[0]),
    )
    .map(([, path = '']) => path)
  return [...new Set(paths)].filter((path) => path !== 'forloop' && !path.startsWith('forloop.'))
}

/** All paths from the given roots that a text names, in output or conditions. */
export const namedPaths = (code: string, roots: readonly string[]): string[] => {
  const inCode = (code.match(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g) ?? []).map((part) =>
    part.replace(/'[^']*'|(?<!\[)"[^"]*"(?!\])/g, ''),
  )
  const path = new RegExp(`(?<![\\w.])(?:${roots.join('|')})(?:\\.[\\w-]+|\\["[^"]*"\\])+`, 'g')
  return [...new Set(inCode.flatMap((part) => part.match(path) ?? []))]
}

const isLiquid = (error: unknown): error is Error & { token?: { getPosition(): number[] } } =>
  error instanceof Error &&
  /^(ParseError|TokenizationError|RenderError|UndefinedVariableError|LiquidError|AssertionError)$/.test(
    error.name,
  )

function templateFailure(error: unknown): unknown {
  if (!isLiquid(error)) return error
  const problem = problemOf(error)
  return failure(
    'Invalid',
    `template.${problem.code}`,
    { line: problem.line ?? 0, detail: problem.detail },
    error,
  )
}

function problemOf(error: Error & { token?: { getPosition(): number[] } }): TemplateProblem {
  const detail = error.message.split(', line:')[0]?.slice(0, 200) ?? ''
  const code = /limit exceeded/.test(detail)
    ? 'tooLong'
    : /undefined filter/.test(detail)
      ? 'filter'
      : 'syntax'
  return { code, line: error.token?.getPosition()[0] ?? null, detail }
}

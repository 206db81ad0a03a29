/** What a command of `samphan` is, and what it is given: parsed words, and a way to the database and to the user. */
import type { Engine } from '../host/engine.ts'
import type { Input, Name, Output } from '../shared/contract.ts'
import type { Right } from '../shared/procedure.ts'
import type { Progress } from '../shared/wire.ts'

/** Options as written: `--name value`, repeated ones as the last, or all of those a command lists. `true` for a flag. */
export type Options = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

export interface Cli {
  readonly file: string
  readonly json: boolean
  readonly lang: string
  readonly timeZone: string
  /** Aborted by the first Ctrl+C. */
  readonly signal: AbortSignal
  /** The open database; opens it at the first call. */
  engine(): Engine
  call<N extends Name>(name: N, input: Input<N>): Promise<Output<N>>
  /** The same for what only reads and may take long: Ctrl+C ends it at once. */
  callApart<N extends Name>(name: N, input: Input<N>): Promise<Output<N>>
  /** Whoever reads the database without a procedure asks first. @throws AppError Denied */
  authorize(right: Right): Promise<void>
  /** The password given with `--as`. */
  password(): string | undefined
  /** Lets go of the database, for who replaces it. */
  close(): void
  progress(progress: Progress): void
  /** Prose for people, on stderr. */
  say(text: string): void
  /** A line on stdout while the command goes on; not under --json. */
  print(text: string): Promise<void>
}

export interface Command {
  /** One line per form, as `samphan help` shows them. */
  readonly usage: readonly string[]
  /** Options that take a value; all others are flags. */
  readonly values: readonly string[]
  readonly flags?: readonly string[]
  /** Options that may be given several times. */
  readonly lists?: readonly string[]
  /** Answers what goes to stdout: one JSON document, or text made by `text`; undefined when it has printed. */
  run(cli: Cli, words: readonly string[], options: Options): Promise<unknown>
  /** The answer for people; without it the JSON is shown indented. */
  text?(answer: unknown): string
}

/** Wrong use of the command line: exit status 2. */
export class UsageError extends Error {}

export function required(words: readonly string[], index: number, what: string): string {
  const word = words[index]
  if (word === undefined) throw new UsageError(`missing ${what}`)
  return word
}

/** A JSON option or argument, or `@file`. */
export function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError(`${what} is not valid JSON`)
  }
}

export function parseData(options: Options, name = 'data'): Record<string, unknown> {
  const text = options[name]
  if (typeof text !== 'string') throw new UsageError(`missing --${name} JSON`)
  const data = parseJson(text, `--${name}`)
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new UsageError(`--${name} must be a JSON object`)
  return data as Record<string, unknown>
}

export function parseCount(options: Options, name: string): number | undefined {
  const text = options[name]
  if (text === undefined) return undefined
  const count = Number(text)
  if (!Number.isSafeInteger(count) || count < 0) throw new UsageError(`--${name} must be a whole number`)
  return count
}

export const textOption = (options: Options, name: string): string | undefined => {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

/** `a,-b` → `['a', '-b']`. */
export const listOption = (options: Options, name: string): string[] | undefined =>
  textOption(options, name)
    ?.split(',')
    .map((part) => part.trim())
    .filter(Boolean)

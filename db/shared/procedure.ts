/**
 * How a procedure is declared: once, as data, with schemas for what goes in and comes out.
 * `query` reads and may run on any reader; `mutation` is one synchronous function in one transaction;
 * `job` is long work in chunks with progress and cancel, one open operation.
 */
import type { z } from 'zod'
import type { ChangeSource } from './wire.ts'

/**
 * What the caller must be allowed to do: `read` everybody, `write` everybody but browsers; which roles the others have is
 * the table of core/rights.ts. What may be done to a single record is asked again for each row written.
 */
export type Right = 'read' | 'write' | 'export' | 'import' | 'erase' | 'maintain' | 'admin'

/**
 * How far a mutation can be taken back. `stack`: Ctrl+Z reaches it. `operation`: only from the operations page.
 * `local`: this device's own state (layouts, drafts), not logged. `never`: declared irreversible.
 */
export type Undoable = 'stack' | 'operation' | 'local' | 'never'

interface Common<I extends z.ZodType, O extends z.ZodType> {
  readonly input: I
  readonly output: O
  readonly right: Right
}
export interface Query<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType>
  extends Common<I, O> {
  readonly kind: 'query'
  /** Runs on the slow reader, so that it never delays a list: what takes long, and what every window asks by itself at its start. */
  readonly slow: boolean
}
export interface Mutation<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType>
  extends Common<I, O> {
  readonly kind: 'mutation'
  readonly undo: Undoable
  /** Opens its own transactions (undo and redo do); others run inside one. */
  readonly own: boolean
}
export interface Job<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> extends Common<I, O> {
  readonly kind: 'job'
  readonly undo: Undoable
  /** Runs where: the writer (default), or the slow reader for jobs that only read (export, reports, scans). */
  readonly on: 'writer' | 'reader'
  /** What its operation is marked with, whoever started it. */
  readonly source: ChangeSource | undefined
}
export type Procedure = Query | Mutation | Job

export function query<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  options: { slow?: boolean; right?: Right } = {},
): Query<I, O> {
  return { kind: 'query', input, output, right: options.right ?? 'read', slow: options.slow ?? false }
}

interface MutationOptions {
  readonly undo?: Undoable
  readonly right?: Right
}

export function mutation<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  { undo = 'stack', right = 'write' }: MutationOptions = {},
): Mutation<I, O> & { readonly own: false } {
  return { kind: 'mutation', input, output, right, undo, own: false }
}

/** A mutation that opens its own transactions, as undo and redo do. */
export function ownMutation<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  { undo = 'operation', right = 'write' }: MutationOptions = {},
): Mutation<I, O> & { readonly own: true } {
  return { kind: 'mutation', input, output, right, undo, own: true }
}

export function job<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  options: { undo?: Undoable; right?: Right; on?: 'writer' | 'reader'; source?: ChangeSource } = {},
): Job<I, O> {
  return {
    kind: 'job',
    input,
    output,
    right: options.right ?? 'write',
    undo: options.undo ?? 'stack',
    on: options.on ?? 'writer',
    source: options.source,
  }
}

/**
 * One open database and the procedures on it, in one thread: parse at the door, check rights, run the handler, answer or
 * throw an AppError. The host's threads and the command line each have one; they differ only in what they are sent.
 */
import { performance } from 'node:perf_hooks'
import type { z } from 'zod'
import { beginBulk, endBulk } from '../core/bulk.ts'
import type { Actor, Connection } from '../core/connection.ts'
import type { Caller, Ctx, JobCtx, MutationCtx, QueryCtx } from '../core/context.ts'
import { actorBy, needsSignIn, nobody } from '../core/credentials.ts'
import { tendCustomIndexes } from '../core/customIndexes.ts'
import { localActor, localDevice } from '../core/database.ts'
import { Lookups } from '../core/lookups.ts'
import { sqliteFailure } from '../core/open.ts'
import { letGo, saveCheckpoint, takeUp } from '../core/operations.ts'
import { assertMay } from '../core/rights.ts'
import { Search } from '../core/search/search.ts'
import { whileWanted } from '../core/stillWanted.ts'
import { type ChangeBatch, Tail } from '../core/tail.ts'
import { inTransaction } from '../core/transaction.ts'
import { actAs } from '../core/visible.ts'
import { type Outcome, originate, type Write } from '../core/write.ts'
import { isProcedure, type Name, procedureNamed } from '../shared/contract.ts'
import { AppError, failure, type Issue, invalidIssues } from '../shared/errors.ts'
import type { Job, Mutation, Procedure, Query, Right } from '../shared/procedure.ts'
import type { ChangeSource, Progress } from '../shared/wire.ts'
import { handlers } from './handlers.ts'

export interface CallOptions {
  readonly session: string
  readonly source: ChangeSource
  readonly lang?: string
  readonly timeZone?: string
  readonly signal?: AbortSignal
  /** Asked by long reads while no message is heard; see core/stillWanted.ts. */
  readonly isStopped?: () => boolean
  readonly onProgress?: (progress: Progress) => void
  /** What the session acts by: given by whoever owns the session, never by what it sends. */
  readonly credential?: number | undefined
  /** The session acts by another credential from now on. */
  readonly onIdentity?: (credential: number | undefined) => void
  /** Local rows of a lookup that another thread holds. */
  readonly lookupRows?: ReadonlyMap<string, Int32Array>
}

/** How long a chunk of a job lasts while nobody edits, and how long while and after somebody has. */
const QUIET_CHUNK_MS = 250
const SHARED_CHUNK_MS = 30
const EDITING_MS = 5_000

export interface EngineOptions {
  readonly checkOutput?: boolean
  /** Whether a call waits that this thread has not heard of yet, being busy. */
  readonly isAwaited?: () => boolean
}

/** How long chunks may be: people's edits go first, and who has made one is likely to make another. */
class Patience {
  readonly #isAwaited: () => boolean
  #awaitedAt = Number.NEGATIVE_INFINITY

  constructor(isAwaited: () => boolean) {
    this.#isAwaited = isAwaited
  }

  isOver(begun: number): boolean {
    const now = performance.now()
    if (this.#isAwaited()) {
      this.#awaitedAt = now
      return true
    }
    return now - begun >= (now - this.#awaitedAt < EDITING_MS ? SHARED_CHUNK_MS : QUIET_CHUNK_MS)
  }
}

/** How often and how long a job leaves the write lock to other processes. */
const PAUSE_EVERY_MS = 100
const PAUSE_MS = 3

/** What one may call before anybody has signed in. */
const openToAll: ReadonlySet<string> = new Set(['session.state', 'session.signIn', 'session.signOut'])

type AnyHandler = (ctx: Ctx, input: unknown) => unknown

export class Engine {
  readonly conn: Connection
  readonly lookups: Lookups
  readonly search: Search
  readonly #untold: Tail
  readonly #tail: Tail
  readonly #checkOutput: boolean
  readonly #patience: Patience
  /** Whose jobs run now, how many, and who waits for their end. */
  #working: { readonly actor: Actor; jobs: number } | undefined
  readonly #queue: (() => void)[] = []

  constructor(conn: Connection, options: EngineOptions = {}) {
    this.conn = conn
    this.lookups = new Lookups(conn)
    this.search = new Search(conn)
    this.#tail = new Tail(conn)
    this.#untold = new Tail(conn, this.#tail.seq)
    this.#checkOutput = options.checkOutput ?? false
    this.#patience = new Patience(options.isAwaited ?? (() => false))
  }

  /** What windows have not been told yet; brings the caches of this thread up to the log. */
  poll(): ChangeBatch | undefined {
    this.#catchUp()
    return this.#untold.poll()
  }

  /** Queries see the log as it is. What they catch up with is still to be told: it has a tail of its own. */
  #catchUp(): void {
    const batch = this.#tail.poll()
    if (batch) this.lookups.onBatch(batch)
  }

  /** A step of what the database itself needs and nobody waits for. True when there may be more. @throws AppError */
  tend(): boolean {
    return tendCustomIndexes(this.conn)
  }

  /** @throws AppError always that, never anything else */
  async call(name: string, rawInput: unknown, options: CallOptions): Promise<unknown> {
    try {
      if (!isProcedure(name)) throw failure('Invalid', 'unknownProcedure', { name })
      const procedure = procedureNamed(name)
      const actor = this.#actor(name, options.credential)
      assertMay(actor, procedure)
      const input = parseInput(procedure, rawInput)
      const output = await whileWanted(options.isStopped, () =>
        this.#run(name, procedure, this.#ctx(actor, options), input, options),
      )
      return this.#checkOutput ? procedure.output.parse(output) : output
    } catch (error) {
      throw toAppError(sqliteFailure(error, this.conn.file))
    }
  }

  /** For programs that read the database without a procedure. @throws AppError Denied */
  authorize(right: Right, credential: number | undefined): void {
    assertMay(this.#actor('authorize', credential), { right, kind: 'job' })
  }

  /** @throws AppError Denied `signInNeeded` for everything that somebody must do */
  #actor(name: string, credential: number | undefined): Actor {
    if (!needsSignIn(this.conn)) return localActor(this.conn)
    const actor = credential === undefined ? undefined : actorBy(this.conn, credential)
    if (actor) return actor
    if (openToAll.has(name)) return nobody
    throw failure('Denied', 'signInNeeded')
  }

  #ctx(actor: Actor, options: CallOptions): Ctx {
    const caller: Caller = {
      actor,
      deviceId: localDevice(this.conn),
      session: options.session,
      lang: options.lang ?? 'en',
      timeZone: options.timeZone ?? 'UTC',
      credential: options.credential,
    }
    return {
      ...caller,
      conn: this.conn,
      now: this.conn.sources.now,
      become: (credential) => {
        this.lookups.dropSession(options.session)
        options.onIdentity?.(credential)
      },
    }
  }

  #run(name: Name, procedure: Procedure, ctx: Ctx, input: unknown, options: CallOptions): unknown {
    const handler = handlers[name] as AnyHandler
    // Signing in reads nobody's records and must not wait for anybody.
    if (procedure.kind === 'job')
      return openToAll.has(name)
        ? this.#runJob(name, procedure, ctx, input, options, handler)
        : this.#inTurn(ctx, options, () => this.#runJob(name, procedure, ctx, input, options, handler))
    actAs(this.conn, ctx.actor)
    try {
      return this.#runAtOnce(name, procedure, ctx, input, options, handler)
    } finally {
      if (this.#working) actAs(this.conn, this.#working.actor)
    }
  }

  /** What a connection sees is one user's. Jobs of one user run side by side, those of another wait for their end. */
  async #inTurn<T>(ctx: Ctx, { signal }: CallOptions, job: () => Promise<T>): Promise<T> {
    while (this.#working && this.#working.actor.rowId !== ctx.actor.rowId)
      await new Promise<void>((resolve) => this.#queue.push(resolve))
    if (signal?.aborted) throw failure('Cancelled', 'byUser')
    const working = this.#working ?? { actor: ctx.actor, jobs: 0 }
    this.#working = working
    working.jobs++
    actAs(this.conn, ctx.actor)
    try {
      return await job()
    } finally {
      if (--working.jobs === 0) {
        this.#working = undefined
        for (const resume of this.#queue.splice(0)) resume()
      }
    }
  }

  #runAtOnce(
    name: Name,
    procedure: Query | Mutation,
    ctx: Ctx,
    input: unknown,
    options: CallOptions,
    handler: AnyHandler,
  ): unknown {
    if (procedure.kind === 'query') {
      this.#catchUp()
      const query: QueryCtx = { ...ctx, lookups: this.lookups, search: this.search }
      return handler(query, input)
    }
    return this.#runMutation(name, procedure, ctx, input, options, handler)
  }

  #runMutation(
    name: Name,
    procedure: Mutation,
    ctx: Ctx,
    input: unknown,
    options: CallOptions,
    handler: AnyHandler,
  ): unknown {
    if (procedure.own) return handler(ctx, input)
    if (procedure.undo === 'local') {
      return inTransaction(this.conn, () => handler(ctx, input))
    }
    const outcome: Outcome<unknown> = originate(
      this.conn,
      { ...ctx, kind: name, source: options.source, onStack: procedure.undo === 'stack' },
      (write) => {
        const mutation: MutationCtx = { ...ctx, write }
        return handler(mutation, input)
      },
    )
    return { ...(outcome.result as object), operation: outcome.operation }
  }

  async #runJob(
    name: Name,
    procedure: Job,
    ctx: Ctx,
    input: unknown,
    options: CallOptions,
    handler: AnyHandler,
  ): Promise<unknown> {
    const run = new JobRun(this.conn, ctx, name, procedure, options)
    const job: JobCtx = {
      ...ctx,
      lookups: this.lookups,
      search: this.search,
      signal: run.signal,
      progress: (progress) => options.onProgress?.(progress),
      chunk: (fn, checkpoint) => run.chunk(fn, checkpoint),
      operation: () => run.operation,
      isLate: (begun) => this.#patience.isOver(begun),
      describe: (params) => run.describe(params),
      resume: (operation) => run.resume(operation),
      lookupRows: (lookup) => options.lookupRows?.get(lookup.lookupId) ?? this.lookups.rowIdsOf(lookup),
    }
    try {
      const result = await handler(job, input)
      run.end('done')
      return result
    } catch (error) {
      run.end('cancelled')
      throw error
    }
  }

  close(): void {
    this.search.close()
    this.conn.close()
  }
}

/** The single operation of a job, written in many transactions. */
class JobRun {
  readonly signal: AbortSignal
  operation: string | null = null
  readonly #conn: Connection
  readonly #ctx: Ctx
  readonly #name: Name
  readonly #procedure: Job
  readonly #source: ChangeSource
  #opId: number | undefined
  #params: Readonly<Record<string, unknown>> | undefined
  #isBulk = false
  #lastPause = performance.now()
  /** The process that left a resumed operation, until we have added to it. */
  #interruptedIn: number | undefined

  constructor(conn: Connection, ctx: Ctx, name: Name, procedure: Job, options: CallOptions) {
    this.#conn = conn
    this.#ctx = ctx
    this.#name = name
    this.#procedure = procedure
    this.#source = procedure.source ?? options.source
    this.signal = options.signal ?? new AbortController().signal
  }

  describe(params: Readonly<Record<string, unknown>>): void {
    this.#params = params
  }

  resume(operation: string): { kind: string; checkpoint: unknown } {
    const { opId, kind, checkpoint, pid } = takeUp(this.#conn, operation)
    this.#opId = opId
    this.#interruptedIn = pid
    this.operation = operation
    return { kind, checkpoint }
  }

  #prepareForBulk(on: boolean): void {
    if (this.#isBulk === on) return
    this.#isBulk = on
    if (on) beginBulk(this.#conn)
    else endBulk(this.#conn)
  }

  /** Lets people's edits go first: those of this process at once, those of others now and then. */
  #pause(): Promise<void> {
    const now = performance.now()
    if (now - this.#lastPause < PAUSE_EVERY_MS) return new Promise((resolve) => setImmediate(resolve))
    this.#lastPause = now + PAUSE_MS
    return new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }

  async chunk<T>(fn: (write: Write) => T, checkpoint?: unknown): Promise<T> {
    await this.#pause()
    if (this.signal.aborted) throw failure('Cancelled', 'byUser')
    this.#prepareForBulk(true)
    const outcome = originate(
      this.#conn,
      {
        ...this.#ctx,
        kind: this.#name,
        source: this.#source,
        onStack: this.#procedure.undo === 'stack',
        open: this.#opId === undefined ? 'begin' : { opId: this.#opId },
        ...(this.#params && { params: this.#params }),
      },
      (write) => {
        const result = fn(write)
        if (this.#opId !== undefined || write.changed())
          saveCheckpoint(this.#conn, write.opId(), checkpoint ?? null)
        return result
      },
    )
    this.#interruptedIn = undefined
    this.#opId = outcome.opId ?? this.#opId
    this.operation = outcome.operation ?? this.operation
    return outcome.result
  }

  end(state: 'done' | 'cancelled'): void {
    this.#prepareForBulk(false)
    if (this.#opId === undefined) return
    const opId = this.#opId
    if (state === 'cancelled' && this.#interruptedIn !== undefined) {
      // Could not even begin to go on (the file is not there): it stays as it was, to be resumed, undone or kept.
      letGo(this.#conn, opId, this.#interruptedIn)
      return
    }
    inTransaction(this.#conn, () => {
      this.#conn.prepare("UPDATE op SET state = ? WHERE rowId = ? AND state = 'open'").run(state, opId)
      this.#conn.prepare('DELETE FROM checkpoint WHERE opId = ?').run(opId)
    })
  }
}

function parseInput(procedure: Procedure, raw: unknown): unknown {
  const parsed = procedure.input.safeParse(raw ?? {})
  if (parsed.success) return parsed.data
  throw invalidIssues(parsed.error.issues.map(toIssue))
}

const toIssue = (issue: z.core.$ZodIssue): Issue => ({ field: issue.path.join('.'), code: issue.code })

/** Anything unexpected becomes `Bug` with a reference under which the log has the whole of it. */
function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const ref = Math.floor(Math.random() * 0xffffffff).toString(36)
  process.stderr.write(
    `[bug ${ref}] ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  )
  return new AppError({ code: 'Bug', ref }, { cause: error })
}

/** What a handler is given. Queries get a reading connection, mutations an open transaction, jobs a way to write in chunks. */
import type { Contract, Name, Output, Parsed } from '../shared/contract.ts'
import type { Progress } from '../shared/wire.ts'
import type { Actor, Connection } from './connection.ts'
import type { HeldLookup, Lookups } from './lookups.ts'
import type { Search } from './search/search.ts'
import type { Write } from './write.ts'

export interface Caller {
  readonly actor: Actor
  readonly deviceId: number
  /** One window, command line or test client; lookups belong to it. */
  readonly session: string
  readonly lang: string
  readonly timeZone: string
  /** The local row of the password, token or sign-in it acts by; undefined while nobody needs one, and for nobody. */
  readonly credential: number | undefined
}

export interface Ctx extends Caller {
  readonly conn: Connection
  now(): number
  /** From the next call on the session acts by this credential; `undefined`: by none. */
  become(credential: number | undefined): void
}
/** Caches of the reading threads. */
export interface QueryCtx extends Ctx {
  readonly lookups: Lookups
  readonly search: Search
}
export interface MutationCtx extends Ctx {
  readonly write: Write
}
export interface JobCtx extends Ctx {
  readonly lookups: Lookups
  readonly search: Search
  readonly signal: AbortSignal
  progress(progress: Progress): void
  /**
   * One chunk: a transaction of the job's single operation, then a pause so that people's edits go first. Ask `isLate` when
   * to end it. `checkpoint` is stored with the chunk, so that a crash can be resumed. @throws AppError Cancelled between chunks
   */
  chunk<T>(fn: (write: Write) => T, checkpoint?: unknown): Promise<T>
  /**
   * Whether a chunk that began then (`performance.now()`) should end: at once when somebody's edit waits for it, after 30 ms
   * while people edit, after a quarter of a second while nobody does.
   */
  isLate(begun: number): boolean
  /** The job's operation so far: null until a chunk changed something. */
  operation(): string | null
  /** Parameters of the operation's wording, such as a file name; to be said before the first chunk. */
  describe(params: Readonly<Record<string, unknown>>): void
  /** Takes up an operation that a crash left open: its last checkpoint. @throws AppError NotFound, Conflict */
  resume(operation: string): { readonly kind: string; readonly checkpoint: unknown }
  /** Local rows of a lookup, wherever it is held; see core/target.ts. @throws AppError NotFound, Conflict */
  lookupRows(lookup: HeldLookup): Int32Array
}

type CtxOf<N extends Name> = Contract[N]['kind'] extends 'query'
  ? QueryCtx
  : Contract[N]['kind'] extends 'job'
    ? JobCtx
    : Contract[N] extends { own: true }
      ? Ctx
      : MutationCtx

/** What a mutation's handler need not return: the dispatcher adds it. */
type Result<N extends Name> = Contract[N]['kind'] extends 'mutation'
  ? Omit<Output<N>, 'operation'>
  : Output<N>

/** Handlers of some procedures; `satisfies Handlers<'a' | 'b'>` makes a missing or mistyped one a compile error. */
export type Handlers<N extends Name = Name> = {
  readonly [K in N]: (
    ctx: CtxOf<K>,
    input: Parsed<K>,
  ) => Contract[K]['kind'] extends 'job' ? Promise<Output<K>> : Result<K>
}

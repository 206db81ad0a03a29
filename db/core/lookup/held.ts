/** The lookups of all sessions, as they are held in a reading thread: found again, advanced with a past, forgotten. */
import type { Entity } from '../../shared/entity.ts'
import { failure } from '../../shared/errors.ts'
import type { Sort } from '../../shared/filter.ts'
import type { Actor, Connection } from '../connection.ts'
import type { LookupCtx, Step } from './members.ts'

const MAX_PER_SESSION = 100
const MAX_PAST = 8
const MAX_PAST_BYTES = 64 * 1024 * 1024

export interface State {
  readonly steps: readonly Step[]
  readonly sort: Sort
  /** Null while only the first page has been read. */
  readonly rowIds: Int32Array | null
  /** That first page. */
  readonly head: Int32Array | null
  /** How far the log was when membership was worked out. */
  readonly seq: number
  readonly behind: number
}

export interface Held {
  readonly id: string
  readonly session: string
  readonly actor: Actor
  readonly entity: Entity
  version: number
  state: State
  past: State[]
}

export class HeldLookups {
  readonly #conn: Connection
  readonly #held = new Map<string, Held>()

  constructor(conn: Connection) {
    this.#conn = conn
  }

  hold(ctx: LookupCtx, entity: Entity, state: State): Held {
    const own = [...this.#held.values()].filter(({ session }) => session === ctx.session)
    if (own.length >= MAX_PER_SESSION && own[0]) this.#held.delete(own[0].id)
    const id = this.#conn.newElementId() + this.#conn.newElementId()
    const held: Held = { id, session: ctx.session, actor: ctx.actor, entity, version: 1, state, past: [] }
    this.#held.set(id, held)
    return held
  }

  /** The next version of a lookup; the one before can be gone back to. */
  advance(held: Held, state: State): Held {
    held.past.push(held.state)
    let bytes = 0
    for (const { rowIds } of held.past) bytes += rowIds?.byteLength ?? 0
    while (held.past.length > MAX_PAST || bytes > MAX_PAST_BYTES)
      bytes -= held.past.shift()?.rowIds?.byteLength ?? 0
    held.state = state
    held.version++
    return held
  }

  /** @throws AppError NotFound `lookup` for one that is gone, or another session's */
  find(lookupId: string, session?: string): Held {
    const held = this.#held.get(lookupId)
    if (!held || (session !== undefined && held.session !== session)) throw failure('NotFound', 'lookup')
    this.#held.delete(lookupId)
    this.#held.set(lookupId, held)
    return held
  }

  close(lookupId: string, session: string): void {
    this.#held.delete(this.find(lookupId, session).id)
  }

  dropSession(session: string): void {
    for (const [id, held] of this.#held) if (held.session === session) this.#held.delete(id)
  }
}

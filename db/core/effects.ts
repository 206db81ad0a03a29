/**
 * What else follows when a record of some kinds is written here: fields that go with others, rules a person must keep, rows
 * the program writes by itself. Only through `originate`; what comes from other devices, and what is taken back, brings its
 * own consequences along. One entry per entity; none knows who asked.
 */
import type { Entity } from '../shared/entity.ts'
import type { DbValue } from '../shared/fields.ts'
import { campaignSenderEffect } from './campaignSenders.ts'
import { type Actor, type Connection, getRow } from './connection.ts'
import {
  opportunityEffect,
  opportunityLineEffect,
  pipelineEffect,
  stageEffect,
} from './effects/opportunities.ts'
import { privacyEffect } from './effects/privacy.ts'
import { quoteEffect, quoteLineEffect } from './effects/quotes.ts'
import { watchersEffect } from './effects/watchers.ts'
import type { Columns } from './rowWriter.ts'
import { ticketEffect } from './tickets/flow.ts'

export interface EffectContext {
  readonly conn: Connection
  readonly actor: Actor
  readonly at: number
  /** A person or the command line wrote it: rules are kept. Imports and programs bring records as they are. */
  readonly ruled: boolean
  insert(entity: Entity, columns: Columns, id?: Uint8Array): number
  /** A consequence: not asked about rights again. */
  set(entity: Entity, rowId: number, columns: Columns): boolean
}

export type StoredRow = Readonly<Record<string, DbValue>>

export interface Effect {
  /** Columns that matter; writing others has no effect. A new row always has. */
  readonly on: readonly string[]
  /** The columns to write instead of those given. @throws AppError Invalid */
  readonly before?: (
    ctx: EffectContext,
    columns: Columns,
    row: StoredRow | undefined,
    rowId: number | undefined,
  ) => Columns
  /** `row`: as it was. */
  readonly after?: (ctx: EffectContext, columns: Columns, row: StoredRow | undefined, rowId: number) => void
  /** Rows that something is worked out for once, at the end: answered by `after` of many. */
  readonly settles?: {
    readonly of: (columns: Columns, row: StoredRow | undefined) => readonly DbValue[]
    readonly settle: (ctx: EffectContext, rowId: number) => void
  }
}

const effects: Readonly<Record<string, readonly Effect[]>> = {
  contact: [privacyEffect('contact')],
  company: [privacyEffect('company')],
  opportunity: [opportunityEffect, privacyEffect('opportunity')],
  opportunityLine: [opportunityLineEffect],
  stage: [stageEffect],
  pipeline: [pipelineEffect],
  quote: [quoteEffect, privacyEffect('quote')],
  quoteLine: [quoteLineEffect],
  ticket: [ticketEffect, watchersEffect],
  ticketMessage: [watchersEffect],
  campaign: [campaignSenderEffect],
}

interface Change {
  readonly columns: Columns
  after(rowId: number): void
}

/** The effects of one transaction. */
export class Effects {
  readonly #ctx: EffectContext
  readonly #settling = new Map<Effect, Set<number>>()

  constructor(ctx: EffectContext) {
    this.#ctx = ctx
  }

  /** Undefined where nothing follows. */
  before(entity: Entity, rowId: number | undefined, given: Columns): Change | undefined {
    const all = effects[entity.name]?.filter(
      ({ on }) => rowId === undefined || on.some((column) => column in given),
    )
    if (!all?.length) return undefined
    const row =
      rowId === undefined
        ? undefined
        : getRow<StoredRow>(this.#ctx.conn, `SELECT * FROM main."${entity.name}" WHERE rowId = ?`, rowId)
    let columns = given
    for (const effect of all) columns = effect.before?.(this.#ctx, columns, row, rowId) ?? columns
    return {
      columns,
      after: (written) => {
        for (const effect of all) {
          effect.after?.(this.#ctx, columns, row, written)
          if (effect.settles) this.#note(effect, effect.settles.of(columns, row))
        }
      },
    }
  }

  #note(effect: Effect, rows: readonly DbValue[]): void {
    const known = this.#settling.get(effect) ?? new Set()
    for (const row of rows) if (typeof row === 'number') known.add(row)
    this.#settling.set(effect, known)
  }

  settle(): void {
    for (const [effect, rows] of this.#settling)
      for (const row of rows) effect.settles?.settle(this.#ctx, row)
    this.#settling.clear()
  }
}

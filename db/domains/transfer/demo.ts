/**
 * Demo data: the generator's rows through the write path, as one operation that can be undone. The same seed gives the same
 * records with the same identities; where those are taken already, new ones.
 */
import { performance } from 'node:perf_hooks'
import { getRow } from '../../core/connection.ts'
import type { JobCtx } from '../../core/context.ts'
import { identify } from '../../core/identify.ts'
import { namedId } from '../../core/namedId.ts'
import { rowsCreatedBy } from '../../core/operations.ts'
import { may } from '../../core/rights.ts'
import { databaseSetting } from '../../core/settings.ts'
import { type WorkingDays, workingDays } from '../../core/workingDays.ts'
import type { Write } from '../../core/write.ts'
import { salesWords } from '../../demo/data/sales.ts'
import { demo, demoCounts } from '../../demo/demo.ts'
import { demoEntities } from '../../demo/registry.ts'
import {
  type DemoActivity,
  type DemoEntityName,
  type DemoPlain,
  type DemoRow,
  type DemoTicket,
  demoReferences,
} from '../../demo/rows.ts'
import type { DemoOptions } from '../../demo/world.ts'
import type { Output, Parsed } from '../../shared/contract.ts'
import { addDays } from '../../shared/dates/calendars.ts'
import { shiftPeriod } from '../../shared/dates/periods.ts'
import type { Entity } from '../../shared/entity.ts'
import type { DbValue, EncodeEnv } from '../../shared/fields.ts'
import { encodeField } from '../../shared/fields.ts'
import { idToText, textToId } from '../../shared/id.ts'
import { parsePhone } from '../../shared/phone.ts'
import { instantOf, wallTime } from '../../shared/recurrenceZones.ts'
import { entityNamed, fieldNamed } from '../../shared/registry.ts'

const CHUNK_MS = 30
const LOOK_EVERY = 8

type DemoInput = Parsed<'demo.create'>
interface Checkpoint {
  readonly input: DemoInput
  /** When it was begun: what is under way lies around it. */
  readonly now?: number
  counts: Record<string, number>
}

export const createDemo = (ctx: JobCtx, input: DemoInput): Promise<Output<'demo.create'>> =>
  new Demo(ctx, { input, now: ctx.now(), counts: {} }).run()

/** Goes on from a checkpoint: the generator repeats itself, what is there is passed over. */
export const resumeDemo = (ctx: JobCtx, checkpoint: unknown): Promise<Output<'demo.create'>> =>
  new Demo(ctx, checkpoint as Checkpoint).run()

const isActivity = (row: DemoRow): row is DemoActivity => 'day' in row && 'minutes' in row
const isTicket = (row: DemoRow): row is DemoTicket => 'taken' in row

const isPlain = (row: DemoRow): row is DemoPlain => 'fields' in row

/** Entities later rows refer to: their local rows are kept by demo key. */
const referred = [
  ...new Set(
    demoEntities.flatMap(({ entity }) => entityNamed(entity).fields.flatMap(({ to }) => (to ? [to] : []))),
  ),
].filter((name) => demoEntities.some(({ entity }) => entity === name))

class Demo {
  readonly #ctx: JobCtx
  readonly #state: Checkpoint
  readonly #options: DemoOptions
  readonly #env: EncodeEnv
  /** Local rows by demo key: what later rows refer to. */
  readonly #rows: Record<string, number[]>
  readonly #before: Record<string, number>
  /** Identities of this seed are in use: each row has to be asked for. */
  #taken = false
  readonly #today: string
  readonly #working: WorkingDays
  /** What the pipeline in the language of whoever makes the data is called. */
  readonly #own: string
  /** The place of the first pipeline of the demo. */
  readonly #pipelines: number

  constructor(ctx: JobCtx, state: Checkpoint) {
    const { contacts, seed, locales } = state.input
    this.#ctx = ctx
    this.#state = state
    this.#before = { ...state.counts }
    this.#options = { contacts, seed, now: state.now ?? ctx.now(), ...(locales && { locales }) }
    const country = String(databaseSetting(ctx.conn, 'defaultCountry') ?? 'TH')
    this.#env = { elementId: ctx.conn.newElementId, phone: (typed) => parsePhone(typed, country) }
    const operation = ctx.operation()
    const rowsOf = (name: string): number[] =>
      operation === null ? [] : rowsCreatedBy(ctx.conn, operation, entityNamed(name))
    this.#rows = Object.fromEntries(referred.map((name) => [name, rowsOf(name)]))
    this.#today = wallTime(ctx.now(), ctx.timeZone).day
    this.#working = workingDays(ctx.conn)
    this.#own = salesWords[ctx.lang === 'th' || ctx.lang === 'fa' ? ctx.lang : 'en'].pipeline
    this.#pipelines =
      getRow<{ n: number }>(ctx.conn, 'SELECT ifnull(max(position) + 1, 0) AS n FROM visiblePipeline')?.n ?? 0
    ctx.describe({ contacts })
  }

  async run(): Promise<Output<'demo.create'>> {
    const total = Object.values(demoCounts(this.#options)).reduce((sum, count) => sum + count, 0)
    const passed: Record<string, number> = {}
    for (const batch of demo(this.#options)) {
      const { entity } = batch
      const before = passed[entity] ?? 0
      passed[entity] = before + batch.rows.length
      const done = this.#before[entity] ?? 0
      const rows = batch.rows.slice(Math.max(0, done - before))
      if (rows.length > 0) await this.#write(entity, rows, total)
    }
    const { counts } = this.#state
    return { operation: this.#ctx.operation(), created: counts.contact ?? 0, counts }
  }

  async #write(name: DemoEntityName, rows: readonly DemoRow[], total: number): Promise<void> {
    const entity = entityNamed(name)
    // What only administrators arrange is left out for others: tickets without promises are tickets too.
    if (entity.editedBy === 'admin' && !may(this.#ctx.actor, 'configure')) return
    const { counts } = this.#state
    this.#taken ||=
      (counts[name] ?? 0) === 0 && identify(this.#ctx.conn, entity, rows[0]?.id ?? '') !== 'free'
    for (let at = 0; at < rows.length; ) {
      at = await this.#ctx.chunk((write) => {
        const until = performance.now() + CHUNK_MS
        let next = at
        do {
          const row = rows[next++]
          if (row) this.#insert(write, entity, row)
        } while (next < rows.length && (next % LOOK_EVERY !== 0 || performance.now() < until))
        counts[name] = (counts[name] ?? 0) + next - at
        return next
      }, this.#state)
      const done = Object.values(counts).reduce((sum, count) => sum + count, 0)
      this.#ctx.progress({ done, total: Math.max(total, done), step: 'demo' })
    }
  }

  /** An activity's day and time, counted from today and moved off days nobody works, as the moment they are here. */
  #placed({ day, minutes, allDay, ...row }: DemoActivity): DemoRow & Record<string, unknown> {
    const { timeZone } = this.#ctx
    const wanted = addDays(this.#today, day)
    const on = this.#working.nearest(wanted, day < 0 ? -1 : 1)
    return {
      ...row,
      startAt: new Date(instantOf(on, allDay === true ? 0 : minutes, timeZone)).toISOString(),
      allDay: allDay === true,
      timeZone,
      status: 'open',
    }
  }

  /** Fields of a plain row, with its days and references as they are here. */
  #fieldsOf(
    entity: Entity,
    { fields, refs = {}, days = {}, months = {} }: DemoPlain,
  ): Record<string, DbValue> {
    const columns: Record<string, DbValue> = {}
    const put = (name: string, value: unknown): void => {
      const field = fieldNamed(entity, name)
      if (field) columns[name] = encodeField(field, value, this.#env)
    }
    for (const name in fields) put(name, fields[name])
    for (const [name, key] of Object.entries(refs))
      columns[name] = this.#rows[fieldNamed(entity, name)?.to ?? '']?.[key] ?? null
    for (const [name, given] of Object.entries(days)) {
      const [day, minutes] = typeof given === 'number' ? [given, undefined] : given
      const on = addDays(this.#today, day)
      columns[name] = minutes === undefined ? on : instantOf(on, minutes, this.#ctx.timeZone)
    }
    for (const [name, [month, end]] of Object.entries(months)) {
      const { start, end: last } = shiftPeriod(this.#today, 'month', month, 'gregory')
      columns[name] = end === 'first' ? start : last
    }
    // The board opens with the pipeline of whoever made the data.
    if (entity.name === 'pipeline')
      columns.position = this.#pipelines + (columns.name === this.#own ? 0 : 1 + Number(columns.position))
    return columns
  }

  /** Whoever makes the demo has the tickets that somebody has. */
  #given({ taken, ...row }: DemoTicket, write: Write): { row: DemoRow; columns: Record<string, DbValue> } {
    return { row, columns: taken ? { assigneeId: write.actor.rowId } : {} }
  }

  #insert(write: Write, entity: Entity, made: DemoRow): void {
    if (isPlain(made)) {
      this.#put(write, entity, made.id, { createdAt: made.createdAt, ...this.#fieldsOf(entity, made) })
      return
    }
    const { row, columns: given } = isTicket(made) ? this.#given(made, write) : { row: made, columns: {} }
    const { key: _, id, createdAt, ...fields } = isActivity(row) ? this.#placed(row) : row
    const data: Record<string, unknown> = { ...fields }
    const columns: Record<string, DbValue> = { ...given, createdAt }
    for (const reference of demoReferences) {
      const key = data[reference.key]
      if (typeof key !== 'number') continue
      delete data[reference.key]
      columns[reference.field] = this.#rows[reference.entity]?.[key] ?? null
    }
    for (const name in data) {
      const field = fieldNamed(entity, name)
      if (field) columns[name] = encodeField(field, data[name], this.#env)
    }
    this.#put(write, entity, id, columns)
  }

  /** A membership is the same whoever writes it down. */
  #membership(entity: Entity, columns: Record<string, DbValue>): Uint8Array | undefined {
    const of =
      entity.name === 'listMember' ? 'list' : entity.name === 'campaignMember' ? 'campaign' : undefined
    if (of === undefined) return undefined
    const idOf = (table: string, rowId: DbValue | undefined): string | undefined => {
      const row = getRow<{ id: Uint8Array }>(
        this.#ctx.conn,
        `SELECT id FROM main."${table}" WHERE rowId = ?`,
        rowId ?? null,
      )
      return row && idToText(row.id)
    }
    const [group, contact] = [idOf(of, columns[`${of}Id`]), idOf('contact', columns.contactId)]
    return group && contact ? namedId(entity.name, group, contact) : undefined
  }

  #put(write: Write, entity: Entity, id: string, columns: Record<string, DbValue>): void {
    const membership = this.#membership(entity, columns)
    if (membership) return void write.insert(entity, columns, membership)
    const isFree = !this.#taken || identify(this.#ctx.conn, entity, id) === 'free'
    const rowId = write.insert(entity, columns, isFree ? textToId(id) : undefined)
    this.#rows[entity.name]?.push(rowId)
  }
}

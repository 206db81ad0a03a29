/** Merging a text with records: what it speaks of is read from the visible views, as the reader writes things. */

import { allRows } from '../../core/connection.ts'
import type { Ctx, JobCtx } from '../../core/context.ts'
import { fieldsOf } from '../../core/customFields.ts'
import { readRecord, readRows } from '../../core/read.ts'
import { databaseSetting } from '../../core/settings.ts'
import { canonicalIn, visibleName } from '../../core/visible.ts'
import { rowIdOf } from '../../core/write.ts'
import type { Parsed } from '../../shared/contract.ts'
import type { Entity, Field } from '../../shared/entity.ts'
import { AppError, failure } from '../../shared/errors.ts'
import type { Reader } from '../../shared/reader.ts'
import type { WireRecord } from '../../shared/records.ts'
import { allEntities, entityNamed, findEntity } from '../../shared/registry.ts'
import { draftSchema, type LetterDraft } from '../../shared/templates.ts'
import { textOf } from '../../templates/fieldText.ts'
import { LetterEngine, type Parsed as ParsedText } from '../../templates/liquid.ts'
import { plainText, sanitize } from '../../templates/sanitize.ts'
import { sanitizedCode } from '../../templates/sanitizedCode.ts'
import { businessOf, recipientOf, todayOf, type Values, valuesOf } from '../../templates/scope.ts'

type Source = Parsed<'letter.check'>['source']
const MAX_RELATED = 200

export interface Merged {
  readonly record: WireRecord
  readonly subject: string
  readonly html: string
  readonly text: string
  readonly email: string
  /** Paths the text says that are empty for this record. */
  readonly missing: readonly string[]
}

/** The text asked for: what stands in the editor, or a stored template. */
export function draftOf(
  ctx: Ctx,
  source: Source,
): LetterDraft & { readonly name: string; readonly id?: string } {
  if ('draft' in source) return { ...source.draft, name: source.draft.subject }
  const stored = readRecord(ctx.conn, entityNamed('template'), source.template)
  const draft = draftSchema.parse({
    about: stored.about,
    subject: textOf(stored.subject),
    body: textOf(stored.body),
  })
  return { ...draft, name: textOf(stored.name), id: stored.id }
}

const valueAt = (scope: Values, path: string): unknown => {
  const parts = [...path.matchAll(/(?:^|\.)([\w-]+)|\["([^"]*)"\]/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  )
  return parts.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, part)
        ? Reflect.get(value, part)
        : undefined,
    scope,
  )
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === ''

/** One text, merged with as many records as asked for. */
export class Merging {
  readonly entity: Entity
  readonly #ctx: Ctx
  readonly #reader: Reader
  readonly #engine: LetterEngine
  readonly #text: ParsedText
  readonly #fields: readonly Field[]
  readonly #company: Entity
  readonly #companyFields: readonly Field[]
  readonly #common: Values
  readonly #related: readonly { readonly entity: Entity; readonly field: string }[]

  /** @throws AppError Invalid `template.…` when the text cannot be read */
  constructor(ctx: Ctx, reader: Reader, draft: LetterDraft) {
    this.#ctx = ctx
    this.#reader = reader
    this.entity = entityNamed(draft.about)
    this.#engine = new LetterEngine(reader)
    this.#text = this.#engine.parse({ subject: draft.subject, body: sanitizedCode(draft.body) })
    this.#fields = fieldsOf(ctx.conn, this.entity)
    this.#company = entityNamed('company')
    this.#companyFields = fieldsOf(ctx.conn, this.#company)
    const user = readUser(ctx)
    this.#common = {
      today: todayOf(reader, ctx.now()),
      business: businessOf(reader, (key) => databaseSetting(ctx.conn, key)),
      user: { name: ctx.actor.name, email: textOf(user?.email) },
    }
    this.#related = relatedIn(`${draft.body}${draft.subject}`, this.entity)
  }

  merge(record: WireRecord): Merged {
    const company = this.#companyOf(record)
    const own = recipientOf(this.#reader, this.entity, this.#fields, record, company)
    const recipient = { ...own, related: this.#relatedOf(record) }
    const scope: Values = {
      ...this.#common,
      ...(company && {
        company: recipientOf(this.#reader, this.#company, this.#companyFields, company, undefined),
      }),
      [this.entity.name]: recipient,
    }
    const { subject, html } = this.#engine.merge(this.#text, scope)
    const clean = sanitize(html)
    return {
      record,
      subject,
      html: clean,
      text: plainText(clean),
      email: textOf(own.email),
      missing: this.#text.written.filter((path) => isEmpty(valueAt(scope, path))),
    }
  }

  #companyOf({ companyId }: WireRecord): WireRecord | undefined {
    if (this.entity.name === 'company' || typeof companyId !== 'string') return undefined
    try {
      return readRecord(this.#ctx.conn, this.#company, companyId)
    } catch (error) {
      if (error instanceof AppError && error.record.code === 'NotFound') return undefined
      throw error
    }
  }

  /** Newest first, of each kind that the text speaks of. */
  #relatedOf(record: WireRecord): Values {
    if (this.#related.length === 0) return {}
    const { conn } = this.#ctx
    const about = rowIdOf(conn, this.entity, record.id)
    return Object.fromEntries(
      this.#related.map(({ entity, field }) => {
        const rows = allRows<{ rowId: number }>(
          conn,
          `SELECT v.rowId FROM ${visibleName(entity)} v WHERE v.${field} ${canonicalIn(this.entity.name)}
           ORDER BY v.${entity.timeline?.at ?? 'rowId'} DESC LIMIT ${MAX_RELATED}`,
          about,
          about,
        )
        const fields = fieldsOf(conn, entity)
        const records = readRows(
          conn,
          entity,
          rows.map(({ rowId }) => rowId),
          fields,
        )
        return [entity.name, records.map((each) => valuesOf(this.#reader, entity, fields, each))]
      }),
    )
  }
}

function readUser(ctx: Ctx): WireRecord | undefined {
  if (!ctx.actor.id) return undefined
  return readRecord(ctx.conn, entityNamed('user'), ctx.actor.id)
}

/** `contact.related.note` and the like: entities with a reference to the recipient. */
function relatedIn(code: string, about: Entity): { entity: Entity; field: string }[] {
  const names = new Set([...code.matchAll(/\.related\.(\w+)/g)].map((match) => match[1] ?? ''))
  return [...names].flatMap((name) => {
    const entity = findEntity(name)
    const field = entity?.fields.find(
      ({ kind, to, system }) => kind === 'ref' && to === about.name && !system,
    )
    return entity && field ? [{ entity, field: field.name }] : []
  })
}

/** Each record of a job's rows, merged; yields to others and hears Cancel. */
export async function eachMerged(
  ctx: JobCtx,
  merging: Merging,
  rowIds: Int32Array,
  use: (merged: Merged) => void | Promise<void>,
): Promise<void> {
  const fields = fieldsOf(ctx.conn, merging.entity)
  for (let at = 0; at < rowIds.length; at++) {
    if (at % 20 === 0) {
      await new Promise((resolve) => setImmediate(resolve))
      if (ctx.signal.aborted) throw failure('Cancelled', 'byUser')
      ctx.progress({ done: at, total: rowIds.length, step: 'letters' })
    }
    for (const record of readRows(ctx.conn, merging.entity, rowIds.subarray(at, at + 1), fields))
      await use(merging.merge(record))
  }
}

/** Roots a text may speak of. */
export const rootsOf = (about: string): string[] => [
  about,
  ...(about === 'contact' ? ['company'] : []),
  'business',
  'user',
]

export const relatedNames = (about: string): string[] =>
  allEntities()
    .filter(
      (entity) =>
        entity.listed &&
        entity.fields.some(({ kind, to, system }) => kind === 'ref' && to === about && !system),
    )
    .map(({ name }) => name)

/** Done, or not to be done: the result, the history it leaves on everybody it was with, and the next step. */

import { baseOf, createActivity, type Data } from '../../core/activityDraft.ts'
import { getRow } from '../../core/connection.ts'
import type { Handlers, MutationCtx } from '../../core/context.ts'
import { copyParticipants, participantRows } from '../../core/participants.ts'
import { rowIdOf, type Write } from '../../core/write.ts'
import { activity } from '../../shared/activities.ts'
import { builtInResults } from '../../shared/activityCodes.ts'
import { invalid } from '../../shared/errors.ts'
import { idToText } from '../../shared/id.ts'
import { history } from '../../shared/notes.ts'
import { entityNamed } from '../../shared/registry.ts'
import { detach, storedOf } from './schedule.ts'
import { recurrenceOf } from './stored.ts'

interface Outcome {
  readonly resultCode?: string | null | undefined
  readonly regarding?: string | null | undefined
  readonly details?: string | null | undefined
  readonly durationMinutes?: number | null | undefined
  readonly at?: string | undefined
  readonly followUp?: Data | undefined
}

/** When it happened. @throws AppError Invalid */
export function momentOf(write: Write, at: string | undefined): number {
  const ms = at === undefined ? write.at : Date.parse(at)
  if (Number.isNaN(ms)) throw invalid('at', 'instant')
  return ms
}

/** What a result says about the contact: by its own definition, else by the table of built-in ones. */
export function outcomeOf(write: Write, code: string | null | undefined): string | undefined {
  if (!code) return undefined
  const own = getRow<{ outcome: string | null }>(
    write.conn,
    'SELECT outcome FROM visibleResultCode WHERE name = ? AND outcome IS NOT NULL LIMIT 1',
    code,
  )?.outcome
  return own ?? builtInResults.find((each) => each.code === code)?.outcome
}

interface Happened {
  readonly kind: string
  readonly at: number
  readonly regarding: string | null
  readonly details: string | null
  readonly resultCode: string | null
  readonly durationMinutes: number | null
  readonly private: boolean
  readonly params: Readonly<Record<string, unknown>>
}

/** One entry per contact, with its company; per company only where no contact is named. Answers their identities. */
export function writeHistory(
  write: Write,
  what: Happened,
  contacts: readonly number[],
  companies: readonly number[],
  opportunityId: number | null = null,
): string[] {
  const columns = {
    ...write.encode(history, {
      kind: what.kind,
      at: what.at,
      regarding: what.regarding,
      body: what.details,
      resultCode: what.resultCode,
      durationMinutes: what.durationMinutes,
      private: what.private,
    }),
    params: Object.keys(what.params).length ? JSON.stringify(what.params) : null,
    opportunityId,
  }
  const named = new Set<number>()
  const places = contacts.map((contactId) => {
    const companyId =
      getRow<{ companyId: number | null }>(
        write.conn,
        'SELECT companyId FROM visibleContact WHERE rowId = ?',
        contactId,
      )?.companyId ?? null
    if (companyId !== null) named.add(companyId)
    return { contactId, companyId }
  })
  const others = companies
    .filter((companyId) => !named.has(companyId))
    .map((companyId) => ({ contactId: null, companyId }))
  const all = [...places, ...others]
  return (all.length ? all : [{ contactId: null, companyId: null }]).map((place) => {
    const id = write.conn.newId()
    write.insert(history, { ...columns, ...place }, id)
    return idToText(id)
  })
}

/** The activity that comes next, with the same people unless it says otherwise. */
function followUp(
  ctx: MutationCtx,
  data: Data | undefined,
  of: { contactId?: string | null; companyId?: string | null; opportunityId?: string | null },
): {
  rowId: number
  id: string
} | null {
  if (!data) return null
  const id = ctx.conn.newId()
  const rowId = createActivity(ctx, { ...of, ...data }, id)
  return { rowId, id: idToText(id) }
}

const views = { contact: 'visibleContact', company: 'visibleCompany', opportunity: 'visibleOpportunity' }
const identity = (ctx: MutationCtx, table: keyof typeof views, rowId: number | null): string | null => {
  const view = views[table]
  const row =
    rowId === null
      ? undefined
      : getRow<{ id: Uint8Array }>(ctx.conn, `SELECT id FROM ${view} WHERE rowId = ?`, rowId)
  return row ? idToText(row.id) : null
}

const present = (rowId: number | null): number[] => (rowId === null ? [] : [rowId])

export const textOrNull = (text: string | null | undefined): string | null => {
  const trimmed = text?.trimEnd() ?? ''
  return trimmed === '' ? null : trimmed
}

export function completeActivity(
  ctx: MutationCtx,
  input: Outcome & {
    readonly id: string
    readonly occurrence?: string | undefined
    readonly status: 'done' | 'cancelled'
  },
): { id: string; history: string[]; followUp: string | null } {
  const row = storedOf(ctx, input.id)
  const rowId = recurrenceOf(row) ? detach(ctx, row, input.occurrence) : row.rowId
  const at = momentOf(ctx.write, input.at)
  const resultCode = input.resultCode ?? (input.status === 'cancelled' ? 'cancelled' : null)
  const regarding = input.regarding === undefined ? row.regarding : textOrNull(input.regarding)
  ctx.write.update(activity, rowId, { status: input.status, completedAt: at, resultCode, regarding })
  const made = getRow<{ id: Uint8Array; details: string | null }>(
    ctx.conn,
    'SELECT id, details FROM visibleActivity WHERE rowId = ?',
    rowId,
  )
  const id = made ? idToText(made.id) : input.id
  const contacts = [...present(row.contactId), ...participantRows(ctx.conn, rowId, 'contactId')]
  const companies = [...present(row.companyId), ...participantRows(ctx.conn, rowId, 'companyId')]
  const outcome = input.status === 'cancelled' ? 'none' : outcomeOf(ctx.write, resultCode)
  const base = baseOf(ctx.write, row.kind)
  const entries = writeHistory(
    ctx.write,
    {
      // An own type counts as what it comes down to only where history's dates are concerned; its name stays.
      kind: row.kind,
      at,
      regarding,
      details: input.details === undefined ? (made?.details ?? null) : textOrNull(input.details),
      resultCode,
      durationMinutes: input.durationMinutes === undefined ? row.durationMinutes : input.durationMinutes,
      private: row.private === 1,
      params: { activity: id, ...(outcome && { outcome }), ...(base !== row.kind && { base }) },
    },
    contacts,
    companies,
    row.opportunityId,
  )
  const next = followUp(ctx, input.followUp, {
    contactId: identity(ctx, 'contact', row.contactId),
    companyId: identity(ctx, 'company', row.companyId),
    opportunityId: identity(ctx, 'opportunity', row.opportunityId),
  })
  if (next) copyParticipants(ctx.write, rowId, next.rowId)
  return { id, history: entries, followUp: next?.id ?? null }
}

export const completeHandlers = {
  'activity.complete': (ctx, input) => completeActivity(ctx, input),

  'activity.log'(ctx, input) {
    const rows = (entity: string, ids: readonly string[] | undefined): number[] =>
      [...new Set(ids ?? [])].map((id) => rowIdOf(ctx.conn, entityNamed(entity), id))
    const outcome = outcomeOf(ctx.write, input.resultCode)
    const base = baseOf(ctx.write, input.kind)
    const entries = writeHistory(
      ctx.write,
      {
        kind: input.kind,
        at: momentOf(ctx.write, input.at),
        regarding: textOrNull(input.regarding),
        details: textOrNull(input.details),
        resultCode: input.resultCode ?? null,
        durationMinutes: input.durationMinutes ?? null,
        private: false,
        params: { ...input.params, ...(outcome && { outcome }), ...(base !== input.kind && { base }) },
      },
      rows('contact', input.contacts),
      rows('company', input.companies),
    )
    const next = followUp(ctx, input.followUp, {
      contactId: input.contacts?.[0] ?? null,
      companyId: input.companies?.[0] ?? null,
    })
    return { history: entries, followUp: next?.id ?? null }
  },
} satisfies Handlers<'activity.complete' | 'activity.log'>

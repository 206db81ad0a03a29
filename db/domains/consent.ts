/** Consent: writing statements down, what follows from them, and handing over all that is known of a person. */
import { allRows, getRow } from '../core/connection.ts'
import {
  addressNorm,
  forbids,
  isInForce,
  liftedBy,
  liftsWhole,
  type Statement,
  statementColumns,
} from '../core/consent.ts'
import type { Ctx, Handlers, JobCtx, QueryCtx } from '../core/context.ts'
import { eachRow } from '../core/eachRow.ts'
import { refuseOwnFiles } from '../core/ownFiles.ts'
import { readRecord, readRows } from '../core/read.ts'
import { canonicalIn, visibleName } from '../core/visible.ts'
import { rowIdOf, type Write } from '../core/write.ts'
import {
  type Consenting,
  channels,
  consent,
  consentOf,
  type consentProcedures,
  type Standing,
} from '../shared/consent.ts'
import type { Parsed } from '../shared/contract.ts'
import { localTime } from '../shared/dates/format.ts'
import { failure } from '../shared/errors.ts'
import { idToText, textToId } from '../shared/id.ts'
import type { WireRecord } from '../shared/records.ts'
import { allEntities, entityNamed } from '../shared/registry.ts'
import { WholeFile } from '../transfer/wholeFile.ts'
import { retentionHandlers } from './consent/retention.ts'

type Said = Pick<
  Parsed<'consent.recordMany'>,
  'decision' | 'channel' | 'purpose' | 'basis' | 'source' | 'wording' | 'proof' | 'at' | 'until' | 'keepUntil'
>

interface Subject {
  readonly entity?: Consenting
  readonly rowId?: number
  readonly address?: string
}

function statementsOf(ctx: Pick<Ctx, 'conn'>, { entity, rowId, address }: Subject): Statement[] {
  return entity === undefined
    ? allRows<Statement>(
        ctx.conn,
        `SELECT ${statementColumns} FROM visibleConsent v WHERE v.address = ?`,
        address,
      )
    : allRows<Statement>(
        ctx.conn,
        `SELECT ${statementColumns} FROM visibleConsent v WHERE v.${consentOf[entity]} ${canonicalIn(entity)}`,
        rowId,
        rowId,
      )
}

/** Writes it; answers its identity and how many refusals go on to count against an agreement. */
function state(ctx: Ctx, write: Write, subject: Subject, said: Said): { id: string; standing: number } {
  const { conn } = ctx
  const { at, ...rest } = said
  let lifts: string[] = []
  let standing = 0
  if (said.decision === 'granted') {
    const before = statementsOf(ctx, subject)
    const lifted = liftedBy(before)
    const open = before.filter((each) => each.decision === 'refused' && !lifted.has(idToText(each.id)))
    lifts = open.filter((each) => liftsWhole(said, each)).map((each) => idToText(each.id))
    const day = localTime(ctx.now(), ctx.timeZone).iso
    const question = { channel: said.channel, purpose: said.purpose, needsConsent: true, day }
    standing = open.filter((each) => !liftsWhole(said, each) && forbids(each, question)).length
  }
  const columns = {
    ...write.encode(consent, { ...rest, at: at ?? new Date(write.at).toISOString(), lifts }),
    ...(subject.entity !== undefined && { [consentOf[subject.entity]]: subject.rowId ?? null }),
    ...(subject.address !== undefined && { address: subject.address }),
  }
  const id = conn.newId()
  write.insert(consent, columns, id)
  return { id: idToText(id), standing }
}

function standingOf(
  statements: readonly Statement[],
  channel: (typeof channels)[number],
  day: string,
): Standing {
  const lifted = liftedBy(statements)
  const question = { channel, purpose: null, needsConsent: false, day }
  const refusing = statements.some(
    (each) =>
      each.decision === 'refused' &&
      each.purpose === null &&
      forbids(each, question) &&
      !lifted.has(idToText(each.id)),
  )
  if (refusing) return 'refused'
  const agreed = statements.some(
    (each) =>
      each.decision === 'granted' &&
      (each.channel === channel || each.channel === 'all') &&
      isInForce(each, day),
  )
  return agreed ? 'granted' : 'none'
}

/** What a person may ask for: the record, and every visible record that refers to it. */
async function personData(
  ctx: JobCtx,
  { entity: name, id, out }: Parsed<'consent.personData'>,
): Promise<{ file: string; records: number; bytes: number }> {
  refuseOwnFiles(ctx.conn.file, out)
  const entity = entityNamed(name)
  const record = readRecord(ctx.conn, entity, id)
  const rowId = rowIdOf(ctx.conn, entity, id)
  const related: Record<string, WireRecord[]> = {}
  let records = 1
  const all = allEntities()
  for (const [done, other] of all.entries()) {
    await new Promise((resolve) => setImmediate(resolve))
    if (ctx.signal.aborted) throw failure('Cancelled', 'byUser')
    ctx.progress({ done, total: all.length, step: 'export' })
    const refs = other.fields.filter(({ kind, to, system }) => kind === 'ref' && to === name && !system)
    if (refs.length === 0) continue
    const where = refs.map((ref) => `v."${ref.name}" ${canonicalIn(name, '@rowId')}`).join(' OR ')
    const rows = allRows<{ rowId: number }>(
      ctx.conn,
      `SELECT v.rowId FROM ${visibleName(other)} v WHERE ${where} ORDER BY v.rowId`,
      { rowId },
    )
    if (rows.length === 0) continue
    related[other.name] = readRows(
      ctx.conn,
      other,
      rows.map((row) => row.rowId),
    )
    records += rows.length
  }
  const document = { about: { entity: name, id }, at: new Date(ctx.now()).toISOString(), record, related }
  const file = new WholeFile(out)
  try {
    file.write(`${JSON.stringify(document, null, 2)}\n`)
    return { file: out, records, bytes: file.finish() }
  } catch (error) {
    file.abandon()
    throw error
  }
}

function entriesOf(
  ctx: QueryCtx,
  entity: Consenting,
  rowId: number,
  statements: readonly Statement[],
  day: string,
) {
  const lifted = liftedBy(statements)
  const byId = new Map(statements.map((each) => [idToText(each.id), each]))
  const open = statements.filter((each) => each.decision === 'refused' && !lifted.has(idToText(each.id)))
  const counts = (id: string): boolean => {
    const each = byId.get(id)
    if (!each) return false
    if (each.decision === 'refused') return !lifted.has(id)
    if (!isInForce(each, day)) return false
    const question = { channel: each.channel, purpose: each.purpose, needsConsent: true, day }
    return !open.some((refusal) => forbids(refusal, question))
  }
  const rows = allRows<{ rowId: number }>(
    ctx.conn,
    `SELECT v.rowId FROM visibleConsent v WHERE v.${consentOf[entity]} ${canonicalIn(entity)} ORDER BY v.at DESC, v.rowId DESC`,
    rowId,
    rowId,
  )
  return readRows(
    ctx.conn,
    consent,
    rows.map((row) => row.rowId),
  ).map((record) => {
    const text = (name: string): string | null => (typeof record[name] === 'string' ? record[name] : null)
    return {
      id: record.id,
      decision: record.decision === 'granted' ? ('granted' as const) : ('refused' as const),
      channel: channels.find((each) => each === record.channel) ?? 'all',
      purpose: text('purpose'),
      basis: text('basis'),
      source: text('source'),
      wording: text('wording'),
      proof: text('proof'),
      at: text('at') ?? '',
      until: text('until'),
      keepUntil: text('keepUntil'),
      by: text('createdBy') === null ? null : (Object(record.refs).createdBy ?? null),
      counts: counts(record.id),
    }
  })
}

export const consentHandlers = {
  'consent.of'(ctx, { entity, id }) {
    const found = getRow<{ rowId: number }>(
      ctx.conn,
      `SELECT v.rowId FROM main."${entity}" r JOIN ${visibleName(entity)} v ON v.rowId = r.canonicalId WHERE r.id = ?`,
      textToId(id),
    )
    if (!found) throw failure('NotFound', entity, { id })
    const { rowId } = found
    const statements = statementsOf(ctx, { entity, rowId })
    const day = localTime(ctx.now(), ctx.timeZone).iso
    return {
      entries: entriesOf(ctx, entity, rowId, statements, day),
      channels: channels.map((channel) => ({ channel, state: standingOf(statements, channel, day) })),
    }
  },

  'consent.record'(ctx, { entity, id, address, ...said }) {
    const subject: Subject =
      entity !== undefined && id !== undefined
        ? { entity, rowId: rowIdOf(ctx.conn, entityNamed(entity), id) }
        : { address: addressNorm(ctx.conn, address ?? '') }
    return state(ctx, ctx.write, subject, said)
  },

  'consent.recordMany'(ctx, { entity, target, ...said }) {
    return eachRow(ctx, entityNamed(entity), target, 'consent', (write, rowId) => {
      state(ctx, write, { entity, rowId }, said)
      return true
    })
  },

  'consent.personData': (ctx, input) => personData(ctx, input),

  ...retentionHandlers,
} satisfies Handlers<keyof typeof consentProcedures>

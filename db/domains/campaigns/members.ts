/** Making members of whoever may be contacted, taking them out, and writing down what came back. */
import { kindOf, Screening, type StoredCampaign } from '../../core/campaigns.ts'
import { type Connection, getRow } from '../../core/connection.ts'
import { addressNorm } from '../../core/consent.ts'
import type { Handlers, JobCtx } from '../../core/context.ts'
import { inChunks } from '../../core/inChunks.ts'
import { holdsOf, listRow, memberRows } from '../../core/listMembers.ts'
import { namedId } from '../../core/namedId.ts'
import { RefusalTally } from '../../core/refusalTally.ts'
import { assertMayChange } from '../../core/rights.ts'
import { targetRows } from '../../core/target.ts'
import { visibleName } from '../../core/visible.ts'
import type { Write } from '../../core/write.ts'
import { campaignMember, channelOf } from '../../shared/campaigns.ts'
import { type Consenting, consent, consentOf } from '../../shared/consent.ts'
import type { Parsed } from '../../shared/contract.ts'
import { invalid, notFound } from '../../shared/errors.ts'
import { idToText, textToId } from '../../shared/id.ts'
import { entityNamed } from '../../shared/registry.ts'
import { seededRandom, shuffled } from '../../shared/sampling.ts'

interface Row extends StoredCampaign {
  readonly id: Uint8Array
  readonly templateBId: number | null
}

export function campaignRow(conn: Connection, id: string): Row {
  const row = getRow<Row>(
    conn,
    'SELECT rowId, id, kind, purpose, needsConsent, templateBId FROM visibleCampaign WHERE id = ?',
    textToId(id) ?? null,
  )
  if (!row) throw notFound('campaign', id)
  return row
}

/** The campaign, for who may change it: its members are written by its own procedures, which answer for that. @throws AppError Denied */
export function ownCampaign(ctx: Pick<JobCtx, 'conn' | 'actor'>, id: string): Row {
  const row = campaignRow(ctx.conn, id)
  assertMayChange(ctx.conn, ctx.actor, entityNamed('campaign'), row.rowId, { status: true })
  return row
}

function wanted(ctx: JobCtx, input: Parsed<'campaign.addMembers'>): readonly [Consenting, ArrayLike<number>] {
  if (input.list !== undefined) {
    const list = listRow(ctx.conn, input.list)
    if (list.role === 'suppression') throw invalid('list', 'suppression')
    return [holdsOf(list), memberRows(ctx, list)]
  }
  if (input.entity === undefined || input.target === undefined) throw invalid('target', 'required')
  return [input.entity, targetRows(ctx, entityNamed(input.entity), input.target)]
}

const randomSeed = (conn: Connection): number => {
  const bytes = new Uint8Array(4)
  conn.sources.random(bytes)
  return new DataView(bytes.buffer).getUint32(0)
}

/** Addresses of those who take part already. */
function takeMembers(ctx: JobCtx, screening: Screening, campaign: number): void {
  for (const entity of ['contact', 'company'] as const) {
    const rows = ctx.conn.db
      .prepare(
        `SELECT r.canonicalId FROM visibleCampaignMember m JOIN main."${entity}" r ON r.rowId = m.${consentOf[entity]}
         WHERE m.campaignId = ? AND m.status <> 'excluded'`,
      )
      .pluck()
      .all(campaign) as number[]
    for (const rowId of rows) screening.take(screening.reach(entity, rowId).norm)
  }
}

async function addMembers(ctx: JobCtx, input: Parsed<'campaign.addMembers'>) {
  const { conn } = ctx
  const row = ownCampaign(ctx, input.campaign)
  const [entity, rows] = wanted(ctx, input)
  const screening = new Screening(ctx, row)
  takeMembers(ctx, screening, row.rowId)
  const tally = new RefusalTally(conn)
  const known = conn.db.prepare(
    'SELECT rowId, trashedAt IS NULL AND deletedAt IS NULL AS here FROM main.campaignMember WHERE id = ?',
  )
  const identity = conn.prepare(`SELECT id FROM ${visibleName(entity)} WHERE rowId = ?`)
  const fresh: { readonly rowId: number; readonly id: Uint8Array; readonly old: number | undefined }[] = []
  let already = 0
  for (let at = 0; at < rows.length; at++) {
    if (at % 200 === 0) {
      await new Promise((resolve) => setImmediate(resolve))
      ctx.progress({ done: at, total: rows.length, step: 'campaign.screen' })
      if (ctx.signal.aborted) break
    }
    const rowId = rows[at] ?? 0
    const found = identity.get(rowId) as { id: Uint8Array } | undefined
    if (!found) continue
    const id = namedId('campaignMember', idToText(row.id), idToText(found.id))
    const old = known.get(id) as { rowId: number; here: number } | undefined
    if (old?.here) {
      already++
      continue
    }
    const reached = screening.reach(entity, rowId)
    const refusal = screening.refusal(entity, rowId, reached)
    if (refusal) tally.add(refusal, entity, rowId)
    else {
      screening.take(reached.norm)
      fresh.push({ rowId, id, old: old?.rowId })
    }
  }
  if (!input.dryRun) {
    const halves = row.templateBId !== null
    const order = shuffled(
      fresh.map((_, at) => at),
      seededRandom(input.seed ?? randomSeed(conn)),
    )
    const place = new Int32Array(fresh.length)
    for (const [position, at] of order.entries()) place[at] = position
    ctx.describe({ entity, n: fresh.length })
    await inChunks(
      ctx,
      fresh.map(({ rowId }) => rowId),
      'campaign',
      (write, rowId, at) => {
        const columns = {
          campaignId: row.rowId,
          [consentOf[entity]]: rowId,
          variant: halves ? ((place[at] ?? 0) % 2 === 0 ? 'A' : 'B') : null,
          status: 'planned',
          reason: null,
          at: write.at,
        }
        const { id, old } = fresh[at] ?? {}
        if (old !== undefined)
          write.set(campaignMember, old, { ...columns, trashedAt: null, deletedAt: null })
        else write.insert(campaignMember, columns, id)
      },
    )
  }
  return {
    operation: ctx.operation(),
    total: rows.length,
    added: fresh.length,
    already,
    refused: tally.list(),
  }
}

/** Members by the addresses of an import. */
function byAddresses(conn: Connection, campaign: number, addresses: readonly string[]) {
  const find = conn.db
    .prepare(
      `SELECT DISTINCT m.rowId FROM main.contactPoint p
       JOIN visibleCampaignMember m ON m.campaignId = @campaign AND (
         (p.entity = @contact AND m.contactId IN (SELECT rowId FROM main.contact WHERE canonicalId =
           (SELECT canonicalId FROM main.contact WHERE rowId = p.rowId)))
         OR (p.entity = @company AND m.companyId IN (SELECT rowId FROM main.company WHERE canonicalId =
           (SELECT canonicalId FROM main.company WHERE rowId = p.rowId))))
       WHERE p.norm = @norm`,
    )
    .pluck()
  const ids = { contact: entityNamed('contact').id, company: entityNamed('company').id }
  const rows: number[] = []
  const unknown: string[] = []
  for (const typed of new Set(addresses.map((each) => each.trim()).filter(Boolean))) {
    const plain = /<([^<>]+)>/.exec(typed)?.[1] ?? typed
    const found = find.all({ campaign, norm: addressNorm(conn, plain), ...ids }) as number[]
    if (found.length === 0) unknown.push(typed)
    rows.push(...found)
  }
  return { rows: [...new Set(rows)], unknown }
}

function byIds(conn: Connection, campaign: number, ids: readonly string[]) {
  const find = conn.db
    .prepare('SELECT rowId FROM visibleCampaignMember WHERE campaignId = ? AND id = ?')
    .pluck()
  const unknown: string[] = []
  const rows = ids.flatMap((id) => {
    const rowId = find.get(campaign, textToId(id)) as number | undefined
    if (rowId === undefined) unknown.push(id)
    return rowId === undefined ? [] : [rowId]
  })
  return { rows, unknown }
}

const FIRST = 20

async function respond(ctx: JobCtx, input: Parsed<'campaign.respond'>) {
  const { conn } = ctx
  const row = ownCampaign(ctx, input.campaign)
  const { rows, unknown } = input.members
    ? byIds(conn, row.rowId, input.members)
    : byAddresses(conn, row.rowId, input.addresses ?? [])
  let changed = 0
  ctx.describe({ entity: 'campaignMember', n: rows.length })
  await inChunks(ctx, rows, 'campaign', (write, rowId) => {
    if (say(write, row, rowId, input)) changed++
  })
  return {
    operation: ctx.operation(),
    changed,
    unchanged: rows.length - changed,
    unknown: { count: unknown.length, first: unknown.slice(0, FIRST) },
  }
}

function say(write: Write, row: Row, rowId: number, input: Parsed<'campaign.respond'>): boolean {
  const { status, resultCode, response, value, opportunity } = input
  const now = getRow<{ status: string; contactId: number | null; companyId: number | null }>(
    write.conn,
    'SELECT status, contactId, companyId FROM visibleCampaignMember WHERE rowId = ?',
    rowId,
  )
  if (!now) return false
  const told = write.encode(campaignMember, {
    ...(resultCode !== undefined && { resultCode }),
    ...(response !== undefined && { response }),
    ...(value !== undefined && { value }),
    ...(opportunity !== undefined && { opportunityId: opportunity }),
  })
  const moved = now.status !== status && { status, reason: null, at: write.at }
  const changed = write.set(campaignMember, rowId, { ...told, ...moved })
  if (changed && status === 'optedOut' && now.status !== 'optedOut')
    write.insert(consent, {
      ...write.encode(consent, {
        decision: 'refused',
        channel: channelOf[kindOf(row)],
        basis: 'request',
        source: write.conn.db
          .prepare('SELECT name FROM visibleCampaign WHERE rowId = ?')
          .pluck()
          .get(row.rowId),
        at: new Date(write.at).toISOString(),
      }),
      contactId: now.contactId,
      companyId: now.companyId,
    })
  return changed
}

export const memberHandlers = {
  'campaign.addMembers': (ctx, input) => addMembers(ctx, input),

  async 'campaign.removeMembers'(ctx, input) {
    const row = ownCampaign(ctx, input.campaign)
    const { rows } = byIds(ctx.conn, row.rowId, input.members)
    let removed = 0
    await inChunks(ctx, rows, 'campaign', (write, rowId) => {
      const now = getRow<{ status: string }>(
        write.conn,
        'SELECT status FROM visibleCampaignMember WHERE rowId = ?',
        rowId,
      )
      if (!now || !['planned', 'excluded', 'failed'].includes(now.status)) return
      if (write.set(campaignMember, rowId, { deletedAt: write.at })) removed++
    })
    return { operation: ctx.operation(), removed }
  },

  'campaign.respond': (ctx, input) => respond(ctx, input),
} satisfies Handlers<'campaign.addMembers' | 'campaign.removeMembers' | 'campaign.respond'>

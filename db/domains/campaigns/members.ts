/** Making members of whoever may be contacted, taking them out, and writing down what came back. */
import { writeAnswer } from '../../core/campaignAnswers.ts'
import { becomeMember, membersOf, ownCampaign, placeOf, takeMembers } from '../../core/campaignMembership.ts'
import { NOWHERE, Screening } from '../../core/campaigns.ts'
import { allRows, type Connection, getRow } from '../../core/connection.ts'
import { addressNorm } from '../../core/consent.ts'
import type { Handlers, JobCtx } from '../../core/context.ts'
import { inChunks } from '../../core/inChunks.ts'
import { holdsOf, listRow, memberRows } from '../../core/listMembers.ts'
import { RefusalTally } from '../../core/refusalTally.ts'
import { targetRows } from '../../core/target.ts'
import { visibleName } from '../../core/visible.ts'
import { campaignMember, type MemberState, type RefusalCode } from '../../shared/campaigns.ts'
import { type Consenting, consentOf } from '../../shared/consent.ts'
import type { Parsed } from '../../shared/contract.ts'
import { invalid } from '../../shared/errors.ts'
import { textToId } from '../../shared/id.ts'
import { entityNamed } from '../../shared/registry.ts'
import { seededRandom, shuffled } from '../../shared/sampling.ts'

function wanted(ctx: JobCtx, input: Parsed<'campaign.addMembers'>): readonly [Consenting, ArrayLike<number>] {
  if (input.list !== undefined) {
    const list = listRow(ctx.conn, input.list)
    if (list.role === 'suppression') throw invalid('list', 'suppression')
    return [holdsOf(list), memberRows(ctx, list)]
  }
  if (input.entity === undefined || input.target === undefined) throw invalid('target', 'required')
  return [input.entity, targetRows(ctx, entityNamed(input.entity), input.target)]
}

/** As many as are looked at between two breaths. */
const AT_ONCE = 1_000

const randomSeed = (conn: Connection): number => {
  const bytes = new Uint8Array(4)
  conn.sources.random(bytes)
  return new DataView(bytes.buffer).getUint32(0)
}

async function addMembers(ctx: JobCtx, input: Parsed<'campaign.addMembers'>) {
  const { conn } = ctx
  const row = ownCampaign(ctx, input.campaign)
  const [entity, rows] = wanted(ctx, input)
  const screening = new Screening(ctx, row)
  takeMembers(ctx, screening, row.rowId)
  const members = membersOf(conn, row, entity)
  const tally = new RefusalTally(conn)
  const fresh: number[] = []
  let already = 0
  for (let at = 0; at < rows.length && !ctx.signal.aborted; at += AT_ONCE) {
    await new Promise((resolve) => setImmediate(resolve))
    ctx.progress({ done: at, total: rows.length, step: 'campaign.screen' })
    const some: number[] = []
    for (let next = at; next < Math.min(at + AT_ONCE, rows.length); next++) {
      const rowId = rows[next] ?? 0
      if (members.has(rowId)) already++
      else some.push(rowId)
    }
    for (const [rowId, reached] of screening.reached(entity, some)) {
      const refusal = screening.refusal(entity, rowId, reached)
      if (refusal) tally.add(refusal, entity, rowId)
      else {
        screening.take(reached.norm)
        fresh.push(rowId)
      }
    }
  }
  if (!input.dryRun) {
    const halves = row.templateBId !== null
    const order = shuffled([...fresh.keys()], seededRandom(input.seed ?? randomSeed(conn)))
    const positions = new Int32Array(fresh.length)
    for (const [position, at] of order.entries()) positions[at] = position
    const identity = conn.prepare(`SELECT id FROM ${visibleName(entity)} WHERE rowId = ?`)
    ctx.describe({ entity, n: fresh.length })
    await inChunks(ctx, fresh, 'campaign', (write, rowId, at) => {
      const found = identity.get(rowId) as { id: Uint8Array } | undefined
      if (!found) return
      const half = (positions[at] ?? 0) % 2 === 0 ? 'A' : 'B'
      becomeMember(write, row, placeOf(conn, row, found.id), entity, rowId, halves ? half : null)
    })
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

interface Standing {
  readonly rowId: number
  readonly contactId: number | null
  readonly companyId: number | null
}

const inState = (conn: Connection, campaign: number, status: MemberState): Standing[] =>
  allRows<Standing>(
    conn,
    `SELECT m.rowId, (SELECT canonicalId FROM main.contact WHERE rowId = m.contactId) AS contactId,
       (SELECT canonicalId FROM main.company WHERE rowId = m.companyId) AS companyId
     FROM visibleCampaignMember m WHERE m.campaignId = ? AND m.status = ? ORDER BY m.rowId`,
    campaign,
    status,
  )

/** Planned members whom one must not contact any more are left out, with the reason. */
async function screen(ctx: JobCtx, campaign: string) {
  const row = ownCampaign(ctx, campaign)
  const planned = inState(ctx.conn, row.rowId, 'planned')
  const screening = new Screening(ctx, row)
  const tally = new RefusalTally(ctx.conn)
  const out: { readonly rowId: number; readonly reason: RefusalCode }[] = []
  for (let at = 0; at < planned.length; at += AT_ONCE) {
    await new Promise((resolve) => setImmediate(resolve))
    const some = planned.slice(at, at + AT_ONCE)
    for (const entity of ['contact', 'company'] as const) {
      const members = some.flatMap((each) => {
        const subject = each[consentOf[entity]]
        return subject === null || (entity === 'company' && each.contactId !== null)
          ? []
          : [[each.rowId, subject] as const]
      })
      const reached = screening.reached(
        entity,
        members.map(([, subject]) => subject),
      )
      for (const [rowId, subject] of members) {
        const reason = screening.refusal(entity, subject, reached.get(subject) ?? NOWHERE)
        if (!reason) continue
        tally.add(reason, entity, subject)
        out.push({ rowId, reason })
      }
    }
  }
  await inChunks(ctx, [...out.keys()], 'campaign.screen', (write, at) => {
    const one = out[at]
    if (one) write.set(campaignMember, one.rowId, { status: 'excluded', reason: one.reason, at: write.at })
  })
  return { operation: ctx.operation(), planned: planned.length - out.length, refused: tally.list() }
}

const FIRST = 20

async function respond(ctx: JobCtx, input: Parsed<'campaign.respond'>) {
  const { conn } = ctx
  const row = ownCampaign(ctx, input.campaign)
  const { rows, unknown } = input.members
    ? byIds(conn, row.rowId, input.members)
    : input.from
      ? { rows: inState(conn, row.rowId, input.from).map(({ rowId }) => rowId), unknown: [] }
      : byAddresses(conn, row.rowId, input.addresses ?? [])
  let changed = 0
  ctx.describe({ entity: 'campaignMember', n: rows.length })
  await inChunks(ctx, rows, 'campaign', (write, rowId) => {
    if (writeAnswer(write, row, rowId, input)) changed++
  })
  return {
    operation: ctx.operation(),
    changed,
    unchanged: rows.length - changed,
    unknown: { count: unknown.length, first: unknown.slice(0, FIRST) },
  }
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

  'campaign.screen': (ctx, { campaign }) => screen(ctx, campaign),

  'campaign.respond': (ctx, input) => respond(ctx, input),
} satisfies Handlers<
  'campaign.addMembers' | 'campaign.removeMembers' | 'campaign.screen' | 'campaign.respond'
>

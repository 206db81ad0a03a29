/** Which computer sends a campaign: said, taken over, given away. The rules are db/core/campaignSenders.ts and senderClaims.ts. */
import { campaignRow, ownCampaign } from '../../core/campaignMembership.ts'
import { ownDevice, senderOf } from '../../core/campaignSenders.ts'
import { allRows, type Connection } from '../../core/connection.ts'
import type { Handlers, JobCtx } from '../../core/context.ts'
import { inChunks } from '../../core/inChunks.ts'
import { claimIt, isSender, isShared, isSynced, lastSeen, refusal } from '../../core/senderClaims.ts'
import { lastEntry } from '../../mail/log.ts'
import { campaignMember } from '../../shared/campaigns.ts'
import { failure } from '../../shared/errors.ts'
import { entityNamed } from '../../shared/registry.ts'
import { campaignSender, type senderProcedures } from '../../shared/senders.ts'

interface Waiting {
  readonly rowId: number
  readonly member: number
  readonly id: Uint8Array
}

/** Messages of the campaign that wait in the outbox here, or in those of others. */
const waitingMessages = (conn: Connection, campaign: number, where: 'here' | 'elsewhere'): Waiting[] =>
  allRows<Waiting>(
    conn,
    `SELECT g.rowId, g.id, m.rowId AS member FROM visibleCampaignMember m JOIN visibleMailMessage g ON g.rowId = m.messageId
     WHERE m.campaignId = ? AND m.status = 'queued' AND g.state = 'queued' AND g.device ${where === 'here' ? '=' : '<>'} ?`,
    campaign,
    ownDevice(conn).id,
  )

/** Out of the outbox they wait in; their members are planned again. */
async function backToPlanned(ctx: JobCtx, waiting: readonly Waiting[]): Promise<number> {
  const free = waiting.filter(({ id }) =>
    [undefined, 'deferred', 'again'].includes(lastEntry(ctx.conn, id)?.state),
  )
  const message = entityNamed('mailMessage')
  await inChunks(ctx, [...free.keys()], 'campaign', (write, at) => {
    const one = free[at]
    if (!one) return
    write.set(message, one.rowId, { state: 'cancelled', error: null })
    write.set(campaignMember, one.member, { status: 'planned', reason: null, at: write.at })
  })
  return free.length
}

export const senderHandlers = {
  'campaign.sender'(ctx, { id }) {
    const { conn } = ctx
    const row = campaignRow(conn, id)
    const { state, claims } = senderOf(conn, row.rowId)
    const [claim] = claims
    const seen = claim && lastSeen(conn, claim)
    const settled = state === 'unconfirmed' && isSender(ctx, row.rowId)
    return {
      state: settled ? ('here' as const) : state,
      name: claim?.deviceName ?? null,
      since: claim ? new Date(claim.at).toISOString() : null,
      free: claims.every(({ letGoAt }) => letGoAt !== null),
      lastSeen: seen === undefined ? null : new Date(seen).toISOString(),
      waitingElsewhere: waitingMessages(conn, row.rowId, 'elsewhere').length,
      shared: isShared(conn),
      synced: isSynced(ctx),
    }
  },

  async 'campaign.takeOver'(ctx, { campaign, force, waiting }) {
    const row = ownCampaign(ctx, campaign)
    const sender = senderOf(ctx.conn, row.rowId)
    if (!isSynced(ctx)) throw failure('Conflict', 'campaignSyncFirst')
    if (sender.state !== 'here' && sender.state !== 'unconfirmed') {
      if (!force && !sender.claims.every(({ letGoAt }) => letGoAt !== null)) throw refusal(sender)
      await claimIt(ctx, row.rowId, sender)
    }
    const moved = waiting ? await backToPlanned(ctx, waitingMessages(ctx.conn, row.rowId, 'elsewhere')) : 0
    return { operation: ctx.operation(), moved }
  },

  async 'campaign.letGo'(ctx, { campaign }) {
    const row = ownCampaign(ctx, campaign)
    const sender = senderOf(ctx.conn, row.rowId)
    const [claim] = sender.claims
    if (!claim || (sender.state !== 'here' && sender.state !== 'unconfirmed')) throw refusal(sender)
    // Given away before anything is taken out, so that nothing can go in again meanwhile.
    await ctx.chunk((write) => write.set(campaignSender, claim.rowId, { letGoAt: write.at }))
    const moved = await backToPlanned(ctx, waitingMessages(ctx.conn, row.rowId, 'here'))
    return { operation: ctx.operation(), moved }
  },
} satisfies Handlers<keyof typeof senderProcedures>

/**
 * Whether this computer may put a campaign into its outbox by now, and claiming it: what a claim needs before it counts
 * follows from how far it has been exchanged with the hub; the rule of who has it is campaignSenders.ts.
 */
import { type AppError, failure } from '../shared/errors.ts'
import { idToText } from '../shared/id.ts'
import { campaignSender } from '../shared/senders.ts'
import { type Claim, ownDevice, type Sender, senderOf } from './campaignSenders.ts'
import { type Connection, getMeta, getRow } from './connection.ts'
import type { Ctx, JobCtx } from './context.ts'

/** What others did must have been heard so lately before one takes something from them. */
const FRESH_MS = 10 * 60_000

/** Whether others may have the database too, and hear of what is done here. */
export const isShared = (conn: Connection): boolean => Boolean(getMeta(conn, 'syncHub'))
const hears = (conn: Connection): boolean =>
  (getMeta(conn, 'syncProblem') ?? null) === null &&
  getRow(conn, 'SELECT 1 FROM syncWaiting LIMIT 1') === undefined

/** Whether what others did is known: the last exchange is recent, and nothing of it waits. */
export const isSynced = ({ conn, now }: Pick<Ctx, 'conn' | 'now'>): boolean =>
  !isShared(conn) || (hears(conn) && now() - Number(getMeta(conn, 'syncLastRound') ?? 0) <= FRESH_MS)

/**
 * Whether a claim made here lies on the hub and all that lay there when it was seen has been read: its transaction leaves
 * the outbox only in a round that lists the hub anew and has taken in what it found.
 */
function isPublished(conn: Connection, { rowId }: Claim): boolean {
  const made = getRow<{ rowId: number; stream: number; seq: number }>(
    conn,
    `SELECT t.rowId, t.stream, t.seq FROM change c JOIN tx t ON c.seq BETWEEN t.firstChange AND t.lastChange
     WHERE c.entity = ? AND c.rowId = ? ORDER BY c.seq LIMIT 1`,
    campaignSender.id,
    rowId,
  )
  if (!made || made.rowId > Number(getMeta(conn, 'syncDerivedTx') ?? 0)) return false
  return (
    hears(conn) &&
    getRow(conn, 'SELECT 1 FROM syncOutbox WHERE stream = ? AND seq = ?', made.stream, made.seq) === undefined
  )
}

export function refusal(sender: Sender): AppError {
  const [claim] = sender.claims
  const params = { name: claim?.deviceName ?? '' }
  if (sender.state === 'unconfirmed') return failure('Conflict', 'campaignUnconfirmed')
  if (sender.state === 'contested') return failure('Conflict', 'campaignContested')
  if (sender.state === 'nobody') return failure('Conflict', 'campaignNobody')
  return failure('Conflict', 'campaignElsewhere', params)
}

/** Whether this computer may put the campaign into its outbox, or becomes the one that may by doing it. */
export function isSender(ctx: Pick<Ctx, 'conn'>, campaign: number): boolean {
  const sender = senderOf(ctx.conn, campaign)
  if (sender.state === 'nobody') return !isShared(ctx.conn)
  const [claim] = sender.claims
  return (
    sender.state === 'here' ||
    (sender.state === 'unconfirmed' &&
      claim !== undefined &&
      (!isShared(ctx.conn) || isPublished(ctx.conn, claim)))
  )
}

/** @throws AppError Conflict `campaignElsewhere` `campaignUnconfirmed` `campaignContested` `campaignNobody` */
export async function becomeSender(ctx: JobCtx, campaign: number): Promise<void> {
  const sender = senderOf(ctx.conn, campaign)
  if (sender.state === 'here') return
  if (!isSender(ctx, campaign)) throw refusal(sender)
  const [claim] = sender.claims
  if (!claim) await claimIt(ctx, campaign, sender)
  else await ctx.chunk((write) => write.set(campaignSender, claim.rowId, { confirmedAt: write.at }))
}

export const claimIt = (ctx: JobCtx, campaign: number, { claims }: Sender): Promise<number> =>
  ctx.chunk((write) => {
    const { id: device, name: deviceName } = ownDevice(write.conn)
    return write.insert(campaignSender, {
      campaignId: campaign,
      device,
      deviceName,
      at: write.at,
      follows: claims.length > 0 ? JSON.stringify(claims.map(({ id }) => idToText(id))) : null,
      confirmedAt: isShared(write.conn) ? null : write.at,
      letGoAt: null,
    })
  })

/** When a device last told of itself through the hub. */
export const lastSeen = (conn: Connection, { device }: Claim): number | undefined =>
  getRow<{ at: number | null }>(
    conn,
    "SELECT state ->> '$.at' AS at FROM syncDevice WHERE id = ?",
    device.replaceAll('-', ''),
  )?.at ?? undefined

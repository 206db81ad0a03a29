/** Becoming a member of a campaign: the same campaign and record on two devices are the same membership. */
import { campaignMember } from '../shared/campaigns.ts'
import { type Consenting, consentOf } from '../shared/consent.ts'
import { notFound } from '../shared/errors.ts'
import { idToText, textToId } from '../shared/id.ts'
import { entityNamed } from '../shared/registry.ts'
import type { Screening, StoredCampaign } from './campaigns.ts'
import { type Connection, getRow } from './connection.ts'
import type { JobCtx } from './context.ts'
import { Bits } from './lookup/bits.ts'
import { pluck } from './lookup/statements.ts'
import { namedId } from './namedId.ts'
import { assertMayChange } from './rights.ts'
import type { Write } from './write.ts'

export interface CampaignRow extends StoredCampaign {
  readonly id: Uint8Array
  readonly templateBId: number | null
}

/** @throws AppError NotFound */
export function campaignRow(conn: Connection, id: string): CampaignRow {
  const row = getRow<CampaignRow>(
    conn,
    'SELECT rowId, id, kind, purpose, needsConsent, templateBId FROM visibleCampaign WHERE id = ?',
    textToId(id) ?? null,
  )
  if (!row) throw notFound('campaign', id)
  return row
}

/** The campaign, for who may change it: its members are written by its own procedures, which answer for that. @throws AppError Denied */
export function ownCampaign(ctx: Pick<JobCtx, 'conn' | 'actor'>, id: string): CampaignRow {
  const row = campaignRow(ctx.conn, id)
  assertMayChange(ctx.conn, ctx.actor, entityNamed('campaign'), row.rowId, { status: true })
  return row
}

/** Addresses of those who take part already. */
export function takeMembers({ conn }: Pick<JobCtx, 'conn'>, screening: Screening, campaign: number): void {
  for (const entity of ['contact', 'company'] as const) {
    const rows = conn.db
      .prepare(
        `SELECT r.canonicalId FROM visibleCampaignMember m JOIN main."${entity}" r ON r.rowId = m.${consentOf[entity]}
         WHERE m.campaignId = ? AND m.status <> 'excluded'`,
      )
      .pluck()
      .all(campaign) as number[]
    for (const { norm } of screening.reached(entity, rows).values()) screening.take(norm)
  }
}

/** Who is in a campaign already, by the record each is now. */
export const membersOf = (conn: Connection, { rowId }: CampaignRow, entity: Consenting): Bits =>
  Bits.of(
    pluck(
      conn,
      `SELECT r.canonicalId FROM main.campaignMember m JOIN main."${entity}" r ON r.rowId = m.${consentOf[entity]}
       WHERE m.campaignId = ? AND m.trashedAt IS NULL AND m.deletedAt IS NULL`,
      rowId,
    ),
  )

/** Where a record stands in a campaign. */
export interface Place {
  readonly id: Uint8Array
  /** The row it has already, or had before it was taken out. */
  readonly rowId: number | undefined
  readonly isMember: boolean
}

export function placeOf(conn: Connection, campaign: CampaignRow, identity: Uint8Array): Place {
  const id = namedId('campaignMember', idToText(campaign.id), idToText(identity))
  const known = getRow<{ rowId: number; here: number }>(
    conn,
    'SELECT rowId, trashedAt IS NULL AND deletedAt IS NULL AS here FROM main.campaignMember WHERE id = ?',
    id,
  )
  return { id, rowId: known?.rowId, isMember: known?.here === 1 }
}

export function becomeMember(
  write: Write,
  campaign: CampaignRow,
  { id, rowId: old }: Place,
  entity: Consenting,
  rowId: number,
  variant: 'A' | 'B' | null,
): void {
  const columns = {
    campaignId: campaign.rowId,
    [consentOf[entity]]: rowId,
    variant,
    status: 'planned',
    reason: null,
    at: write.at,
  }
  if (old === undefined) write.insert(campaignMember, columns, id)
  else write.set(campaignMember, old, { ...columns, trashedAt: null, deletedAt: null })
}

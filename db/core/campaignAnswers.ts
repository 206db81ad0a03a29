/** What came back of a member of a campaign, and what follows from it: an opt-out is written down as consent too. */
import { campaignMember, channelOf, type MemberState } from '../shared/campaigns.ts'
import { consent } from '../shared/consent.ts'
import { kindOf, type StoredCampaign } from './campaigns.ts'
import { getRow } from './connection.ts'
import type { Write } from './write.ts'

export interface Answered {
  readonly status: MemberState
  readonly reason?: string
  /** When it came; now when nothing is given. */
  readonly at?: string
  readonly resultCode?: string | null | undefined
  readonly response?: string | null | undefined
  readonly value?: { readonly minor: number; readonly currency: string } | null | undefined
  readonly opportunity?: string | null | undefined
}

/** False when that is what was known already. */
export function writeAnswer(write: Write, campaign: StoredCampaign, rowId: number, said: Answered): boolean {
  const { status, reason = null, resultCode, response, value, opportunity } = said
  const now = getRow<{ status: string; contactId: number | null; companyId: number | null }>(
    write.conn,
    'SELECT status, contactId, companyId FROM visibleCampaignMember WHERE rowId = ?',
    rowId,
  )
  if (!now) return false
  const at = said.at === undefined ? write.at : Date.parse(said.at)
  const told = write.encode(campaignMember, {
    ...(resultCode !== undefined && { resultCode }),
    ...(response !== undefined && { response }),
    ...(value !== undefined && { value }),
    ...(opportunity !== undefined && { opportunityId: opportunity }),
  })
  const moved = now.status !== status && { status, reason, at }
  const changed = write.set(campaignMember, rowId, { ...told, ...moved })
  if (changed && status === 'optedOut' && now.status !== 'optedOut')
    write.insert(consent, {
      ...write.encode(consent, {
        decision: 'refused',
        channel: channelOf[kindOf(campaign)],
        basis: 'request',
        source: write.conn.db
          .prepare('SELECT name FROM visibleCampaign WHERE rowId = ?')
          .pluck()
          .get(campaign.rowId),
        at: new Date(at).toISOString(),
      }),
      contactId: now.contactId,
      companyId: now.companyId,
    })
  return changed
}

/** What a member of a campaign says of itself: who it is, and how far. */
import { type MemberState, memberStates } from '#db/shared/campaigns.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { refNameOf } from '../../records/useRecord.ts'

export const subjectOf = (
  member: WireRecord,
): { readonly entity: 'contact' | 'company'; readonly id: string; readonly name: string } => {
  const entity = typeof member.contactId === 'string' ? 'contact' : 'company'
  const field = `${entity}Id`
  return { entity, id: String(member[field] ?? ''), name: refNameOf(member, field) ?? '' }
}

export const stateOf = (member: WireRecord): MemberState =>
  memberStates.find((each) => each === member.status) ?? 'planned'

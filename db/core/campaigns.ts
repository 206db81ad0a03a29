/**
 * What sending and campaigns share: whom a campaign must not reach, asked of many at once and of one message before it goes;
 * and how a member follows its message.
 */
import { answered, campaignKinds, campaignMember, channelOf, type RefusalCode } from '../shared/campaigns.ts'
import type { Consenting } from '../shared/consent.ts'
import { localTime } from '../shared/dates/format.ts'
import { entityNamed } from '../shared/registry.ts'
import { allRows, type Connection, getRow } from './connection.ts'
import { AddressSet, addressNorm, Permission, type Question, refusalNow } from './consent.ts'
import type { Ctx } from './context.ts'
import { elementsOf } from './derive.ts'
import { allLists, holdsOf, memberRows } from './listMembers.ts'
import { prepared } from './lookup/statements.ts'
import { visibleName } from './visible.ts'
import type { Write } from './write.ts'

export interface StoredCampaign {
  readonly rowId: number
  readonly kind: string | null
  readonly purpose: string | null
  readonly needsConsent: number | null
}

type Reading = Pick<Ctx, 'conn' | 'actor' | 'timeZone' | 'now'>

export const kindOf = ({ kind }: Pick<StoredCampaign, 'kind'>) =>
  campaignKinds.find((each) => each === kind) ?? 'email'

export const questionOf = (ctx: Pick<Ctx, 'timeZone' | 'now'>, campaign: StoredCampaign): Question => ({
  channel: channelOf[kindOf(campaign)],
  purpose: campaign.purpose,
  needsConsent: campaign.needsConsent === 1,
  day: localTime(ctx.now(), ctx.timeZone).iso,
})

const EMAIL = /^[^\s@<>(),;:\\"[\]]+@[^\s@<>(),;:\\"[\].]+(\.[^\s@<>(),;:\\"[\].]+)+$/
export const isSound = (address: string): boolean =>
  EMAIL.test(address) && !address.includes('..') && !address.startsWith('.') && address.length <= 254

interface Reached {
  /** What it is written to; null where the kind of campaign needs none. */
  readonly address: string | null
  readonly norm: string | null
}

export const NOWHERE: Reached = { address: null, norm: null }

/** Asked for each row of a list; one reading of consent and suppression lists serves all. */
export class Screening {
  readonly #conn: Connection
  readonly #kind: (typeof campaignKinds)[number]
  readonly #permission: Permission
  readonly #suppressed: Readonly<Record<Consenting, Set<number>>> = { contact: new Set(), company: new Set() }
  readonly #suppressedAddresses: AddressSet
  readonly #taken = new Set<string>()

  constructor(ctx: Reading, campaign: StoredCampaign) {
    this.#conn = ctx.conn
    this.#kind = kindOf(campaign)
    this.#permission = new Permission(ctx.conn, questionOf(ctx, campaign))
    for (const list of allLists(ctx.conn))
      if (list.role === 'suppression')
        for (const rowId of memberRows(ctx, list)) this.#suppressed[holdsOf(list)].add(rowId)
    this.#suppressedAddresses = new AddressSet(
      allRows<{ address: string }>(
        ctx.conn,
        `SELECT m.address FROM visibleList l CROSS JOIN visibleListMember m ON m.listId = l.rowId
         WHERE l.role = 'suppression' AND m.address IS NOT NULL AND m.leftAt IS NULL`,
      ).map(({ address }) => address),
    )
  }

  /** Addresses that members have already: one person gets one message. */
  take(norm: string | null): void {
    if (norm !== null && this.#kind === 'email') this.#taken.add(norm)
  }

  /** Those of the rows that may be seen, in the order they are given, with what they are reached at. */
  reached(entity: Consenting, rowIds: readonly number[]): Map<number, Reached> {
    const column = this.#kind === 'email' ? 'emails' : this.#kind === 'letter' ? 'addresses' : 'phones'
    const sql = `SELECT v.rowId, v.${column} FROM json_each(?) j CROSS JOIN ${visibleName(entity)} v ON v.rowId = j.value`
    const rows = prepared(this.#conn, sql, 'raw').all(JSON.stringify(rowIds)) as [number, string | null][]
    return new Map(rows.map(([rowId, stored]) => [rowId, this.#reachedAt(stored)]))
  }

  reach(entity: Consenting, rowId: number): Reached {
    return this.reached(entity, [rowId]).get(rowId) ?? NOWHERE
  }

  #reachedAt(stored: string | null): Reached {
    if (this.#kind === 'letter') return { address: stored, norm: null }
    const address = elementsOf(stored)[0]?.value?.trim() ?? null
    return { address, norm: address === null ? null : addressNorm(this.#conn, address) }
  }

  /** Why this one must not, or cannot, be reached. */
  refusal(entity: Consenting, rowId: number, { address, norm }: Reached): RefusalCode | undefined {
    const said = this.#permission.refusal(entity, rowId, norm)
    if (said === 'optedOut') return said
    if (this.#suppressed[entity].has(rowId) || (norm !== null && this.#suppressedAddresses.has(norm)))
      return 'suppressed'
    if (this.#kind !== 'event' && address === null) return 'noAddress'
    if (this.#kind === 'email' && address !== null && !isSound(address)) return 'brokenAddress'
    if (this.#kind === 'email' && norm !== null && this.#taken.has(norm)) return 'sameAddress'
    return said
  }
}

interface MessageMember {
  readonly rowId: number
  readonly campaignId: number
  readonly status: string | null
  readonly contactId: number | null
  readonly companyId: number | null
  readonly handedAt: number | null
}

const memberOfMessage = (conn: Connection, messageRow: number): MessageMember | undefined =>
  getRow<MessageMember>(
    conn,
    `SELECT m.rowId, m.campaignId, m.status, m.handedAt,
       (SELECT canonicalId FROM main.contact WHERE rowId = m.contactId) AS contactId,
       (SELECT canonicalId FROM main.company WHERE rowId = m.companyId) AS companyId
     FROM visibleCampaignMember m WHERE m.messageId = ?`,
    messageRow,
  )

/** Whether a message of a campaign must not go any more: an opt-out that came while it waited, a campaign called off. */
export function forbiddenNow(
  ctx: Pick<Ctx, 'conn' | 'timeZone' | 'now'>,
  messageRow: number,
  recipient: string,
): 'optedOut' | 'noConsent' | 'cancelled' | undefined {
  const member = memberOfMessage(ctx.conn, messageRow)
  if (!member) return undefined
  const campaign = getRow<StoredCampaign & { status: string | null }>(
    ctx.conn,
    'SELECT rowId, kind, purpose, needsConsent, status FROM visibleCampaign WHERE rowId = ?',
    member.campaignId,
  )
  if (!campaign || campaign.status === 'cancelled') return 'cancelled'
  return refusalNow(ctx.conn, questionOf(ctx, campaign), {
    contactId: member.contactId,
    companyId: member.companyId,
    address: recipient,
  })
}

/**
 * The member says what became of its message, unless an answer has said more already. `handed`: a server was, or may have
 * been, given it.
 */
export function followMessage(
  write: Write,
  messageRow: number,
  status: 'sent' | 'failed' | 'optedOut' | 'excluded',
  reason: string | null,
  handed = false,
): void {
  const member = memberOfMessage(write.conn, messageRow)
  if (!member) return
  const more = answered.some((each) => each === member.status) || member.status === 'optedOut'
  const columns = {
    ...(handed && member.handedAt === null && { handedAt: write.at }),
    ...(!more && { status, reason, at: write.at }),
  }
  if (Object.keys(columns).length > 0) write.set(campaignMember, member.rowId, columns)
}

/** Whether a server was given the message of this member by another computer. */
export const handedElsewhere = (conn: Connection, messageRow: number): boolean =>
  (memberOfMessage(conn, messageRow)?.handedAt ?? null) !== null

/** What a mail program offers to leave by: the identity says who it is without an address. */
export function unsubscribeHeaders(
  conn: Connection,
  messageRow: number,
  messageId: string,
  replyTo: string,
): Readonly<Record<string, string>> {
  if (!memberOfMessage(conn, messageRow)) return {}
  return {
    'List-Unsubscribe': `<mailto:${replyTo}?subject=${encodeURIComponent(`unsubscribe ${messageId}`)}>`,
    Precedence: 'bulk',
  }
}

export const recordName = (conn: Connection, entity: Consenting, rowId: number) =>
  getRow<{ id: Uint8Array; displayName: string | null }>(
    conn,
    `SELECT id, displayName FROM ${visibleName(entityNamed(entity))} WHERE rowId = ?`,
    rowId,
  )

/**
 * Writes what the rows of a file say of people who are here: consent, membership of a list or a campaign, answers. An opt-out
 * wins over whatever a file says: no agreement of a file takes a refusal back, whoever opted out stays opted out of a
 * campaign, and nobody who must not be contacted becomes a member. What is not taken in is refused with a reason.
 */
import { writeAnswer } from '../../core/campaignAnswers.ts'
import {
  becomeMember,
  type CampaignRow,
  ownCampaign,
  placeOf,
  takeMembers,
} from '../../core/campaignMembership.ts'
import { Screening } from '../../core/campaigns.ts'
import { allRows, getRow } from '../../core/connection.ts'
import { isInForce, isRefusedBefore, liftedBy, type Statement, statementColumns } from '../../core/consent.ts'
import type { JobCtx } from '../../core/context.ts'
import { holdsOf } from '../../core/listMembers.ts'
import { Members, staticList } from '../../core/listMembership.ts'
import { canonicalIn, visibleName } from '../../core/visible.ts'
import type { Write } from '../../core/write.ts'
import type { About } from '../../shared/about.ts'
import { campaignMember, type MemberState } from '../../shared/campaigns.ts'
import { type Channel, consent, consentOf, covers } from '../../shared/consent.ts'
import { localTime } from '../../shared/dates/format.ts'
import { invalid } from '../../shared/errors.ts'
import type { DbValue } from '../../shared/fields.ts'
import { idToText } from '../../shared/id.ts'
import { People, type Person } from './aboutPeople.ts'
import type { Said, Who } from './draft.ts'
import type { Prepared } from './prepare.ts'
import type { Applied } from './writer.ts'

type Outcome = Applied | { readonly refused: string }
type Columns = Readonly<Record<string, DbValue>>

interface Kind {
  /** Without `write`, only says what would happen. */
  apply(write: Write | undefined, said: Said, columns: Columns): Outcome
  /** Others have written meanwhile. */
  forget?(): void
}

export class AboutWriter {
  readonly related: Record<string, number> = {}
  pending = false
  readonly #kind: Kind

  /** @throws AppError Invalid, NotFound, Denied, Conflict for a list or campaign that cannot take them */
  constructor(ctx: JobCtx, about: About) {
    this.#kind = kindOf(ctx, about)
  }

  apply(write: Write | undefined, { said, columns }: Prepared): Outcome {
    if (!said) return { refused: 'nothingToKnowItBy' }
    return said.nothing ? 'skipped' : this.#kind.apply(write, said, columns)
  }

  forget(): void {
    this.#kind.forget?.()
  }
}

function kindOf(ctx: JobCtx, about: About): Kind {
  if (about.what === 'consent') return new Consents(ctx)
  if (about.what === 'list') {
    if (about.list === undefined) throw invalid('list', 'required')
    return new IntoList(ctx, about.list)
  }
  if (about.campaign === undefined) throw invalid('campaign', 'required')
  const campaign = ownCampaign(ctx, about.campaign)
  return about.what === 'campaign' ? new IntoCampaign(ctx, campaign) : new Answers(ctx, campaign)
}

// ---- Consent ----

interface Told {
  readonly decision: string
  readonly channel: Channel
  readonly purpose: string | null
  readonly at: number | null
}

class Consents implements Kind {
  readonly #ctx: JobCtx
  readonly #people: People
  /** What a dry run would have written, by whom it is about. */
  readonly #imagined = new Map<string, Told[]>()

  constructor(ctx: JobCtx) {
    this.#ctx = ctx
    this.#people = new People(ctx.conn)
  }

  apply(write: Write | undefined, { who, channels }: Said, columns: Columns): Outcome {
    const found = this.#people.find(who, ['contact', 'company'])
    const address = this.#people.address(who)
    const refuses = columns.decision === 'refused'
    if (!refuses && found.length !== 1) return { refused: found.length === 0 ? 'noSuchRecord' : 'several' }
    // A refusal of nobody who is here is kept by its address: whoever comes with it later is not written to.
    if (found.length === 0 && address === undefined) return { refused: 'noSuchRecord' }
    const subjects = found.length > 0 ? found : [undefined]
    const outcomes = channels.flatMap((channel) =>
      subjects.map((person) => this.#state(write, person, address, { ...columns, channel })),
    )
    return (
      outcomes.find((each) => typeof each === 'object') ??
      (outcomes.includes('created') ? 'created' : 'skipped')
    )
  }

  #state(
    write: Write | undefined,
    person: Person | undefined,
    address: string | undefined,
    columns: Columns & { readonly channel: Channel },
  ): Outcome {
    const told: Told = {
      decision: String(columns.decision),
      channel: columns.channel,
      purpose: typeof columns.purpose === 'string' ? columns.purpose : null,
      at: typeof columns.at === 'number' ? columns.at : null,
    }
    const key = person ? `${person.entity} ${person.rowId}` : (address ?? '')
    const earlier = this.#imagined.get(key) ?? []
    if (told.decision === 'granted' && this.#isRefused(told, person, address, earlier))
      return { refused: 'refusedBefore' }
    if (this.#isKnown(told, person, address) || earlier.some((each) => isSame(each, told))) return 'skipped'
    if (!write) {
      this.#imagined.set(key, [...earlier, told])
      return 'created'
    }
    write.insert(consent, {
      ...columns,
      at: told.at ?? write.at,
      lifts: null,
      ...(person ? { [consentOf[person.entity]]: person.rowId } : { address: address ?? null }),
    })
    return 'created'
  }

  #isRefused(
    told: Told,
    person: Person | undefined,
    address: string | undefined,
    earlier: readonly Told[],
  ): boolean {
    const subject = {
      contactId: person?.entity === 'contact' ? person.rowId : null,
      companyId: person?.entity === 'company' ? person.rowId : null,
      address: address ?? null,
    }
    if (isRefusedBefore(this.#ctx.conn, told, subject)) return true
    return earlier.some(
      (each) =>
        each.decision === 'refused' &&
        covers(each.channel, told.channel) &&
        (each.purpose === null || each.purpose === told.purpose),
    )
  }

  /** Whether just that is written down already: on that day, or, where the file has none, still counting. */
  #isKnown(told: Told, person: Person | undefined, address: string | undefined): boolean {
    const { conn } = this.#ctx
    const rows = person
      ? allRows<Statement & { at: number }>(
          conn,
          `SELECT v.at, ${statementColumns} FROM visibleConsent v WHERE v.${consentOf[person.entity]} ${canonicalIn(person.entity)}`,
          person.rowId,
          person.rowId,
        )
      : allRows<Statement & { at: number }>(
          conn,
          `SELECT v.at, ${statementColumns} FROM visibleConsent v WHERE v.address = ?`,
          address,
        )
    const lifted = liftedBy(rows)
    const day = localTime(this.#ctx.now(), this.#ctx.timeZone).iso
    return rows.some(
      (each) =>
        isSame({ ...each, at: null }, { ...told, at: null }) &&
        (told.at !== null
          ? each.at === told.at
          : each.decision === 'granted'
            ? isInForce(each, day)
            : !lifted.has(idToText(each.id))),
    )
  }
}

const isSame = (a: Told, b: Told): boolean =>
  a.decision === b.decision && a.channel === b.channel && a.purpose === b.purpose && a.at === b.at

// ---- Lists ----

class IntoList implements Kind {
  readonly #people: People
  readonly #members: Members
  readonly #holds: ReturnType<typeof holdsOf>
  readonly #keepsAddresses: boolean
  readonly #imagined = new Set<number | string>()

  constructor({ conn }: JobCtx, list: string) {
    const row = staticList(conn, list)
    this.#people = new People(conn)
    this.#members = new Members(conn, row)
    this.#holds = holdsOf(row)
    this.#keepsAddresses = row.role === 'suppression'
  }

  apply(write: Write | undefined, { who }: Said): Outcome {
    const found = this.#people.find(who, [this.#holds])
    if (found.length === 0) return this.#address(write, who)
    if (found.length > 1 && who.emails.length + who.phones.length === 0) return { refused: 'several' }
    const added = found.filter(({ rowId }) => this.#add(write, rowId))
    return added.length > 0 ? 'created' : 'skipped'
  }

  #add(write: Write | undefined, rowId: number): boolean {
    if (write) return this.#members.add(write, rowId) === true
    if (this.#members.has(rowId) !== false || this.#imagined.has(rowId)) return false
    this.#imagined.add(rowId)
    return true
  }

  /** A suppression list keeps addresses of nobody too. */
  #address(write: Write | undefined, who: Who): Outcome {
    const norm = this.#keepsAddresses ? this.#people.address(who) : undefined
    if (norm === undefined) return { refused: 'noSuchRecord' }
    if (write) return this.#members.addAddress(write, norm) ? 'created' : 'skipped'
    if (this.#members.hasAddress(norm) || this.#imagined.has(norm)) return 'skipped'
    this.#imagined.add(norm)
    return 'created'
  }
}

// ---- Campaigns ----

class IntoCampaign implements Kind {
  readonly #ctx: JobCtx
  readonly #campaign: CampaignRow
  readonly #people: People
  readonly #imagined = new Set<string>()
  #screening: Screening | undefined
  /** What the next one of a pair gets, so that halves stay equal and nobody chooses. */
  #next: 'A' | 'B' | undefined

  constructor(ctx: JobCtx, campaign: CampaignRow) {
    this.#ctx = ctx
    this.#campaign = campaign
    this.#people = new People(ctx.conn)
  }

  forget(): void {
    this.#screening = undefined
  }

  apply(write: Write | undefined, { who }: Said): Outcome {
    const found = this.#people.find(who, ['contact', 'company'])
    const [person] = found
    if (!person) return { refused: 'noSuchRecord' }
    if (found.length > 1) return { refused: 'several' }
    const { entity, rowId } = person
    const identity = getRow<{ id: Uint8Array }>(
      this.#ctx.conn,
      `SELECT id FROM ${visibleName(entity)} WHERE rowId = ?`,
      rowId,
    )
    if (!identity) return { refused: 'noSuchRecord' }
    const place = placeOf(this.#ctx.conn, this.#campaign, identity.id)
    const key = `${entity} ${rowId}`
    if (place.isMember || this.#imagined.has(key)) return 'skipped'
    const screening = this.#asked()
    const reached = screening.reach(entity, rowId)
    const refusal = screening.refusal(entity, rowId, reached)
    if (refusal) return { refused: refusal }
    screening.take(reached.norm)
    if (write) becomeMember(write, this.#campaign, place, entity, rowId, this.#half())
    else this.#imagined.add(key)
    return 'created'
  }

  #asked(): Screening {
    if (!this.#screening) {
      this.#screening = new Screening(this.#ctx, this.#campaign)
      takeMembers(this.#ctx, this.#screening, this.#campaign.rowId)
    }
    return this.#screening
  }

  #half(): 'A' | 'B' | null {
    if (this.#campaign.templateBId === null) return null
    if (this.#next) {
      const half = this.#next
      this.#next = undefined
      return half
    }
    const byte = new Uint8Array(1)
    this.#ctx.conn.sources.random(byte)
    const isA = ((byte[0] ?? 0) & 1) === 0
    this.#next = isA ? 'B' : 'A'
    return isA ? 'A' : 'B'
  }
}

/** How much each says; a file takes nothing back that is known already. */
const weights: Readonly<Record<MemberState, number>> = {
  planned: 0,
  queued: 0,
  excluded: 0,
  sent: 1,
  failed: 2,
  replied: 3,
  responded: 4,
  converted: 5,
  optedOut: 6,
}

class Answers implements Kind {
  readonly #ctx: JobCtx
  readonly #campaign: CampaignRow
  readonly #people: People
  readonly #imagined = new Map<number, MemberState>()

  constructor(ctx: JobCtx, campaign: CampaignRow) {
    this.#ctx = ctx
    this.#campaign = campaign
    this.#people = new People(ctx.conn)
  }

  apply(write: Write | undefined, { who }: Said, columns: Columns): Outcome {
    const found = this.#people.find(who, ['contact', 'company'])
    if (found.length === 0) return { refused: 'noSuchRecord' }
    const members = found.flatMap((person) => this.#memberOf(person))
    const [member] = members
    if (!member) return { refused: 'notMember' }
    if (members.length > 1) return { refused: 'several' }
    return this.#answer(write, member, columns)
  }

  #memberOf({ entity, rowId }: Person): { rowId: number; status: MemberState }[] {
    return allRows(
      this.#ctx.conn,
      `SELECT m.rowId, m.status FROM visibleCampaignMember m WHERE m.campaignId = ? AND m.${consentOf[entity]} ${canonicalIn(entity)}`,
      this.#campaign.rowId,
      rowId,
      rowId,
    )
  }

  #answer(
    write: Write | undefined,
    member: { readonly rowId: number; readonly status: MemberState },
    columns: Columns,
  ): Outcome {
    const status = columns.status as MemberState
    const before = this.#imagined.get(member.rowId) ?? member.status
    if (before === 'optedOut' && status !== 'optedOut') return { refused: 'optedOut' }
    if (weights[status] < weights[before]) return 'skipped'
    if (!write) {
      this.#imagined.set(member.rowId, status)
      return status === before && columns.response === undefined ? 'skipped' : 'updated'
    }
    const { at, resultCode, response, value } = columns
    const changed = writeAnswer(write, this.#campaign, member.rowId, {
      status,
      ...(status === 'failed' && { reason: 'bounced' }),
      ...(typeof at === 'number' && { at: new Date(at).toISOString() }),
    })
    const told = {
      ...(resultCode !== undefined && { resultCode }),
      ...(response !== undefined && { response }),
      ...(value !== undefined && { value }),
    }
    const added = Object.keys(told).length > 0 && write.set(campaignMember, member.rowId, told)
    return changed || added ? 'updated' : 'skipped'
  }
}

/**
 * THE rule of whom one must not contact, read from the statements of consent: a refusal counts until an agreement that names
 * it, whatever else was said and when; so an opt-out wins on every device, in whichever order statements arrive. Asked for a
 * whole list at once, and again for each message before it goes.
 * Must never: hide a refusal because the record it is about was merged away, or because its address belongs to another record.
 */
import { createHash } from 'node:crypto'
import { type Channel, type Consenting, covers } from '../shared/consent.ts'
import { idToText } from '../shared/id.ts'
import { parsePhone, phoneDigits } from '../shared/phone.ts'
import { entityNamed } from '../shared/registry.ts'
import { fold } from '../shared/text/fold.ts'
import { allRows, type Connection } from './connection.ts'
import { pointKinds } from './derive.ts'
import { databaseSetting } from './settings.ts'

export interface Question {
  readonly channel: Channel
  readonly purpose: string | null
  /** Silence is a no as well. */
  readonly needsConsent: boolean
  /** ISO day on which agreements must still count. */
  readonly day: string
}

export interface Statement {
  readonly id: Uint8Array
  readonly contactId: number | null
  readonly companyId: number | null
  readonly address: string | null
  readonly decision: string
  readonly channel: Channel
  readonly purpose: string | null
  readonly until: string | null
  readonly keepUntil: string | null
  readonly lifts: string | null
}

export const statementColumns = `v.id, (SELECT canonicalId FROM main.contact WHERE rowId = v.contactId) AS contactId,
  (SELECT canonicalId FROM main.company WHERE rowId = v.companyId) AS companyId,
  v.address, v.decision, v.channel, v.purpose, v.until, v.keepUntil, v.lifts`

/** An address as it is compared: e-mail in small letters, numbers by their digits. */
export function addressNorm(conn: Connection, address: string): string {
  const plain = address.trim().toLowerCase()
  if (plain.includes('@')) return plain
  const country = String(databaseSetting(conn, 'defaultCountry') ?? 'TH')
  const { e164 } = parsePhone(plain, country)
  return e164 ? e164.slice(1) : (phoneDigits(plain, country)[0] ?? plain)
}

const EMAIL = /^[^\s@<>(),;:\\"[\]]+@[^\s@<>(),;:\\"[\]]+\.[^\s@<>(),;:\\"[\].]+$/

/** An address as it is compared; undefined for what is none. `Ann <ann@example.com>` is one. */
export function readAddress(conn: Connection, typed: string): string | undefined {
  const plain = /<([^<>]+@[^<>]+)>/.exec(typed)?.[1] ?? typed
  const norm = addressNorm(conn, plain)
  if (norm.includes('@')) return EMAIL.test(norm) ? norm : undefined
  return /^\d{6,}$/.test(norm) ? norm : undefined
}

const HASHED = 'sha256:'

/**
 * An address that must not be kept, as something it can be recognised by and not read from: whoever was erased stays opted out.
 * It hides the address from who reads the file, not from who guesses addresses and tries them.
 */
export const hashedAddress = (norm: string): string =>
  `${HASHED}${createHash('sha256').update(`samphan consent\0${norm}`).digest('hex')}`
export const isHashedAddress = (address: string): boolean => address.startsWith(HASHED)

/** Addresses as they are compared, some of them only as hashes. */
export class AddressSet {
  readonly #addresses = new Set<string>()
  #hashed = false

  constructor(addresses: Iterable<string> = []) {
    for (const address of addresses) this.add(address)
  }

  add(address: string): void {
    this.#addresses.add(address)
    this.#hashed ||= isHashedAddress(address)
  }

  has(norm: string): boolean {
    return this.#addresses.has(norm) || (this.#hashed && this.#addresses.has(hashedAddress(norm)))
  }
}

export const liftedBy = (statements: readonly Pick<Statement, 'decision' | 'lifts'>[]): Set<string> =>
  new Set(
    statements.flatMap(({ decision, lifts }) => {
      const ids: unknown = decision === 'granted' && lifts !== null ? JSON.parse(lifts) : []
      return Array.isArray(ids) ? ids.map(String) : []
    }),
  )

const samePurpose = (a: string | null, b: string | null): boolean =>
  a === b || (a !== null && b !== null && fold(a) === fold(b))

/** Whether a refusal forbids what is asked: for this purpose or for any. Who says no purpose hears every refusal. */
export const forbids = (statement: Statement, { channel, purpose }: Question): boolean =>
  covers(statement.channel, channel) &&
  (statement.purpose === null || purpose === null || samePurpose(statement.purpose, purpose))

/** Whether an agreement is neither run out nor older than its proof may be kept. A refusal has no end. */
export const isInForce = (
  { until, keepUntil }: Pick<Statement, 'until' | 'keepUntil'>,
  day: string,
): boolean => (until === null || until >= day) && (keepUntil === null || keepUntil >= day)

/** Whether an agreement allows what is asked. */
export const allows = (statement: Statement, { channel, purpose, day }: Question): boolean =>
  covers(statement.channel, channel) &&
  (statement.purpose === null || samePurpose(statement.purpose, purpose)) &&
  isInForce(statement, day)

/** Whether an agreement speaks of all that a refusal forbade, and so takes it back. */
export const liftsWhole = (
  grant: { readonly channel: Channel; readonly purpose: string | null },
  refusal: Pick<Statement, 'channel' | 'purpose'>,
): boolean =>
  covers(grant.channel, refusal.channel) &&
  (grant.purpose === null || samePurpose(grant.purpose, refusal.purpose))

const pointKindOf = (channel: Channel): number | undefined =>
  channel === 'email'
    ? pointKinds.email
    : channel === 'phone' || channel === 'sms'
      ? pointKinds.phone
      : undefined

const keyOf = (entity: Consenting, rowId: number): number =>
  entity === 'contact' ? rowId * 2 : rowId * 2 + 1

export type Refusal = 'optedOut' | 'noConsent'

/** Answers for as many as asked, from one reading of all statements. */
export class Permission {
  readonly #refused = new Set<number>()
  readonly #refusedAddresses = new AddressSet()
  readonly #granted = new Set<number>()
  readonly #grantedAddresses = new AddressSet()
  readonly #question: Question

  constructor(conn: Connection, question: Question) {
    this.#question = question
    const statements = allRows<Statement>(conn, `SELECT ${statementColumns} FROM visibleConsent v`)
    const lifted = liftedBy(statements)
    for (const statement of statements) {
      if (statement.decision === 'refused') {
        if (forbids(statement, question) && !lifted.has(idToText(statement.id)))
          this.#note(statement, this.#refused, this.#refusedAddresses)
      } else if (allows(statement, question)) this.#note(statement, this.#granted, this.#grantedAddresses)
    }
    this.#spread(conn)
  }

  #note(statement: Statement, rows: Set<number>, addresses: AddressSet): void {
    if (statement.contactId !== null) rows.add(keyOf('contact', statement.contactId))
    if (statement.companyId !== null) rows.add(keyOf('company', statement.companyId))
    if (statement.address !== null) addresses.add(statement.address)
  }

  /** Whoever refused did so under each address they have, whichever record has it too. */
  #spread(conn: Connection): void {
    const kind = pointKindOf(this.#question.channel)
    if (kind === undefined) return
    for (const entity of ['contact', 'company'] as const) {
      const rows = [...this.#refused].flatMap((key) =>
        (key & 1) === (entity === 'company' ? 1 : 0) ? [key >> 1] : [],
      )
      const points = allRows<{ norm: string }>(
        conn,
        `SELECT norm FROM main.contactPoint WHERE entity = ? AND kind = ? AND rowId IN
         (SELECT value FROM json_each(?))`,
        entityNamed(entity).id,
        kind,
        JSON.stringify(rows),
      )
      for (const { norm } of points) this.#refusedAddresses.add(norm)
    }
  }

  /** Why this record must not be contacted at that address; undefined when it may be. */
  refusal(entity: Consenting, rowId: number, norm: string | null): Refusal | undefined {
    const key = keyOf(entity, rowId)
    if (this.#refused.has(key) || (norm !== null && this.#refusedAddresses.has(norm))) return 'optedOut'
    if (!this.#question.needsConsent) return undefined
    const said = this.#granted.has(key) || (norm !== null && this.#grantedAddresses.has(norm))
    return said ? undefined : 'noConsent'
  }
}

const ofSubject = `SELECT ${statementColumns} FROM visibleConsent v WHERE
  v.contactId IN (SELECT rowId FROM main.contact WHERE canonicalId IN (SELECT value FROM json_each(@contacts)))
  OR v.companyId IN (SELECT rowId FROM main.company WHERE canonicalId IN (SELECT value FROM json_each(@companies)))
  OR v.address IN (@norm, @hashed)`

interface Subject {
  readonly contactId: number | null
  readonly companyId: number | null
  readonly address: string | null
}

/** All that was said of whoever has an address, through whichever record that has it. */
function statementsAbout(conn: Connection, channel: Channel, subject: Subject): Statement[] {
  const norm = subject.address === null ? null : addressNorm(conn, subject.address)
  const kind = pointKindOf(channel)
  const sharing = (entity: Consenting): number[] =>
    norm === null || kind === undefined
      ? []
      : allRows<{ rowId: number }>(
          conn,
          `SELECT r.canonicalId AS rowId FROM main.contactPoint p JOIN main."${entity}" r ON r.rowId = p.rowId
           WHERE p.kind = ? AND p.norm = ? AND p.entity = ?`,
          kind,
          norm,
          entityNamed(entity).id,
        ).map(({ rowId }) => rowId)
  const own = (rowId: number | null): number[] => (rowId === null ? [] : [rowId])
  return allRows<Statement>(conn, ofSubject, {
    contacts: JSON.stringify([...own(subject.contactId), ...sharing('contact')]),
    companies: JSON.stringify([...own(subject.companyId), ...sharing('company')]),
    norm,
    hashed: norm === null ? null : hashedAddress(norm),
  })
}

/** Whether something refused before, and never taken back, covers the whole of what an agreement would allow. */
export function isRefusedBefore(
  conn: Connection,
  { channel, purpose }: Pick<Question, 'channel' | 'purpose'>,
  subject: Subject,
): boolean {
  const statements = statementsAbout(conn, channel, subject)
  const lifted = liftedBy(statements)
  return statements.some(
    (each) =>
      each.decision === 'refused' &&
      covers(each.channel, channel) &&
      (each.purpose === null || samePurpose(each.purpose, purpose)) &&
      !lifted.has(idToText(each.id)),
  )
}

/** The same for one message, from the statements about whoever has its address. */
export function refusalNow(conn: Connection, question: Question, subject: Subject): Refusal | undefined {
  const norm = subject.address === null ? null : addressNorm(conn, subject.address)
  const statements = statementsAbout(conn, question.channel, subject)
  const lifted = liftedBy(statements)
  const refused = statements.some(
    (each) => each.decision === 'refused' && forbids(each, question) && !lifted.has(idToText(each.id)),
  )
  if (refused) return 'optedOut'
  if (!question.needsConsent) return undefined
  const isOwn = (each: Statement): boolean =>
    (each.contactId !== null && each.contactId === subject.contactId) ||
    (each.companyId !== null && each.companyId === subject.companyId) ||
    (norm !== null && each.address === norm)
  return statements.some((each) => each.decision === 'granted' && isOwn(each) && allows(each, question))
    ? undefined
    : 'noConsent'
}

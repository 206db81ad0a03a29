/**
 * The neutral record that every reader of foreign files produces and every writer of them consumes.
 * A card is plain data, knows no file format and no database; nothing a source said may vanish between them:
 * a value is in a field, in `notes`, `extras`, `secondary`, or the whole row is a reject.
 * Must never: touch the database, normalise for lookup (the write path derives that), or word a message.
 */

export type CardEntity = 'contact' | 'company'

/** A labelled e-mail or website. Labels are free text; `work home mobile fax pager main other assistant` are codes. */
export type CardValue = { label: string; value: string }
export type CardPhone = CardValue & { ext?: string }
export type CardHandle = CardValue & { service: string }
/** `value` is a yearly string: `1980-05-01`, `--05-01`, `persian:1359-12-30`, `buddhist:--02-29`. */
export type CardEvent = CardValue

export const addressParts = [
  'street',
  'street2',
  'houseNumber',
  'moo',
  'building',
  'soi',
  'road',
  'subdistrict',
  'district',
  'city',
  'province',
  'postalCode',
  'country',
  'poBox',
  'unit',
  'formatted',
] as const
export type AddressPart = (typeof addressParts)[number]
export type CardAddress = { label: string } & { [P in AddressPart]?: string }

export const contactTextFields = [
  'honorific',
  'prefix',
  'givenName',
  'middleName',
  'familyName',
  'suffix',
  'nickname',
  'phoneticGivenName',
  'phoneticFamilyName',
  'greeting',
  'jobTitle',
  'department',
  'status',
  'language',
  'taxId',
] as const
export const companyTextFields = [
  'name',
  'phoneticName',
  'industry',
  'status',
  'taxId',
  'branch',
  'registrationId',
  'description',
] as const
export type CardTextField = (typeof contactTextFields)[number] | (typeof companyTextFields)[number]

export type CardFields = { [F in CardTextField]?: string } & {
  /** A yearly string, see `CardEvent`. */
  birthday?: string
  tags?: string[]
  emails?: CardValue[]
  phones?: CardPhone[]
  addresses?: CardAddress[]
  websites?: CardValue[]
  handles?: CardHandle[]
  events?: CardEvent[]
  private?: boolean
}

export type CardExtra = { name: string; value: string }
export type CardPhoto = { mime: string; bytes: Uint8Array }

/** What could not be understood. The value itself is also kept in `extras`, so a problem is never a loss. */
export type CardProblem = { column: string; value: string; reason: ProblemReason }
export type ProblemReason =
  | 'badDate'
  | 'badBoolean'
  | 'badCountry'
  | 'badBase64'
  | 'badLine'
  | 'badEncoding'
  | 'scientificNumber'
  | 'tooLarge'

export type Card = {
  /** 1-based line of the source file on which the record starts. */
  line: number
  entity: CardEntity
  fields: CardFields
  /** A person's name as one piece, present only while it has not been split into name fields. */
  fullName?: string
  /** Contact: the employer. Company: not used (its own name is `fields.name`). */
  companyName?: string
  /** The employer's id in the source system, for joining with that system's company file. */
  companyExternalId?: string
  /** Company: name of the parent company. */
  parentName?: string
  /** Contact: who referred this person, as a name. */
  referredBy?: string
  notes: string[]
  /** Names of source groups the card belongs to. They are in `fields.tags` as well. */
  groups: string[]
  extras: CardExtra[]
  /** Cells of columns mapped to custom fields (`custom.<uuid>` → text as written); the write path knows their kinds. */
  custom?: { [field: string]: string }
  photo?: CardPhoto
  /** Id in the source system (vCard UID, ACCOUNTNO, Record ID …). */
  externalId?: string
  /** This card adds to the card with that external id instead of standing alone (GoldMine details). */
  attachTo?: string
  /** Kept by the source inside another person's record (Act! 2nd Contact, GoldMine additional contact). */
  isSecondary?: boolean
  /** Further people found in the same row; each has `isSecondary`. */
  secondary?: Card[]
  problems: CardProblem[]
}

/** Why a record did not become a card. Screens word it by its code. */
export type RejectReason =
  | 'unterminatedQuote'
  | 'recordTooLong'
  | 'footer'
  | 'nothingToKnowItBy'
  | 'scientificNumber'
  | 'unsupportedSource'
  | 'missingEnd'
  | 'missingBegin'
  | 'badEncoding'

/** A record that was not understood: what it said, where, why. `cells` when it was split at all. */
export type Reject = { line: number; raw: string; cells?: string[]; reason: RejectReason }

/** An empty card; every reader starts from it. */
export function newCard(line: number, entity: CardEntity): Card {
  return { line, entity, fields: {}, notes: [], groups: [], extras: [], problems: [] }
}

/** True when somebody could find this card again: it has a name, a company, or a way to reach it. */
export function isKnowable(card: Card): boolean {
  const f = card.fields
  return Boolean(
    card.fullName ||
      f.givenName ||
      f.familyName ||
      f.middleName ||
      f.nickname ||
      f.name ||
      card.companyName ||
      card.attachTo ||
      f.emails ||
      f.phones ||
      f.handles ||
      f.websites,
  )
}

/** Adds a tag once. */
export function addTag(card: Card, tag: string): void {
  card.fields.tags ??= []
  if (!card.fields.tags.includes(tag)) card.fields.tags.push(tag)
}

/** Keeps a value that has no field of its own. */
export function addExtra(card: Card, name: string, value: string): void {
  card.extras.push({ name, value })
}

/** Keeps a value that could not be understood, and says so. */
export function addProblem(card: Card, column: string, value: string, reason: ProblemReason): void {
  card.problems.push({ column, value, reason })
  card.extras.push({ name: column, value })
}

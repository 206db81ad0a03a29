/**
 * Owns the shapes of what the generator gives: plain rows in the field vocabulary of the entities, with demo keys where
 * a record refers to another (`companyKey: 17` instead of `companyId`). Only types and the list of reference fields.
 */

export type DemoLocale = 'th' | 'fa' | 'en'
export type DemoCountry = 'TH' | 'IR' | 'US' | 'GB' | 'DE'

export interface DemoRow {
  /** Running number within the entity, from 0: what other rows refer to. */
  readonly key: number
  /** UUIDv7 text, the same for the same seed, entity and key. */
  readonly id: string
  /** UTC milliseconds; the time inside `id`. */
  readonly createdAt: number
}

export interface DemoPoint {
  id: string
  label: string
  value: string
}

export interface DemoPhone extends DemoPoint {
  ext?: string
}

export interface DemoHandle extends DemoPoint {
  service: string
}

export interface DemoAddress {
  id: string
  label: string
  street?: string
  street2?: string
  houseNumber?: string
  moo?: string
  building?: string
  unit?: string
  soi?: string
  road?: string
  subdistrict?: string
  district?: string
  city?: string
  province?: string
  postalCode?: string
  country?: DemoCountry
  poBox?: string
  formatted?: string
}

export interface DemoExtra {
  id: string
  name: string
  value: string
}

interface Reachable {
  phones?: DemoPhone[]
  emails?: DemoPoint[]
  addresses?: DemoAddress[]
  websites?: DemoPoint[]
  handles?: DemoHandle[]
  events?: DemoPoint[]
  tags?: string[]
  extras?: DemoExtra[]
  status?: string
  taxId?: string
}

export interface DemoCompany extends DemoRow, Reachable {
  name: string
  phoneticName?: string
  parentKey?: number
  industry?: string
  branch?: string
  registrationId?: string
  description?: string
}

export interface DemoContact extends DemoRow, Reachable {
  honorific?: string
  prefix?: string
  givenName?: string
  middleName?: string
  familyName?: string
  suffix?: string
  nickname?: string
  phoneticGivenName?: string
  phoneticFamilyName?: string
  greeting?: string
  jobTitle?: string
  department?: string
  companyKey?: number
  referredByKey?: number
  language?: string
  birthday?: string
  leadStatus?: string
  leadSource?: string
}

export interface DemoPosition extends DemoRow {
  contactKey: number
  companyKey: number
  jobTitle?: string
  department?: string
  startDate?: string
  endDate?: string
}

export interface DemoNote extends DemoRow {
  body: string
  contactKey?: number
  companyKey?: number
  /** UTC milliseconds. */
  at: number
  pinned?: boolean
}

export interface DemoHistory extends DemoRow {
  kind: string
  /** UTC milliseconds. */
  at: number
  regarding?: string
  body?: string
  contactKey?: number
  companyKey?: number
  resultCode?: string
  durationMinutes?: number
}

export interface DemoActivity extends DemoRow {
  kind: string
  regarding: string
  /** Days from the one the data is made on. */
  day: number
  /** Since midnight there. */
  minutes: number
  durationMinutes: number
  allDay?: boolean
  priority?: string
  rule?: string
  alarmMinutes?: number
  contactKey: number
  companyKey?: number
  opportunityKey?: number
}

/** Entities whose rows are said by field, once for all: see `DemoPlain`. */
export const salesEntities = [
  'productCategory',
  'product',
  'priceList',
  'price',
  'exchangeRate',
  'pipeline',
  'stage',
  'closeReason',
  'competitor',
  'quota',
  'opportunity',
  'stageChange',
  'opportunityLine',
  'opportunityContact',
  'opportunityCompetitor',
  'quote',
  'quoteLine',
  'template',
  'list',
  'listMember',
  'consent',
  'campaign',
  'campaignStep',
  'campaignMember',
] as const
export type SalesEntity = (typeof salesEntities)[number]

/** A row with its fields by name; what depends on other rows or on the day it is written on stands apart. */
export interface DemoPlain extends DemoRow {
  readonly fields: Readonly<Record<string, unknown>>
  /** Demo keys by reference field; the field says of which entity. */
  readonly refs?: Readonly<Record<string, number>>
  /** Days from the one the data is made on, by date field; for an instant with minutes since midnight there. */
  readonly days?: Readonly<Record<string, number | readonly [day: number, minutes: number]>>
  /** First or last days of months, counted from the one the data is made in. */
  readonly months?: Readonly<Record<string, readonly [month: number, end: 'first' | 'last']>>
}

/** What is the same for every entity of service: plain fields, and keys of other rows of the demo. */
export interface DemoServiceRow extends DemoRow {
  readonly [field: string]: unknown
}

export interface DemoTicket extends DemoServiceRow {
  readonly subject: string
  readonly status: string
  /** UTC milliseconds. */
  readonly openedAt: number
  readonly solvedAt?: number
  /** Somebody has it: whoever makes the demo. */
  readonly taken: boolean
}

export interface DemoMessage extends DemoServiceRow {
  readonly ticketKey: number
  readonly kind: 'reply' | 'note' | 'incoming'
  readonly at: number
}

/** The rows of each entity. */
export interface DemoRows extends Readonly<Record<SalesEntity, DemoPlain>> {
  readonly company: DemoCompany
  readonly contact: DemoContact
  readonly position: DemoPosition
  readonly note: DemoNote
  readonly history: DemoHistory
  readonly activity: DemoActivity
  readonly queue: DemoServiceRow
  readonly businessHours: DemoServiceRow
  readonly slaPolicy: DemoServiceRow
  readonly articleCategory: DemoServiceRow
  readonly article: DemoServiceRow
  readonly articleVersion: DemoServiceRow
  readonly cannedReply: DemoServiceRow
  readonly macro: DemoServiceRow
  readonly ticket: DemoTicket
  readonly ticketMessage: DemoMessage
}
export type DemoEntityName = keyof DemoRows

/** Rows of one entity, to be written before the batches that follow. */
export interface DemoBatch {
  readonly entity: DemoEntityName
  readonly rows: readonly DemoRow[]
}

/** Fields that hold a demo key, the field they become, and the entity they point to. */
export const demoReferences = [
  { key: 'companyKey', field: 'companyId', entity: 'company' },
  { key: 'contactKey', field: 'contactId', entity: 'contact' },
  { key: 'parentKey', field: 'parentId', entity: 'company' },
  { key: 'referredByKey', field: 'referredById', entity: 'contact' },
  { key: 'queueKey', field: 'queueId', entity: 'queue' },
  { key: 'hoursKey', field: 'hoursId', entity: 'businessHours' },
  { key: 'categoryKey', field: 'categoryId', entity: 'articleCategory' },
  { key: 'articleKey', field: 'articleId', entity: 'article' },
  { key: 'translatesKey', field: 'translatesId', entity: 'article' },
  { key: 'opportunityKey', field: 'opportunityId', entity: 'opportunity' },
  { key: 'ticketKey', field: 'ticketId', entity: 'ticket' },
] as const satisfies readonly { key: string; field: string; entity: DemoEntityName }[]

/** Records as the matcher compares them: from a stored row, or from what somebody is typing. */
import { type Element, elementKey } from '../../shared/duplicates/merging.ts'
import type { Profile } from '../../shared/duplicates/score.ts'
import type { Entity } from '../../shared/entity.ts'
import { parsePhone, phoneDigits } from '../../shared/phone.ts'
import { stripCompanyForm } from '../../shared/text/companyForms.ts'
import { fold } from '../../shared/text/fold.ts'
import { splitHonorific } from '../../shared/text/honorifics.ts'
import type { Connection } from '../connection.ts'
import { elementsOf, pointKinds, pointsOfElements } from '../derive.ts'
import { prepared } from '../lookup/statements.ts'
import { elementsIn } from '../merge.ts'
import { planOf } from '../plan.ts'
import { databaseSetting } from '../settings.ts'
import { visibleName } from '../visible.ts'
import { givenNames, hostsIn, phoneEnd } from './keys.ts'

type Values = Readonly<Record<string, unknown>>

/** Columns a profile is made of, where the entity has them. */
const columns = [
  ...['honorific', 'givenName', 'middleName', 'familyName', 'suffix', 'nickname', 'companyId', 'birthday'],
  ...['taxId', 'branch', 'phones', 'emails', 'handles', 'addresses', 'websites'],
]
/** Hosts where everybody has an address. */
const EVERYBODYS =
  /^(gmail|googlemail|yahoo|ymail|hotmail|outlook|live|msn|icloud|me|mac|aol|gmx|web|proton|protonmail|chmail|mail|yandex|qq|163|126|example)\./

export interface Candidate {
  readonly rowId: number
  readonly id: Uint8Array
  readonly displayName: string
  /** How many of its fields hold something. */
  readonly filled: number
  readonly profile: Profile
}

/** Reads candidates the acting user may see; others do not exist. */
export class Profiles {
  readonly #entity: Entity
  readonly #read: (rowId: number) => Values | undefined
  readonly #company: (rowId: number) => string
  readonly #known = new Map<number, Candidate | null>()
  readonly #kept: number

  constructor(conn: Connection, entity: Entity, kept = 20_000) {
    this.#entity = entity
    this.#kept = kept
    const plan = planOf(entity)
    const own = (entity.title.from === 'person' ? columns.filter((name) => name !== 'websites') : columns)
      .filter((name) => plan.fieldByName.has(name))
      .map((name) => `r.${name}`)
    const filled = entity.fields
      .filter((field) => !field.system)
      .map((field) => `(r.${field.name} IS NOT NULL)`)
      .join('+')
    const statement = conn.prepare(
      `SELECT r.rowId, r.id, r.displayName, ${filled} AS filled, ${own.map((name) => `${name}, `).join('')}1
       FROM ${visibleName(entity)} r WHERE r.rowId = ?`,
    )
    this.#read = (rowId) => statement.get(rowId) as Values | undefined
    this.#company = companies(conn, kept)
  }

  of(rowId: number): Candidate | undefined {
    const known = this.#known.get(rowId)
    if (known !== undefined) return known ?? undefined
    const row = this.#read(rowId)
    const candidate: Candidate | null = row
      ? {
          rowId,
          id: row.id as Uint8Array,
          displayName: text(row.displayName),
          filled: Number(row.filled),
          profile: profileOf(
            this.#entity,
            row,
            storedPoints(this.#entity, row),
            typeof row.companyId === 'number' ? this.#company(row.companyId) : '',
          ),
        }
      : null
    if (this.#known.size >= this.#kept) this.#known.clear()
    this.#known.set(rowId, candidate)
    return candidate ?? undefined
  }
}

/** What the company of a row is called, as far as the acting user may know. Colleagues have one, so it is asked once. */
function companies(conn: Connection, kept: number): (rowId: number) => string {
  const known = new Map<number, string>()
  const statement = prepared(
    conn,
    `SELECT v.displayName FROM main.company c JOIN ${visibleName('company')} v ON v.rowId = c.canonicalId WHERE c.rowId = ?`,
    'pluck',
  )
  return (rowId) => {
    let name = known.get(rowId)
    if (name === undefined) {
      name = text(statement.get(rowId))
      if (known.size >= kept) known.clear()
      known.set(rowId, name)
    }
    return name
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const kindOfPoint = new Map(Object.entries(pointKinds).map(([name, kind]) => [kind as number, name]))

function storedPoints(entity: Entity, row: Values): Map<string, string> {
  const plan = planOf(entity)
  const points = new Map<string, string>()
  for (const column of plan.pointColumns)
    for (const element of elementsOf(text(row[column])))
      for (const { kind, norm } of pointsOfElements(plan.fieldByName.get(column)?.elements, [element]))
        points.set(
          kind === pointKinds.phone ? `phone:${phoneEnd(norm)}` : `${kindOfPoint.get(kind)}:${norm}`,
          text(element.value).trim(),
        )
  return points
}

/** An e-mail or a handle as the table of contact points has it. */
export function pointKey(point: string): { kind: number; norm: string } {
  const at = point.indexOf(':')
  return {
    kind: point.startsWith('email:') ? pointKinds.email : pointKinds.handle,
    norm: point.slice(at + 1),
  }
}

const isElement = (part: unknown): part is Element => typeof part === 'object' && part !== null
export function listIn(value: unknown): readonly Element[] {
  const parts: readonly unknown[] = Array.isArray(value) ? value : elementsIn(text(value))
  const found: Element[] = []
  for (const part of parts)
    if (typeof part === 'string') found.push({ value: part })
    else if (isElement(part)) found.push(part)
  return found
}

const none: ReadonlySet<string> = new Set()

/** `company`: what the company is called. */
function profileOf(
  entity: Entity,
  row: Values,
  points: ReadonlyMap<string, string>,
  company: string,
): Profile {
  const { title } = entity
  let addresses: readonly Element[] | undefined
  let keys: readonly string[] | undefined
  const called = title.from === 'person' ? '' : text(row[title.field] ?? row.displayName)
  return {
    kind: title.from,
    name: {
      given: givenNames(text(row.givenName).trim(), text(row.middleName).trim()),
      family: text(row.familyName),
      nickname: text(row.nickname),
    },
    title: title.from === 'organisation' ? stripCompanyForm(called) : called,
    points,
    company: stripCompanyForm(company),
    birthday: text(row.birthday),
    taxId: text(row.taxId).replace(/\D/g, ''),
    branch: text(row.branch).trim(),
    suffix: fold(text(row.suffix)).trim(),
    honorific: text(row.honorific),
    // Of few is asked where they live.
    get addresses() {
      addresses ??= listIn(row.addresses)
      keys ??= addresses.map((address) => elementKey('address', address))
      return keys
    },
    get city() {
      addresses ??= listIn(row.addresses)
      return text(addresses[0]?.city)
    },
    // Only organisations are compared by them.
    hosts: title.from === 'person' ? none : hostsOf(row),
  }
}

const hostsOf = (row: Values): Set<string> => {
  const values = (list: unknown): string[] => listIn(list).map(({ value }) => text(value))
  return new Set(hostsIn(values(row.websites), values(row.emails)).filter((host) => !EVERYBODYS.test(host)))
}

/** The profile of what is being typed: wire values as a form has them. */
export function typedProfile(conn: Connection, entity: Entity, data: Values): Profile {
  const country = String(databaseSetting(conn, 'defaultCountry') ?? 'TH')
  const points = new Map<string, string>()
  for (const { value } of listIn(data.emails))
    if (text(value).trim()) points.set(`email:${text(value).trim().toLowerCase()}`, text(value).trim())
  for (const { value } of listIn(data.phones)) {
    const { e164 } = parsePhone(text(value), country)
    const digits = e164 ? e164.slice(1) : (phoneDigits(text(value))[0] ?? '')
    if (digits.length > 4) points.set(`phone:${phoneEnd(digits)}`, text(value).trim())
  }
  for (const element of listIn(data.handles))
    if (text(element.value).trim())
      points.set(
        `handle:${text(element.service)}:${text(element.value).trim().toLowerCase()}`,
        text(element.value).trim(),
      )
  const { honorific, rest } =
    data.honorific === undefined
      ? splitHonorific(text(data.givenName))
      : { honorific: '', rest: text(data.givenName) }
  return profileOf(
    entity,
    {
      ...data,
      givenName: rest,
      honorific: data.honorific ?? honorific,
      ...(entity.title.from !== 'person' && { displayName: data[entity.title.field] }),
    },
    points,
    text(data.company),
  )
}

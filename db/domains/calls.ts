/** Who has a number: by the table of normal forms, whatever was typed, whichever script its digits are in. */
import { allRows, type Connection } from '../core/connection.ts'
import type { Handlers } from '../core/context.ts'
import { pointKinds } from '../core/derive.ts'
import { readRows } from '../core/read.ts'
import { databaseSetting } from '../core/settings.ts'
import { visibleName } from '../core/visible.ts'
import type { Entity } from '../shared/entity.ts'
import { asciiDigits } from '../shared/numbers/digits.ts'
import { formatPhone, parsePhone, phoneDigits } from '../shared/phone.ts'
import type { WireRecord } from '../shared/records.ts'
import { entityNamed } from '../shared/registry.ts'

const MAX_MATCHES = 50
/** A number told without its area is looked for by its end, if that says enough. */
const FEWEST_DIGITS = 6

interface Point {
  readonly norm: string
  readonly rowId: number
}

/** The element of a record that a normal form came from. */
function labelOf(record: WireRecord, country: string, norms: ReadonlySet<string>): string | null {
  const { phones } = record
  if (!Array.isArray(phones)) return null
  for (const phone of phones) {
    if (typeof phone !== 'object' || phone === null || typeof phone.value !== 'string') continue
    const { e164 } = parsePhone(phone.value, country)
    const norm = e164 ? e164.slice(1) : phoneDigits(phone.value, country)[0]
    if (norm && norms.has(norm)) return typeof phone.label === 'string' ? phone.label : null
  }
  return null
}

function matchesOf(
  conn: Connection,
  entity: Entity,
  country: string,
  norms: readonly string[],
  tail: string,
) {
  const exact = new Set(norms)
  const points = allRows<Point>(
    conn,
    `SELECT c.norm, c.rowId FROM contactPoint c WHERE c.kind = ${pointKinds.phone} AND c.entity = ?
     AND c.norm IN (SELECT value FROM json_each(?)) AND EXISTS (SELECT 1 FROM ${visibleName(entity)} v WHERE v.rowId = c.rowId) LIMIT ?`,
    entity.id,
    JSON.stringify(norms),
    MAX_MATCHES,
  )
  const near =
    points.length === 0 && tail.length >= FEWEST_DIGITS
      ? allRows<Point>(
          conn,
          `SELECT c.norm, c.rowId FROM contactPoint c WHERE c.kind = ${pointKinds.phone} AND c.entity = ?
           AND substr(c.norm, -length(?)) = ? AND EXISTS (SELECT 1 FROM ${visibleName(entity)} v WHERE v.rowId = c.rowId) LIMIT ?`,
          entity.id,
          tail,
          tail,
          MAX_MATCHES,
        )
      : []
  const found = [...points, ...near]
  return readRows(conn, entity, new Set(found.map(({ rowId }) => rowId))).map((record) => ({
    entity: entity.name,
    id: record.id,
    name: typeof record.displayName === 'string' ? record.displayName : null,
    company: entity.name === 'contact' ? companyOf(record) : null,
    label: labelOf(record, country, new Set(found.map(({ norm }) => norm))),
    exact: points.length > 0 && [...exact].length > 0,
  }))
}

const companyOf = ({ refs }: WireRecord): string | null => {
  const name = typeof refs === 'object' && refs !== null && 'companyId' in refs ? refs.companyId : null
  return typeof name === 'string' ? name : null
}

export const callHandlers = {
  'call.find'(ctx, input) {
    const country = String(databaseSetting(ctx.conn, 'defaultCountry') ?? 'TH')
    const typed = input.number.replace(/^(tel|callto|sip):/i, '')
    const { e164 } = parsePhone(typed, country)
    const norms = [...(e164 ? [e164.slice(1)] : []), ...phoneDigits(typed, country)]
    const tail = asciiDigits(typed).replace(/\D/g, '').replace(/^0+/, '')
    const matches = ['contact', 'company'].flatMap((name) =>
      norms.length || tail ? matchesOf(ctx.conn, entityNamed(name), country, norms, tail) : [],
    )
    return {
      number: typed.trim(),
      e164: e164 ?? null,
      shown: e164 ? formatPhone(e164, country) : typed.trim(),
      matches,
    }
  },
} satisfies Handlers<'call.find'>

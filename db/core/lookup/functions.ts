/**
 * The pure functions of `db/shared` that conditions call from SQL, registered once on a connection. Each remembers its last
 * results: columns repeat their values (job titles, cities, tags), and folding costs more than looking up.
 */
import { parseYearly, yearlyToIso } from '../../shared/dates/yearly.ts'
import { phoneDigits } from '../../shared/phone.ts'
import { stripCompanyForm } from '../../shared/text/companyForms.ts'
import { fold } from '../../shared/text/fold.ts'
import { sortKey } from '../../shared/text/sortKey.ts'
import type { Connection } from '../connection.ts'

const REMEMBERED = 20_000
const MAX_REMEMBERED_LENGTH = 200

/** A pure function of one text that answers repeated short texts from memory. */
function remembering<T>(fn: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    if (text.length > MAX_REMEMBERED_LENGTH) return fn(text)
    let result = known.get(text)
    if (result === undefined) {
      result = fn(text)
      if (known.size >= REMEMBERED) known.clear()
      known.set(text, result)
    }
    return result
  }
}

/** The normal form texts are compared in. */
export const foldText = remembering(fold)
/** Where a text stands in the alphabet. */
export const textKey = remembering(sortKey)
/** An organisation's name without บริษัท, Co., Ltd., شرکت …, folded. */
export const foldOrganisation = remembering((text) => fold(stripCompanyForm(text)))

const nullable =
  <T extends string | number>(fn: (text: string) => T | null) =>
  (value: unknown): T | null =>
    value === null || value === undefined ? null : fn(String(value))

/** A phone number in international digits, also as it is dialled at home: `66812345678` → `66812345678 0812345678`. */
const phoneForms = (digits: string): string => phoneDigits(`+${digits}`).join(' ')

const ready = new WeakSet<Connection>()

/** Makes `foldText`, `textKey`, `foldOrganisation`, `phoneForms` and `yearlyDay` callable from this connection's SQL. */
export function registerFunctions(conn: Connection): void {
  if (ready.has(conn)) return
  ready.add(conn)
  const register = (name: string, fn: (value: unknown) => string | number | null): void => {
    conn.db.function(name, { deterministic: true }, fn)
  }
  register('foldText', nullable(foldText))
  register('textKey', nullable(textKey))
  register('foldOrganisation', nullable(foldOrganisation))
  register('phoneForms', nullable(phoneForms))
  register(
    'yearlyDay',
    nullable((text) => {
      const yearly = parseYearly(text)
      return (yearly && yearlyToIso(yearly)) ?? null
    }),
  )
}

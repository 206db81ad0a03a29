/**
 * Whether a record of a file is one the database has already. Keys are tried in the order given; the parts of one key
 * (`name+company`) must all agree. Only what the acting user may see is ever matched.
 */
import { allRows, type Connection } from '../../core/connection.ts'
import { pointsOf } from '../../core/derive.ts'
import { identify, rowsSortedAs, rowsWithPoint } from '../../core/identify.ts'
import { planOf } from '../../core/plan.ts'
import { visibleName } from '../../core/visible.ts'
import { company } from '../../shared/companies.ts'
import type { Entity } from '../../shared/entity.ts'
import { invalid } from '../../shared/errors.ts'
import { fieldNamed } from '../../shared/registry.ts'
import { stripCompanyForm } from '../../shared/text/companyForms.ts'
import { fold } from '../../shared/text/fold.ts'
import type { Companies } from './companies.ts'
import type { Encoded } from './encode.ts'
import type { Prepared } from './prepare.ts'

/** One thing to go by: what a record has of it, and the rows that have the same. */
interface Part {
  keys(draft: Prepared, columns: Encoded): string[]
  find(key: string): readonly number[]
  /** A record was written with these keys. */
  learn?(keys: readonly string[], rowId: number): void
}

const pointParts: Readonly<Record<string, { field: string; kind: number }>> = {
  email: { field: 'emails', kind: 1 },
  emails: { field: 'emails', kind: 1 },
  phone: { field: 'phones', kind: 2 },
  phones: { field: 'phones', kind: 2 },
}
const exactKinds = new Set(['text', 'pickList', 'email', 'url', 'choice'])

export class Matcher {
  readonly #conn: Connection
  readonly #entity: Entity
  readonly #companies: Companies
  readonly #keys: readonly (readonly Part[])[]
  /** Keys a dry run would have written. */
  readonly #imagined = new Set<string>()

  /** @throws AppError Invalid for a key this entity does not have */
  constructor(conn: Connection, entity: Entity, companies: Companies, match: readonly string[]) {
    this.#conn = conn
    this.#entity = entity
    this.#companies = companies
    this.#keys = match.map((key) => key.split('+').map((part) => this.#part(part.trim())))
  }

  /** The oldest row a record means, or undefined. */
  find(draft: Prepared, columns: Encoded): number | undefined {
    for (const parts of this.#keys) {
      const [first, ...others] = parts.map(
        (part) => new Set(part.keys(draft, columns).flatMap((key) => part.find(key))),
      )
      const rows = [...(first ?? [])].filter((rowId) => others.every((set) => set.has(rowId)))
      if (rows.length > 0) return Math.min(...rows)
    }
    return undefined
  }

  /** Tells the keys without an index of their own what was written. */
  learn(draft: Prepared, columns: Encoded, rowId: number): void {
    for (const part of this.#keys.flat()) part.learn?.(part.keys(draft, columns), rowId)
  }

  /** For dry runs: whether an earlier record of the file would have been this one; remembers the record. */
  imagine(draft: Prepared, columns: Encoded): boolean {
    const mine = this.#keys.flatMap((parts, at) =>
      parts
        .map((part) => part.keys(draft, columns))
        .reduce((left, right) => left.flatMap((a) => right.map((b) => `${a}|${b}`)), [`${at}`]),
    )
    const known = mine.some((key) => this.#imagined.has(key))
    for (const key of mine) this.#imagined.add(key)
    return known
  }

  #part(name: string): Part {
    if (name === 'id') return this.#identity()
    const point = pointParts[name]
    if (point && fieldNamed(this.#entity, point.field)) return this.#points(point.field, point.kind)
    const { title } = this.#entity
    if (name === 'name' || name === 'displayName')
      return title.from === 'person' ? this.#person() : this.#title(title.field)
    if (name === 'company' || name === 'companyId' || name === 'companyName') {
      if (fieldNamed(this.#entity, 'companyId')) return this.#company()
    }
    const field = fieldNamed(this.#entity, name)
    if (!field || field.system || !exactKinds.has(field.kind))
      throw invalid('match', 'unknown', { property: name })
    return this.#exact(name)
  }

  #identity(): Part {
    return {
      keys: ({ id }) => (id === undefined ? [] : [id]),
      find: (id) => {
        const found = identify(this.#conn, this.#entity, id)
        return typeof found === 'object' ? [found.rowId] : []
      },
    }
  }

  #points(field: string, kind: number): Part {
    const plan = planOf(this.#entity)
    return {
      keys: (_draft, columns) => pointsOf(plan, field, columns[field]).map(({ norm }) => norm),
      find: (norm) => rowsWithPoint(this.#conn, this.#entity, kind, norm),
    }
  }

  #person(): Part {
    const nameOf = (row: { readonly [column: string]: unknown }): string =>
      fold(
        [row.givenName, row.middleName, row.familyName].filter((part) => typeof part === 'string').join(' '),
      ).trim()
    return {
      keys: (_draft, columns) => {
        const name = nameOf(columns)
        return name === ''
          ? []
          : [`${name}\n${columns.givenName ?? ''}\n${columns.middleName ?? ''}\n${columns.familyName ?? ''}`]
      },
      find: (key) => {
        const [name, given = '', middle = '', family = ''] = key.split('\n')
        // A person sorts by the given name or by the family name, as the script has it.
        return [
          [given, middle, family],
          [family, given, middle],
        ].flatMap((parts) =>
          rowsSortedAs<{
            rowId: number
            givenName: string | null
            middleName: string | null
            familyName: string | null
          }>(this.#conn, this.#entity, parts.filter(Boolean).join(' '), 'givenName, middleName, familyName')
            .filter((row) => nameOf(row) === name)
            .map(({ rowId }) => rowId),
        )
      },
    }
  }

  #title(field: string): Part {
    const strip = (text: string): string =>
      fold(this.#entity.title.from === 'organisation' ? stripCompanyForm(text) : text).trim()
    return {
      keys: (_draft, columns) => (typeof columns[field] === 'string' ? [columns[field]] : []),
      find: (text) =>
        rowsSortedAs<{ rowId: number; value: string | null }>(
          this.#conn,
          this.#entity,
          this.#entity.title.from === 'organisation' ? stripCompanyForm(text) : text,
          `${field} AS value`,
        )
          .filter((row) => strip(row.value ?? '') === strip(text))
          .map(({ rowId }) => rowId),
    }
  }

  #company(): Part {
    return {
      keys: ({ refs }) => {
        const ref = refs.find(({ field }) => field === 'companyId')
        if (ref?.id !== undefined) {
          const found = identify(this.#conn, company, ref.id)
          if (typeof found === 'object') return [String(found.rowId)]
        }
        const rowId = ref?.name === undefined ? undefined : this.#companies.find(ref.name)
        return rowId === undefined ? [] : [String(rowId)]
      },
      find: (rowId) =>
        allRows<{ rowId: number }>(
          this.#conn,
          `SELECT rowId FROM ${visibleName(this.#entity)} WHERE companyId = ?`,
          Number(rowId),
        ).map((row) => row.rowId),
    }
  }

  /** A field without an index: its values are read once, then kept up. */
  #exact(field: string): Part {
    let rows: Map<string, number[]> | undefined
    const learn = (key: string, rowId: number): void => {
      const known = rows?.get(key)
      if (known) known.push(rowId)
      else rows?.set(key, [rowId])
    }
    const read = (): Map<string, number[]> => {
      rows = new Map()
      for (const row of allRows<{ rowId: number; value: unknown }>(
        this.#conn,
        `SELECT rowId, ${field} AS value FROM ${visibleName(this.#entity)} WHERE ${field} IS NOT NULL ORDER BY rowId`,
      ))
        learn(fold(String(row.value)).trim(), row.rowId)
      return rows
    }
    return {
      keys: (_draft, columns) => (typeof columns[field] === 'string' ? [fold(columns[field]).trim()] : []),
      find: (key) => (rows ?? read()).get(key) ?? [],
      learn: (keys, rowId) => {
        for (const key of keys) learn(key, rowId)
      },
    }
  }
}

/**
 * What a device works out from a row by itself: its name in lists, its place in the alphabet, its contact points and its
 * place on timelines. Pure functions of the row; the write path and `db check --rebuild` are the only callers.
 */
import type { ElementKind } from '../shared/entity.ts'
import type { DbValue } from '../shared/fields.ts'
import { phoneDigits } from '../shared/phone.ts'
import { stripCompanyForm } from '../shared/text/companyForms.ts'
import { displayName, type NameParts, sortName } from '../shared/text/names.ts'
import { sortKey } from '../shared/text/sortKey.ts'
import type { Plan } from './plan.ts'

export type Row = Readonly<Record<string, DbValue>>

export const pointKinds = { email: 1, phone: 2, handle: 3 } as const
export interface ContactPoint {
  readonly kind: number
  readonly norm: string
}

const MAX_TITLE = 200
const THAI = /[\u0E00-\u0E7F]/
const asText = (value: DbValue | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined

function nameParts(row: Row): NameParts {
  const parts: NameParts = {}
  for (const name of [
    'honorific',
    'prefix',
    'givenName',
    'middleName',
    'familyName',
    'suffix',
    'nickname',
  ] as const) {
    const value = asText(row[name])
    if (value !== undefined) parts[name] = value
  }
  return parts
}

interface Element {
  readonly id: string
  readonly value?: string
  readonly e164?: string
  readonly service?: string
}
/** A stored list. What is no list (a wrong-typed value from a newer program) has no elements; it stays as it is. */
export function elementsOf(stored: DbValue | undefined): readonly Element[] {
  if (typeof stored !== 'string') return []
  let list: unknown
  try {
    list = JSON.parse(stored)
  } catch {
    return []
  }
  return Array.isArray(list)
    ? list.filter((element): element is Element => typeof element === 'object' && element !== null)
    : []
}

const firstLine = (text: string): string => {
  const line = text.trimStart().split('\n', 1)[0] ?? ''
  return line.length > MAX_TITLE ? line.slice(0, MAX_TITLE).toWellFormed() : line
}

/** How the row is called and where it sorts. A person without a name goes by e-mail or phone. */
export function titleOf(plan: Plan, row: Row): { displayName: string; sortKey: string } {
  const { title } = plan.entity
  if (title.from === 'person') {
    const parts = nameParts(row)
    const shown =
      displayName(parts) || elementsOf(row.emails)[0]?.value || elementsOf(row.phones)[0]?.value || ''
    const given = THAI.test(parts.givenName ?? parts.familyName ?? '')
    return { displayName: shown, sortKey: sortKey(sortName(parts, given ? 'given' : 'family') || shown) }
  }
  const text = firstLine(asText(row[title.field]) ?? '')
  return {
    displayName: text,
    sortKey: sortKey(title.from === 'organisation' ? stripCompanyForm(text) : text),
  }
}

/** The normal form under which an element is looked up exactly. */
function pointOf(kind: string | undefined, element: Element): ContactPoint | undefined {
  const value = element.value?.trim()
  if (!value) return undefined
  if (kind === 'email') return { kind: pointKinds.email, norm: value.toLowerCase() }
  if (kind === 'handle')
    return { kind: pointKinds.handle, norm: `${element.service ?? ''}:${value.toLowerCase()}` }
  const norm = element.e164 ? element.e164.slice(1) : phoneDigits(value)[0]
  return norm ? { kind: pointKinds.phone, norm } : undefined
}

/** Contact points of one list column's value. */
export const pointsOf = (plan: Plan, column: string, stored: DbValue | undefined): ContactPoint[] =>
  typeof stored === 'string'
    ? pointsOfElements(plan.fieldByName.get(column)?.elements, elementsOf(stored))
    : []

/** The same of elements that are not text yet. */
export function pointsOfElements(
  kind: ElementKind | undefined,
  elements: readonly Element[],
): ContactPoint[] {
  const points: ContactPoint[] = []
  if (kind !== 'email' && kind !== 'phone' && kind !== 'handle') return points
  for (const element of elements) {
    const point = pointOf(kind, element)
    if (point && !points.some((other) => other.kind === point.kind && other.norm === point.norm))
      points.push(point)
  }
  return points
}

/** All of it at once, for rows that are worked out before they are written, or in another thread. */
export interface Derived {
  readonly displayName: string
  readonly sortKey: string
  readonly points: readonly ContactPoint[]
}

/** `points`: those of the row's lists, where they are known already. */
export function derivedOf(
  plan: Plan,
  row: Row,
  points: readonly ContactPoint[] = plan.pointColumns.flatMap((column) =>
    pointsOf(plan, column, row[column]),
  ),
): Derived {
  const { displayName: shown, sortKey: key } = titleOf(plan, row)
  return { displayName: shown, sortKey: key, points }
}

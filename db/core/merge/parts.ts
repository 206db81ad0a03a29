/** Fields that consist of parts with an identity of their own: lists by the ids of their elements, tags by themselves. */

import type { Element } from '../../shared/duplicates/merging.ts'
import type { DbValue } from '../../shared/fields.ts'
import { elementsIn } from '../merge.ts'
import type { Plan } from '../plan.ts'
import { columnOf } from '../rowWriter.ts'

export const fieldAt = (plan: Plan, key: string) => plan.fieldByName.get(columnOf(plan, key) ?? '')

export function isParted(plan: Plan, key: string): boolean {
  const kind = fieldAt(plan, key)?.kind
  return kind === 'list' || kind === 'tags'
}

/** Part id → the part as stored, in order. */
export function partsOf(stored: DbValue): Map<string, Element | string> {
  return new Map(elementsIn(stored).map((part) => [typeof part === 'string' ? part : String(part.id), part]))
}

export const storedParts = (parts: readonly (Element | string)[]): DbValue =>
  parts.length ? JSON.stringify(parts) : null

export const isSame = (a: Element | string | undefined, b: Element | string | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

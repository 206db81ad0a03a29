/** Whose an element of a list, or a tag, of a merged record is, and dividing them between the records again. */

import { type Element, elementKey } from '../../shared/duplicates/merging.ts'
import type { DbValue } from '../../shared/fields.ts'
import type { Connection } from '../connection.ts'
import type { Plan } from '../plan.ts'
import { currentValue } from '../registers.ts'
import { heirsOf, type Merges, type Step, valueAt } from './mergesInto.ts'
import { fieldAt, isSame, partsOf, storedParts } from './parts.ts'

type Parts = Map<string, Element | string>
type Put = (rowId: number, key: string, value: DbValue) => void

/** A list of the winner around the last merge of some losers. */
interface Around {
  readonly before: Parts
  readonly after: Parts
}

/** Divides one list between the winner and the losers that leave it; `put` is told of each row's list. */
export function withoutElementsOf(
  conn: Connection,
  plan: Plan,
  merges: Merges,
  losers: readonly number[],
  key: string,
  put: Put,
): void {
  const now = partsOf(currentValue(conn, plan, merges.winner, key))
  const around = aroundMerge(merges, losers, key, currentValue(conn, plan, merges.winner, key))
  const theirs = new Map(losers.map((loser) => [loser, partsOf(currentValue(conn, plan, loser, key))]))
  const isTags = fieldAt(plan, key)?.kind === 'tags'
  const own = isTags ? ownTags(merges, key) : new Set(around.before.keys())
  const staying = merges.losers.filter((other) => !losers.includes(other))
  // A tag has no owner but those who have it; an element has one.
  if (isTags)
    for (const other of staying)
      for (const tag of partsOf(currentValue(conn, plan, other, key)).keys()) own.add(tag)
  const leaves = (id: string): boolean => !own.has(id) && [...theirs.values()].some((parts) => parts.has(id))
  for (const [loser, parts] of theirs) {
    const kept: (Element | string)[] = []
    for (const [id, part] of parts) {
      const was = around.after.get(id)
      if (was === undefined || own.has(id)) kept.push(part)
      else if (now.has(id)) kept.push(isSame(now.get(id), was) ? part : (now.get(id) ?? part))
    }
    put(loser, key, unchanged(parts, kept) ? currentValue(conn, plan, loser, key) : storedParts(kept))
  }
  const left = ownParts(now, around, own, leaves)
  const gone = [...now].filter(([id]) => leaves(id)).map(([, part]) => part)
  const heirs = heirsOf(merges.since, losers).flatMap((other) => [
    ...partsOf(currentValue(conn, plan, other, key)).values(),
  ])
  put(merges.winner, key, storedParts(withHeirs(plan, key, left, gone, heirs)))
}

/** Tags that are the winner's own: it had them before anything was merged into it, or was given them since. */
function ownTags(merges: Merges, key: string): Set<string> {
  const own = new Set(
    partsOf(merges.steps.find((step) => step.values.has(key))?.values.get(key)?.before ?? null).keys(),
  )
  for (const { values, merged, parted } of merges.steps) {
    const written = values.get(key)
    if (!written || merged.length || parted.length) continue
    const [before, after] = [partsOf(written.before), partsOf(written.after)]
    for (const tag of after.keys()) if (!before.has(tag)) own.add(tag)
  }
  return own
}

const unchanged = (parts: Parts, kept: readonly (Element | string)[]): boolean =>
  kept.length === parts.size && [...parts.values()].every((part, index) => isSame(part, kept[index]))

/** The winner's list just before and just after the losers were last merged into it. */
function aroundMerge(merges: Merges, losers: readonly number[], key: string, now: DbValue): Around {
  const step = originOf(merges, losers)
  const written = step?.values.get(key)
  if (written) return { before: partsOf(written.before), after: partsOf(written.after) }
  const own = new Map([[merges.winner, merges.steps.map((s) => ({ ...s, txId: 0 }))]])
  const then = partsOf(valueAt(own, merges.winner, step?.seq ?? 0, key, now))
  return { before: then, after: then }
}

/** The merge that stands; of one that was un-merged and done again, the first time. */
function originOf({ steps }: Merges, losers: readonly number[]): Step | undefined {
  const merging = (before: number) =>
    steps.findLast((step) => step.seq < before && step.merged.some((row) => losers.includes(row)))
  let step = merging(Number.POSITIVE_INFINITY)
  for (;;) {
    const undone = steps.find((other) => other.opId === step?.undoes && other.parted.length > 0)
    const earlier = undone && merging(undone.seq)
    if (!earlier) return step
    step = earlier
  }
}

/** What is left to the winner, in the order it had when nobody has rearranged it since. */
function ownParts(
  now: Parts,
  { before, after }: Around,
  owned: ReadonlySet<string>,
  leaves: (id: string) => boolean,
): Parts {
  const own: Parts = new Map()
  for (const [id, part] of now) {
    if (leaves(id)) continue
    const was = after.get(id)
    // Typed in the merge, and nobody's since.
    if (was !== undefined && !owned.has(id) && isSame(was, part)) continue
    own.set(id, was !== undefined && before.has(id) && isSame(was, part) ? (before.get(id) ?? part) : part)
  }
  const restored = [...before].filter(([id]) => !after.has(id) && !now.has(id) && !leaves(id))
  const order = (parts: Parts): string[] => [...parts.keys()].filter((id) => after.has(id) && own.has(id))
  const rearranged = order(now).join('\n') !== order(after).join('\n')
  if (rearranged) return new Map([...own, ...restored])
  const back: Parts = new Map()
  for (const [id, part] of before)
    if (own.has(id)) back.set(id, own.get(id) ?? part)
    else if (restored.some(([other]) => other === id)) back.set(id, part)
  return new Map([...back, ...own])
}

/** Elements that say what a leaving one said, of records that stay merged: they were left out because it was there. */
function withHeirs(
  plan: Plan,
  key: string,
  own: Parts,
  gone: readonly (Element | string)[],
  heirs: readonly (Element | string)[],
): (Element | string)[] {
  const kind = fieldAt(plan, key)?.elements ?? 'extra'
  const said = (part: Element | string): string => (typeof part === 'string' ? part : elementKey(kind, part))
  const missing = new Set(gone.map(said))
  const parts = [...own.values()]
  for (const part of parts) missing.delete(said(part))
  for (const heir of heirs)
    if (missing.delete(said(heir)) && !(typeof heir === 'object' && own.has(String(heir.id))))
      parts.push(heir)
  return parts
}

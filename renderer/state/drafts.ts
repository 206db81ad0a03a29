/**
 * Unfinished edits, by entity and record: what was typed and which revision it was typed over. Lives in this store
 * and is mirrored to the host within half a second, so that a crash of the window or the host loses no more than that.
 * Never saves a record; never decides a conflict.
 */
import { create } from 'zustand'
import type { Input } from '#db/shared/contract.ts'
import type { Port } from '../data/port.ts'

type DraftData = Input<'draft.save'>['data']
/** Anything JSON can hold. */
export type DraftValue = DraftData[string]

export interface Draft {
  readonly entity: string
  readonly record: string
  /** Changed fields only. */
  readonly data: Readonly<DraftData>
  /** Change sequence of the record the edit started from; absent for a new record. */
  readonly base?: number
  /** Left behind by a crash or an earlier run: to be said to whoever sees it. */
  readonly restored?: true
}

interface Drafts {
  readonly byKey: ReadonlyMap<string, Draft>
}

/** Separator no entity name contains. */
export const draftKey = (entity: string, record: string): string => `${entity} ${record}`

export const useDrafts = create<Drafts>()(() => ({ byKey: new Map() }))

const MIRROR_MS = 300
const waiting = new Map<string, ReturnType<typeof setTimeout>>()

type Call = Pick<Port, 'call'>

function put(key: string, draft: Draft | undefined): void {
  useDrafts.setState(({ byKey }) => {
    const next = new Map(byKey)
    if (draft) next.set(key, draft)
    else next.delete(key)
    return { byKey: next }
  })
}

export const draftOf = (entity: string, record: string): Draft | undefined =>
  useDrafts.getState().byKey.get(draftKey(entity, record))

/** Notes a changed field of a record being edited. */
export function keepDraft(
  link: Call,
  entity: string,
  record: string,
  field: string,
  value: DraftValue,
  base?: number,
): void {
  const key = draftKey(entity, record)
  const old = useDrafts.getState().byKey.get(key)
  const kept = old?.base ?? base
  put(key, {
    entity,
    record,
    data: { ...old?.data, [field]: value },
    ...(kept !== undefined && { base: kept }),
    ...(old?.restored && { restored: true as const }),
  })
  mirrorSoon(link, key)
}

/** A field was saved or is again as it was; the rest of the draft stays. */
export function forgetField(link: Call, entity: string, record: string, field: string): void {
  const key = draftKey(entity, record)
  const old = useDrafts.getState().byKey.get(key)
  if (!old || !(field in old.data)) return
  const { [field]: _, ...data } = old.data
  if (Object.keys(data).length === 0) dropDraft(link, entity, record)
  else {
    put(key, { ...old, data })
    mirrorSoon(link, key)
  }
}

function mirrorSoon(link: Call, key: string): void {
  clearTimeout(waiting.get(key))
  waiting.set(
    key,
    setTimeout(() => mirror(link, key), MIRROR_MS),
  )
}

function mirror(link: Call, key: string): void {
  waiting.delete(key)
  const draft = useDrafts.getState().byKey.get(key)
  if (!draft) return
  const { entity, record, data, base } = draft
  // A failure here costs the mirror, not the draft: the next keystroke tries again, and the window still holds it.
  link
    .call('draft.save', { entity, record, data: { ...data }, ...(base !== undefined && { base }) })
    .catch(() => undefined)
}

/** Saved or given up. */
export function dropDraft(link: Call, entity: string, record: string): void {
  const key = draftKey(entity, record)
  clearTimeout(waiting.get(key))
  waiting.delete(key)
  if (!useDrafts.getState().byKey.has(key)) return
  put(key, undefined)
  link.call('draft.clear', { entity, record }).catch(() => undefined)
}

/** Lets go of what this window holds, for somebody else who uses it next; the host keeps it for its owner. */
export function forgetDrafts(): void {
  for (const timer of waiting.values()) clearTimeout(timer)
  waiting.clear()
  useDrafts.setState({ byKey: new Map() })
}

/** Brings back what a crash left behind. What this window already holds is newer. */
export async function restoreDrafts(link: Call): Promise<number> {
  const { drafts } = await link.call('draft.list', {})
  let restored = 0
  for (const { entity, record, data, base } of drafts) {
    const key = draftKey(entity, record)
    if (useDrafts.getState().byKey.has(key)) continue
    put(key, { entity, record, data, ...(base !== undefined && { base }), restored: true })
    restored++
  }
  return restored
}

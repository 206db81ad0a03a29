/**
 * Editing one record field by field: what is typed becomes a draft at once and is saved when its field is left. Owns the
 * order of saves, what each of them expected, and what went wrong with which field; drawing and words are others'.
 *
 * Saves run one after another. A field this window saved itself is expected at its own revision, so that only somebody
 * else's change is a conflict.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Field } from '#db/shared/entity.ts'
import type { Issue } from '#db/shared/errors.ts'
import { call, port, recordOf } from '../data/port.ts'
import { type DraftValue, draftOf, dropDraft, forgetField, keepDraft } from '../state/drafts.ts'
import { cleaned, sameValue, toDraft } from './draftValue.ts'
import type { Loaded } from './useRecord.ts'

/** Why a field could not be saved. */
export type Trouble =
  | { readonly kind: 'issue'; readonly issue: Issue }
  | { readonly kind: 'conflict'; readonly theirs: Loaded }

interface EditingState {
  readonly troubles: ReadonlyMap<string, Trouble>
}

/** What the screen does with the outcome of a save. */
export interface Talk {
  saved(fields: readonly Field[], record: Loaded, operation: string | null): void
  failed(failure: unknown): void
  /** The record as the host has it now. */
  put(record: Loaded): void
}

export interface Editing {
  readonly entity: string
  readonly id: string
  readonly state: StoreApi<EditingState>
  /** Something typed earlier was waiting here when the record was opened. */
  readonly found: boolean
  /** What the host says, and which fields there are. */
  see(record: Loaded, fields: readonly Field[]): void
  change(field: Field, value: unknown): void
  /** Saves the field if it differs. */
  leave(field: Field): Promise<void>
  /** Saves whatever was typed since the record was opened; with `all`, also what waited. */
  leaveAll(all?: boolean): Promise<void>
  /** Puts the field back as it is in the record. */
  restore(field: Field): void
  /** Of a conflict: writes what was typed here over what the other did. */
  keepMine(field: Field): Promise<void>
  discard(): void
}

export function createEditing(entity: string, id: string, talk: () => Talk): Editing {
  const state = createStore<EditingState>(() => ({ troubles: new Map() }))
  const touched = new Set<string>()
  /** At which revision this window last saved a field itself, or saw it in a conflict. */
  const known = new Map<string, number>()
  let record: Loaded | undefined
  let fields = new Map<string, Field>()
  let queue: Promise<void> = Promise.resolve()

  function trouble(name: string, what: Trouble | undefined): void {
    if (!what && !state.getState().troubles.has(name)) return
    state.setState(({ troubles }) => {
      const next = new Map(troubles)
      if (what) next.set(name, what)
      else next.delete(name)
      return { troubles: next }
    })
  }
  function forget(name: string): void {
    forgetField(port, entity, id, name)
    touched.delete(name)
    trouble(name, undefined)
  }

  /** The drafted fields that differ from the record, by the revision each was typed over. */
  function due(names: readonly string[]): Map<number, Map<string, DraftValue>> {
    const batches = new Map<number, Map<string, DraftValue>>()
    const draft = draftOf(entity, id)
    for (const name of names) {
      const field = fields.get(name)
      if (!draft || !field || !record || !(name in draft.data)) continue
      const value = draft.data[name] ?? null
      if (sameValue(field, value, record[name])) {
        forget(name)
        continue
      }
      const base = Math.max(draft.base ?? record.revision, known.get(name) ?? 0)
      const batch = batches.get(base) ?? new Map<string, DraftValue>()
      batches.set(base, batch.set(name, value))
    }
    return batches
  }

  async function write(expect: number, batch: ReadonlyMap<string, DraftValue>): Promise<void> {
    const names = [...batch.keys()]
    const sent = names.flatMap((name) => fields.get(name) ?? [])
    const data = Object.fromEntries(sent.map((field) => [field.name, cleaned(field, batch.get(field.name))]))
    try {
      const saved = await call('record.update', { entity, id, data, expect })
      record = saved
      talk().put(saved)
      for (const [name, value] of batch) {
        known.set(name, saved.revision)
        // What was typed while the save was under way stays a draft.
        if (draftOf(entity, id)?.data[name] === value) forget(name)
        else trouble(name, undefined)
      }
      talk().saved(sent, saved, saved.operation)
    } catch (error) {
      await refused(error, sent)
    }
  }

  async function refused(failure: unknown, sent: readonly Field[]): Promise<void> {
    const error = recordOf(failure)
    if (error.code === 'Conflict' && error.reason === 'changedMeanwhile') {
      const theirs = await call('record.get', { entity, id })
      record = theirs
      talk().put(theirs)
      for (const field of sent) {
        known.set(field.name, theirs.revision)
        const mine = draftOf(entity, id)?.data[field.name]
        if (sameValue(field, mine, theirs[field.name])) forget(field.name)
        else trouble(field.name, { kind: 'conflict', theirs })
      }
      return
    }
    const issues = error.issues ?? []
    let worded = 0
    for (const field of sent) {
      const issue = issues.find(({ field: path }) => path === field.name || path.startsWith(`${field.name}.`))
      if (!issue) continue
      trouble(field.name, { kind: 'issue', issue })
      worded++
    }
    if (worded === 0) talk().failed(failure)
  }

  function save(names: readonly string[]): Promise<void> {
    queue = queue
      .then(async () => {
        for (const [expect, batch] of due(names)) await write(expect, batch)
      })
      .catch((error: unknown) => talk().failed(error))
    return queue
  }

  return {
    entity,
    id,
    state,
    found: draftOf(entity, id) !== undefined,
    see(next, all) {
      if (!record || next.revision >= record.revision) record = next
      fields = new Map(all.map((field) => [field.name, field]))
    },
    change(field, value) {
      const { name } = field
      touched.add(name)
      const draft = toDraft(value)
      const stored = record ? toDraft(record[name]) : null
      if (JSON.stringify(draft === '' ? null : draft) === JSON.stringify(stored)) forget(name)
      else {
        keepDraft(port, entity, id, name, draft, record?.revision)
        if (state.getState().troubles.get(name)?.kind === 'issue') trouble(name, undefined)
      }
    },
    // A conflict waits for its answer; leaving the field again must not decide it.
    leave: (field) =>
      state.getState().troubles.get(field.name)?.kind === 'conflict' ? Promise.resolve() : save([field.name]),
    leaveAll: (all = false) => {
      const conflicts = state.getState().troubles
      const names = all ? Object.keys(draftOf(entity, id)?.data ?? {}) : [...touched]
      return save(names.filter((name) => conflicts.get(name)?.kind !== 'conflict'))
    },
    restore: (field) => forget(field.name),
    keepMine(field) {
      trouble(field.name, undefined)
      return save([field.name])
    },
    discard() {
      dropDraft(port, entity, id)
      touched.clear()
      state.setState({ troubles: new Map() })
    },
  }
}

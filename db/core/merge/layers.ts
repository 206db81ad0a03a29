/**
 * Whose value a field of a merged record shows. Under all is the winner's own; each merge that wrote the field lays the
 * value of a loser over it (or one that was typed). An edit changes the value on top; un-merging a loser takes its layers out.
 */
import type { DbValue } from '../../shared/fields.ts'
import type { Connection } from '../connection.ts'
import type { Plan } from '../plan.ts'
import { currentValue } from '../registers.ts'
import { heirsOf, type Merges, type Step, valueAt } from './mergesInto.ts'

interface Layer {
  /** Whose value it is; null: it was typed when these were merged. */
  readonly source: number | null
  readonly losers: readonly number[]
  value: DbValue
  edited: boolean
}
export interface Layers {
  own: DbValue
  layers: Layer[]
}

const shownOf = ({ own, layers }: Layers): DbValue => {
  const top = layers.at(-1)
  return top ? top.value : own
}

/** The state of a field after everything that happened to the winner. */
export function foldLayers(conn: Connection, plan: Plan, merges: Merges, key: string): Layers {
  const first = merges.steps.find((step) => step.values.has(key))
  const state: Layers = {
    own: first?.values.get(key)?.before ?? null,
    layers: [],
  }
  const removed = new Map<number, Layer[]>()
  const standing = new Map<number, number>()
  for (const step of merges.steps) {
    const written = step.values.get(key)
    if (step.parted.length) {
      const heirs = heirsOf(standing, step.parted)
      const had = (rowId: number): DbValue =>
        valueAt(merges.histories, rowId, step.seq, key, currentValue(conn, plan, rowId, key))
      removed.set(step.opId, take(state, step.parted, heirs, had))
    }
    for (const loser of step.parted) standing.delete(loser)
    const back = step.undoes === null ? undefined : removed.get(step.undoes)
    if (step.merged.length && back) state.layers.push(...back)
    for (const loser of step.merged) standing.set(loser, step.seq)
    if (!written || written.after === shownOf(state)) continue
    if (step.merged.length || step.parted.length) {
      const from = step.merged.length ? step.merged : [...standing.keys()]
      const source = sourceOf(conn, plan, merges, step, key, from)
      if (source === null && !step.merged.length) edit(state, written.after)
      else state.layers.push({ source, losers: from, value: written.after, edited: false })
    } else edit(state, written.after)
  }
  // What the log no longer tells (a record was erased) is taken as an edit.
  const now = currentValue(conn, plan, merges.winner, key)
  if (now !== shownOf(state)) edit(state, now)
  return state
}

function edit(state: Layers, value: DbValue): void {
  const top = state.layers.at(-1)
  if (!top) state.own = value
  else {
    top.value = value
    top.edited = true
  }
}

/** The first of the rows that had, at that time, the value that was written. */
function sourceOf(
  conn: Connection,
  plan: Plan,
  { histories }: Merges,
  step: Step,
  key: string,
  rows: readonly number[],
): number | null {
  const value = step.values.get(key)?.after ?? null
  if (value === null) return null
  const had = (rowId: number): DbValue =>
    valueAt(histories, rowId, step.seq, key, currentValue(conn, plan, rowId, key))
  return rows.find((rowId) => had(rowId) === value) ?? null
}

/**
 * Takes out the layers of some losers; what was typed and edited passes to what lies beneath, and what is left empty takes
 * the value of the first heir that has one.
 */
function take(
  state: Layers,
  losers: readonly number[],
  heirs: readonly number[],
  valueOfRow: (rowId: number) => DbValue,
): Layer[] {
  const gone = (layer: Layer): boolean =>
    layer.source === null
      ? layer.losers.every((loser) => losers.includes(loser))
      : losers.includes(layer.source)
  const taken: Layer[] = []
  const kept: Layer[] = []
  for (const layer of state.layers) {
    if (!gone(layer)) {
      kept.push(layer)
      continue
    }
    taken.push(layer)
    if (layer.source !== null || !layer.edited) continue
    const beneath = kept.at(-1)
    if (beneath) Object.assign(beneath, { value: layer.value, edited: true })
    else state.own = layer.value
  }
  state.layers = kept
  const heir =
    taken.length && shownOf(state) === null ? heirs.find((row) => valueOfRow(row) !== null) : undefined
  if (heir !== undefined) kept.push({ source: heir, losers: [heir], value: valueOfRow(heir), edited: false })
  return taken
}

/** What the winner shows without these losers (undefined: as before), and what they get of what was edited meanwhile. */
export function removeLayers(
  conn: Connection,
  plan: Plan,
  merges: Merges,
  state: Layers,
  losers: readonly number[],
  key: string,
): { shown: DbValue | undefined; given: Map<number, DbValue> } {
  const given = new Map<number, DbValue>()
  const taken = take(state, losers, heirsOf(merges.since, losers), (rowId) =>
    currentValue(conn, plan, rowId, key),
  )
  if (!taken.length) return { shown: undefined, given }
  for (const layer of taken) if (layer.source !== null && layer.edited) given.set(layer.source, layer.value)
  return { shown: shownOf(state), given }
}

/** The messages between a window and the db host. Electron main carries them and never looks inside. */
import type { ErrorRecord } from './errors.ts'

/** Window → host. `id` is the caller's, unique per link. */
export type Up =
  | { readonly t: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly t: 'cancel'; readonly id: number }

/** How far a job is. `total` is absent while unknown. */
export interface Progress {
  readonly done: number
  readonly total?: number
  /** A code worded as `progress.<step>`. */
  readonly step?: string
}

export type ChangeSource = 'user' | 'import' | 'rule' | 'sync' | 'undo' | 'cli' | 'demo'

/** What changed, by entity: the ids, or `'many'` when listing them is no use. */
export interface Changed {
  readonly seq: number
  readonly entities: Readonly<Record<string, readonly string[] | 'many'>>
}

/** Host → window. */
export type Down =
  | { readonly t: 'reply'; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly t: 'reply'; readonly id: number; readonly ok: false; readonly error: ErrorRecord }
  | { readonly t: 'progress'; readonly id: number; readonly progress: Progress }
  | ({ readonly t: 'changed' } & Changed)

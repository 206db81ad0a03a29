/**
 * What features add to every record's page and every list. app.tsx hands them over by the provider; records/ shows
 * them where they belong and knows none of them by name.
 */
import { type ComponentType, createContext, type ReactNode, useContext } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import type { Target } from '#db/shared/target.ts'
import type { Action } from '#db/shared/users.ts'
import type { Loaded } from './useRecord.ts'

export interface RecordProps {
  readonly entity: Entity
  readonly record: Loaded
  readonly readOnly: boolean
}

/** A tab below the fields, after the timeline and before the changes. */
export interface RecordTab {
  readonly id: string
  /** Message id. */
  readonly label: string
  readonly on: (entity: Entity) => boolean
  readonly Panel: ComponentType<RecordProps>
  /** How many it holds, shown on the tab; called as a hook, for the same entity every time. */
  readonly useCount?: (entity: Entity, id: string) => number | undefined
}

/** Something that can be done with the record in front: an entry of its “more” menu. */
export interface RecordAction {
  readonly id: string
  readonly label: string
  readonly icon?: ReactNode
  /** In Electron's spelling, when a command has keys for it. */
  readonly keys?: string
  readonly on: (entity: Entity) => boolean
  readonly needsWrite?: boolean
  readonly run: (about: { readonly entity: Entity; readonly record: Loaded }) => void
}

/** What a verb on a list works on, and how many records that are. */
export interface ListScope {
  readonly entity: Entity
  readonly target: Target
  readonly count: number
  /** Whether rows were picked; else it is the whole lookup. */
  readonly picked: boolean
}

/** Something that can be done with the whole lookup, or the rows picked in it. */
export interface ListAction {
  readonly id: string
  readonly label: string
  readonly icon?: ReactNode
  readonly on: (entity: Entity) => boolean
  readonly needsWrite?: boolean
  /** Shown to who may do this, in a database that may be written. */
  readonly needs?: Action
  readonly run: (scope: ListScope) => void
}

export interface Extensions {
  /** Small controls in the head of a page, before its tools. */
  readonly marks: readonly ComponentType<RecordProps>[]
  /** Always there, such as the count of conflicts or a call that runs; between the head of a page and its fields. */
  readonly banners: readonly ComponentType<RecordProps>[]
  readonly tabs: readonly RecordTab[]
  readonly recordActions: readonly RecordAction[]
  readonly listActions: readonly ListAction[]
}

const ExtensionsContext = createContext<Extensions>({
  marks: [],
  banners: [],
  tabs: [],
  recordActions: [],
  listActions: [],
})
export const ExtensionsProvider = ExtensionsContext.Provider
export const useExtensions = (): Extensions => useContext(ExtensionsContext)

/** A list's columns as the user arranged them. Plain values; remembering them is the caller's. */
import type { ReactNode } from 'react'

export interface SortKey {
  readonly column: string
  readonly descending: boolean
}

export interface GridColumn<Row> {
  readonly id: string
  readonly label: string
  readonly cell: (row: Row) => ReactNode
  readonly width?: number
  readonly minWidth?: number
  readonly align?: 'start' | 'end'
  readonly sortable?: boolean
  /** Takes what is left of the width. */
  readonly grows?: boolean
  /** Not shown until chosen. */
  readonly optional?: boolean
  /** Editing in place: the control, told how to finish. */
  readonly edit?: (row: Row, finish: Finish) => ReactNode
  /** Whether the cell of this row may be edited; without it all may. */
  readonly mayEdit?: (row: Row) => boolean
}

/**
 * Where the cursor goes after editing: it stays in the cell, goes on to the next or the previous that may be edited, or has
 * left the grid already.
 */
export type Finish = (how: 'stay' | 'next' | 'previous' | 'left') => void

export interface ColumnLayout {
  readonly id: string
  readonly width: number
  readonly shown: boolean
}

export interface GridLayout {
  readonly columns: readonly ColumnLayout[]
  readonly sort: readonly SortKey[]
  /** The column whose values the rows are grouped by; it is then also the first to sort by. */
  readonly group?: string
}

/** The rows grouped by a column, or by none. */
export function grouped(layout: GridLayout, id: string | undefined): GridLayout {
  const { group: _group, ...rest } = layout
  if (id === undefined) return rest
  const sort = withGroupFirst(layout.sort, id)
  return { ...rest, sort, group: id }
}

const withGroupFirst = (sort: readonly SortKey[], id: string): SortKey[] =>
  [
    sort.find((key) => key.column === id) ?? { column: id, descending: false },
    ...sort.filter((key) => key.column !== id),
  ].slice(0, MAX_SORT_KEYS)

/** By how many keys a list is sorted at most; the host takes no more. */
export const MAX_SORT_KEYS = 8
export const DEFAULT_WIDTH = 160
export const MIN_WIDTH = 64
export const MAX_WIDTH = 900

/** The remembered layout, brought up to date with the columns there are: unknown ones dropped, new ones at the end. */
export function layoutFor<Row>(
  columns: readonly GridColumn<Row>[],
  saved: GridLayout | undefined,
): GridLayout {
  const kept = (saved?.columns ?? []).filter((column) => columns.some(({ id }) => id === column.id))
  const fresh = columns
    .filter(({ id }) => !kept.some((column) => column.id === id))
    .map((column) => ({ id: column.id, width: column.width ?? DEFAULT_WIDTH, shown: !column.optional }))
  const sort = (saved?.sort ?? []).filter((key) => columns.some(({ id }) => id === key.column))
  const group = columns.some(({ id }) => id === saved?.group) ? saved?.group : undefined
  return { columns: [...kept, ...fresh], sort, ...(group && { group }) }
}

export function resized(layout: GridLayout, id: string, width: number, min = MIN_WIDTH): GridLayout {
  const bounded = Math.round(Math.min(Math.max(width, min), MAX_WIDTH))
  return {
    ...layout,
    columns: layout.columns.map((column) => (column.id === id ? { ...column, width: bounded } : column)),
  }
}

/** Puts a column before another one, or at the end. */
export function moved(layout: GridLayout, id: string, before: string | undefined): GridLayout {
  const column = layout.columns.find((candidate) => candidate.id === id)
  if (!column || id === before) return layout
  const rest = layout.columns.filter((candidate) => candidate !== column)
  const at = before === undefined ? rest.length : rest.findIndex((candidate) => candidate.id === before)
  return { ...layout, columns: rest.toSpliced(at < 0 ? rest.length : at, 0, column) }
}

export function shownOrHidden(layout: GridLayout, id: string, shown: boolean): GridLayout {
  return {
    ...layout,
    columns: layout.columns.map((column) => (column.id === id ? { ...column, shown } : column)),
  }
}

/** Up, down, none; with `further` the key joins the others, else it is the only one. */
export function sorted(layout: GridLayout, id: string, further: boolean): GridLayout {
  const old = layout.sort.find((key) => key.column === id)
  const next: SortKey | undefined = !old
    ? { column: id, descending: false }
    : old.descending
      ? undefined
      : { column: id, descending: true }
  if (!further) return { ...layout, sort: next ? [next] : [] }
  const sort = old
    ? layout.sort.flatMap((key) => (key === old ? (next ? [next] : []) : [key]))
    : [...layout.sort, ...(next ? [next] : [])]
  return { ...layout, sort: sort.slice(0, MAX_SORT_KEYS) }
}

/** A list's columns and order as they are kept: the list's own, and those of each view as changed on this device. */
import type { ColumnLayout, GridLayout, SortKey } from '../ui/grid/layout.ts'

export interface ListLayout {
  readonly columns: readonly ColumnLayout[]
  readonly sort: readonly SortKey[]
  /** The column the rows are grouped by. */
  readonly group?: string
}
export interface StoredLayouts extends ListLayout {
  readonly views: Readonly<Record<string, ListLayout>>
}

export const NO_LAYOUT: StoredLayouts = { columns: [], sort: [], views: {} }

/** The order as the host takes it. */
export const sortOf = ({ sort }: Pick<ListLayout, 'sort'>): string[] =>
  sort.map(({ column, descending }) => (descending ? `-${column}` : column))

export const layoutOf = ({ columns, sort, group }: GridLayout): ListLayout => ({
  columns: columns.map((column) => ({ ...column })),
  sort: sort.map((key) => ({ ...key })),
  ...(group !== undefined && { group }),
})

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function parseLayout(stored: unknown): ListLayout | undefined {
  if (!isObject(stored) || !Array.isArray(stored.columns) || !Array.isArray(stored.sort)) return undefined
  return {
    columns: stored.columns
      .filter(isObject)
      .flatMap(({ id, width, shown }) =>
        typeof id === 'string' && typeof width === 'number' ? [{ id, width, shown: shown === true }] : [],
      ),
    sort: stored.sort
      .filter(isObject)
      .flatMap(({ column, descending }) =>
        typeof column === 'string' ? [{ column, descending: descending === true }] : [],
      ),
    ...(typeof stored.group === 'string' && { group: stored.group }),
  }
}

export function parseLayouts(stored: unknown): StoredLayouts | undefined {
  const own = parseLayout(stored)
  if (!own || !isObject(stored)) return undefined
  const views = isObject(stored.views) ? stored.views : {}
  return {
    ...own,
    views: Object.fromEntries(
      Object.entries(views).flatMap(([id, each]) => {
        const layout = parseLayout(each)
        return layout ? [[id, layout]] : []
      }),
    ),
  }
}

/** Columns and keys that name a custom field which is gone are left out; the host would refuse the whole list. */
export const withoutColumns = (layout: ListLayout, isKnown: (customId: string) => boolean): ListLayout => {
  const stands = (name: string): boolean =>
    !name.startsWith('custom.') || isKnown(name.slice('custom.'.length))
  return {
    columns: layout.columns.filter(({ id }) => stands(id)),
    sort: layout.sort.filter(({ column }) => stands(column)),
    ...(layout.group !== undefined && stands(layout.group) && { group: layout.group }),
  }
}

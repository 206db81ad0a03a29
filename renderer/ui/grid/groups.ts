/**
 * Rows in groups: where the head of a group stands among the rows it begins. The grid counts lines; a line is a row or the
 * head before the first row of a group. Pure.
 */
import type { ReactNode } from 'react'

export interface GridGroup {
  /** Its first row. */
  readonly start: number
  readonly count: number
  readonly label: ReactNode
}

export type Line = { readonly row: number } | { readonly group: number }

type Groups = readonly Pick<GridGroup, 'start'>[]

/** How many groups begin by the row. */
function headsBefore(groups: Groups, isBefore: (start: number, at: number) => boolean): number {
  let [low, high] = [0, groups.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isBefore(groups[middle]?.start ?? 0, middle)) low = middle + 1
    else high = middle
  }
  return low
}

/** The line of a row. */
export const lineOf = (row: number, groups: Groups): number =>
  row + headsBefore(groups, (start) => start <= row)

/** What a line is. */
export function atLine(line: number, groups: Groups): Line {
  const heads = headsBefore(groups, (start, at) => start + at <= line)
  const last = heads - 1
  if (heads > 0 && (groups[last]?.start ?? 0) + last === line) return { group: last }
  return { row: line - heads }
}

/** The first row at or after a line. */
export function rowFrom(line: number, groups: Groups): number {
  const found = atLine(line, groups)
  return 'row' in found ? found.row : (groups[found.group]?.start ?? 0)
}

/**
 * Which rows of a snapshot are selected, as sorted disjoint ranges of positions: a million selected rows are one
 * range, never a million ids. Pure values; the snapshot's id and version travel beside them when they are used.
 */

/** Inclusive at both ends. */
export type Range = readonly [first: number, last: number]
export type Selection = readonly Range[]

export const nothing: Selection = []
export const everything = (count: number): Selection => (count > 0 ? [[0, count - 1]] : nothing)

export function isSelected(selection: Selection, index: number): boolean {
  let low = 0
  let high = selection.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const range = selection[middle]
    if (!range) return false
    if (index < range[0]) high = middle - 1
    else if (index > range[1]) low = middle + 1
    else return true
  }
  return false
}

export function sizeOf(selection: Selection): number {
  return selection.reduce((sum, [first, last]) => sum + last - first + 1, 0)
}

/** Adds the rows between two positions, in whichever order they are given. */
export function add(selection: Selection, a: number, b = a): Selection {
  let first = Math.min(a, b)
  let last = Math.max(a, b)
  const before: Range[] = []
  const after: Range[] = []
  for (const range of selection) {
    if (range[1] < first - 1) before.push(range)
    else if (range[0] > last + 1) after.push(range)
    else {
      first = Math.min(first, range[0])
      last = Math.max(last, range[1])
    }
  }
  return [...before, [first, last], ...after]
}

/** Takes the rows between two positions out. */
export function remove(selection: Selection, a: number, b = a): Selection {
  const first = Math.min(a, b)
  const last = Math.max(a, b)
  return selection.flatMap((range): Range[] => {
    if (range[1] < first || range[0] > last) return [range]
    const left: Range[] = range[0] < first ? [[range[0], first - 1]] : []
    const right: Range[] = range[1] > last ? [[last + 1, range[1]]] : []
    return [...left, ...right]
  })
}

export function toggle(selection: Selection, index: number): Selection {
  return isSelected(selection, index) ? remove(selection, index) : add(selection, index)
}

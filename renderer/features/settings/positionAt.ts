/** Where a field stands among the others: whole numbers with room between them, so that moving one touches only that one. */

/** Room to put a field between two others without touching them. */
export const STEP = 1_024

/** The position that puts a field at `to` among the others; undefined when there is no room left. */
export function positionAt(others: readonly { readonly position: number }[], to: number): number | undefined {
  const before = others[to - 1]?.position
  const after = others[to]?.position
  if (after === undefined) return (before ?? 0) + STEP
  if (before === undefined) return after - STEP
  const between = Math.floor((before + after) / 2)
  return between > before && between < after ? between : undefined
}

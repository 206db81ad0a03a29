/** Groups as a tree in reading order. Pure. */
import type { GroupRow } from '#db/shared/groups.ts'

export interface TreeRow {
  readonly group: GroupRow
  readonly level: number
  readonly hasChildren: boolean
}

/** Open groups with what is below them; groups of one kind together. A circle of parents stands at the top once. */
export function treeRows(groups: readonly GroupRow[], isOpen: (id: string) => boolean): TreeRow[] {
  const ids = new Set(groups.map(({ id }) => id))
  const below = new Map<string | null, GroupRow[]>()
  for (const group of groups) {
    const parent = group.parentId !== null && ids.has(group.parentId) ? group.parentId : null
    below.set(parent, [...(below.get(parent) ?? []), group])
  }
  const rows: TreeRow[] = []
  const placed = new Set<string>()
  const place = (group: GroupRow, level: number): void => {
    if (placed.has(group.id)) return
    placed.add(group.id)
    const children = below.get(group.id) ?? []
    rows.push({ group, level, hasChildren: children.length > 0 })
    if (isOpen(group.id)) for (const child of children) place(child, level + 1)
    else for (const child of children) skip(child)
  }
  const skip = (group: GroupRow): void => {
    if (placed.has(group.id)) return
    placed.add(group.id)
    for (const child of below.get(group.id) ?? []) skip(child)
  }
  for (const entity of ['contact', 'company'])
    for (const group of below.get(null) ?? []) if (group.entity === entity) place(group, 1)
  for (const group of groups) place(group, 1)
  return rows
}

/** Where a group may be moved to: others of its kind that are not below it. */
export function parentsFor(groups: readonly GroupRow[], entity: string, id: string | undefined): GroupRow[] {
  const isBelow = (group: GroupRow): boolean => {
    const seen = new Set<string>()
    let at: GroupRow | undefined = group
    while (at && !seen.has(at.id)) {
      if (at.id === id) return true
      seen.add(at.id)
      const { parentId }: GroupRow = at
      at = parentId === null ? undefined : groups.find((other) => other.id === parentId)
    }
    return false
  }
  return groups.filter((group) => group.entity === entity && !isBelow(group))
}

/** `Customers › Bangkok`. */
export function pathOf(groups: readonly GroupRow[], id: string): string {
  const names: string[] = []
  const seen = new Set<string>()
  let at = groups.find((group) => group.id === id)
  while (at && !seen.has(at.id)) {
    seen.add(at.id)
    names.unshift(at.name)
    const { parentId } = at
    at = parentId === null ? undefined : groups.find((group) => group.id === parentId)
  }
  return names.join(' › ')
}

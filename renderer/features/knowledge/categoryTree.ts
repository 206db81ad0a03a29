/** Categories in the order of a tree. Two laptops may each put one below the other: such a ring begins with its first. */

interface Flat {
  readonly id: string
  readonly name: string
  readonly parent: string | null
  readonly count: number
}

export interface CategoryNode extends Flat {
  readonly depth: number
  /** Itself and all below it. */
  readonly within: ReadonlySet<string>
  /** Articles in all of those. */
  readonly total: number
}

export function treeOf(categories: readonly Flat[]): CategoryNode[] {
  const known = new Map(categories.map((each) => [each.id, each]))
  const children = (of: string | null): Flat[] => categories.filter(({ parent }) => parent === of)
  const placed = new Set<string>()
  const below = (category: Flat, depth: number): CategoryNode[] => {
    placed.add(category.id)
    const nodes = children(category.id).flatMap((child) =>
      placed.has(child.id) ? [] : below(child, depth + 1),
    )
    const within = new Set([category.id, ...nodes.map(({ id }) => id)])
    const total = [...within].reduce((sum, id) => sum + (known.get(id)?.count ?? 0), 0)
    return [{ ...category, depth, within, total }, ...nodes]
  }
  const roots = categories.filter(({ parent }) => parent === null || !known.has(parent))
  const tree = roots.flatMap((root) => below(root, 0))
  return [...tree, ...categories.flatMap((left) => (placed.has(left.id) ? [] : below(left, 0)))]
}

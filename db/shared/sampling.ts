/** Drawing by chance: fair, repeatable from a seed, in proportion where that is asked. Pure. */

/** Numbers in [0, 1) that follow from a seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    let z = state
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return ((z ^ (z >>> 16)) >>> 0) / 2 ** 32
  }
}

/** In an order by chance; every order as likely as any other. */
export function shuffled(rowIds: ArrayLike<number>, random: () => number): Int32Array {
  const result = Int32Array.from(rowIds)
  for (let at = result.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    const kept = result[at] ?? 0
    result[at] = result[other] ?? 0
    result[other] = kept
  }
  return result
}

/** How many of each stratum, in proportion to its size: by the largest remainder, never more than there are. */
export function allocate(sizes: readonly number[], wanted: number): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const n = Math.min(wanted, total)
  if (total === 0) return sizes.map(() => 0)
  const exact = sizes.map((size) => (size * n) / total)
  const shares = exact.map(Math.floor)
  const byRemainder = exact
    .map((share, at) => ({ at, rest: share - Math.floor(share) }))
    .sort((a, b) => b.rest - a.rest || a.at - b.at)
  let left = n - shares.reduce((sum, share) => sum + share, 0)
  for (const { at } of byRemainder) {
    if (left === 0) break
    shares[at] = (shares[at] ?? 0) + 1
    left--
  }
  return shares
}

/** So many of the rows by chance; with strata, of each in proportion. */
export function sampled(
  rowIds: ArrayLike<number>,
  n: number,
  random: () => number,
  stratumOf?: (rowId: number) => string,
): Int32Array {
  if (!stratumOf) return shuffled(rowIds, random).slice(0, n)
  const strata = new Map<string, number[]>()
  for (const rowId of Array.from(rowIds)) {
    const key = stratumOf(rowId)
    const rows = strata.get(key)
    if (rows) rows.push(rowId)
    else strata.set(key, [rowId])
  }
  const groups = [...strata.values()]
  const shares = allocate(
    groups.map((rows) => rows.length),
    n,
  )
  return Int32Array.from(
    groups.flatMap((rows, at) => Array.from(shuffled(rows, random).subarray(0, shares[at] ?? 0))),
  )
}

/** Parts whose sizes differ by one at most, each row in exactly one. */
export function divided(rowIds: ArrayLike<number>, parts: number, random: () => number): Int32Array[] {
  const all = shuffled(rowIds, random)
  return Array.from({ length: parts }, (_, part) => all.filter((_row, at) => at % parts === part))
}

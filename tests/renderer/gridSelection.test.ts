import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  add,
  everything,
  isSelected,
  nothing,
  remove,
  type Selection,
  sizeOf,
  toggle,
} from '../../renderer/ui/grid/selection.ts'

const steps = fc.array(
  fc.tuple(fc.constantFrom('add', 'remove', 'toggle'), fc.nat({ max: 60 }), fc.nat({ max: 60 })),
  { maxLength: 40 },
)

/** The same steps on a plain set. */
function model(list: readonly (readonly [string, number, number])[]): Set<number> {
  const set = new Set<number>()
  for (const [what, a, b] of list) {
    if (what === 'toggle') {
      if (!set.delete(a)) set.add(a)
      continue
    }
    for (let i = Math.min(a, b); i <= Math.max(a, b); i++) {
      if (what === 'add') set.add(i)
      else set.delete(i)
    }
  }
  return set
}

describe('selection by ranges', () => {
  it('says the same as a set, in sorted disjoint ranges', () => {
    fc.assert(
      fc.property(steps, (list) => {
        let selection: Selection = nothing
        for (const [what, a, b] of list) {
          selection =
            what === 'toggle'
              ? toggle(selection, a)
              : what === 'add'
                ? add(selection, a, b)
                : remove(selection, a, b)
        }
        const set = model(list)
        expect(sizeOf(selection)).toBe(set.size)
        for (let i = 0; i <= 60; i++) expect(isSelected(selection, i)).toBe(set.has(i))
        for (const [at, range] of selection.entries()) {
          const next = selection[at + 1]
          expect(range[0]).toBeLessThanOrEqual(range[1])
          if (next) expect(range[1]).toBeLessThan(next[0] - 1)
        }
      }),
    )
  })

  it('holds a million rows in one range', () => {
    const all = everything(1_000_000)
    expect(all).toHaveLength(1)
    expect(sizeOf(all)).toBe(1_000_000)
    expect(sizeOf(toggle(all, 500_000))).toBe(999_999)
  })
})

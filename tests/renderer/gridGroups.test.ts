// Heads of groups between the rows of a grid: which line is which, there and back.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atLine, lineOf, rowFrom } from '../../renderer/ui/grid/groups.ts'
import { grouped, layoutFor } from '../../renderer/ui/grid/layout.ts'

const groupsOf = (sizes: readonly number[]): { start: number }[] => {
  let start = 0
  return sizes.map((size) => {
    const group = { start }
    start += size
    return group
  })
}

describe('lines', () => {
  it('are the heads and the rows, in order', () => {
    const groups = groupsOf([2, 1])
    expect([0, 1, 2, 3, 4].map((line) => atLine(line, groups))).toEqual([
      { group: 0 },
      { row: 0 },
      { row: 1 },
      { group: 1 },
      { row: 2 },
    ])
    expect([0, 3, 4, 5].map((line) => rowFrom(line, groups))).toEqual([0, 2, 2, 3])
  })

  it('are the rows themselves where nothing is grouped', () => {
    expect(atLine(7, [])).toEqual({ row: 7 })
    expect(lineOf(7, [])).toBe(7)
  })

  it('lead from every row to its line and back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 40 }), (sizes) => {
        const groups = groupsOf(sizes)
        const count = sizes.reduce((sum, size) => sum + size, 0)
        const lines = Array.from({ length: count + groups.length }, (_, line) => atLine(line, groups))
        expect(lines.flatMap((line) => ('row' in line ? [line.row] : []))).toEqual(
          Array.from({ length: count }, (_, row) => row),
        )
        for (let row = 0; row < count; row++) expect(lines[lineOf(row, groups)]).toEqual({ row })
      }),
    )
  })
})

describe('a layout', () => {
  const columns = ['name', 'city', 'status'].map((id) => ({ id, label: id, cell: () => null }))
  it('sorts first by what it groups by, and as before when it no longer does', () => {
    const layout = layoutFor(columns, { columns: [], sort: [{ column: 'city', descending: true }] })
    const next = grouped(layout, 'status')
    expect(next).toMatchObject({
      group: 'status',
      sort: [
        { column: 'status', descending: false },
        { column: 'city', descending: true },
      ],
    })
    expect(grouped(next, 'city').sort.map(({ column }) => column)).toEqual(['city', 'status'])
    expect(grouped(next, undefined)).not.toHaveProperty('group')
    expect(layoutFor(columns.slice(0, 2), next)).not.toHaveProperty('group')
  })
})

import { describe, expect, it } from 'vitest'
import {
  type GridColumn,
  layoutFor,
  MAX_WIDTH,
  MIN_WIDTH,
  moved,
  resized,
  shownOrHidden,
  sorted,
} from '../../renderer/ui/grid/layout.ts'

const columns: GridColumn<string>[] = ['a', 'b', 'c', 'd'].map((id) => ({
  id,
  label: id,
  cell: (row) => row,
  ...(id === 'd' && { optional: true }),
}))
const fresh = layoutFor(columns, undefined)
const order = (layout: typeof fresh): string => layout.columns.map(({ id }) => id).join('')

describe('layout of columns', () => {
  it('starts with the columns as they are defined', () => {
    expect(order(fresh)).toBe('abcd')
    expect(fresh.columns.map(({ shown }) => shown)).toEqual([true, true, true, false])
  })

  it('keeps what was remembered, drops what is gone, adds what is new', () => {
    const saved = {
      columns: [
        { id: 'c', width: 300, shown: true },
        { id: 'gone', width: 1, shown: true },
        { id: 'a', width: 90, shown: false },
      ],
      sort: [
        { column: 'gone', descending: true },
        { column: 'a', descending: true },
      ],
    }
    const layout = layoutFor(columns, saved)
    expect(order(layout)).toBe('cabd')
    expect(layout.columns[0]?.width).toBe(300)
    expect(layout.sort).toEqual([{ column: 'a', descending: true }])
  })

  it('moves, resizes within bounds, hides', () => {
    expect(order(moved(fresh, 'c', 'a'))).toBe('cabd')
    expect(order(moved(fresh, 'a', undefined))).toBe('bcda')
    expect(order(moved(fresh, 'a', 'a'))).toBe('abcd')
    expect(resized(fresh, 'a', -50).columns[0]?.width).toBe(MIN_WIDTH)
    expect(resized(fresh, 'a', 5_000).columns[0]?.width).toBe(MAX_WIDTH)
    expect(shownOrHidden(fresh, 'b', false).columns[1]?.shown).toBe(false)
  })

  it('sorts up, down, not; with Shift by several', () => {
    const up = sorted(fresh, 'a', false)
    expect(up.sort).toEqual([{ column: 'a', descending: false }])
    const two = sorted(sorted(up, 'b', true), 'b', true)
    expect(two.sort).toEqual([
      { column: 'a', descending: false },
      { column: 'b', descending: true },
    ])
    expect(sorted(two, 'b', true).sort).toEqual([{ column: 'a', descending: false }])
    expect(sorted(two, 'c', false).sort).toEqual([{ column: 'c', descending: false }])
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CAP,
  contentHeight,
  maxPosition,
  maxScrollTop,
  positionOf,
  positionShowing,
  rowsAt,
  type ScrollSpace,
  scrolled,
  scrollTopOf,
  spacerHeight,
} from '../../renderer/ui/grid/scroll.ts'

const spaces = fc.record({
  count: fc.integer({ min: 0, max: 20_000_000 }),
  rowHeight: fc.constantFrom(24, 32, 40, 64),
  viewport: fc.integer({ min: 100, max: 2_400 }),
})
const million: ScrollSpace = { count: 1_000_000, rowHeight: 32, viewport: 760 }

describe('scaled scrolling', () => {
  it('never makes an element taller than Chromium allows at five times zoom', () => {
    fc.assert(fc.property(spaces, (space) => spacerHeight(space) <= CAP && CAP * 5 <= 33_554_432))
  })

  it('maps the ends of the bar to the ends of the list', () => {
    fc.assert(
      fc.property(spaces, (space) => {
        expect(positionOf(0, space)).toBe(0)
        expect(positionOf(maxScrollTop(space), space)).toBeCloseTo(maxPosition(space), 3)
        expect(scrollTopOf(maxPosition(space), space)).toBeCloseTo(maxScrollTop(space), 3)
      }),
    )
  })

  it('comes back to the same position through the bar', () => {
    fc.assert(
      fc.property(spaces, fc.double({ min: 0, max: 1, noNaN: true }), (space, share) => {
        const position = share * maxPosition(space)
        expect(positionOf(scrollTopOf(position, space), space)).toBeCloseTo(position, 2)
      }),
    )
  })

  it('can bring every row of any list into sight', () => {
    fc.assert(
      fc.property(spaces, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), (space, share, seed) => {
        fc.pre(space.count > 0)
        const index = seed % space.count
        const position = positionShowing(index, share * maxPosition(space), space)
        expect(position).toBeGreaterThanOrEqual(0)
        expect(position).toBeLessThanOrEqual(maxPosition(space))
        expect(index * space.rowHeight).toBeGreaterThanOrEqual(position)
        expect(Math.min(contentHeight(space), (index + 1) * space.rowHeight)).toBeLessThanOrEqual(
          position + Math.max(space.viewport, space.rowHeight),
        )
        const drawn = rowsAt(position, space, 0)
        expect(index).toBeGreaterThanOrEqual(drawn.first)
        expect(index).toBeLessThan(drawn.end)
      }),
    )
  })

  it('moves pixel by pixel under the wheel, wherever it is', () => {
    expect(scrolled(16_000_000, 3_000_000, 3_000_100, million)).toBe(16_000_100)
    expect(scrolled(50, 10, 0, million)).toBe(40)
  })

  it('jumps by share when the thumb is dragged', () => {
    const half = maxScrollTop(million) / 2
    expect(scrolled(0, 0, half, million)).toBeCloseTo(maxPosition(million) / 2, 3)
    expect(scrolled(0, 0, maxScrollTop(million), million)).toBeCloseTo(maxPosition(million), 3)
  })

  it('leaves short lists to the browser', () => {
    const short: ScrollSpace = { count: 1_000, rowHeight: 32, viewport: 760 }
    expect(scrolled(0, 0, 12_345, short)).toBe(12_345)
    expect(spacerHeight(short)).toBe(32_000)
  })

  it('draws the rows in sight and the overscan, never beyond the list', () => {
    expect(rowsAt(0, million, 8)).toEqual({ first: 0, end: 32 })
    expect(rowsAt(maxPosition(million), million, 8).end).toBe(1_000_000)
    expect(rowsAt(0, { count: 0, rowHeight: 32, viewport: 760 }, 8)).toEqual({ first: 0, end: 0 })
  })
})

/**
 * Scaled scrolling: maps a scroll bar of bounded height onto any number of rows. Pure.
 *
 * Chromium caps an element at 33,554,432 device pixels (16,777,216 CSS pixels at 2×), so a million rows of 32 px
 * cannot simply be that tall. The spacer is never taller than `CAP`; the true position is kept apart from scrollTop.
 * Small moves (wheel, touch pad, arrows of the bar) move the content pixel by pixel; large ones (dragging the thumb,
 * clicking the track) are read as a fraction of the whole. When the hand rests, scrollTop is put back to where the
 * position belongs, which nobody can see.
 */

/** Reaches every row at up to five times zoom. */
export const CAP = 6_000_000
/** More than a wheel moves in a frame, less than one pixel of the thumb on the tallest screen. */
const SMALL_MOVE = 1_500

export interface ScrollSpace {
  readonly count: number
  readonly rowHeight: number
  /** Height of the rows' window. */
  readonly viewport: number
}

/** Height all rows would have. */
export const contentHeight = ({ count, rowHeight }: ScrollSpace): number => count * rowHeight
/** Height the spacer gets. */
export const spacerHeight = (space: ScrollSpace): number => Math.min(contentHeight(space), CAP)
export const maxPosition = (space: ScrollSpace): number => Math.max(0, contentHeight(space) - space.viewport)
export const maxScrollTop = (space: ScrollSpace): number => Math.max(0, spacerHeight(space) - space.viewport)
export const isScaled = (space: ScrollSpace): boolean => contentHeight(space) > CAP

const clamp = (value: number, max: number): number => Math.min(Math.max(value, 0), max)

/** The scrollTop that shows where a position is on the whole. */
export function scrollTopOf(position: number, space: ScrollSpace): number {
  const max = maxPosition(space)
  if (!isScaled(space) || max === 0) return clamp(position, max)
  return (clamp(position, max) / max) * maxScrollTop(space)
}

/** The position a scrollTop stands for, as a fraction of the whole. */
export function positionOf(scrollTop: number, space: ScrollSpace): number {
  const max = maxScrollTop(space)
  if (!isScaled(space) || max === 0) return clamp(scrollTop, maxPosition(space))
  return (clamp(scrollTop, max) / max) * maxPosition(space)
}

/** Where the rows are after the bar moved from one scrollTop to another. */
export function scrolled(position: number, from: number, to: number, space: ScrollSpace): number {
  if (!isScaled(space)) return clamp(to, maxPosition(space))
  const small = Math.abs(to - from) <= Math.min(3 * space.viewport, SMALL_MOVE)
  return small ? clamp(position + to - from, maxPosition(space)) : positionOf(to, space)
}

/** The position that brings a row fully into sight, moving as little as possible. */
export function positionShowing(index: number, position: number, space: ScrollSpace): number {
  const top = index * space.rowHeight
  const bottom = top + space.rowHeight
  if (top < position) return top
  if (bottom > position + space.viewport) return clamp(bottom - space.viewport, maxPosition(space))
  return position
}

export interface RowWindow {
  readonly first: number
  /** One past the last. */
  readonly end: number
}

/** The rows to draw for a position: those in sight and a few on either side. */
export function rowsAt(position: number, space: ScrollSpace, overscan: number): RowWindow {
  const first = Math.max(0, Math.floor(position / space.rowHeight) - overscan)
  const end = Math.min(space.count, Math.ceil((position + space.viewport) / space.rowHeight) + overscan)
  return { first, end: Math.max(first, end) }
}

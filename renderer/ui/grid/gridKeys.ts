/** What a key does to the grid: pure, so that it can be tested in every direction and layout. */

export interface Cursor {
  readonly row: number
  readonly column: number
}

export interface GridKey {
  readonly key: string
  readonly ctrl: boolean
  readonly shift: boolean
  readonly alt: boolean
}

export interface GridShape {
  readonly count: number
  readonly columns: number
  /** Rows that fit the window. */
  readonly page: number
  readonly rtl: boolean
}

export type GridCommand =
  | { readonly do: 'move'; readonly to: Cursor; readonly extend: boolean }
  | { readonly do: 'toggle' | 'open' | 'edit' | 'selectAll' | 'clear' | 'menu' | 'header' }
  | { readonly do: 'type'; readonly text: string }

const clamp = (value: number, max: number): number => Math.min(Math.max(value, 0), Math.max(0, max))

/** The command of a key, or undefined when the grid has no use for it. */
export function commandFor(
  key: GridKey,
  cursor: Cursor,
  shape: GridShape,
  typing: boolean,
): GridCommand | undefined {
  const { count, columns, page, rtl } = shape
  if (key.alt) return undefined
  const row = (to: number): GridCommand => ({
    do: 'move',
    to: { row: clamp(to, count - 1), column: cursor.column },
    extend: key.shift,
  })
  const column = (step: number): GridCommand => ({
    do: 'move',
    to: { row: cursor.row, column: clamp(cursor.column + (rtl ? -step : step), columns - 1) },
    extend: false,
  })
  switch (key.key) {
    case 'ArrowDown':
      return row(cursor.row + 1)
    case 'ArrowUp':
      return cursor.row === 0 && !key.shift && !key.ctrl ? { do: 'header' } : row(cursor.row - 1)
    case 'PageDown':
      return key.ctrl ? undefined : row(cursor.row + page)
    case 'PageUp':
      return key.ctrl ? undefined : row(cursor.row - page)
    case 'Home':
      return row(0)
    case 'End':
      return row(count - 1)
    case 'ArrowRight':
      return key.ctrl || key.shift ? undefined : column(1)
    case 'ArrowLeft':
      return key.ctrl || key.shift ? undefined : column(-1)
    case 'Enter':
    case 'F11':
      return { do: 'open' }
    case 'F2':
      return { do: 'edit' }
    case 'ContextMenu':
      return { do: 'menu' }
    case 'F10':
      return key.shift ? { do: 'menu' } : undefined
    case 'Escape':
      return { do: 'clear' }
    case ' ':
      if (typing) return { do: 'type', text: ' ' }
      return key.shift ? undefined : { do: 'toggle' }
    default:
  }
  if (key.ctrl) return undefined
  // One printable character, whatever the script.
  return [...key.key].length === 1 ? { do: 'type', text: key.key } : undefined
}

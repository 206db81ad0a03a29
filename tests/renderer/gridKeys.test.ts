import { describe, expect, it } from 'vitest'
import {
  commandFor,
  type GridCommand,
  type GridKey,
  type GridShape,
} from '../../renderer/ui/grid/gridKeys.ts'

const shape: GridShape = { count: 1_000_000, columns: 6, page: 20, rtl: false }
const press = (key: string, more: Partial<GridKey> = {}): GridKey => ({
  key,
  ctrl: false,
  shift: false,
  alt: false,
  ...more,
})
const at = { row: 500, column: 2 }
const rowOf = (command: GridCommand | undefined) => (command?.do === 'move' ? command.to.row : undefined)
const columnOf = (command: GridCommand | undefined) =>
  command?.do === 'move' ? command.to.column : undefined

describe('keys of the grid', () => {
  it('moves by row, page and to the ends', () => {
    expect(rowOf(commandFor(press('ArrowDown'), at, shape, false))).toBe(501)
    expect(rowOf(commandFor(press('PageUp'), at, shape, false))).toBe(480)
    expect(rowOf(commandFor(press('End'), at, shape, false))).toBe(999_999)
    expect(rowOf(commandFor(press('End', { ctrl: true }), at, shape, false))).toBe(999_999)
    expect(rowOf(commandFor(press('Home'), at, shape, false))).toBe(0)
    expect(rowOf(commandFor(press('PageDown'), { row: 999_998, column: 0 }, shape, false))).toBe(999_999)
  })

  it('mirrors left and right where text runs right to left', () => {
    expect(columnOf(commandFor(press('ArrowRight'), at, shape, false))).toBe(3)
    expect(columnOf(commandFor(press('ArrowRight'), at, { ...shape, rtl: true }, false))).toBe(1)
    expect(columnOf(commandFor(press('ArrowLeft'), at, { ...shape, rtl: true }, false))).toBe(3)
  })

  it('extends with Shift, opens with Enter and F11, selects with Space', () => {
    expect(commandFor(press('ArrowDown', { shift: true }), at, shape, false)).toMatchObject({
      do: 'move',
      extend: true,
    })
    expect(commandFor(press('Enter'), at, shape, false)).toEqual({ do: 'open' })
    expect(commandFor(press('F11'), at, shape, false)).toEqual({ do: 'open' })
    expect(commandFor(press(' '), at, shape, false)).toEqual({ do: 'toggle' })
    expect(commandFor(press('F2'), at, shape, false)).toEqual({ do: 'edit' })
    expect(commandFor(press('F10', { shift: true }), at, shape, false)).toEqual({ do: 'menu' })
  })

  it.each(['s', 'ส', 'س', 'é', 'เ'])('jumps by typing %s', (letter) => {
    expect(commandFor(press(letter), at, shape, false)).toEqual({ do: 'type', text: letter })
  })

  it('takes a space as typed within a name, and leaves commands alone', () => {
    expect(commandFor(press(' '), at, shape, true)).toEqual({ do: 'type', text: ' ' })
    expect(commandFor(press(' ', { shift: true }), at, shape, false)).toBeUndefined()
    expect(commandFor(press('k', { ctrl: true }), at, shape, false)).toBeUndefined()
    expect(commandFor(press('ArrowLeft', { alt: true }), at, shape, false)).toBeUndefined()
    expect(commandFor(press('F5'), at, shape, false)).toBeUndefined()
    expect(commandFor(press('Shift', { shift: true }), at, shape, false)).toBeUndefined()
  })

  it('goes from the first row up into the head', () => {
    expect(commandFor(press('ArrowUp'), { row: 0, column: 0 }, shape, false)).toEqual({ do: 'header' })
  })
})

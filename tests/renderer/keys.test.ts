import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type CommandId, commandOfKeys, type KeyPress } from '../../db/shared/commands.ts'
import { isOffered, offer, offeredIds, runCommand, useOffers } from '../../renderer/state/commands.ts'
import { type KeyPlace, keyBelongsElsewhere, keyText } from '../../renderer/state/keys.ts'

const nowhere: KeyPlace = { text: 'none', textChanged: false, dialog: false }
/** What Ctrl+K, Ctrl+N, Ctrl+F and Ctrl+Z give as `key` under three layouts; `code` is the same key. */
const layouts = {
  us: { K: 'k', N: 'n', F: 'f', Z: 'z' },
  th: { K: 'า', N: 'ื', F: 'ด', Z: 'ผ' },
  ir: { K: 'ن', N: 'د', F: 'ب', Z: 'ظ' },
} as const
const expected: Readonly<Record<'K' | 'N' | 'F' | 'Z', CommandId>> = {
  K: 'palette.open',
  N: 'contact.new',
  F: 'lookup.quick',
  Z: 'edit.undo',
}
const press = (key: string, code: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
})
const pc = { isMac: false, isRtl: false, inText: false }

describe('keys under us, th and ir layouts', () => {
  for (const [layout, letters] of Object.entries(layouts)) {
    for (const name of ['K', 'N', 'F', 'Z'] as const) {
      it(`Ctrl+${name} under ${layout}`, () => {
        const key = press(letters[name], `Key${name}`, { ctrlKey: true })
        expect(commandOfKeys(key, pc)).toBe(expected[name])
        expect(commandOfKeys({ ...key, ctrlKey: false, metaKey: true }, { ...pc, isMac: true })).toBe(
          expected[name],
        )
        expect(commandOfKeys({ ...key, ctrlKey: false }, pc)).toBeUndefined()
      })
    }
  }

  it('mirrors back and forward where text runs right to left', () => {
    const left = press('ArrowLeft', 'ArrowLeft', { altKey: true })
    expect(commandOfKeys(left, pc)).toBe('view.back')
    expect(commandOfKeys(left, { ...pc, isRtl: true })).toBe('view.forward')
  })
})

describe('keys that belong to what is under the cursor', () => {
  it('leaves undo to a text that was changed, else undoes data', () => {
    expect(keyBelongsElsewhere('edit.undo', { ...nowhere, text: 'line', textChanged: true }, false)).toBe(
      true,
    )
    expect(keyBelongsElsewhere('edit.undo', { ...nowhere, text: 'line' }, false)).toBe(false)
    expect(keyBelongsElsewhere('edit.undo', nowhere, false)).toBe(false)
  })

  it('pages through records from a line of text, not from a long one', () => {
    expect(keyBelongsElsewhere('lookup.nextRecord', { ...nowhere, text: 'line' }, false)).toBe(false)
    expect(keyBelongsElsewhere('lookup.nextRecord', { ...nowhere, text: 'lines' }, false)).toBe(true)
  })

  it('does nothing behind an open dialog', () => {
    expect(keyBelongsElsewhere('contact.new', { ...nowhere, dialog: true }, false)).toBe(true)
    expect(keyBelongsElsewhere('help.manual', { ...nowhere, dialog: true }, false)).toBe(false)
  })

  it('never trashes a record while text is being edited', () => {
    expect(keyBelongsElsewhere('record.trash', { ...nowhere, text: 'line' }, false)).toBe(true)
  })
})

describe('offers of commands', () => {
  beforeEach(() => useOffers.setState({ offers: [] }))

  it('run the one in front, and none when nobody offers', () => {
    const below = vi.fn()
    const above = vi.fn()
    expect(runCommand('contact.new')).toBe(false)
    const stopBelow = offer('contact.new', below)
    const stopAbove = offer('contact.new', above)
    expect(runCommand('contact.new')).toBe(true)
    stopAbove()
    runCommand('contact.new')
    expect([above.mock.calls.length, below.mock.calls.length]).toEqual([1, 1])
    expect(offeredIds()).toEqual(['contact.new'])
    stopBelow()
    expect(isOffered('contact.new')).toBe(false)
  })
})

it('shows keys as each keyboard names them', () => {
  expect(keyText('CmdOrCtrl+Shift+Z', false)).toBe('Ctrl+Shift+Z')
  expect(keyText('CmdOrCtrl+Shift+Z', true)).toBe('⌘⇧Z')
  expect(keyText('Alt+Left', false)).toBe('Alt+←')
})

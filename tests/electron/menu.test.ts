import { describe, expect, test } from 'vitest'
import {
  type Command,
  commandOfKeys,
  commands,
  type KeyPress,
  keysOf,
  matchesKeys,
  menus,
} from '../../db/shared/commands.ts'
import en from '../../db/shared/messages/menu.en.json' with { type: 'json' }
import fa from '../../db/shared/messages/menu.fa.json' with { type: 'json' }
import th from '../../db/shared/messages/menu.th.json' with { type: 'json' }
import { type MenuItem, type MenuWish, menuTemplate } from '../../electron/menuTemplate.ts'
import { languageOfSystem, word } from '../../electron/menuWords.ts'

const all: readonly Command[] = commands
const everything = Object.fromEntries(all.map(({ id }) => [id, true]))
const wish = (change: Partial<MenuWish> = {}): MenuWish => ({
  states: everything,
  isMac: false,
  isRtl: false,
  label: (key) => word('en', key),
  give: () => undefined,
  ...change,
})
const itemsIn = (bars: readonly MenuItem[]): MenuItem[] => bars.flatMap(({ submenu }) => submenu ?? [])

describe('the command table', () => {
  test('ids are unique and every command and menu has its words in three languages', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    const keys = [...menus.map((menu) => `menu.${menu}`), ...all.map(({ id }) => `command.${id}`)]
    for (const catalogue of [en, th, fa]) {
      expect(
        Object.keys(catalogue)
          .filter((key) => !key.startsWith('native.'))
          .sort(),
      ).toEqual([...keys].sort())
      for (const text of Object.values(catalogue)) expect(text.trim()).toBe(text)
    }
  })

  test.each([
    { isMac: false, isRtl: false },
    { isMac: false, isRtl: true },
    { isMac: true, isRtl: false },
  ])('no key does two things (%o)', (where) => {
    const keys = all.flatMap((command) => [keysOf(command, where) ?? [], command.alsoKeys ?? []].flat())
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('macOS keeps Cmd+H and Cmd+M', () => {
    const keys = all.map((command) => keysOf(command, { isMac: true, isRtl: false }))
    expect(keys).not.toContain('CmdOrCtrl+H')
    expect(keys).not.toContain('CmdOrCtrl+M')
  })
})

describe('keys', () => {
  const press = (change: Partial<KeyPress>): KeyPress => ({
    key: '',
    code: '',
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...change,
  })
  const here = { isMac: false, isRtl: false, inText: false }

  test.each([
    ['us', 'k'],
    ['Thai', 'า'],
    ['Persian', 'ن'],
    ['us with caps lock', 'K'],
  ])('Ctrl+K under the %s layout', (_layout, key) => {
    expect(commandOfKeys(press({ key, code: 'KeyK', ctrlKey: true }), here)).toBe('palette.open')
  })

  test('a Latin layout of another order goes by what is printed on the key', () => {
    // AZERTY: the key in the place of Q is printed A.
    expect(matchesKeys('CmdOrCtrl+A', press({ key: 'a', code: 'KeyQ', ctrlKey: true }), false)).toBe(true)
    expect(matchesKeys('CmdOrCtrl+Q', press({ key: 'a', code: 'KeyQ', ctrlKey: true }), false)).toBe(false)
  })

  test('modifiers must be exactly those', () => {
    const z = { key: 'z', code: 'KeyZ', ctrlKey: true }
    expect(commandOfKeys(press(z), here)).toBe('edit.undo')
    expect(commandOfKeys(press({ ...z, key: 'Z', shiftKey: true }), here)).toBe('edit.redo')
    expect(commandOfKeys(press({ ...z, altKey: true }), here)).toBeUndefined()
    expect(commandOfKeys(press({ ...z, ctrlKey: false }), here)).toBeUndefined()
    expect(commandOfKeys(press({ ...z, ctrlKey: false, metaKey: true }), { ...here, isMac: true })).toBe(
      'edit.undo',
    )
  })

  test.each([
    ['F9', { key: 'F9', code: 'F9' }, 'note.new'],
    ['Insert', { key: 'Insert', code: 'Insert' }, 'contact.new'],
    ['PageUp', { key: 'PageUp', code: 'PageUp' }, 'lookup.previousRecord'],
    ['Ctrl+End', { key: 'End', code: 'End', ctrlKey: true }, 'lookup.lastRecord'],
    ['Ctrl+1 under a Persian layout', { key: '۱', code: 'Digit1', ctrlKey: true }, 'section.contacts'],
    ['Ctrl+, under a Thai layout', { key: 'ม', code: 'Comma', ctrlKey: true }, 'settings.open'],
  ] as const)('%s', (_name, change, id) => {
    expect(commandOfKeys(press(change), here)).toBe(id)
  })

  test('Alt and an arrow point where the text runs', () => {
    const left = press({ key: 'ArrowLeft', code: 'ArrowLeft', altKey: true })
    expect(commandOfKeys(left, here)).toBe('view.back')
    expect(commandOfKeys(left, { ...here, isRtl: true })).toBe('view.forward')
  })

  test('what edits text stays with the text', () => {
    const end = press({ key: 'End', code: 'End', ctrlKey: true })
    expect(commandOfKeys(end, { ...here, inText: true })).toBeUndefined()
    expect(commandOfKeys(press({ key: 'k', code: 'KeyK', ctrlKey: true }), { ...here, inText: true })).toBe(
      'palette.open',
    )
  })

  test("Electron's own roles are left to it", () => {
    expect(commandOfKeys(press({ key: 'F11', code: 'F11', shiftKey: true }), here)).toBeUndefined()
  })
})

describe('the native menu', () => {
  test('menus stand in their order and only with commands in them', () => {
    const order: readonly string[] = menus.map((menu) => `menu.${menu}`)
    const ids = menuTemplate(wish()).map(({ id }) => id ?? '')
    expect(ids).toEqual(order.filter((id) => ids.includes(id)))
    expect(menuTemplate(wish({ states: {} })).map(({ id }) => id)).toEqual([
      'menu.file',
      'menu.edit',
      'menu.view',
      'menu.help',
    ])
  })

  test('a command the window does not know is not shown, one it cannot do now is grey', () => {
    const items = itemsIn(menuTemplate(wish({ states: { 'note.new': false, 'palette.open': true } })))
    expect(items.find(({ id }) => id === 'note.new')?.enabled).toBe(false)
    expect(items.find(({ id }) => id === 'palette.open')?.enabled).toBe(true)
    expect(items.find(({ id }) => id === 'contact.new')).toBeUndefined()
  })

  test('keys are shown but left to the page; roles keep theirs', () => {
    for (const item of itemsIn(menuTemplate(wish()))) {
      if (item.type === 'separator' || item.role) continue
      expect(item.registerAccelerator).toBe(false)
    }
  })

  test('no separator stands first, last or beside another', () => {
    for (const { submenu } of menuTemplate(wish())) {
      const marks = (submenu ?? []).map(({ type }) => (type === 'separator' ? '-' : 'x')).join('')
      expect(marks).toMatch(/^x+(-x+)*$/)
    }
  })

  test('a click gives the command', () => {
    const given: string[] = []
    const items = itemsIn(menuTemplate(wish({ give: (id) => given.push(id) })))
    items.find(({ id }) => id === 'help.manual')?.click?.()
    expect(given).toEqual(['help.manual'])
  })

  test('macOS has its own first menu and a Window menu before Help', () => {
    const roles = menuTemplate(wish({ isMac: true })).map(({ role, id }) => role ?? id)
    expect(roles[0]).toBe('appMenu')
    expect(roles.slice(-2)).toEqual(['windowMenu', 'menu.help'])
  })
})

test('words are filled in, and the first language the program speaks is chosen', () => {
  expect(word('en', 'native.otherDatabase.detail', { open: 'A', wanted: 'B' })).toContain('open B')
  expect(word('fa', 'native.otherDatabase.detail', { open: 'A', wanted: 'B' })).not.toMatch(/[{}]/)
  expect(languageOfSystem(['de-DE', 'th-TH', 'en-US'])).toBe('th')
  expect(languageOfSystem(['fa-IR'])).toBe('fa')
  expect(languageOfSystem(['de'])).toBe('en')
})

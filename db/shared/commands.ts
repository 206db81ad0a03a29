/**
 * Every command a person can give by menu, key or palette, as plain data; labels are `command.<id>` in
 * `messages/menu.<lang>.json`. What a command does is the window's business, which also says which of them it can do now.
 *
 * Keys: the *page* handles every key of this table, once, by `matchesKeys`; native menus only show them (on macOS, where
 * they cannot but listen, the page has the key first and its `preventDefault` keeps the menu silent). So a key works the
 * same under every keyboard layout, and tests press real keys. Commands with a `role` are Electron's own, keys included;
 * the page leaves those alone.
 */
export const menus = [
  'file',
  'edit',
  'view',
  'lookup',
  'schedule',
  'write',
  'reports',
  'tools',
  'help',
] as const
export type Menu = (typeof menus)[number]

/** What Electron does by itself. */
export type Role =
  | 'cut'
  | 'copy'
  | 'paste'
  | 'selectAll'
  | 'close'
  | 'quit'
  | 'resetZoom'
  | 'zoomIn'
  | 'zoomOut'
  | 'togglefullscreen'
  | 'reload'
  | 'toggleDevTools'

export interface Command {
  readonly id: string
  readonly menu: Menu
  /** Lines in the menu separate groups. */
  readonly group: number
  /** In Electron's spelling: `CmdOrCtrl+Shift+Z`, `F9`, `PageUp`. */
  readonly keys?: string
  readonly macKeys?: string
  /** Further keys that do the same but are not shown. */
  readonly alsoKeys?: readonly string[]
  /** Left and right change places where text runs right to left. */
  readonly mirrored?: true
  /** These keys move or delete in a text field, so there they stay the field's. */
  readonly yieldsToText?: true
  readonly role?: Role
  /** Done by Electron main, with or without a window. */
  readonly native?: true
  /** In the menu, but not a thing to search for in the palette. */
  readonly hiddenFromPalette?: true
}

export const commands = [
  { id: 'contact.new', menu: 'file', group: 1, keys: 'CmdOrCtrl+N', alsoKeys: ['Insert'] },
  { id: 'company.new', menu: 'file', group: 1, keys: 'CmdOrCtrl+Shift+N' },
  { id: 'opportunity.new', menu: 'file', group: 1, keys: 'CmdOrCtrl+Alt+N' },
  { id: 'lead.new', menu: 'file', group: 1 },
  { id: 'quote.new', menu: 'file', group: 1 },
  { id: 'product.new', menu: 'file', group: 1 },
  { id: 'contact.paste', menu: 'file', group: 1 },
  { id: 'ticket.new', menu: 'file', group: 1, keys: 'CmdOrCtrl+Shift+T' },
  { id: 'article.new', menu: 'file', group: 1 },
  { id: 'record.new', menu: 'file', group: 1 },
  { id: 'group.new', menu: 'file', group: 1 },
  { id: 'list.new', menu: 'file', group: 1 },
  { id: 'campaign.new', menu: 'file', group: 1 },
  { id: 'window.new', menu: 'file', group: 2, native: true },
  { id: 'window.detach', menu: 'file', group: 2, keys: 'CmdOrCtrl+Shift+O' },
  { id: 'transfer.import', menu: 'file', group: 3, keys: 'CmdOrCtrl+I' },
  { id: 'transfer.export', menu: 'file', group: 3, keys: 'CmdOrCtrl+Shift+E' },
  { id: 'backup.create', menu: 'file', group: 3 },
  { id: 'sharing.share', menu: 'file', group: 3 },
  { id: 'sharing.join', menu: 'file', group: 3 },
  { id: 'sharing.now', menu: 'file', group: 3 },
  { id: 'print.open', menu: 'file', group: 4, keys: 'CmdOrCtrl+P' },
  { id: 'window.close', menu: 'file', group: 5, role: 'close' },
  { id: 'app.quit', menu: 'file', group: 5, role: 'quit' },

  { id: 'edit.undo', menu: 'edit', group: 1, keys: 'CmdOrCtrl+Z' },
  { id: 'edit.redo', menu: 'edit', group: 1, keys: 'CmdOrCtrl+Shift+Z', alsoKeys: ['CmdOrCtrl+Y'] },
  { id: 'edit.cut', menu: 'edit', group: 2, role: 'cut', hiddenFromPalette: true },
  { id: 'edit.copy', menu: 'edit', group: 2, role: 'copy', hiddenFromPalette: true },
  { id: 'edit.paste', menu: 'edit', group: 2, role: 'paste', hiddenFromPalette: true },
  { id: 'edit.selectAll', menu: 'edit', group: 2, role: 'selectAll', hiddenFromPalette: true },
  { id: 'record.edit', menu: 'edit', group: 3, keys: 'CmdOrCtrl+E' },
  { id: 'record.save', menu: 'edit', group: 3, keys: 'CmdOrCtrl+S' },
  { id: 'record.favourite', menu: 'edit', group: 3, keys: 'CmdOrCtrl+Shift+K' },
  {
    id: 'field.history',
    menu: 'edit',
    group: 3,
    keys: 'CmdOrCtrl+Shift+H',
    macKeys: 'Cmd+Alt+H',
  },
  { id: 'record.trash', menu: 'edit', group: 4, keys: 'CmdOrCtrl+Delete', yieldsToText: true },

  { id: 'view.list', menu: 'view', group: 1, keys: 'F8' },
  { id: 'view.record', menu: 'view', group: 1, keys: 'F11' },
  { id: 'section.home', menu: 'view', group: 2, keys: 'Alt+Home' },
  { id: 'section.contacts', menu: 'view', group: 2, keys: 'CmdOrCtrl+1' },
  { id: 'section.companies', menu: 'view', group: 2, keys: 'CmdOrCtrl+2' },
  { id: 'section.calendar', menu: 'view', group: 2, keys: 'CmdOrCtrl+3' },
  { id: 'calendar.week', menu: 'view', group: 2, keys: 'F3' },
  { id: 'calendar.month', menu: 'view', group: 2, keys: 'F5' },
  { id: 'section.tasks', menu: 'view', group: 2, keys: 'F7' },
  { id: 'section.groups', menu: 'view', group: 2, keys: 'CmdOrCtrl+4' },
  { id: 'section.tickets', menu: 'view', group: 2 },
  { id: 'section.knowledge', menu: 'view', group: 2 },
  { id: 'section.leads', menu: 'view', group: 2 },
  { id: 'section.forecast', menu: 'view', group: 2 },
  { id: 'section.products', menu: 'view', group: 2 },
  { id: 'section.quotes', menu: 'view', group: 2 },
  { id: 'section.opportunities', menu: 'view', group: 2, keys: 'CmdOrCtrl+5' },
  { id: 'section.lists', menu: 'view', group: 2 },
  { id: 'section.campaigns', menu: 'view', group: 2 },
  { id: 'section.operations', menu: 'view', group: 2 },
  { id: 'section.trash', menu: 'view', group: 2 },
  { id: 'view.back', menu: 'view', group: 3, keys: 'Alt+Left', mirrored: true },
  { id: 'view.forward', menu: 'view', group: 3, keys: 'Alt+Right', mirrored: true },
  { id: 'view.sidebar', menu: 'view', group: 4, keys: 'CmdOrCtrl+B' },
  { id: 'view.refresh', menu: 'view', group: 4, keys: 'CmdOrCtrl+R' },
  { id: 'view.zoomIn', menu: 'view', group: 5, role: 'zoomIn', hiddenFromPalette: true },
  { id: 'view.zoomOut', menu: 'view', group: 5, role: 'zoomOut', hiddenFromPalette: true },
  { id: 'view.zoomReset', menu: 'view', group: 5, role: 'resetZoom', hiddenFromPalette: true },
  {
    id: 'view.fullScreen',
    menu: 'view',
    group: 5,
    role: 'togglefullscreen',
    keys: 'Shift+F11',
    macKeys: 'Ctrl+Cmd+F',
    hiddenFromPalette: true,
  },

  { id: 'palette.open', menu: 'lookup', group: 1, keys: 'CmdOrCtrl+K' },
  { id: 'lookup.search', menu: 'lookup', group: 1, keys: 'F4' },
  { id: 'lookup.quick', menu: 'lookup', group: 1, keys: 'CmdOrCtrl+F' },
  { id: 'lookup.byExample', menu: 'lookup', group: 1, keys: 'CmdOrCtrl+Shift+B' },
  { id: 'lookup.filter', menu: 'lookup', group: 1, keys: 'CmdOrCtrl+Shift+F' },
  { id: 'lookup.change', menu: 'lookup', group: 1 },
  { id: 'lookup.narrow', menu: 'lookup', group: 3, keys: 'CmdOrCtrl+Shift+D' },
  { id: 'lookup.add', menu: 'lookup', group: 3, keys: 'CmdOrCtrl+Shift+P' },
  { id: 'lookup.remove', menu: 'lookup', group: 3, keys: 'CmdOrCtrl+Shift+X' },
  { id: 'lookup.all', menu: 'lookup', group: 4, keys: 'CmdOrCtrl+Shift+A' },
  { id: 'lookup.previous', menu: 'lookup', group: 4, keys: 'CmdOrCtrl+Shift+U' },
  { id: 'lookup.invert', menu: 'lookup', group: 4, keys: 'CmdOrCtrl+Shift+I' },
  { id: 'lookup.keepPicked', menu: 'lookup', group: 5 },
  { id: 'lookup.omitPicked', menu: 'lookup', group: 5 },
  { id: 'view.save', menu: 'lookup', group: 6, keys: 'CmdOrCtrl+Shift+S' },
  { id: 'group.saveLookup', menu: 'lookup', group: 6, keys: 'CmdOrCtrl+Shift+G' },
  { id: 'lookup.previousRecord', menu: 'lookup', group: 2, keys: 'PageUp' },
  { id: 'lookup.nextRecord', menu: 'lookup', group: 2, keys: 'PageDown' },
  { id: 'lookup.firstRecord', menu: 'lookup', group: 2, keys: 'CmdOrCtrl+Home', yieldsToText: true },
  { id: 'lookup.lastRecord', menu: 'lookup', group: 2, keys: 'CmdOrCtrl+End', yieldsToText: true },

  { id: 'activity.call', menu: 'schedule', group: 1, keys: 'CmdOrCtrl+L' },
  { id: 'activity.meeting', menu: 'schedule', group: 1, keys: 'CmdOrCtrl+M', macKeys: 'Cmd+Shift+M' },
  { id: 'activity.todo', menu: 'schedule', group: 1, keys: 'CmdOrCtrl+T' },
  { id: 'activity.complete', menu: 'schedule', group: 2, keys: 'CmdOrCtrl+D' },
  { id: 'activity.rollOver', menu: 'schedule', group: 2 },
  { id: 'call.find', menu: 'schedule', group: 3, keys: 'CmdOrCtrl+Shift+L' },
  { id: 'activity.log', menu: 'schedule', group: 3 },

  { id: 'note.new', menu: 'write', group: 1, keys: 'F9' },
  { id: 'relationship.new', menu: 'write', group: 1, keys: 'CmdOrCtrl+Shift+J' },
  { id: 'history.record', menu: 'write', group: 1, keys: 'CmdOrCtrl+H', macKeys: 'Cmd+Shift+H' },

  { id: 'mail.write', menu: 'write', group: 2 },
  { id: 'letter.write', menu: 'write', group: 2 },
  { id: 'letter.merge', menu: 'write', group: 2, keys: 'CmdOrCtrl+Shift+Y' },
  { id: 'section.templates', menu: 'write', group: 3 },
  { id: 'section.reports', menu: 'reports', group: 1 },
  { id: 'section.outbox', menu: 'write', group: 3 },

  { id: 'settings.fields', menu: 'tools', group: 1 },
  { id: 'layout.design', menu: 'tools', group: 1 },
  { id: 'duplicates.find', menu: 'tools', group: 2 },
  { id: 'demo.create', menu: 'tools', group: 2 },
  { id: 'database.check', menu: 'tools', group: 2 },
  { id: 'settings.open', menu: 'tools', group: 3, keys: 'CmdOrCtrl+,' },

  { id: 'help.manual', menu: 'help', group: 1, keys: 'F1' },
  { id: 'help.keys', menu: 'help', group: 1, keys: 'CmdOrCtrl+/' },
  { id: 'help.logs', menu: 'help', group: 2, native: true },
  {
    id: 'help.reload',
    menu: 'help',
    group: 2,
    role: 'reload',
    keys: 'CmdOrCtrl+Shift+R',
    hiddenFromPalette: true,
  },
  { id: 'help.devTools', menu: 'help', group: 2, role: 'toggleDevTools', hiddenFromPalette: true },
  { id: 'help.about', menu: 'help', group: 3 },
] as const satisfies readonly Command[]

export type CommandId = (typeof commands)[number]['id']

/** A command given from outside the page: a menu click, or another program handing over a `samphan://` address. */
export interface CommandEvent {
  readonly id: CommandId | 'link.open'
  readonly argument?: string
}

/** The keys that are shown for a command. */
export function keysOf(command: Command, where: { isMac: boolean; isRtl: boolean }): string | undefined {
  const keys = (where.isMac ? command.macKeys : undefined) ?? command.keys
  return keys && command.mirrored && where.isRtl ? mirror(keys) : keys
}

const mirror = (keys: string): string =>
  keys.replace(/(Left|Right)$/, (side) => (side === 'Left' ? 'Right' : 'Left'))

/** What of a keyboard event decides; `KeyboardEvent` is one. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

const NAMED: Readonly<Record<string, string>> = {
  Left: 'ArrowLeft',
  Right: 'ArrowRight',
  Up: 'ArrowUp',
  Down: 'ArrowDown',
}
const CODES: Readonly<Record<string, string>> = { ',': 'Comma', '.': 'Period', '/': 'Slash' }

/**
 * Whether this key press is `keys`. Letters match what is printed on the key where that is Latin, and the place of the key
 * where it is not (Ctrl+K is `า` under a Thai layout, `ن` under a Persian one).
 */
export function matchesKeys(keys: string, press: KeyPress, isMac: boolean): boolean {
  const parts = keys.split('+')
  const name = parts.at(-1) ?? ''
  const has = (...names: string[]): boolean => names.some((each) => parts.includes(each))
  const ctrl = has('Ctrl', 'Control') || (!isMac && has('CmdOrCtrl'))
  const meta = has('Cmd', 'Command') || (isMac && has('CmdOrCtrl'))
  if (press.ctrlKey !== ctrl || press.metaKey !== meta) return false
  if (press.altKey !== has('Alt') || press.shiftKey !== has('Shift')) return false
  if (/^[A-Z]$/.test(name)) {
    return /^[a-z]$/i.test(press.key) ? press.key.toUpperCase() === name : press.code === `Key${name}`
  }
  if (/^[0-9]$/.test(name)) return press.code === `Digit${name}` || press.code === `Numpad${name}`
  const code = CODES[name]
  if (code) return press.key === name || press.code === code
  return press.key === (NAMED[name] ?? name)
}

/** The command of a key press, if it is one of the page's; `inText`: while a text field has the focus. */
export function commandOfKeys(
  press: KeyPress,
  where: { isMac: boolean; isRtl: boolean; inText: boolean },
): CommandId | undefined {
  const hit = commands.find((command: Command) => {
    if (command.role || (where.inText && command.yieldsToText)) return false
    const shown = keysOf(command, where)
    return [...(shown ? [shown] : []), ...(command.alsoKeys ?? [])].some((keys) =>
      matchesKeys(keys, press, where.isMac),
    )
  })
  return hit?.id
}

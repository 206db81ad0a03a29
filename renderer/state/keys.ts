/**
 * Keys to commands: the page's one listener. Each press does one thing: a control that used the key has called
 * preventDefault, menus only show keys (db/shared/commands.ts), and what is left is looked up in the table.
 */
import { type CommandId, commandOfKeys } from '#db/shared/commands.ts'
import { runCommand } from './commands.ts'

export const isMac = typeof navigator !== 'undefined' && /^Mac/.test(navigator.platform)

type TextControl = HTMLInputElement | HTMLTextAreaElement

/** What keys mean inside text, where it differs from the table. */
const leftToText: ReadonlySet<CommandId> = new Set(['record.trash'])
const leftToLongText: ReadonlySet<CommandId> = new Set([
  'lookup.previousRecord',
  'lookup.nextRecord',
  'lookup.firstRecord',
  'lookup.lastRecord',
])
const leftToMacText: ReadonlySet<CommandId> = new Set(['view.back', 'view.forward'])
const textUndo: ReadonlySet<CommandId> = new Set(['edit.undo', 'edit.redo'])
/** What may be done while a dialog is open. */
const overDialogs: ReadonlySet<CommandId> = new Set(['help.manual', 'help.keys', 'edit.undo', 'edit.redo'])

export interface KeyPlace {
  /** Where the cursor is. */
  readonly text: 'none' | 'line' | 'lines'
  /** Whether that text was changed since it got the cursor. */
  readonly textChanged: boolean
  readonly dialog: boolean
}

/** Whether a command's key belongs to the text or dialog under the cursor instead. Pure. */
export function keyBelongsElsewhere(id: CommandId, place: KeyPlace, mac: boolean): boolean {
  if (place.dialog && !overDialogs.has(id)) return true
  if (place.text === 'none') return false
  if (textUndo.has(id)) return place.textChanged
  if (leftToText.has(id)) return true
  if (place.text === 'lines' && leftToLongText.has(id)) return true
  return mac && leftToMacText.has(id)
}

const isTextControl = (target: EventTarget | null): target is TextControl =>
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'button', 'submit', 'range', 'file', 'color'].includes(target.type))

/** Listens until the returned function is called. */
export function listenToKeys(): () => void {
  let focused: { control: TextControl; value: string } | undefined

  function onFocusIn(event: FocusEvent): void {
    focused = isTextControl(event.target) ? { control: event.target, value: event.target.value } : undefined
  }
  function placeOf(target: EventTarget | null): KeyPlace {
    const dialog = document.querySelector('[aria-modal="true"]') !== null
    if (target instanceof HTMLElement && target.isContentEditable)
      return { text: 'lines', textChanged: true, dialog }
    if (!isTextControl(target)) return { text: 'none', textChanged: false, dialog }
    return {
      // An empty text has nothing to page through: paging keys turn the records.
      text: target instanceof HTMLTextAreaElement && target.value !== '' ? 'lines' : 'line',
      textChanged: focused?.control === target && focused.value !== target.value,
      dialog,
    }
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return
    const place = placeOf(event.target)
    const isRtl = document.documentElement.dir === 'rtl'
    const id = commandOfKeys(event, { isMac, isRtl, inText: place.text !== 'none' })
    if (id === undefined || keyBelongsElsewhere(id, place, isMac)) return
    // Letters held down must not open ten windows; paging through records may repeat.
    if (event.repeat && !leftToLongText.has(id)) return
    if (runCommand(id)) event.preventDefault()
  }
  window.addEventListener('focusin', onFocusIn)
  window.addEventListener('keydown', onKeyDown)
  return () => {
    window.removeEventListener('focusin', onFocusIn)
    window.removeEventListener('keydown', onKeyDown)
  }
}

/** Keys as they are shown: `Ctrl+Shift+Z`, on a Mac `⇧⌘Z`. */
export function keyText(keys: string, mac = isMac): string {
  const parts = keys.split('+')
  if (!mac) return parts.map((part) => pcNames[part] ?? part).join('+')
  return parts.map((part) => macNames[part] ?? part).join('')
}

const pcNames: Readonly<Record<string, string>> = {
  CmdOrCtrl: 'Ctrl',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Insert: 'Ins',
  Left: '←',
  Right: '→',
  Backspace: '⌫',
}
const macNames: Readonly<Record<string, string>> = {
  CmdOrCtrl: '⌘',
  Cmd: '⌘',
  Ctrl: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  PageUp: '⇞',
  PageDown: '⇟',
  Left: '←',
  Right: '→',
  Backspace: '⌫',
}

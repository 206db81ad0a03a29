// Hangs the native menu: one per window on Linux and Windows, the focused window's on macOS.
import { type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron'
import type { CommandId } from '../db/shared/commands.ts'
import type { CommandStates, Language } from './bridge.ts'
import { type MenuItem, menuTemplate } from './menuTemplate.ts'
import { word } from './menuWords.ts'

const toElectron = (items: readonly MenuItem[]): MenuItemConstructorOptions[] =>
  items.map(({ submenu, click, ...item }) => ({
    ...item,
    ...(submenu && { submenu: toElectron(submenu) }),
    ...(click && { click: () => click() }),
  }))

/** What a window's menu is made of; the menu is only made anew when something of it changed. */
export interface WindowMenu {
  readonly states: CommandStates
  readonly language: Language
}

export function hangMenu(window: BrowserWindow, wish: WindowMenu, give: (id: CommandId) => void): void {
  const isMac = process.platform === 'darwin'
  const menu = Menu.buildFromTemplate(
    toElectron(
      menuTemplate({
        states: wish.states,
        isMac,
        isRtl: wish.language === 'fa',
        label: (key) => word(wish.language, key),
        give,
      }),
    ),
  )
  if (!isMac) window.setMenu(menu)
  else if (window.isFocused()) Menu.setApplicationMenu(menu)
}

// The native menu as data, from the command table: pure, so that it can be tested without Electron.
// A window lists what it can do; commands it does not know are not shown, menus without commands neither.
import {
  type Command,
  type CommandId,
  commands,
  keysOf,
  type Menu,
  menus,
  type Role,
} from '../db/shared/commands.ts'
import type { CommandStates } from './bridge.ts'

export interface MenuItem {
  readonly id?: string
  readonly type?: 'separator' | 'submenu'
  readonly label?: string
  readonly accelerator?: string
  /** False: shown only, because the page handles the key (see `commands.ts`). */
  readonly registerAccelerator?: boolean
  readonly role?: Role | 'appMenu' | 'windowMenu'
  readonly enabled?: boolean
  readonly click?: () => void
  readonly submenu?: readonly MenuItem[]
}

export interface MenuWish {
  readonly states: CommandStates
  readonly isMac: boolean
  readonly isRtl: boolean
  readonly label: (key: string) => string
  readonly give: (id: CommandId) => void
}

export function menuTemplate(wish: MenuWish): MenuItem[] {
  const bars = menus.flatMap((menu): MenuItem[] => {
    const items = itemsOf(menu, wish)
    return items.length > 0 ? [{ id: `menu.${menu}`, label: wish.label(`menu.${menu}`), submenu: items }] : []
  })
  if (!wish.isMac) return bars
  const help = bars.findIndex((bar) => bar.id === 'menu.help')
  return [{ role: 'appMenu' }, ...bars.slice(0, help), { role: 'windowMenu' }, ...bars.slice(help)]
}

function itemsOf(menu: Menu, wish: MenuWish): MenuItem[] {
  const all: readonly Command[] = commands
  const shown = all.filter(
    (command) => command.menu === menu && (command.role || command.native || command.id in wish.states),
  )
  return shown.flatMap((command, i): MenuItem[] => {
    const previous = shown[i - 1]
    const separator: MenuItem[] = previous && previous.group !== command.group ? [{ type: 'separator' }] : []
    return [...separator, itemOf(command, wish)]
  })
}

function itemOf(command: Command, wish: MenuWish): MenuItem {
  const keys = keysOf(command, wish)
  const item: MenuItem = {
    id: command.id,
    label: wish.label(`command.${command.id}`),
    ...(keys && { accelerator: keys }),
  }
  if (command.role) return { ...item, role: command.role }
  const known = commands.find((each) => each.id === command.id)
  return {
    ...item,
    registerAccelerator: false,
    enabled: command.native ? true : (wish.states[command.id] ?? false),
    click: () => {
      if (known) wish.give(known.id)
    },
  }
}

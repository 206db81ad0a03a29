/** Menus: the ones that hang from a button and the ones that open where the pointer is. */
import { Menu as MantineMenu, Portal } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import { Kbd } from './Kbd.tsx'

export type MenuEntry =
  | {
      readonly kind?: 'item'
      readonly id: string
      readonly label: string
      readonly icon?: ReactNode
      readonly keys?: string
      readonly disabled?: boolean
      readonly danger?: boolean
      readonly onSelect: () => void
    }
  | {
      readonly kind: 'check'
      readonly id: string
      readonly label: string
      readonly checked: boolean
      readonly disabled?: boolean
      readonly onSelect: () => void
    }
  | { readonly kind: 'line'; readonly id: string }
  | { readonly kind: 'title'; readonly id: string; readonly label: string }

function Entries({ entries }: { readonly entries: readonly MenuEntry[] }): ReactNode {
  return entries.map((entry) => {
    switch (entry.kind) {
      case 'line':
        return <MantineMenu.Divider key={entry.id} />
      case 'title':
        return <MantineMenu.Label key={entry.id}>{entry.label}</MantineMenu.Label>
      case 'check':
        return (
          <MantineMenu.CheckboxItem
            key={entry.id}
            checked={entry.checked}
            disabled={entry.disabled ?? false}
            closeMenuOnClick={false}
            onChange={entry.onSelect}
          >
            {entry.label}
          </MantineMenu.CheckboxItem>
        )
      default:
        return (
          <MantineMenu.Item
            key={entry.id}
            leftSection={entry.icon}
            rightSection={entry.keys && <Kbd keys={entry.keys} />}
            disabled={entry.disabled ?? false}
            data-danger={entry.danger || undefined}
            onClick={entry.onSelect}
          >
            {entry.label}
          </MantineMenu.Item>
        )
    }
  })
}

interface MenuProps {
  readonly label: string
  readonly trigger: ReactElement
  readonly entries: readonly MenuEntry[]
  readonly position?: 'bottom-start' | 'bottom-end' | 'top-start' | 'top-end'
}

/** A menu hanging from `trigger`. */
export function Menu({ label, trigger, entries, position = 'bottom-start' }: MenuProps): ReactNode {
  return (
    <MantineMenu position={position} withinPortal withInitialFocusPlaceholder={false} shadow="none">
      <MantineMenu.Target>{trigger}</MantineMenu.Target>
      <MantineMenu.Dropdown aria-label={label}>
        <Entries entries={entries} />
      </MantineMenu.Dropdown>
    </MantineMenu>
  )
}

export interface MenuPoint {
  readonly x: number
  readonly y: number
}

interface ContextMenuProps {
  readonly label: string
  /** Where to open, in viewport pixels; undefined when closed. */
  readonly at: MenuPoint | undefined
  readonly entries: readonly MenuEntry[]
  readonly onClose: () => void
}

/** A menu at a point: right click, Shift+F10 or the menu key. */
export function ContextMenu({ label, at, entries, onClose }: ContextMenuProps): ReactNode {
  if (!at) return null
  return (
    <Portal>
      <MantineMenu
        opened
        onClose={onClose}
        position="bottom-start"
        withinPortal
        shadow="none"
        offset={2}
        withInitialFocusPlaceholder={false}
      >
        <MantineMenu.Target>
          <span
            role="button"
            aria-label={label}
            tabIndex={-1}
            style={{
              position: 'fixed',
              insetBlockStart: at.y,
              ...inlineAt(at.x),
              inlineSize: 1,
              blockSize: 1,
            }}
          />
        </MantineMenu.Target>
        <MantineMenu.Dropdown aria-label={label}>
          <Entries entries={entries} />
        </MantineMenu.Dropdown>
      </MantineMenu>
    </Portal>
  )
}

/** Viewport x as a logical offset, mirrored when the page reads right to left. */
function inlineAt(x: number): { insetInlineStart: number } {
  const rtl = document.documentElement.dir === 'rtl'
  return { insetInlineStart: rtl ? document.documentElement.clientWidth - x : x }
}

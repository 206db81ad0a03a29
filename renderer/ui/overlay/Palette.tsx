/**
 * The command palette: type, arrow, Enter. Owns the box, the keys and the reading aloud; what can be found comes
 * from the caller as groups, already in order of worth.
 */
import { FocusTrap, Portal, RemoveScroll } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Kbd } from '../Kbd.tsx'
import classes from './Palette.module.css'

export interface PaletteItem {
  readonly id: string
  readonly label: string
  readonly detail?: string
  readonly icon?: ReactNode
  readonly keys?: string
  readonly onSelect: () => void
}

export interface PaletteGroup {
  readonly id: string
  readonly label: string
  readonly items: readonly PaletteItem[]
}

interface Props {
  readonly open: boolean
  readonly onClose: () => void
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly groups: readonly PaletteGroup[]
  /** Results are still on their way. */
  readonly busy?: boolean
}

export function Palette(props: Props): ReactNode {
  return props.open ? (
    <Portal>
      <OpenPalette {...props} />
    </Portal>
  ) : null
}

function OpenPalette({ onClose, query, onQuery, groups, busy }: Props): ReactNode {
  const t = useText()
  const id = useId()
  const box = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const opener = useRef(document.activeElement)
  const items = groups.flatMap((group) => group.items)
  const here = Math.min(active, items.length - 1)

  // In the very step that shows it: the next key may follow at once, and must not go to what is behind.
  useLayoutEffect(() => box.current?.focus(), [])
  useEffect(() => {
    const came = opener.current
    return () => {
      if (came instanceof HTMLElement && came.isConnected) came.focus({ preventScroll: true })
    }
  }, [])
  useEffect(() => {
    list.current?.querySelector(`[data-at="${here}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [here])

  function choose(item: PaletteItem | undefined): void {
    if (!item) return
    onClose()
    item.onSelect()
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      const next = here + step
      const wrapped = Math.abs(step) === 1 ? (next + items.length) % Math.max(1, items.length) : next
      setActive(Math.min(Math.max(wrapped, 0), items.length - 1))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      choose(items[here])
    } else if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      onClose()
    }
  }
  let at = -1
  return (
    <RemoveScroll>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a click outside closes; Escape does the same */}
      <div
        className={classes.scrim}
        onMouseDown={(event) => {
          if (event.target === event.currentTarget) onClose()
        }}
      >
        <FocusTrap active>
          <div role="dialog" aria-modal="true" aria-label={t('ui.palette')} className={classes.palette}>
            <div className={classes.box}>
              <IconSearch size={17} aria-hidden="true" className={classes.icon} />
              <input
                ref={box}
                data-autofocus
                role="combobox"
                aria-label={t('ui.palette')}
                aria-expanded="true"
                aria-controls={id}
                aria-autocomplete="list"
                {...(items.length > 0 && { 'aria-activedescendant': `${id}-${here}` })}
                dir="auto"
                spellCheck={false}
                autoComplete="off"
                className={classes.input}
                placeholder={t('ui.palette.placeholder')}
                value={query}
                onChange={(event) => {
                  setActive(0)
                  onQuery(event.currentTarget.value)
                }}
                onKeyDown={onKeyDown}
              />
            </div>
            <div
              id={id}
              role="listbox"
              aria-label={t('ui.palette.results')}
              ref={list}
              className={classes.list}
            >
              {groups.map((group) =>
                group.items.length === 0 ? null : (
                  <div key={group.id} role="group" aria-label={group.label}>
                    <div className={classes.group} aria-hidden="true">
                      {group.label}
                    </div>
                    {group.items.map((item) => {
                      at++
                      const mine = at
                      return (
                        <div
                          key={item.id}
                          role="option"
                          id={`${id}-${mine}`}
                          data-at={mine}
                          aria-selected={mine === here}
                          className={classes.item}
                          onMouseMove={() => mine !== here && setActive(mine)}
                          onClick={() => choose(item)}
                        >
                          <span className={classes.itemIcon} aria-hidden="true">
                            {item.icon}
                          </span>
                          <span className={classes.label} data-cut>
                            <bdi>{item.label}</bdi>
                          </span>
                          {item.detail && (
                            <span className={classes.detail} data-cut>
                              <bdi>{item.detail}</bdi>
                            </span>
                          )}
                          {item.keys && (
                            <span className={classes.keys}>
                              <Kbd keys={item.keys} />
                            </span>
                          )}
                        </div>
                      )
                    })}
                  </div>
                ),
              )}
            </div>
            {items.length === 0 && (
              <div className={classes.none} role="status">
                {busy ? t('ui.loading') : t('ui.nothingFound')}
              </div>
            )}
          </div>
        </FocusTrap>
      </div>
    </RemoveScroll>
  )
}

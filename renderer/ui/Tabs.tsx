/**
 * Tabs over panels in one line; only the open panel is mounted. Where there are more than fit, the line scrolls to the one
 * that has the cursor, and a menu at its end has them all.
 */
import { Tabs as MantineTabs } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useText } from '../i18n/I18nProvider.tsx'
import { IconButton } from './Button.tsx'
import { Menu } from './Menu.tsx'
import classes from './Tabs.module.css'

export interface Tab {
  readonly id: string
  readonly label: string
  readonly count?: string
  readonly panel: ReactNode
}

interface Props {
  readonly label: string
  readonly tabs: readonly Tab[]
  readonly open: string
  readonly onOpen: (id: string) => void
}

export function Tabs({ label, tabs, open, onOpen }: Props): ReactNode {
  const t = useText()
  const line = useRef<HTMLDivElement>(null)
  const names = tabs.map((tab) => `${tab.label} ${tab.count ?? ''}`).join()
  const overflows = useOverflow(line, names)
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another is opened, or fewer fit
  useEffect(() => {
    const active = line.current?.querySelector('[data-active]')
    if (line.current && active) bringIntoLine(line.current, active)
  }, [open, overflows])
  return (
    <MantineTabs value={open} onChange={(id) => id && onOpen(id)} keepMounted={false}>
      <div className={classes.bar}>
        <MantineTabs.List ref={line} aria-label={label} className={classes.line}>
          {tabs.map((tab) => (
            <MantineTabs.Tab key={tab.id} value={tab.id} rightSection={tab.count} className={classes.tab}>
              {tab.label}
            </MantineTabs.Tab>
          ))}
        </MantineTabs.List>
        {overflows && (
          <Menu
            label={label}
            position="bottom-end"
            trigger={
              <IconButton label={t('ui.tabs.all')}>
                <IconChevronDown size={16} />
              </IconButton>
            }
            entries={tabs.map((tab) => ({
              id: tab.id,
              label: tab.count ? `${tab.label} (${tab.count})` : tab.label,
              onSelect: () => onOpen(tab.id),
            }))}
          />
        )}
      </div>
      {tabs.map((tab) => (
        <MantineTabs.Panel key={tab.id} value={tab.id}>
          {tab.panel}
        </MantineTabs.Panel>
      ))}
    </MantineTabs>
  )
}

/** Scrolls the line, and nothing else, until the tab is within it. */
function bringIntoLine(line: Element, tab: Element): void {
  const [seen, wanted] = [line.getBoundingClientRect(), tab.getBoundingClientRect()]
  if (wanted.left < seen.left) line.scrollLeft += wanted.left - seen.left
  else if (wanted.right > seen.right) line.scrollLeft += wanted.right - seen.right
}

/** Whether the line holds more than it shows; `content` changes when what is in it does. */
function useOverflow(line: { readonly current: HTMLElement | null }, content: string): boolean {
  const [overflows, setOverflows] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew when the content changes
  useLayoutEffect(() => {
    const element = line.current
    if (!element) return undefined
    const measure = (): void => setOverflows(element.scrollWidth > element.clientWidth + 1)
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [line, content])
  return overflows
}

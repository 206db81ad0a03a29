/** Tabs over panels; only the open panel is mounted. */
import { Tabs as MantineTabs } from '@mantine/core'
import type { ReactNode } from 'react'

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
  return (
    <MantineTabs value={open} onChange={(id) => id && onOpen(id)} keepMounted={false}>
      <MantineTabs.List aria-label={label}>
        {tabs.map((tab) => (
          <MantineTabs.Tab key={tab.id} value={tab.id} rightSection={tab.count}>
            {tab.label}
          </MantineTabs.Tab>
        ))}
      </MantineTabs.List>
      {tabs.map((tab) => (
        <MantineTabs.Panel key={tab.id} value={tab.id}>
          {tab.panel}
        </MantineTabs.Panel>
      ))}
    </MantineTabs>
  )
}

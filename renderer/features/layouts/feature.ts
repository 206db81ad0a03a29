/** How records are arranged on their pages. */
import { IconLayout } from '@tabler/icons-react'
import { createElement } from 'react'
import type { Feature } from '../../records/feature.ts'
import { lazily } from '../../ui/lazily.tsx'
import { arrangeAction, LayoutCommands } from './Commands.tsx'

const Settings = lazily(async () => (await import('./LayoutsPage.tsx')).LayoutsPage)

export const layouts: Feature = {
  settingsPages: [{ id: 'layouts', icon: IconLayout, show: () => createElement(Settings) }],
  standing: [LayoutCommands],
  recordActions: [arrangeAction],
}

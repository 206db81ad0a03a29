/** Taking all data away, and bringing it back. */
import { IconPackageExport } from '@tabler/icons-react'
import { createElement } from 'react'
import type { Feature } from '../../records/feature.ts'
import { lazily } from '../../ui/lazily.tsx'

const Settings = lazily(async () => (await import('./EverythingPage.tsx')).EverythingPage)

export const everything: Feature = {
  settingsPages: [{ id: 'everything', icon: IconPackageExport, show: () => createElement(Settings) }],
}

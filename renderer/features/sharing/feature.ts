/** Sharing through a file: conflicts, state, settings. */
import { IconShare } from '@tabler/icons-react'
import { createElement } from 'react'
import type { Feature } from '../../records/feature.ts'
import { ConflictBanner, ConflictsPage } from './ConflictsPage.tsx'
import { Sharing } from './Sharing.tsx'
import { SharingPage } from './SharingPage.tsx'

export const sharing: Feature = {
  screens: { conflicts: ConflictsPage },
  settingsPages: [{ id: 'sharing', icon: IconShare, show: () => createElement(SharingPage) }],
  standing: [Sharing],
  banners: [ConflictBanner],
}

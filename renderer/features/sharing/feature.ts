/** Sharing through a file: conflicts, state, settings. */
import { IconHeartbeat, IconShare } from '@tabler/icons-react'
import { createElement } from 'react'
import type { Feature } from '../../records/feature.ts'
import { ConflictBanner, ConflictsPage } from './ConflictsPage.tsx'
import { ExplainDialog, explainRecord } from './ExplainDialog.tsx'
import { HealthPage } from './HealthPage.tsx'
import { Sharing } from './Sharing.tsx'
import { SharingPage } from './SharingPage.tsx'
import { isShared } from './state.ts'

export const sharing: Feature = {
  screens: { conflicts: ConflictsPage },
  settingsPages: [
    { id: 'sharing', icon: IconShare, show: () => createElement(SharingPage) },
    { id: 'health', icon: IconHeartbeat, show: () => createElement(HealthPage) },
  ],
  standing: [Sharing, ExplainDialog],
  recordActions: [
    {
      id: 'sharing.explain',
      label: 'sharing.explain',
      on: ({ local }) => !local && isShared(),
      run: ({ entity, record }) => explainRecord({ entity: entity.name, id: record.id }),
    },
  ],
  banners: [ConflictBanner],
}

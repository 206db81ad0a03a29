/** What opportunities add to the window. */
import { IconTargetArrow } from '@tabler/icons-react'
import { createElement } from 'react'
import { opportunity } from '#db/shared/opportunities.ts'
import type { Feature } from '../../records/feature.ts'
import { lazily } from '../../ui/lazily.tsx'
import { linesTab } from './Lines.tsx'
import { StandingBanner } from './Standing.tsx'
import { opportunitiesTab } from './Tab.tsx'

const OpportunityPage = lazily(async () => (await import('./Page.tsx')).OpportunityPage)
const SalesSettings = lazily(async () => (await import('./settings/Page.tsx')).SalesSettings)

export const opportunities: Feature = {
  screens: { opportunities: OpportunityPage },
  settingsPages: [{ id: 'sales', icon: IconTargetArrow, show: () => createElement(SalesSettings) }],
  creates: [{ command: 'opportunity.new', entity: opportunity }],
  banners: [StandingBanner],
  tabs: [opportunitiesTab, linesTab],
}

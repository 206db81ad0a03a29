/** Campaigns: their section, and which ones a record is in. */
import { campaign } from '#db/shared/campaigns.ts'
import { isConsenting } from '#db/shared/consent.ts'
import type { Feature } from '../../records/feature.ts'
import { lazily } from '../../ui/lazily.tsx'
import { CampaignsTab, useCampaignCount } from './Tab.tsx'

export const campaigns: Feature = {
  screens: { campaigns: lazily(async () => (await import('./Page.tsx')).CampaignsPage) },
  creates: [{ command: 'campaign.new', entity: campaign }],
  tabs: [
    {
      id: 'campaigns',
      label: 'campaign.many',
      on: ({ name }) => isConsenting(name),
      Panel: CampaignsTab,
      useCount: useCampaignCount,
    },
  ],
}

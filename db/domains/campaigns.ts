/** Campaigns: whom they reach, what came back, what they cost and brought. Sending is with letters (campaignMail.ts). */
import type { Handlers } from '../core/context.ts'
import type { campaignProcedures } from '../shared/campaigns.ts'
import { memberHandlers } from './campaigns/members.ts'
import { resultHandlers } from './campaigns/results.ts'

export const campaignHandlers = {
  ...memberHandlers,
  ...resultHandlers,
} satisfies Handlers<
  Exclude<keyof typeof campaignProcedures, 'campaign.check' | 'campaign.queue' | 'campaign.test'>
>

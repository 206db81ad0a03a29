/** Leads in the window: their section, and what can be done with one on the page of a contact or company. */
import type { Feature } from '../../records/feature.ts'
import { lazily } from '../../ui/lazily.tsx'
import { LeadBanner, leadAction } from './Banner.tsx'

export const leads: Feature = {
  screens: { leads: lazily(async () => (await import('./Page.tsx')).LeadPage) },
  banners: [LeadBanner],
  recordActions: [leadAction],
}

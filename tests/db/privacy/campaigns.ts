/** What is asked about consent, lists and campaigns to see whether an answer tells a secret. */
import type { Questions } from './questions.ts'

export const campaignsQuestions = {
  'consent.of': (s) => [
    { entity: 'contact', id: s.secretContact },
    { entity: 'contact', id: s.shared },
    { entity: 'company', id: s.secretCompany },
  ],
  'consent.expired': () => [{ ahead: 3_660 }],
  'list.list': () => [{}],
  'list.counts': () => [{}],
  'list.movement': async (_s, who) =>
    (await who.call('list.list', {})).lists.map(({ id }) => ({ list: id, since: '2026-01-01T00:00:00Z' })),
  'list.of': (s) => [
    { entity: 'contact', id: s.secretContact },
    { entity: 'contact', id: s.shared },
  ],
  'campaign.summary': (s) => [{ id: s.secretCampaign }],
  'campaign.compare': (s) => [{ a: s.secretCampaign, b: s.secretCampaign }],
  'campaign.sender': (s) => [{ id: s.secretCampaign }],
  'campaign.overview': () => [{}],
  'campaign.of': (s) => [
    { entity: 'contact', id: s.secretContact },
    { entity: 'contact', id: s.shared },
  ],
} satisfies Partial<Questions>

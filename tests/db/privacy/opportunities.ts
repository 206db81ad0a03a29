/** What is asked about opportunities, quotes, leads and forecasts to see whether an answer tells a secret. */
import type { Questions } from './questions.ts'

export const opportunitiesQuestions = {
  'opportunity.board': () => [{}, { lanes: true }, { search: 'Xylo' }],
  'opportunity.cards': () => [{ stage: 'none' }, { stage: 'won' }],
  'opportunity.closings': () => [{ from: '2026-01-01', to: '2027-12-31' }],
  'opportunity.of': (s) => [
    { entity: 'contact', id: s.shared },
    { entity: 'contact', id: s.secretContact },
    { entity: 'company', id: s.secretCompany },
  ],
  'opportunity.standing': (s) => [{ id: s.secretOpportunity }, { id: s.sharedOpportunity }],
  'opportunity.reasons': () => [{}],
  'pipeline.list': () => [{}],
  'quote.get': (s) => [{ id: s.secretQuote }, { id: s.sharedQuote }],
  'quote.of': (s) => [
    { entity: 'contact', id: s.secretContact },
    { entity: 'contact', id: s.shared },
    { entity: 'company', id: s.secretCompany },
    { entity: 'opportunity', id: s.secretOpportunity },
  ],
  'quoteLayout.fields': () => [{ language: 'en' }],
  'quote.reckon': () => [{ terms: { currency: 'THB' }, lines: [{ name: 'x' }] }],
  'lead.sources': () => [{}],
  'lead.counts': () => [{}],
  'forecast.get': () => [
    { from: '2026-11-01', periods: 12, by: 'owner' },
    { from: '2026-11-01', periods: 12, by: 'pipeline' },
  ],
} satisfies Partial<Questions>

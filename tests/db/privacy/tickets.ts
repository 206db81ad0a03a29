/** What is asked about articles, tickets and queues to see whether an answer tells a secret. */
import type { Questions } from './questions.ts'

export const ticketsQuestions = {
  'article.read': (s) => [{ id: s.secretArticle }],
  'article.categories': () => [{}],
  'article.helpful': () => [{}],
  'ticket.news': () => [{}],
  'ticket.views': () => [{}],
  'article.suggest': () => [{ text: `Xylo help` }],
  'reply.render': (s) =>
    [s.secretTicket, s.ticketOfSecret, s.sharedTicket].map((ticket) => ({
      ticket,
      source: { html: '<p>Xylo {{ ticket.subject }} {{ contact.name }} {{ company.name }}</p>' },
      reader: { language: 'en', calendar: 'gregory', digits: 'latn', country: 'US', timeZone: 'UTC' },
    })),
  'reply.fields': () => [{ language: 'en' }],
  'ticket.conversation': (s) => [{ id: s.secretTicket }, { id: s.ticketOfSecret }, { id: s.sharedTicket }],
  'ticket.around': (s) => [{ id: s.secretTicket }, { id: s.ticketOfSecret }, { id: s.sharedTicket }],
  'ticket.options': () => [{}],
  'queue.counts': () => [{}],
  'ticket.board': () => [{}, { search: 'Xylo' }],
  'ticket.of': (s) => [
    { entity: 'contact', id: s.shared },
    { entity: 'contact', id: s.secretContact },
    { entity: 'company', id: s.secretCompany },
  ],
  'ticket.due': () => [{ show: 'overdue' }, { show: 'soon', within: 100_000 }, { show: 'late' }],
  'ticket.find': () => [{ number: 'XYLO-1' }],
  'sla.list': () => [{}],
  'sla.clocks': (s) => [{ id: s.secretTicket }, { id: s.ticketOfSecret }, { id: s.sharedTicket }],
  'sla.state': () => [{}],
} satisfies Partial<Questions>

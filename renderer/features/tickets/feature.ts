/** Tickets in the window: their section, what customers' pages and Home say of them, warnings, and what is done to many. */
import { IconMessage2Cog, IconTicket } from '@tabler/icons-react'
import { createElement } from 'react'
import type { Feature } from '../../records/feature.ts'
import { lazily } from '../../ui/lazily.tsx'
import { TicketVerbs, ticketListActions } from './actions.tsx'
import { CustomerBanner, TicketBanner } from './Banners.tsx'
import { conversationTab } from './Conversation.tsx'
import { DueOnHome, TicketWatch } from './DueTickets.tsx'
import { NewTickets } from './NewTicket.tsx'
import { aroundTab, newTicketAction, ticketsTab } from './RecordTickets.tsx'
import { NewsOnHome, WatchNews } from './WatchNews.tsx'

const Service = lazily(async () => (await import('./settings/Page.tsx')).ServiceSettings)
const Answers = lazily(async () => (await import('./settings/AnswersPage.tsx')).AnswerSettings)

export const tickets: Feature = {
  screens: { tickets: lazily(async () => (await import('./Page.tsx')).TicketsPage) },
  settingsPages: [
    { id: 'service', icon: IconTicket, show: () => createElement(Service) },
    { id: 'answers', icon: IconMessage2Cog, show: () => createElement(Answers) },
  ],
  standing: [NewTickets, TicketWatch, TicketVerbs, WatchNews],
  homePanels: [NewsOnHome, DueOnHome],
  banners: [TicketBanner, CustomerBanner],
  tabs: [conversationTab, aroundTab, ticketsTab],
  recordActions: [newTicketAction],
  listActions: ticketListActions,
}

/** Every handler; `satisfies` makes a missing one a compile error. One import line per domain. */
import type { Handlers } from '../core/context.ts'
import { calendarText } from '../domains/activities/ics.ts'
import { activityHandlers } from '../domains/activities.ts'
import { appHandlers } from '../domains/app.ts'
import { attachmentHandlers } from '../domains/attachments.ts'
import { bulkHandlers } from '../domains/bulk.ts'
import { businessCalendarHandlers } from '../domains/businessCalendar.ts'
import { callHandlers } from '../domains/calls.ts'
import { senderHandlers } from '../domains/campaigns/senders.ts'
import { campaignHandlers } from '../domains/campaigns.ts'
import { cardHandlers } from '../domains/cards.ts'
import { consentHandlers } from '../domains/consent.ts'
import { dashboardHandlers } from '../domains/dashboards.ts'
import { databaseHandlers } from '../domains/database.ts'
import { documentHandlers } from '../domains/documents.ts'
import { duplicateHandlers } from '../domains/duplicates.ts'
import { everythingHandlers } from '../domains/everything.ts'
import { forecastHandlers } from '../domains/forecast.ts'
import { groupHandlers } from '../domains/groups.ts'
import { homeHandlers } from '../domains/home.ts'
import { knowledgeHandlers } from '../domains/knowledge.ts'
import { layoutHandlers } from '../domains/layouts.ts'
import { leadHandlers } from '../domains/leads.ts'
import { letterHandlers } from '../domains/letters.ts'
import { listHandlers } from '../domains/lists.ts'
import { lookupHandlers } from '../domains/lookups.ts'
import { mailHandlers } from '../domains/mail.ts'
import { operationHandlers } from '../domains/operations.ts'
import { opportunityHandlers } from '../domains/opportunities.ts'
import { peopleHandlers } from '../domains/people.ts'
import { pickListHandlers } from '../domains/pickLists.ts'
import { printingHandlers } from '../domains/printing.ts'
import { productHandlers } from '../domains/products.ts'
import { quoteLayoutHandlers } from '../domains/quotes/layouts.ts'
import { quoteHandlers } from '../domains/quotes.ts'
import { recordHandlers } from '../domains/records.ts'
import { relationshipHandlers } from '../domains/relationships.ts'
import { reportScheduleHandlers } from '../domains/reports/scheduled/handlers.ts'
import { reportHandlers } from '../domains/reports.ts'
import { searchHandlers } from '../domains/search.ts'
import { settingsHandlers } from '../domains/settings.ts'
import { slaHandlers } from '../domains/sla.ts'
import { syncHandlers } from '../domains/sync.ts'
import { ticketHandlers } from '../domains/tickets.ts'
import { timelineHandlers } from '../domains/timeline.ts'
import { cardOf } from '../domains/transfer/cardOf.ts'
import { transferHandlers } from '../domains/transfer.ts'
import { trashHandlers } from '../domains/trash.ts'
import { userHandlers } from '../domains/users.ts'
import { writeVcard } from '../transfer/vcardWriter.ts'

export const handlers = {
  ...appHandlers,
  ...activityHandlers,
  ...businessCalendarHandlers,
  ...callHandlers,
  ...attachmentHandlers,
  ...cardHandlers,
  ...printingHandlers,
  ...bulkHandlers,
  ...letterHandlers,
  ...mailHandlers,
  ...recordHandlers,
  ...operationHandlers,
  ...settingsHandlers,
  ...documentHandlers,
  ...homeHandlers,
  ...lookupHandlers,
  ...groupHandlers,
  ...searchHandlers,
  ...syncHandlers,
  ...timelineHandlers,
  ...transferHandlers,
  ...everythingHandlers({
    card: (conn, record, fields) => writeVcard(cardOf(conn, record, fields), '4.0'),
    calendar: async (ctx) => (await calendarText(ctx, undefined, ctx.timeZone)).text,
  }),
  ...trashHandlers,
  ...reportHandlers,
  ...reportScheduleHandlers,
  ...dashboardHandlers,
  ...databaseHandlers,
  ...duplicateHandlers,
  ...userHandlers,
  ...layoutHandlers,
  ...relationshipHandlers,
  ...pickListHandlers,
  ...peopleHandlers,
  ...ticketHandlers,
  ...slaHandlers,
  ...knowledgeHandlers,
  ...consentHandlers,
  ...campaignHandlers,
  ...senderHandlers,
  ...opportunityHandlers,
  ...productHandlers,
  ...listHandlers,
  ...quoteHandlers,
  ...quoteLayoutHandlers,
  ...leadHandlers,
  ...forecastHandlers,
} satisfies Handlers

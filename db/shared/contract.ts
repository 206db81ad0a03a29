/** Every procedure of the program, and the types that follow from them. */
import type { z } from 'zod'
import { activityProcedures } from './activities.ts'
import { appProcedures } from './app.ts'
import { attachmentProcedures } from './attachments.ts'
import { bulkProcedures } from './bulk.ts'
import { businessCalendarProcedures } from './businessCalendar.ts'
import { campaignProcedures } from './campaigns.ts'
import { cardProcedures } from './cards.ts'
import { consentProcedures } from './consent.ts'
import { dashboardProcedures } from './dashboards.ts'
import { databaseProcedures } from './database.ts'
import { documentProcedures } from './documents.ts'
import { duplicateProcedures } from './duplicates.ts'
import { everythingProcedures } from './everything.ts'
import { forecastProcedures } from './forecast.ts'
import { groupProcedures } from './groups.ts'
import { homeProcedures } from './home.ts'
import { knowledgeProcedures } from './knowledge.ts'
import { layoutProcedures } from './layouts.ts'
import { leadProcedures } from './leads.ts'
import { listProcedures } from './lists.ts'
import { lookupProcedures } from './lookups.ts'
import { mailProcedures } from './mail.ts'
import { operationProcedures } from './operations.ts'
import { opportunityProcedures } from './opportunities.ts'
import { peopleProcedures } from './people.ts'
import { pickListProcedures } from './pickLists.ts'
import { pipelineProcedures } from './pipelines.ts'
import { printingProcedures } from './printing.ts'
import type { Procedure } from './procedure.ts'
import { productProcedures } from './products.ts'
import { quoteLayoutProcedures } from './quoteLayouts.ts'
import { quoteProcedures } from './quotes.ts'
import { recordProcedures } from './records.ts'
import { relationshipProcedures } from './relationships.ts'
import { reportScheduleProcedures } from './reportSchedules.ts'
import { reportProcedures } from './reports.ts'
import { searchProcedures } from './search.ts'
import { senderProcedures } from './senders.ts'
import { seriesProcedures } from './series.ts'
import { settingsProcedures } from './settings.ts'
import { slaProcedures } from './sla.ts'
import { syncProcedures } from './sync.ts'
import { templateProcedures } from './templates.ts'
import { ticketProcedures } from './tickets.ts'
import { timelineProcedures } from './timeline.ts'
import { transferProcedures } from './transfer.ts'
import { trashProcedures } from './trash.ts'
import { userProcedures } from './users.ts'

export const contract = {
  ...appProcedures,
  ...activityProcedures,
  ...seriesProcedures,
  ...businessCalendarProcedures,
  ...attachmentProcedures,
  ...cardProcedures,
  ...printingProcedures,
  ...bulkProcedures,
  ...mailProcedures,
  ...templateProcedures,
  ...recordProcedures,
  ...documentProcedures,
  ...homeProcedures,
  ...lookupProcedures,
  ...groupProcedures,
  ...operationProcedures,
  ...searchProcedures,
  ...settingsProcedures,
  ...syncProcedures,
  ...timelineProcedures,
  ...transferProcedures,
  ...everythingProcedures,
  ...reportProcedures,
  ...reportScheduleProcedures,
  ...dashboardProcedures,
  ...trashProcedures,
  ...databaseProcedures,
  ...duplicateProcedures,
  ...userProcedures,
  ...layoutProcedures,
  ...relationshipProcedures,
  ...pickListProcedures,
  ...peopleProcedures,
  ...ticketProcedures,
  ...slaProcedures,
  ...knowledgeProcedures,
  ...consentProcedures,
  ...campaignProcedures,
  ...senderProcedures,
  ...pipelineProcedures,
  ...opportunityProcedures,
  ...productProcedures,
  ...listProcedures,
  ...quoteProcedures,
  ...quoteLayoutProcedures,
  ...leadProcedures,
  ...forecastProcedures,
} satisfies Record<string, Procedure>

export type Contract = typeof contract
export type Name = keyof Contract
/** What a caller sends. */
export type Input<N extends Name> = z.input<Contract[N]['input']>
/** What a handler receives, defaults filled in. */
export type Parsed<N extends Name> = z.output<Contract[N]['input']>
export type Output<N extends Name> = z.output<Contract[N]['output']>

export const isProcedure = (name: string): name is Name => Object.hasOwn(contract, name)
export const procedureNamed = (name: Name): Procedure => contract[name]

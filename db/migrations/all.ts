/** Every migration in order; a domain adds one import line. Ids come in ranges per domain; which a database has is in its table `migration`. */
import * as core from './0010-core.ts'
import * as contacts from './0100-contacts.ts'
import * as home from './0110-home.ts'
import * as notes from './0140-notes.ts'
import * as settings from './0160-settings.ts'
import * as users from './0180-users.ts'
import * as undoStack from './0190-undo-stack.ts'
import * as groups from './0200-groups.ts'
import * as relationships from './0210-relationships.ts'
import * as secondaryContacts from './0211-secondaryContacts.ts'
import * as documents from './0220-documents.ts'
import * as duplicates from './0230-duplicates.ts'
import * as layouts from './0240-layouts.ts'
import * as customLinks from './0241-customLinks.ts'
import * as activities from './0300-activities.ts'
import * as calendarIndexes from './0301-calendarIndexes.ts'
import * as activityDocuments from './0302-activityDocuments.ts'
import * as templates from './0320-templates.ts'
import * as noteHtml from './0321-noteHtml.ts'
import * as mail from './0330-mail.ts'
import * as sync from './0400-sync.ts'
import * as syncRevived from './0401-syncRevived.ts'
import * as syncStray from './0402-syncStray.ts'
import * as opportunities from './0500-opportunities.ts'
import * as products from './0510-products.ts'
import * as opportunityIndexes from './0511-opportunityIndexes.ts'
import * as quoteLayouts from './0512-quoteLayouts.ts'
import * as tickets from './0600-tickets.ts'
import * as ticketProducts from './0601-ticketProducts.ts'
import * as ticketBoard from './0602-ticketBoard.ts'
import * as consent from './0700-consent.ts'
import * as lists from './0701-lists.ts'
import * as campaigns from './0702-campaigns.ts'
import * as senders from './0703-senders.ts'
import * as membersNow from './0704-membersNow.ts'
import * as ownReports from './0800-ownReports.ts'
import * as reportSchedules from './0810-reportSchedules.ts'
import * as secrets from './0811-secrets.ts'
import { extraMigrations } from './extra.ts'

export interface Migration {
  readonly id: number
  readonly name: string
  readonly sql: string
}

export const migrations: readonly Migration[] = [
  core,
  contacts,
  home,
  notes,
  settings,
  users,
  undoStack,
  groups,
  activities,
  calendarIndexes,
  activityDocuments,
  relationships,
  secondaryContacts,
  documents,
  duplicates,
  layouts,
  templates,
  noteHtml,
  mail,
  sync,
  syncRevived,
  opportunities,
  products,
  opportunityIndexes,
  quoteLayouts,
  syncStray,
  customLinks,
  tickets,
  ticketProducts,
  ticketBoard,
  consent,
  lists,
  campaigns,
  senders,
  membersNow,
  ownReports,
  reportSchedules,
  secrets,
  ...extraMigrations,
].sort((a, b) => a.id - b.id)

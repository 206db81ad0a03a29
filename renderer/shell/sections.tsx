/** The sections of the window that exist, in the order of the sidebar. What is not built is not listed. */
import {
  IconAddressBook,
  IconBook2,
  IconBuilding,
  IconCalendar,
  IconChartBar,
  IconChecklist,
  IconFileInvoice,
  IconFolders,
  IconGitMerge,
  IconHistory,
  IconHome,
  IconMailForward,
  IconPackage,
  type IconProps,
  IconSettings,
  IconSpeakerphone,
  IconTargetArrow,
  IconTemplate,
  IconTicket,
  IconTrash,
  IconTrendingUp,
  IconUserSearch,
  IconUsersGroup,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { CommandId } from '#db/shared/commands.ts'

export interface Section {
  /** Also the first part of its routes, and `app.section.<id>` is its name, unless `label` says another message. */
  readonly id: string
  readonly label?: string
  readonly icon: ComponentType<IconProps>
  readonly command?: CommandId
  /** Makes a record of it: what the New button is for in this section. */
  readonly creates?: CommandId
  /** Below the line at the foot of the sidebar. */
  readonly foot?: true
}

const all: readonly Section[] = [
  { id: 'home', icon: IconHome, command: 'section.home' },
  { id: 'contacts', icon: IconAddressBook, command: 'section.contacts', creates: 'contact.new' },
  { id: 'companies', icon: IconBuilding, command: 'section.companies', creates: 'company.new' },
  { id: 'calendar', icon: IconCalendar, command: 'section.calendar' },
  { id: 'tasks', icon: IconChecklist, command: 'section.tasks' },
  { id: 'leads', icon: IconUserSearch, command: 'section.leads', creates: 'lead.new' },
  {
    id: 'opportunities',
    icon: IconTargetArrow,
    command: 'section.opportunities',
    creates: 'opportunity.new',
  },
  { id: 'forecast', icon: IconTrendingUp, command: 'section.forecast' },
  { id: 'products', icon: IconPackage, command: 'section.products', creates: 'product.new' },
  { id: 'quotes', icon: IconFileInvoice, command: 'section.quotes', creates: 'quote.new' },
  { id: 'tickets', icon: IconTicket, command: 'section.tickets', creates: 'ticket.new' },
  { id: 'knowledge', icon: IconBook2, command: 'section.knowledge', creates: 'article.new' },
  { id: 'groups', icon: IconFolders, command: 'section.groups', creates: 'group.new' },
  {
    id: 'campaigns',
    label: 'campaign.many',
    icon: IconSpeakerphone,
    command: 'section.campaigns',
    creates: 'campaign.new',
  },
  { id: 'lists', label: 'list.many', icon: IconUsersGroup, command: 'section.lists', creates: 'list.new' },
  { id: 'templates', label: 'template.many', icon: IconTemplate, command: 'section.templates' },
  { id: 'outbox', label: 'mail.outbox', icon: IconMailForward, command: 'section.outbox' },
  { id: 'reports', icon: IconChartBar, command: 'section.reports' },
  { id: 'conflicts', icon: IconGitMerge, foot: true },
  { id: 'operations', icon: IconHistory, command: 'section.operations', foot: true },
  { id: 'trash', icon: IconTrash, command: 'section.trash', foot: true },
  { id: 'settings', icon: IconSettings, command: 'settings.open', foot: true },
]

/** What the New button is for in a section. */
export const creatorOf = (section: string): CommandId | undefined =>
  all.find(({ id }) => id === section)?.creates

/** Those of the given ids, in order. */
export const sectionsOf = (ids: ReadonlySet<string>): readonly Section[] =>
  all.filter(({ id }) => ids.has(id))

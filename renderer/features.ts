/** Every feature of the window, a line each: the order is that of tabs, menus, banners and settings pages. */
import { activities } from './features/activities/feature.ts'
import { bulk } from './features/bulk/feature.ts'
import { campaigns } from './features/campaigns/feature.ts'
import { cards } from './features/cards/feature.ts'
import { companies } from './features/companies/feature.ts'
import { consent } from './features/consent/feature.ts'
import { contacts } from './features/contacts/feature.ts'
import { documents } from './features/documents/feature.ts'
import { duplicates } from './features/duplicates/feature.ts'
import { everything } from './features/everything/feature.ts'
import { forecast } from './features/forecast/feature.ts'
import { groups } from './features/groups/feature.ts'
import { home } from './features/home/feature.ts'
import { knowledge } from './features/knowledge/feature.ts'
import { layouts } from './features/layouts/feature.ts'
import { leads } from './features/leads/feature.ts'
import { letters } from './features/letters/feature.ts'
import { lists } from './features/lists/feature.ts'
import { mail } from './features/mail/feature.ts'
import { operations } from './features/operations/feature.ts'
import { opportunities } from './features/opportunities/feature.ts'
import { printing } from './features/printing/feature.ts'
import { products } from './features/products/feature.ts'
import { quotes } from './features/quotes/feature.ts'
import { relationships } from './features/relationships/feature.ts'
import { reports } from './features/reports/feature.ts'
import { settings } from './features/settings/feature.ts'
import { sharing } from './features/sharing/feature.ts'
import { tickets } from './features/tickets/feature.ts'
import { transfer } from './features/transfer/feature.ts'
import { trash } from './features/trash/feature.ts'
import { users } from './features/users/feature.ts'
import type { Extensions } from './records/extensions.tsx'
import type { Feature } from './records/feature.ts'

const features: readonly Feature[] = [
  home,
  contacts,
  companies,
  activities,
  tickets,
  knowledge,
  leads,
  opportunities,
  forecast,
  quotes,
  products,
  groups,
  lists,
  campaigns,
  consent,
  relationships,
  documents,
  bulk,
  duplicates,
  cards,
  printing,
  mail,
  letters,
  transfer,
  everything,
  layouts,
  users,
  sharing,
  reports,
  operations,
  trash,
  settings,
]

/** The parts of one kind, of all features. */
const all = <Kind extends 'settingsPages' | 'homePanels' | 'standing' | 'creates' | keyof Extensions>(
  kind: Kind,
): NonNullable<Feature[Kind]>[number][] => features.flatMap((feature) => [...(feature[kind] ?? [])])

export const screens: NonNullable<Feature['screens']> = Object.assign(
  {},
  ...features.map((each) => each.screens),
)
export const settingsPages = all('settingsPages')
export const homePanels = all('homePanels')
export const standing = all('standing')
export const creates = all('creates')
export const extensions: Extensions = {
  marks: all('marks'),
  banners: all('banners'),
  tabs: all('tabs'),
  recordActions: all('recordActions'),
  listActions: all('listActions'),
}

/** Who has to do with whom. */
import type { Feature } from '../../records/feature.ts'
import { relationshipsTab } from './Panel.tsx'
import { RelationshipQuickAdd } from './QuickAdd.tsx'

export const relationships: Feature = { tabs: [relationshipsTab], banners: [RelationshipQuickAdd] }

/** Groups of records. */
import type { Feature } from '../../records/feature.ts'
import { groupsTab } from './GroupsTab.tsx'
import { GroupVerbs, groupActions } from './GroupVerbs.tsx'
import { GroupsPage } from './Page.tsx'

export const groups: Feature = {
  screens: { groups: GroupsPage },
  standing: [GroupVerbs],
  tabs: [groupsTab],
  listActions: groupActions,
}

/** The groups one may see, and how many each holds. */
import type { Output } from '#db/shared/contract.ts'
import type { GroupRow } from '#db/shared/groups.ts'
import { useRead } from '../../data/hooks.ts'

export function useGroups(): readonly GroupRow[] | undefined {
  return useRead('group.list', {}, { depends: { on: ['group'] }, keep: true }).data?.groups
}

type Counts = Output<'group.counts'>['counts']

/** Counted anew when anything changed that groups may depend on. */
export function useGroupCounts(): Counts | undefined {
  return useRead('group.counts', {}, { depends: { on: ['*'] }, keep: true }).data?.counts
}

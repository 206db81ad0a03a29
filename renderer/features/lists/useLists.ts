/** The lists one may see, and showing who is in one. */
import type { ListRow } from '#db/shared/lists.ts'
import { entityNamed } from '#db/shared/registry.ts'
import { useRead } from '../../data/hooks.ts'
import { askFor } from '../../state/lookup.ts'
import { go } from '../../state/route.ts'
import { useUi } from '../../state/ui.ts'

export function useLists(): readonly ListRow[] | undefined {
  return useRead('list.list', {}, { depends: { on: ['list'] }, keep: true }).data?.lists
}

/** Counted anew when anything changed that segments may depend on. */
export function useListCounts(): Readonly<Record<string, number | null>> | undefined {
  return useRead('list.counts', {}, { depends: { on: ['*'] }, keep: true }).data?.counts
}

/** Shows who is in it where such records live. */
export function showMembers({ holds, members }: Pick<ListRow, 'holds' | 'members'>): void {
  if (!members) return
  useUi.setState({ search: '' })
  askFor(holds, members)
  go({ section: entityNamed(holds).domain })
}

/** A report on what a list shows, or on the rows picked in it: the builder begins with what led to them. */
import { IconChartBar } from '@tabler/icons-react'
import type { Filter } from '#db/shared/filter.ts'
import { call } from '../../data/port.ts'
import type { ListAction, ListScope } from '../../records/extensions.tsx'
import { filterOfSteps } from '../../records/filter/model.ts'
import { lookupShown } from '../../state/lookup.ts'
import { beginReport, emptyDraft } from './draft.ts'

/** As many as a definition names one by one. */
const MOST_IDS = 5_000
const PAGE = 2_000

type LookupTarget = Extract<ListScope['target'], { lookupId: string }>

async function idsOf({ lookupId, version = 1, ranges }: LookupTarget, count: number): Promise<string[]> {
  const ids: string[] = []
  for (const [first, last] of ranges ?? [[0, count - 1] as const])
    for (let at = first; at <= last && ids.length < MOST_IDS; at += PAGE) {
      const limit = Math.min(PAGE, last - at + 1, MOST_IDS - ids.length)
      const page = await call('lookup.page', { lookupId, version, offset: at, limit, fields: [] })
      ids.push(...page.ids)
    }
  return ids
}

async function filterOf({ entity, target, count, picked }: ListScope): Promise<Filter | undefined> {
  if ('filter' in target) return target.filter
  if ('ids' in target) return { field: 'id', op: 'in', value: target.ids }
  if ('view' in target) return undefined
  const shown = lookupShown(entity.name)
  const asked = picked || shown?.lookupId !== target.lookupId ? undefined : filterOfSteps(shown.steps)
  return asked ?? { field: 'id', op: 'in', value: await idsOf(target, count) }
}

async function reportOn(scope: ListScope): Promise<void> {
  const filter = await filterOf(scope)
  const isAll = filter && 'and' in filter && filter.and.length === 0
  beginReport(emptyDraft(scope.entity.name, filter && !isAll ? { filter } : {}))
}

export const reportActions: readonly ListAction[] = [
  {
    id: 'report.onThese',
    label: 'report.own.onThese',
    icon: <IconChartBar size={15} />,
    needs: 'create',
    on: ({ listed }) => listed,
    run: (scope) => void reportOn(scope),
  },
]

/** What duplicates add to lists: merging the rows that were picked. */
import { IconArrowMerge } from '@tabler/icons-react'
import type { Target } from '#db/shared/target.ts'
import { call } from '../../data/port.ts'
import type { ListAction } from '../../records/extensions.tsx'
import { askMerge, MOST, useRefused } from './asked.ts'

/** The records meant, or undefined when they are too many or too few. */
async function idsOf(target: Target): Promise<string[] | undefined> {
  if ('ids' in target) return [...target.ids]
  if (!('lookupId' in target) || !target.ranges || target.version === undefined) return undefined
  const { lookupId, version } = target
  const pages = await Promise.all(
    target.ranges.map(([first, last]) =>
      call('lookup.page', { lookupId, version, offset: first, limit: last - first + 1, fields: [] }),
    ),
  )
  return pages.flatMap((page) => page.ids)
}

export const mergeAction: ListAction = {
  id: 'duplicate.merge',
  label: 'duplicate.mergePicked',
  icon: <IconArrowMerge size={15} />,
  needs: 'trash',
  on: (entity) => entity.mergeable,
  run: ({ entity, target, count, picked }) => {
    if (!picked || count < 2 || count > MOST) useRefused.setState({ refused: true })
    else
      void idsOf(target).then((ids) => {
        if (ids) askMerge(entity, ids)
      })
  },
}

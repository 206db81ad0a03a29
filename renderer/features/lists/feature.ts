/** Lists: their section, putting records in and taking them out, and which ones a record is in. */
import { IconPlaylistAdd, IconPlaylistX } from '@tabler/icons-react'
import { createElement } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import { isHoldable } from '#db/shared/lists.ts'
import type { Feature } from '../../records/feature.ts'
import { lazily } from '../../ui/lazily.tsx'
import { ListVerbs } from './ListVerbs.tsx'
import { askFor } from './request.ts'
import { ListsTab, useListCount } from './Tab.tsx'

const on = ({ name }: Entity): boolean => isHoldable(name)

export const lists: Feature = {
  screens: { lists: lazily(async () => (await import('./Page.tsx')).ListsPage) },
  standing: [ListVerbs],
  tabs: [{ id: 'lists', label: 'list.many', on, Panel: ListsTab, useCount: useListCount }],
  listActions: [
    {
      id: 'list.add',
      label: 'lists.add.menu',
      icon: createElement(IconPlaylistAdd, { size: 15 }),
      needs: 'create',
      on,
      run: (scope) => askFor({ verb: 'add', scope }),
    },
    {
      id: 'list.remove',
      label: 'lists.remove.menu',
      icon: createElement(IconPlaylistX, { size: 15 }),
      needs: 'create',
      on,
      run: (scope) => askFor({ verb: 'remove', scope }),
    },
  ],
}

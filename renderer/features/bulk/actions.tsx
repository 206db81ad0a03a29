/** What a list's “Actions” offers for all its records, or for the rows picked in it. */
import { IconPencil, IconTag, IconTrash, IconUserShare } from '@tabler/icons-react'
import { isTrashed } from '#db/shared/trash.ts'
import type { ListAction } from '../../records/extensions.tsx'
import { ask } from './asked.ts'

export const bulkActions: readonly ListAction[] = [
  {
    id: 'bulk.edit',
    label: 'bulk.edit.menu',
    icon: <IconPencil size={15} />,
    needs: 'edit',
    on: (entity) => entity.editedBy === 'write',
    run: (scope) => ask('edit', scope),
  },
  {
    id: 'bulk.tag',
    label: 'bulk.tag.menu',
    icon: <IconTag size={15} />,
    needs: 'edit',
    on: (entity) => entity.editedBy === 'write' && entity.fields.some(({ name }) => name === 'tags'),
    run: (scope) => ask('tag', scope),
  },
  {
    id: 'bulk.assign',
    label: 'bulk.assign.menu',
    icon: <IconUserShare size={15} />,
    needs: 'assign',
    on: (entity) => entity.editedBy === 'write',
    run: (scope) => ask('assign', scope),
  },
  {
    id: 'bulk.trash',
    label: 'bulk.trash.menu',
    icon: <IconTrash size={15} />,
    needs: 'trash',
    on: isTrashed,
    run: (scope) => ask('trash', scope),
  },
]

/** The way to the designer from the menu, the palette and the menu of a record. */
import { IconLayout } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { findEntity } from '#db/shared/registry.ts'
import type { RecordAction } from '../../records/extensions.tsx'
import { useCommand } from '../../state/commands.ts'
import { go, useRoute } from '../../state/route.ts'
import { useMay } from '../../state/session.ts'
import { designEntity } from './working.ts'

const openDesigner = (): void => go({ section: 'settings', view: 'layouts' })

export function LayoutCommands(): ReactNode {
  const may = useMay('configure')
  const { section } = useRoute()
  useCommand(
    'layout.design',
    may
      ? () => {
          if (section === 'contacts') designEntity('contact')
          if (section === 'companies') designEntity('company')
          openDesigner()
        }
      : undefined,
  )
  return null
}

export const arrangeAction: RecordAction = {
  id: 'arrange',
  label: 'layout.arrange',
  icon: <IconLayout size={15} />,
  on: (entity) => findEntity(entity.name)?.custom === true,
  needsWrite: true,
  run: ({ entity }) => {
    designEntity(entity.name)
    openDesigner()
  },
}

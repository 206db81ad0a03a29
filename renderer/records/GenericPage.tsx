/** The section of an entity that has no screen of its own: everything comes from its definition. */
import { IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import { useText } from '../i18n/I18nProvider.tsx'
import { runCommand } from '../state/commands.ts'
import type { Route } from '../state/route.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListAndRecord } from './ListAndRecord.tsx'
import { useMayCreate } from './useRights.ts'

export function GenericPage({
  entity,
  route,
}: {
  readonly entity: Entity
  readonly route: Route
}): ReactNode {
  const t = useText()
  const button = useMayCreate(entity) && (
    <Button icon={<IconPlus size={16} />} onClick={() => runCommand('record.new')}>
      {t(`${entity.name}.new`)}
    </Button>
  )
  return (
    <ListAndRecord
      entity={entity}
      route={route}
      newCommand="record.new"
      actions={button}
      empty={<EmptyState title={t(`${entity.name}.count`, { n: 0 })} action={button} />}
    />
  )
}

/** Making a record from anywhere: what no screen in front offers to make itself. The new record is then shown. */
import { type ReactNode, useState } from 'react'
import type { CommandId } from '#db/shared/commands.ts'
import type { Entity } from '#db/shared/entity.ts'
import { useCommand } from '../state/commands.ts'
import { NewRecord } from './NewRecord.tsx'
import { openRecord } from './open.ts'
import { useMayCreate } from './useRights.ts'

interface Props {
  readonly command: CommandId
  readonly entity: Entity
}

/** Mount it before the screens: of several who offer a command, the last is asked. */
export function NewCommand({ command, entity }: Props): ReactNode {
  const [making, setMaking] = useState(false)
  const mayCreate = useMayCreate(entity)
  useCommand(command, mayCreate ? () => setMaking(true) : undefined)
  if (!making) return null
  return (
    <NewRecord
      entity={entity}
      onClose={() => setMaking(false)}
      onCreated={(id) => {
        setMaking(false)
        openRecord(entity.name, id)
      }}
    />
  )
}

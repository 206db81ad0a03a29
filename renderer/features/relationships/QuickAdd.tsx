/** A relationship of the record in front, made by key from wherever the cursor is on its page. */
import { type ReactNode, useState } from 'react'
import type { RecordProps } from '../../records/extensions.tsx'
import { useCommand } from '../../state/commands.ts'
import { RelationshipDialog } from './RelationshipDialog.tsx'
import { TypesDialog } from './TypesDialog.tsx'

export function RelationshipQuickAdd({ entity, record, readOnly }: RecordProps): ReactNode {
  const [open, setOpen] = useState<'relationship' | 'types'>()
  const side = entity.name === 'contact' || entity.name === 'company' ? entity.name : undefined
  useCommand('relationship.new', side && !readOnly ? () => setOpen('relationship') : undefined)
  if (!side || !open) return null
  if (open === 'types') return <TypesDialog onClose={() => setOpen('relationship')} />
  return (
    <RelationshipDialog
      of={{ entity: side, id: record.id, name: String(record.displayName ?? '') }}
      onTypes={() => setOpen('types')}
      onClose={() => setOpen(undefined)}
    />
  )
}

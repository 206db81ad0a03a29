/** Printing in the window: the command, and the entries of lists and records. Mounted once, as long as the window lives. */
import { IconPrinter } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { allEntities } from '#db/shared/registry.ts'
import type { Extensions } from '../../records/extensions.tsx'
import { hasPage } from '../../records/open.ts'
import { useCommand } from '../../state/commands.ts'
import { useShownLookup } from '../../state/lookup.ts'
import { useRoute } from '../../state/route.ts'
import { useMay } from '../../state/session.ts'
import { PrintDialog } from './PrintDialog.tsx'
import { askToPrint, usePrintRequest } from './request.ts'

export function Printing(): ReactNode {
  const { request } = usePrintRequest()
  const route = useRoute()
  const entity = allEntities().find(({ name, domain }) => domain === route.section && hasPage(name))
  const lookup = useShownLookup(entity?.name ?? '')
  const mayExport = useMay('export')
  const record = route.full ? route.id : undefined
  const list = lookup?.total !== undefined && lookup.total > 0 && mayExport ? lookup : undefined
  useCommand(
    'print.open',
    !entity
      ? undefined
      : record
        ? () => askToPrint({ entity, target: { ids: [record] }, count: 1, record: { id: record, name: '' } })
        : list
          ? () => askToPrint({ entity, target: { lookupId: list.lookupId }, count: list.total ?? 0 })
          : undefined,
  )
  return request ? <PrintDialog request={request} onClose={() => askToPrint(undefined)} /> : null
}

export const printingExtensions: Pick<Extensions, 'recordActions' | 'listActions'> = {
  recordActions: [
    {
      id: 'print',
      label: 'command.print.open',
      icon: <IconPrinter size={15} />,
      keys: 'CmdOrCtrl+P',
      on: ({ listed }) => listed,
      run: ({ entity, record }) =>
        askToPrint({
          entity,
          target: { ids: [record.id] },
          count: 1,
          record: { id: record.id, name: String(record.displayName ?? '') },
        }),
    },
  ],
  listActions: [
    {
      id: 'print',
      label: 'command.print.open',
      icon: <IconPrinter size={15} />,
      on: ({ listed }) => listed,
      run: ({ entity, target, count }) => askToPrint({ entity, target, count }),
    },
  ],
}

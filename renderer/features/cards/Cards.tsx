/** The dialogs of cards, opened by command or from a record's menu; put once into the window. */
import { IconQrcode } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { create } from 'zustand'
import type { RecordAction } from '../../records/extensions.tsx'
import { useCommand } from '../../state/commands.ts'
import { useMay } from '../../state/session.ts'
import { CodeDialog, type Shown } from './CodeDialog.tsx'
import { PasteDialog } from './PasteDialog.tsx'

const useShown = create<{ readonly shown: Shown | undefined }>()(() => ({ shown: undefined }))

export const codeAction: RecordAction = {
  id: 'code',
  label: 'cards.code',
  icon: <IconQrcode size={15} />,
  on: ({ name }) => name === 'contact' || name === 'company',
  run({ entity, record }) {
    const kind = entity.name === 'company' ? 'company' : 'contact'
    useShown.setState({ shown: { entity: kind, id: record.id, name: String(record.displayName ?? '') } })
  },
}

export function Cards(): ReactNode {
  const mayCreate = useMay('create')
  const [pasting, setPasting] = useState(false)
  const shown = useShown((state) => state.shown)
  useCommand('contact.paste', mayCreate ? () => setPasting(true) : undefined)
  return (
    <>
      {pasting && <PasteDialog onClose={() => setPasting(false)} />}
      {shown && <CodeDialog shown={shown} onClose={() => useShown.setState({ shown: undefined })} />}
    </>
  )
}

/** E-mail in the window: sends what is due, and writes new ones. Mounted once, as long as the window lives. */
import { IconMail } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Extensions } from '../../records/extensions.tsx'
import { useCommand } from '../../state/commands.ts'
import { useMay } from '../../state/session.ts'
import { askToWrite, useMailRequest } from './request.ts'
import { useSending } from './useSending.ts'
import { WriteDialog } from './WriteDialog.tsx'

export function Mail(): ReactNode {
  const { request } = useMailRequest()
  const may = useMay('create')
  useSending()
  useCommand('mail.write', may ? () => askToWrite({ to: '', toName: '' }) : undefined)
  return request ? <WriteDialog request={request} onClose={() => askToWrite(undefined)} /> : null
}

const firstEmail = (emails: unknown): string => {
  const [first] = Array.isArray(emails) ? emails : []
  return typeof first?.value === 'string' ? first.value : ''
}

export const mailExtensions: Pick<Extensions, 'recordActions'> = {
  recordActions: [
    {
      id: 'mail',
      label: 'mail.write',
      icon: <IconMail size={15} />,
      on: ({ name }) => name === 'contact' || name === 'company',
      needsWrite: true,
      run: ({ entity, record }) =>
        askToWrite({
          to: firstEmail(record.emails),
          toName: String(record.displayName ?? ''),
          ...(entity.name === 'contact' ? { contact: record.id } : { company: record.id }),
        }),
    },
  ],
}

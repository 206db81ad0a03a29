/** Logging a call: result, note and next step, with the time its clock has counted. */
import { type ReactNode, useState } from 'react'
import { LogDialog } from '../CompleteDialog.tsx'
import { forgetCall, noteCall, secondsOf, useCallDrafts } from './calls.ts'

export function CallLog({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactNode {
  const call = useCallDrafts().find((each) => each.id === id)
  const [opened] = useState(() => Date.now())
  if (!call) return null
  return (
    <LogDialog
      kind="call"
      preset={{
        ...(call.contactId !== null && { contactId: call.contactId }),
        ...(call.companyId !== null && { companyId: call.companyId }),
      }}
      number={call.number}
      seconds={secondsOf(call, opened)}
      startedAt={call.startedAt}
      details={call.details}
      onDetails={(details) => noteCall(id, details)}
      onSaved={() => forgetCall(id)}
      onClose={onClose}
    />
  )
}

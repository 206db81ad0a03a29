/** Putting a message into the outbox: whoever writes one (a person, a ticket) comes through here. */
import type { Write } from '../core/write.ts'
import { idToText } from '../shared/id.ts'
import { entityNamed } from '../shared/registry.ts'
import { deviceId } from './device.ts'
import type { StoredFile } from './files.ts'

export interface Outgoing {
  /** Identity of the account it goes from. */
  readonly account: string
  readonly to: string
  readonly toName: string
  readonly subject: string
  /** Markup made harmless and the same in words, both with the signature. */
  readonly html: string
  readonly text: string
  readonly contact?: string | null | undefined
  readonly company?: string | null | undefined
  readonly attachments: readonly StoredFile[]
}

/** It goes when the outbox is next sent, from this device. Answers its identity. */
export function putIntoOutbox(write: Write, message: Outgoing): { id: string; rowId: number } {
  const id = write.conn.newId()
  const rowId = write.create(
    entityNamed('mailMessage'),
    {
      recipient: message.to,
      recipientName: message.toName,
      subject: message.subject,
      html: message.html,
      text: message.text,
      state: 'queued',
      at: new Date(write.at).toISOString(),
      accountId: message.account,
      contactId: message.contact ?? null,
      companyId: message.company ?? null,
      ...(message.attachments.length > 0 && { attachments: message.attachments }),
      device: deviceId(write.conn),
    },
    id,
  )
  return { id: idToText(id), rowId }
}

/** An e-mail to be written, asked for by a record's page or the menu; the dialog shows it. */
import { create } from 'zustand'

export interface MailRequest {
  readonly to: string
  readonly toName: string
  readonly contact?: string
  readonly company?: string
}

export const useMailRequest = create<{ readonly request: MailRequest | undefined }>()(() => ({
  request: undefined,
}))

export const askToWrite = (request: MailRequest | undefined): void => useMailRequest.setState({ request })

/** Asking for a record to be made where one feature offers it and another makes it: a call that becomes a ticket. */
import { create } from 'zustand'

export interface Making {
  readonly entity: string
  /** Fields it begins with. */
  readonly preset: Readonly<Record<string, string>>
  /** Somebody who is not a contact yet and becomes one along with it. */
  readonly contact?: Readonly<Record<string, unknown>>
}

export const useMaking = create<{ readonly asked: Making | undefined }>()(() => ({ asked: undefined }))
export const askToMake = (asked: Making): void => useMaking.setState({ asked })
export const doneMaking = (): void => useMaking.setState({ asked: undefined })

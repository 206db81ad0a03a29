/** The record whose page is in front, for commands that concern it from outside the page. */
import { create } from 'zustand'

export interface InFront {
  readonly entity: string
  readonly id: string
  readonly companyId?: string
  readonly contactId?: string
}

export const useInFront = create<{ readonly record: InFront | undefined }>()(() => ({ record: undefined }))

export const useRecordInFront = (): InFront | undefined => useInFront((state) => state.record)

/** Says that a record is in front, until the returned function is called. */
export function bringToFront(record: InFront): () => void {
  useInFront.setState({ record })
  return () => useInFront.setState(({ record: now }) => (now === record ? { record: undefined } : {}))
}

/** Which verb a list of records has been asked to do with lists, until its dialog is closed. */
import { create } from 'zustand'
import type { ListScope } from '../../records/extensions.tsx'

export interface Request {
  readonly verb: 'add' | 'remove'
  readonly scope: ListScope
}
export const useRequest = create<{ readonly request: Request | undefined }>()(() => ({ request: undefined }))
export const askFor = (request: Request | undefined): void => useRequest.setState({ request })

/** What of consent is asked for by menus, until its dialog is closed. */
import { create } from 'zustand'
import type { Consenting } from '#db/shared/consent.ts'
import type { ListScope } from '../../records/extensions.tsx'

export type Request =
  | { readonly verb: 'export'; readonly entity: Consenting; readonly id: string; readonly name: string }
  | { readonly verb: 'many'; readonly scope: ListScope }

export const useRequest = create<{ readonly request: Request | undefined }>()(() => ({ request: undefined }))
export const askFor = (request: Request | undefined): void => useRequest.setState({ request })

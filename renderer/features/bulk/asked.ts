/** Which verb a list has been asked to do to many records, until its dialog is closed. */
import { create } from 'zustand'
import type { ListScope } from '../../records/extensions.tsx'

export type Verb = 'edit' | 'tag' | 'assign' | 'trash'

interface Asked {
  readonly asked: { readonly verb: Verb; readonly scope: ListScope } | undefined
}

export const useAsked = create<Asked>()(() => ({ asked: undefined }))

export const ask = (verb: Verb, scope: ListScope): void => useAsked.setState({ asked: { verb, scope } })
export const closeAsked = (): void => useAsked.setState({ asked: undefined })

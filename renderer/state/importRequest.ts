/** A feature asks for the import of what a file says of people who are here; whoever has the wizard takes it. */
import { create } from 'zustand'
import type { About } from '#db/shared/about.ts'

export const useImportRequest = create<{ readonly about: About | undefined }>()(() => ({ about: undefined }))
export const askToImport = (about: About | undefined): void => useImportRequest.setState({ about })

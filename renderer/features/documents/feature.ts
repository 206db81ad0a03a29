/** Documents of a record. */
import type { Feature } from '../../records/feature.ts'
import { Documents, useDocumentCount } from './Documents.tsx'

export const documents: Feature = {
  tabs: [
    {
      id: 'document',
      label: 'document.many',
      on: ({ name }) => name === 'contact' || name === 'company' || name === 'opportunity',
      Panel: Documents,
      useCount: useDocumentCount,
    },
  ],
}

/** What was done, and imports that broke off. */
import type { Feature } from '../../records/feature.ts'
import { lazily } from '../../ui/lazily.tsx'
import { InterruptedNotice } from './Notice.tsx'

export const operations: Feature = {
  screens: { operations: lazily(async () => (await import('./Page.tsx')).OperationsPage) },
  standing: [InterruptedNotice],
}

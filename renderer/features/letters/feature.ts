/** Letters and their templates. */
import type { Feature } from '../../records/feature.ts'
import { lazily } from '../../ui/lazily.tsx'
import { Letters, letterExtensions } from './Letters.tsx'

export const letters: Feature = {
  screens: { templates: lazily(async () => (await import('./TemplatesPage.tsx')).TemplatesPage) },
  standing: [Letters],
  ...letterExtensions,
}

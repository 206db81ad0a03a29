/** Records of the same person or firm: found, compared, merged. */
import type { Feature } from '../../records/feature.ts'
import { lazily } from '../../ui/lazily.tsx'
import { mergeAction } from './actions.tsx'
import { Duplicates } from './Duplicates.tsx'
import { MergedBanner } from './MergedBanner.tsx'

export const duplicates: Feature = {
  screens: { duplicates: lazily(async () => (await import('./Page.tsx')).DuplicatesPage) },
  standing: [Duplicates],
  banners: [MergedBanner],
  listActions: [mergeAction],
}

/** What was thrown away. */
import type { Feature } from '../../records/feature.ts'
import { lazily } from '../../ui/lazily.tsx'

export const trash: Feature = {
  screens: { trash: lazily(async () => (await import('./Page.tsx')).TrashPage) },
}

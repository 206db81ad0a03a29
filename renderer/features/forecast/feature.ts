/** The forecast in the window. */
import type { Feature } from '../../records/feature.ts'
import { lazily } from '../../ui/lazily.tsx'

export const forecast: Feature = {
  screens: { forecast: lazily(async () => (await import('./Page.tsx')).ForecastPage) },
}

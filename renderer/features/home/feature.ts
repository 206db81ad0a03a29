/** What Home leaves on other pages: the star, and what was seen last. The page itself is put together in app.tsx. */
import type { Feature } from '../../records/feature.ts'
import { Star } from './favourites.tsx'
import { RecentTracker } from './recent.ts'

export const home: Feature = { standing: [RecentTracker], marks: [Star] }

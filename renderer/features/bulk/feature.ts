/** One verb on many records. */
import type { Feature } from '../../records/feature.ts'
import { bulkActions } from './actions.tsx'
import { Bulk } from './Bulk.tsx'

export const bulk: Feature = { standing: [Bulk], listActions: bulkActions }

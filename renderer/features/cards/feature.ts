/** Contacts from a pasted signature, and codes for a telephone. */
import type { Feature } from '../../records/feature.ts'
import { Cards, codeAction } from './Cards.tsx'

export const cards: Feature = { standing: [Cards], recordActions: [codeAction] }

/** Import and export. */
import type { Feature } from '../../records/feature.ts'
import { Transfer } from './Transfer.tsx'

export const transfer: Feature = { standing: [Transfer] }

/** Paper: address books, labels, envelopes, lists. */
import type { Feature } from '../../records/feature.ts'
import { Printing, printingExtensions } from './Printing.tsx'

export const printing: Feature = { standing: [Printing], ...printingExtensions }

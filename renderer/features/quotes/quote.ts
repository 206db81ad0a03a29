/** What banner, lines and mail of a quote have in common: its pages, its state, what its reading depends on. */
import type { Output } from '#db/shared/contract.ts'
import type { PrintDocument } from '#db/shared/printing.ts'
import { call } from '../../data/port.ts'

type Loaded = Output<'quote.get'>

export const quoteDepends = { on: ['quote', 'quoteLine'] }

/** The pages of a quote. @throws CallError */
export async function pagesOf(id: string): Promise<{ document: PrintDocument; fileName: string }> {
  return call('quote.compose', { id })
}

export function statusOf({ record, versions }: Loaded): Loaded['versions'][number]['status'] {
  return versions.find(({ id }) => id === record.id)?.status ?? 'draft'
}

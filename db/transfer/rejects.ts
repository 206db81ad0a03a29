/**
 * The rejects file: the records that did not become cards, in the columns they came in plus why, so that they can be
 * mended in a spreadsheet and imported again (the added column is ignored then).
 * Rejects that were never split into cells keep their whole text in the first column.
 * Must never: change a cell; formulas are left as they are, for this goes back where it came from.
 */

import type { Reject } from './card.ts'
import { writeCsv } from './csvWriter.ts'
import { reasonColumn } from './sources.ts'

/** Writes rejects beside each other; returns how many. Nothing is written when there are none. */
export async function writeRejects(
  path: string,
  header: readonly string[],
  rejects: AsyncIterable<Reject> | Iterable<Reject>,
  wordReason: (reject: Reject) => string = ({ reason }) => reason,
): Promise<number> {
  const names = header.filter((name) => name !== reasonColumn)
  const at = header.indexOf(reasonColumn)
  async function* rows(): AsyncGenerator<string[]> {
    for await (const reject of rejects) {
      const cells = [...(reject.cells ?? [reject.raw])]
      if (at >= 0 && reject.cells) cells.splice(at, 1)
      while (cells.length < names.length) cells.push('')
      // A record wider than the header keeps its surplus after the reason.
      yield [...cells.slice(0, names.length), wordReason(reject), ...cells.slice(names.length)]
    }
  }
  const stream = rows()
  const first = await stream.next()
  if (first.done) return 0
  const head = first.value
  async function* all(): AsyncGenerator<string[]> {
    yield head
    yield* stream
  }
  return await writeCsv(path, [...names, reasonColumn], all(), { isSafe: false })
}

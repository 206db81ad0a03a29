/** Owns where in a text a query was found, for showing it. Must never decide whether a row is a result. */
import { foldWithMap, queryWords } from './fold.ts'
import { isWordUnit } from './foldTable.ts'

/**
 * The parts of `text` that `query` found, as `[start, end)` offsets in order, none touching the next and
 * each of whole graphemes: `highlight('สมชาย แก้ว', 'แกว')` is `[[6, 10]]`.
 * A word of the query is marked where words begin with it; failing that, anywhere; failing that, across spaces
 * and signs (`0812` in `(081) 234`).
 */
export function highlight(text: string, query: string): Array<[start: number, end: number]> {
  const wanted = queryWords(query)
  if (wanted.length === 0 || text === '') return []
  const { folded, starts, ends } = foldWithMap(text)
  let compact: { text: string; at: number[] } | undefined
  const ranges: Array<[number, number]> = []
  for (const word of wanted) {
    const found = occurrences(folded, word)
    const atStarts = found.filter((at) => at === 0 || !isWordUnit(folded.charCodeAt(at - 1)))
    for (const at of atStarts.length > 0 ? atStarts : found)
      ranges.push([starts[at] ?? 0, ends[at + word.length - 1] ?? 0])
    if (found.length > 0) continue
    compact ??= withoutGaps(folded)
    for (const at of occurrences(compact.text, word))
      ranges.push([starts[compact.at[at] ?? 0] ?? 0, ends[compact.at[at + word.length - 1] ?? 0] ?? 0])
  }
  return merged(ranges)
}

function occurrences(text: string, word: string): number[] {
  const found: number[] = []
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) found.push(at)
  return found
}

function withoutGaps(folded: string) {
  let text = ''
  const at: number[] = []
  for (let i = 0; i < folded.length; i++) {
    if (!isWordUnit(folded.charCodeAt(i))) continue
    text += folded.charAt(i)
    at.push(i)
  }
  return { text, at }
}

function merged(ranges: Array<[number, number]>): Array<[number, number]> {
  const out: Array<[number, number]> = []
  for (const [start, end] of ranges.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const before = out[out.length - 1]
    if (before && start <= before[1]) before[1] = Math.max(before[1], end)
    else out.push([start, end])
  }
  return out
}

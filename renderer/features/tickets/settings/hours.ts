/** Opening hours as people type them: `9-12, 13:30-18`, in any digits, and as text again. */
import { asciiDigits } from '#db/shared/numbers/digits.ts'

export type Spans = readonly (readonly [from: number, to: number])[]

const SPAN = /^(\d{1,2})(?:[:.٫](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.٫](\d{2}))?$/

/** Undefined for what is no list of hours; nothing typed is closed. */
export function parseSpans(text: string): [number, number][] | undefined {
  const parts = asciiDigits(text)
    .split(/[,;،\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const spans: [number, number][] = []
  for (const part of parts) {
    const match = SPAN.exec(part)
    if (!match) return undefined
    const from = Number(match[1]) * 60 + Number(match[2] ?? 0)
    const to = Number(match[3]) * 60 + Number(match[4] ?? 0)
    if (from >= to || to > 1_440) return undefined
    spans.push([from, to])
  }
  return spans
}

const clock = (minutes: number): string =>
  `${Math.floor(minutes / 60)}${minutes % 60 === 0 ? '' : `:${String(minutes % 60).padStart(2, '0')}`}`

export const spansText = (spans: Spans): string =>
  spans.map(([from, to]) => `${clock(from)}-${clock(to)}`).join(', ')

/**
 * Calendar text as programs really write it, brought to what a strict parser takes: lines broken without folding, components
 * that never end, properties that are none. What had to be left out is told. Pure.
 */

/** Where the words of a rule nobody can read are kept. */
export const UNREADABLE_RULE = 'x-samphan-unreadable-rule'

export interface Mended {
  readonly text: string
  /** Lines that say nothing a calendar knows, left out. */
  readonly dropped: readonly string[]
}

const property = /^[A-Za-z0-9-]+(?:[;:])/
/** Values that a person wrote, and that may have been cut into lines. */
const prose = /^(?:DESCRIPTION|SUMMARY|LOCATION|COMMENT|X-ALT-DESC)[;:]/i

/** Lines as they were before folding. */
const unfolded = (source: string): string[] =>
  source
    .replace(/^\uFEFF/, '')
    .replaceAll(/(?:\r\n|\r|\n)[ \t]/g, '')
    .split(/\r\n|\r|\n/)

const edgeOf = (line: string): { edge: 'BEGIN' | 'END'; name: string } | undefined => {
  const match = /^(BEGIN|END):\s*([A-Za-z0-9-]+)\s*$/i.exec(line)
  if (!match?.[2]) return undefined
  return { edge: match[1]?.toUpperCase() === 'BEGIN' ? 'BEGIN' : 'END', name: match[2].toUpperCase() }
}

/**
 * @param isReadable whether a strict parser takes this property line; asked only where the text as a whole was refused
 */
export function mendedIcs(source: string, isReadable: (line: string) => boolean): Mended {
  const lines: string[] = []
  const dropped: string[] = []
  const open: string[] = []
  const close = (): void => void lines.push(`END:${open.pop()}`)
  for (const line of unfolded(source)) {
    const edge = edgeOf(line)
    if (edge?.edge === 'BEGIN') {
      // A calendar, an event or a task does not lie inside an event or a task: the one before never ended.
      if (/^(VEVENT|VTODO|VTIMEZONE|VCALENDAR)$/.test(edge.name))
        while (open.length > (edge.name === 'VCALENDAR' ? 0 : 1)) close()
      open.push(edge.name)
      lines.push(`BEGIN:${edge.name}`)
    } else if (edge) {
      if (!open.includes(edge.name)) continue
      while (open.at(-1) !== edge.name) close()
      close()
    } else if (line.trim() !== '' && open.length > 0) {
      if (property.test(line)) {
        if (isReadable(line)) lines.push(line)
        else if (/^RRULE[;:]/i.test(line))
          lines.push(`${UNREADABLE_RULE}:${line.slice(line.indexOf(':') + 1)}`)
        else dropped.push(line)
      } else if (prose.test(lines.at(-1) ?? '')) lines.push(`${lines.pop()}\\n${line}`)
      else dropped.push(line)
    }
  }
  while (open.length > 0) close()
  return { text: lines.join('\r\n'), dropped }
}

/** Folding may have cut a character in two: joined before the bytes are read as text, where lines are made of ASCII ends. */
export function unfoldedBytes(bytes: Buffer): Buffer {
  if (!bytes.includes('\n ') && !bytes.includes('\n\t')) return bytes
  return Buffer.from(bytes.toString('latin1').replaceAll(/\r?\n[ \t]/g, ''), 'latin1')
}

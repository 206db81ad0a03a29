/**
 * Rows of a table as items of an import, in the order of the file, and what a person here would take its dates for. Shared by
 * the readers of address books, of our own tables and of what files say about people.
 */
import { type Calendar, calendars } from '../../shared/dates/calendars.ts'
import type { ColumnDecision, ColumnHint } from '../../shared/dates/column.ts'
import type { Entity } from '../../shared/entity.ts'
import type { ImportInput, Mapping } from '../../shared/transfer.ts'
import { type CsvShape, readCsv } from '../../transfer/csv.ts'
import type { CsvRow } from '../../transfer/csvParser.ts'
import type { ColumnScan } from '../../transfer/scan.ts'
import type { Draft, Refused } from './draft.ts'
import type { Scene } from './scene.ts'
import { bytesOf, type SourceFile } from './sourceFile.ts'

export type ReadOptions = Pick<
  ImportInput,
  'entity' | 'about' | 'source' | 'map' | 'encoding' | 'dates' | 'calendar' | 'repair'
>

/** A record as it stands in the file; turned into a draft when its turn comes. */
export interface Item {
  readonly line: number
  draft(): Draft | Refused
  /** As it stood there, for the rejects. */
  source(): { readonly raw: string; readonly cells?: readonly string[] }
}

export const refusedItem = (refused: Refused): Item => ({
  line: refused.line,
  draft: () => refused,
  source: () => refused,
})

export interface Reader {
  readonly from: SourceFile
  readonly source: string
  readonly encoding: string
  /** Of the encoding, 0–1. */
  readonly confidence: number
  readonly mojibake: boolean
  readonly delimiter: string | null
  readonly entity: Entity
  readonly header: readonly string[]
  readonly mapping: readonly Mapping[]
  readonly unmapped: readonly string[]
  /** Identities and lists are to be taken as ours. */
  readonly own: boolean
  /** Columns of ids of the source, as extras call them. */
  readonly externalIds: readonly string[]
  /** What all rows together told; vCards have no columns. */
  readonly scan: ColumnScan | undefined
  read(onBytes: (bytes: number) => void): AsyncGenerator<Item[]>
}

export function inOrder(items: Item[], rejects: readonly Item[]): Item[] {
  return rejects.length === 0 ? items : [...items, ...rejects].sort((a, b) => a.line - b.line)
}

const isCalendar = (text: unknown): text is Calendar => calendars.some((known) => known === text)

/** What a person here would write, for columns that do not tell. */
export function hintOf(scene: Scene, { dates, calendar }: ReadOptions): ColumnHint {
  const own = scene.calendar
  return {
    calendar: calendar !== 'auto' ? calendar : isCalendar(own) ? own : 'gregory',
    order: dates === 'auto' ? 'dmy' : dates,
  }
}

/** What the rows say, unless somebody said otherwise. */
export function decided(decision: ColumnDecision, { dates, calendar }: ReadOptions): ColumnDecision {
  const settled = { ...decision }
  if (dates !== 'auto') settled.order = dates
  if (calendar !== 'auto') {
    settled.calendar = calendar
    settled.shortYears = calendar
  }
  return settled
}

export interface Rows {
  readonly from: SourceFile
  readonly shape: CsvShape
  readonly mojibake: boolean
}

/** Rows of nothing but delimiters say nothing. */
const isFilled = ({ cells }: CsvRow): boolean => cells.some((cell) => cell !== '')

/** Rows and refused records of a table, as items in the order of the file. */
export async function* itemsOf(
  { from, shape, mojibake }: Rows,
  draft: (row: CsvRow) => Draft | Refused,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Item[]> {
  let rejects: Item[] = []
  const rows = readCsv(bytesOf(from.file, onBytes), {
    shape,
    repairMojibake: mojibake,
    onReject: ({ line, raw, reason, cells }) => {
      rejects.push(refusedItem({ line, raw, reason, ...(cells && { cells }) }))
    },
  })
  for await (const batch of rows) {
    yield inOrder(
      batch.filter(isFilled).map((row) => ({
        line: row.line,
        draft: () => draft(row),
        source: () => ({ raw: '', cells: row.cells }),
      })),
      rejects,
    )
    rejects = []
  }
  if (rejects.length > 0) yield rejects
}

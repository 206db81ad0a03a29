/** Own reports as they are kept: found by identity or name, read with care, since another program may have written them. */
import { allRows, type Connection } from '../../../core/connection.ts'
import type { Ctx } from '../../../core/context.ts'
import { idToText, textToId } from '../../../shared/id.ts'
import { type ReportDefinition, reportDefinitionSchema } from '../../../shared/ownReports.ts'

export interface Stored {
  readonly id: string
  readonly name: string
  readonly question: string
  readonly base: string
  readonly private: boolean
  /** Undefined where it cannot be read. */
  readonly definition: ReportDefinition | undefined
}

interface StoredRow {
  readonly id: Uint8Array
  readonly name: string | null
  readonly question: string | null
  readonly base: string | null
  readonly private: number | null
  readonly definition: string | null
}

function read({ id, name, question, base, definition, ...row }: StoredRow): Stored {
  const parsed = reportDefinitionSchema.safeParse(definition === null ? undefined : JSON.parse(definition))
  return {
    id: idToText(id),
    name: name ?? '',
    question: question ?? '',
    base: base ?? '',
    private: row.private === 1,
    definition: parsed.data,
  }
}

const columns = 'id, name, question, base, private, definition'

/** All the reader may see, by name. */
export const storedReports = (conn: Connection): Stored[] =>
  allRows<StoredRow>(conn, `SELECT ${columns} FROM visibleReport ORDER BY sortKey, rowId`).map(read)

/** By identity, else by name: one's own before another's. */
export function storedReport({ conn, actor }: Pick<Ctx, 'conn' | 'actor'>, name: string): Stored | undefined {
  const [row] = allRows<StoredRow>(
    conn,
    `SELECT ${columns} FROM visibleReport WHERE id = ? OR name = ? ORDER BY (id = ?) DESC, (ownerId IS ?) DESC, rowId LIMIT 1`,
    textToId(name) ?? null,
    name,
    textToId(name) ?? null,
    actor.rowId,
  )
  return row && read(row)
}

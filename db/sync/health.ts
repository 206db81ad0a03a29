/** How a database does on this computer: what it takes up, and when it was last copied to safety. Looks at files, not at the hub. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Connection, getRow } from '../core/connection.ts'
import { companionFolder } from '../core/migrate.ts'
import { searchFile } from '../core/search/search.ts'
import { visibleName } from '../core/visible.ts'
import type { SyncHealth } from '../shared/sync.ts'

/** More are not counted one by one while somebody waits. */
const MOST_FILES = 20_000

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** Files in a folder and below; none where there is no folder. */
function filesIn(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
}

function totalOf(folder: string): number | null {
  const files = filesIn(folder)
  if (files.length > MOST_FILES) return null
  let total = 0
  for (const file of files) {
    const found = statSync(file, { throwIfNoEntry: false })
    if (found?.isFile()) total += found.size
  }
  return total
}

interface ReportRow {
  readonly name: string | null
  readonly endedAt: number
  readonly error: string | null
}

/** Runs stay on the computer that made them, so this one alone can tell. */
function lastReport(conn: Connection): SyncHealth['lastReport'] {
  const row = getRow<ReportRow>(
    conn,
    `SELECT s.displayName AS name, r.endedAt, r.error FROM main.reportRun r
     JOIN ${visibleName('reportSchedule')} s ON s.id = r.schedule WHERE r.endedAt IS NOT NULL ORDER BY r.endedAt DESC LIMIT 1`,
  )
  if (!row) return null
  return { name: row.name ?? '', at: new Date(row.endedAt).toISOString(), failed: row.error !== null }
}

export function healthOf(conn: Connection): SyncHealth {
  const { file } = conn
  const folder = companionFolder(file)
  const backups = filesIn(join(folder, 'backups'))
  const newest = Math.max(0, ...backups.map((one) => statSync(one, { throwIfNoEntry: false })?.mtimeMs ?? 0))
  return {
    database: sizeOf(file) + sizeOf(`${file}-wal`),
    search: sizeOf(searchFile(file)),
    attachments: totalOf(join(folder, 'attachments')),
    backups: totalOf(join(folder, 'backups')) ?? 0,
    lastBackup: newest > 0 ? new Date(newest).toISOString() : null,
    lastReport: lastReport(conn),
  }
}

/**
 * `db check`: does the file hold together, and do the derived data agree with what people wrote? `rebuild` makes derived
 * data anew; it never touches what people wrote.
 */

import type { Entity } from '../shared/entity.ts'
import { allEntities } from '../shared/registry.ts'
import { recomputeCanonical } from './canonical.ts'
import { allRows, type Connection, getRow } from './connection.ts'
import { pointsOf, type Row, titleOf } from './derive.ts'
import { rebuildLastDates, wrongLastDates } from './lastDates.ts'
import { rebuildAmounts, wrongAmounts } from './lineAmounts.ts'
import { planOf } from './plan.ts'
import { rebuildTotals, wrongTotals } from './quoteTotals.ts'
import { removeIndex } from './search/indexFile.ts'
import { searchFile } from './search/search.ts'
import { rebuildClocks, wrongClocks } from './tickets/clocks.ts'
import { placeTimeSql } from './timelineLinks.ts'
import { inTransaction } from './transaction.ts'

export interface Finding {
  /** `integrity`, `log`, `reference`, `title`, `points`, `timeline`, `canonical`, `lastDates`, `clocks`, `totals` */
  readonly kind: string
  readonly entity?: string
  readonly count: number
  readonly detail?: string
}
export interface CheckReport {
  readonly ok: boolean
  readonly findings: readonly Finding[]
  readonly rebuilt: boolean
  readonly records: number
}

export function checkDatabase(conn: Connection, options: { rebuild: boolean }): CheckReport {
  const findings: Finding[] = [...integrity(conn), ...logFindings(conn)]
  let records = 0
  for (const entity of allEntities()) {
    records += getRow<{ n: number }>(conn, `SELECT count(*) AS n FROM "${entity.name}"`)?.n ?? 0
    findings.push(...references(conn, entity))
  }
  if (options.rebuild) {
    inTransaction(conn, () => rebuildAll(conn))
    removeIndex(searchFile(conn.file))
  } else for (const entity of allEntities()) findings.push(...derivedFindings(conn, entity))
  return { ok: findings.length === 0, findings, rebuilt: options.rebuild, records }
}

function integrity(conn: Connection): Finding[] {
  const rows = conn.db.pragma('integrity_check(20)') as { integrity_check: string }[]
  if (rows.length === 1 && rows[0]?.integrity_check === 'ok') return []
  return rows.map((row) => ({ kind: 'integrity', count: 1, detail: row.integrity_check }))
}

/** Every change belongs to a committed transaction, every transaction to an operation. */
function logFindings(conn: Connection): Finding[] {
  const orphans = getRow<{ n: number }>(
    conn,
    `SELECT (SELECT count(*) FROM change c WHERE NOT EXISTS (SELECT 1 FROM tx t WHERE t.rowId = c.txId))
          + (SELECT count(*) FROM tx t WHERE NOT EXISTS (SELECT 1 FROM op o WHERE o.rowId = t.opId)) AS n`,
  )
  return orphans?.n ? [{ kind: 'log', count: orphans.n }] : []
}

function references(conn: Connection, entity: Entity): Finding[] {
  const findings: Finding[] = []
  for (const field of planOf(entity).refs) {
    const to = field.name === 'mergedInto' ? entity.name : field.to
    const lost = getRow<{ n: number }>(
      conn,
      `SELECT count(*) AS n FROM "${entity.name}" r WHERE r.${field.name} IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM "${to}" t WHERE t.rowId = r.${field.name})`,
    )
    if (lost?.n) findings.push({ kind: 'reference', entity: entity.name, count: lost.n, detail: field.name })
  }
  return findings
}

const rowsOf = (conn: Connection, entity: Entity) =>
  conn.db.prepare(`SELECT * FROM "${entity.name}"`).iterate() as IterableIterator<Row & { rowId: number }>

function derivedFindings(conn: Connection, entity: Entity): Finding[] {
  const plan = planOf(entity)
  const hasPoint = conn.db.prepare(
    'SELECT 1 FROM contactPoint WHERE norm = ? AND kind = ? AND entity = ? AND rowId = ?',
  )
  let titles = 0
  let points = 0
  let pointCount = 0
  for (const row of rowsOf(conn, entity)) {
    const title = titleOf(plan, row)
    if (row.stub !== 1 && (title.displayName !== row.displayName || title.sortKey !== row.sortKey)) titles++
    const unique = new Set<string>()
    for (const column of row.deletedAt === null ? plan.pointColumns : []) {
      for (const point of pointsOf(plan, column, row[column])) {
        unique.add(`${point.kind}:${point.norm}`)
        if (!hasPoint.get(point.norm, point.kind, entity.id, row.rowId)) points++
      }
    }
    pointCount += unique.size
  }
  const stored =
    getRow<{ n: number }>(conn, 'SELECT count(*) AS n FROM contactPoint WHERE entity = ?', entity.id)?.n ?? 0
  const findings: Finding[] = []
  if (titles) findings.push({ kind: 'title', entity: entity.name, count: titles })
  if (points || stored !== pointCount) {
    findings.push({ kind: 'points', entity: entity.name, count: points + Math.abs(stored - pointCount) })
  }
  if (entity.name === 'contact') {
    const dates = wrongLastDates(conn)
    if (dates) findings.push({ kind: 'lastDates', entity: entity.name, count: dates })
  }
  if (entity.name === 'ticket') {
    const clocks = wrongClocks(conn)
    if (clocks) findings.push({ kind: 'clocks', entity: entity.name, count: clocks })
  }
  if (entity.name === 'quote') {
    const totals = wrongTotals(conn)
    if (totals) findings.push({ kind: 'totals', entity: entity.name, count: totals })
  }
  if (entity.name === 'opportunity') {
    const amounts = wrongAmounts(conn)
    if (amounts) findings.push({ kind: 'totals', entity: entity.name, count: amounts })
  }
  return [...findings, ...timelineFindings(conn, entity), ...canonicalFindings(conn, entity)]
}

/** The timeline an entity's rows should have, as a query of the same shape as the table. */
function timelineQuery(entity: Entity): string | undefined {
  const { timeline } = entity
  if (!timeline) return undefined
  return timeline.subjects
    .map((subject) => {
      const to = allEntities().find((other) => other.name === planOf(entity).fieldByName.get(subject)?.to)
      return `SELECT ${to?.id} AS subjectEntity, ${subject} AS subjectId, ${placeTimeSql(entity, 'r')} AS at, ${entity.id} AS entity, rowId
              FROM "${entity.name}" r WHERE ${subject} IS NOT NULL AND deletedAt IS NULL`
    })
    .join(' UNION ')
}

function timelineFindings(conn: Connection, entity: Entity): Finding[] {
  const query = timelineQuery(entity)
  if (!query) return []
  const stored = `SELECT subjectEntity, subjectId, at, entity, rowId FROM timeline WHERE entity = ${entity.id}`
  const wrong = getRow<{ n: number }>(
    conn,
    `SELECT (SELECT count(*) FROM (SELECT * FROM (${query}) EXCEPT ${stored})) + (SELECT count(*) FROM (${stored} EXCEPT SELECT * FROM (${query}))) AS n`,
  )
  return wrong?.n ? [{ kind: 'timeline', entity: entity.name, count: wrong.n }] : []
}

function canonicalFindings(conn: Connection, entity: Entity): Finding[] {
  const wrong = getRow<{ n: number }>(
    conn,
    `SELECT count(*) AS n FROM "${entity.name}" WHERE (mergedInto IS NULL AND canonicalId IS NOT rowId) OR canonicalId IS NULL`,
  )
  return wrong?.n ? [{ kind: 'canonical', entity: entity.name, count: wrong.n }] : []
}

function rebuildAll(conn: Connection): void {
  conn.db.exec('DELETE FROM contactPoint; DELETE FROM timeline')
  for (const entity of allEntities()) rebuild(conn, entity)
  rebuildLastDates(conn)
  rebuildClocks(conn)
  rebuildTotals(conn)
  rebuildAmounts(conn)
}

function rebuild(conn: Connection, entity: Entity): void {
  const plan = planOf(entity)
  const point = conn.db.prepare(
    'INSERT OR IGNORE INTO contactPoint(norm, kind, entity, rowId) VALUES(?, ?, ?, ?)',
  )
  const title = conn.db.prepare(
    `UPDATE "${entity.name}" SET displayName = ?, sortKey = ?, canonicalId = rowId WHERE rowId = ?`,
  )
  const rowIds = allRows<{ rowId: number }>(conn, `SELECT rowId FROM "${entity.name}"`)
  const select = conn.db.prepare(`SELECT * FROM "${entity.name}" WHERE rowId = ?`)
  const merged: number[] = []
  for (const { rowId } of rowIds) {
    const row = select.get(rowId) as Row
    const derived = titleOf(plan, row)
    title.run(derived.displayName, derived.sortKey, rowId)
    for (const column of row.deletedAt === null ? plan.pointColumns : []) {
      for (const { norm, kind } of pointsOf(plan, column, row[column]))
        point.run(norm, kind, entity.id, rowId)
    }
    if (row.mergedInto !== null) merged.push(rowId)
  }
  for (const rowId of merged) recomputeCanonical(conn, entity, rowId)
  const query = timelineQuery(entity)
  if (query)
    conn.db.exec(`INSERT OR IGNORE INTO timeline(subjectEntity, subjectId, at, entity, rowId) ${query}`)
}

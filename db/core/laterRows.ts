/**
 * What is put off while many new rows are written: log, contact points and timeline, written together at the end in the
 * order of their indexes, so that a page of an index that a thousand rows belong on is touched once.
 */
import { entityNamed } from '../shared/registry.ts'
import type { Connection } from './connection.ts'
import type { ContactPoint } from './derive.ts'
import type { Plan } from './plan.ts'
import { placeTimeSql } from './timelineLinks.ts'
import type { Stamp } from './versions.ts'

/** One statement for all is half the price of one each. */
export const insertPoints = `INSERT OR IGNORE INTO contactPoint(norm, kind, entity, rowId)
  SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?) ORDER BY 1`

export class LaterRows {
  readonly #born: Stamp | undefined
  #points: [norm: string, kind: number, entity: number, rowId: number][] = []
  /** First and last of runs of new rows. */
  #ranges = new Map<Plan, [from: number, to: number][]>()

  /** @param born What all of it was made by, where another device made it */
  constructor(born: Stamp | undefined) {
    this.#born = born
  }

  add(plan: Plan, rowId: number, points: readonly ContactPoint[]): void {
    for (const { norm, kind } of points) this.#points.push([norm, kind, plan.entity.id, rowId])
    const pairs = this.#ranges.get(plan)
    const last = pairs?.at(-1)
    if (last?.[1] === rowId - 1) last[1] = rowId
    else if (pairs) pairs.push([rowId, rowId])
    else this.#ranges.set(plan, [[rowId, rowId]])
  }

  /** Writes what has gathered, and begins again. */
  write(conn: Connection, txId: number): void {
    const [points, ranges, born] = [this.#points, this.#ranges, this.#born]
    this.#points = []
    this.#ranges = new Map()
    for (const [plan, pairs] of ranges) {
      for (const [from, to] of pairs) {
        conn.prepare(insertChanges(plan)).run(txId, plan.entity.id, from, to)
        if (born)
          conn.prepare(insertBorn(plan)).run(plan.entity.id, born.hlc, born.stream, born.seq, from, to)
        for (const sql of insertTimelines(plan)) conn.prepare(sql).run(from, to)
      }
    }
    if (points.length > 0) conn.prepare(insertPoints).run(JSON.stringify(points))
  }
}

const insertChanges = ({ entity }: Plan): string =>
  `INSERT INTO change(txId, entity, rowId, before) SELECT ?, ?, rowId, NULL FROM "${entity.name}" WHERE rowId BETWEEN ? AND ?`

/** The stamp every register of a new row starts from (registers.ts: ROW). */
const insertBorn = ({ entity }: Plan): string =>
  `INSERT OR REPLACE INTO clock(entity, rowId, field, hlc, stream, seq) SELECT ?, rowId, '*', ?, ?, ? FROM "${entity.name}" WHERE rowId BETWEEN ? AND ?`

const insertTimelines = ({ entity, fieldByName }: Plan): string[] =>
  (entity.timeline?.subjects ?? []).map(
    (subject) =>
      `INSERT OR IGNORE INTO timeline(subjectEntity, subjectId, at, entity, rowId)
       SELECT ${entityNamed(fieldByName.get(subject)?.to ?? '').id}, ${subject}, ${placeTimeSql(entity, 'r')}, ${entity.id}, rowId
       FROM "${entity.name}" r WHERE rowId BETWEEN ? AND ? AND ${subject} IS NOT NULL ORDER BY 2, 3`,
  )

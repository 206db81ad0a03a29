/**
 * Conflicts as people see them: what two of them wrote to the same place without knowing of each other, one version shown and
 * the others kept. Read through the views, so that nobody hears of what they may not see.
 */

import { hlcTime } from '../core/clock.ts'
import type { Actor, Connection } from '../core/connection.ts'
import { allRows, getMeta, getRow } from '../core/connection.ts'
import { customFieldsOf } from '../core/customFields.ts'
import { tombstoneOf } from '../core/liveness.ts'
import { type Plan, planOf } from '../core/plan.ts'
import {
  columnsWith,
  currentValue,
  DELETED,
  isContent,
  keysOf,
  ROW,
  registerName,
} from '../core/registers.ts'
import { refusalOf } from '../core/rights.ts'
import { columnOf } from '../core/rowWriter.ts'
import { straysOf } from '../core/strays.ts'
import { clockOf, noteClosed, Registers, type Stamp, type Version } from '../core/versions.ts'
import { visibleName } from '../core/visible.ts'
import type { Write } from '../core/write.ts'
import type { Entity, Field } from '../shared/entity.ts'
import { isCustomName } from '../shared/entity.ts'
import { failure } from '../shared/errors.ts'
import { type DbValue, decodeField } from '../shared/fields.ts'
import { idToText, textToId } from '../shared/id.ts'
import { entityNamed, entityWithId } from '../shared/registry.ts'
import type { SyncConflict } from '../shared/sync.ts'

interface Place {
  readonly entity: Entity
  readonly rowId: number
  readonly id: Uint8Array
  readonly title: string | null
  readonly register: string
}

interface PlaceRow {
  readonly rowId: number
  readonly id: Uint8Array
  readonly title: string | null
  readonly register: string
}

/** When and by whom a record was made that two made alike: nothing to choose. */
const bookkept: ReadonlySet<string> = new Set(['6', '7'])

/** Entities some record of which may be in conflict. */
function kindsIn(conn: Connection): Entity[] {
  const kinds = new Set<Entity>()
  for (const table of ['sibling WHERE', 'syncStray WHERE', 'syncTombstone WHERE revived = 1 AND']) {
    for (let last = -1; ; ) {
      const next = `SELECT min(entity) AS id FROM ${table} entity > ?`
      const id = getRow<{ id: number | null }>(conn, next, last)?.id ?? null
      if (id === null) break
      last = id
      const entity = entityWithId(id)
      if (entity) kinds.add(entity)
    }
  }
  return [...kinds]
}

/** Registers with more than one version, and records that outlived their deletion; of rows the reader sees. */
function places(conn: Connection, only?: { entity: Entity; rowId?: number }): Place[] {
  const found: Place[] = []
  for (const entity of only ? [only.entity] : kindsIn(conn)) {
    // Settings are the program's to keep; the later one holds.
    if (entity.editedBy === 'none' && !entity.listed) continue
    const row = only?.rowId === undefined ? '' : ' AND v.rowId = ?'
    const rows = allRows<PlaceRow>(
      conn,
      `SELECT v.rowId, v.id, v.displayName AS title, s.field AS register FROM (SELECT DISTINCT rowId, field FROM main.sibling WHERE entity = ${entity.id}) s
       JOIN ${visibleName(entity)} v ON v.rowId = s.rowId WHERE TRUE${row}
       UNION SELECT v.rowId, v.id, v.displayName, '${DELETED}' FROM main.syncTombstone t JOIN ${visibleName(entity)} v ON v.rowId = t.rowId
       WHERE t.entity = ${entity.id} AND t.revived = 1${row}`,
      ...(only?.rowId === undefined ? [] : [only.rowId, only.rowId]),
    )
    for (const place of rows)
      if (isContent(place.register) && !bookkept.has(place.register)) found.push({ entity, ...place })
    found.push(...strayPlaces(conn, entity, rows, only?.rowId))
  }
  return found
}

/** Of records others were merged into: where somebody had gone on with those. */
function strayPlaces(
  conn: Connection,
  entity: Entity,
  known: readonly PlaceRow[],
  only: number | undefined,
): Place[] {
  const plan = planOf(entity)
  const seen = new Set(known.map(({ rowId, register }) => `${rowId} ${register}`))
  return straysOf(conn, plan, only).flatMap(({ winner, register }): Place[] => {
    const key = `${winner} ${register}`
    if (seen.has(key)) return []
    seen.add(key)
    const row = getRow<{ id: Uint8Array; title: string | null }>(
      conn,
      `SELECT id, displayName AS title FROM ${visibleName(entity)} WHERE rowId = ?`,
      winner,
    )
    return row ? [{ entity, rowId: winner, register, ...row }] : []
  })
}

/** What stands in a place: the record's own versions and those of records merged into it; nothing is shown first as empty. */
function standingIn(conn: Connection, registers: Registers, { entity, rowId, register }: Place): Version[] {
  const plan = planOf(entity)
  const own = registers.standing(plan, rowId, register)
  const strays = straysOf(conn, plan, rowId).filter((stray) => stray.register === register)
  if (!strays.length) return own
  const born = clockOf(conn, entity.id, rowId, ROW)
  const shown: Version[] = own.length || !born ? own : [{ ...born, value: null }]
  return [...shown, ...strays.map(({ version }) => version)]
}

/** The versions that say different things, the shown one first; fewer than two are no conflict. */
function versionsOf(conn: Connection, registers: Registers, place: Place): Version[] {
  const { entity, rowId, register } = place
  const plan = planOf(entity)
  const standing = standingIn(conn, registers, place)
  if (register === DELETED) return deletionOf(conn, plan, rowId, standing)
  const [shown, ...others] = standing
  if (!shown) return []
  const values = new Set([JSON.stringify(shown.value)])
  const different = others.filter(({ value }) => {
    const text = JSON.stringify(value)
    if (values.has(text)) return false
    values.add(text)
    return true
  })
  return [shown, ...different]
}

/** Somebody deleted what somebody else went on writing: it is shown, and can be deleted after all. */
function deletionOf(conn: Connection, plan: Plan, rowId: number, standing: readonly Version[]): Version[] {
  const tombstone = tombstoneOf(conn, plan.entity.id, rowId)
  const deletion = standing.find(({ value }) => typeof value === 'number')
  if (!tombstone || !deletion) return []
  const latest = getRow<Stamp>(
    conn,
    `SELECT hlc, stream, seq FROM clock WHERE entity = ? AND rowId = ? AND field <> '${DELETED}' ORDER BY hlc DESC LIMIT 1`,
    plan.entity.id,
    rowId,
  )
  return latest ? [{ ...latest, value: null }, deletion] : []
}

/** A choice that is not derived yet (core/outbox.ts) has closed its conflict all the same. */
function isAnswered(conn: Connection, { entity, rowId, register }: Place): boolean {
  const pending = allRows<{ before: string | null }>(
    conn,
    `SELECT c.before FROM change c JOIN tx t ON t.rowId = c.txId JOIN op o ON o.rowId = t.opId
     WHERE c.entity = ? AND c.rowId = ? AND t.rowId > ? AND t.remote IS NULL AND o.state <> 'undone' AND o.source <> 'undo'`,
    entity.id,
    rowId,
    Number(getMeta(conn, 'syncDerivedTx') ?? 0),
  )
  const keys = keysOf(planOf(entity), register)
  return pending.some(({ before }) => {
    const changed = JSON.parse(before ?? '{}') as Record<string, unknown>
    const confirmed: unknown = changed['!']
    return (Array.isArray(confirmed) && confirmed.includes(register)) || keys.some((key) => key in changed)
  })
}

function open(
  conn: Connection,
  only?: { entity: Entity; rowId?: number },
): { place: Place; versions: Version[] }[] {
  const registers = new Registers(conn)
  return places(conn, only).flatMap((place) => {
    const versions = versionsOf(conn, registers, place)
    return versions.length > 1 && !isAnswered(conn, place) ? [{ place, versions }] : []
  })
}

export const countConflicts = (conn: Connection): number => open(conn).length

const authorSql = `SELECT u.displayName AS user, d.name AS device, t.at FROM tx t JOIN op o ON o.rowId = t.opId
  LEFT JOIN user u ON u.rowId = o.userId LEFT JOIN device d ON d.rowId = o.deviceId WHERE t.stream = ? AND t.seq = ?`

const versionText = ({ stream, seq }: Stamp): string => `${stream}.${seq}`

/** What the write path will say, asked before anybody chooses. */
function mayChoose(
  conn: Connection,
  actor: Actor,
  { entity, rowId, register }: Place,
  chosen: DbValue,
): boolean {
  const plan = planOf(entity)
  const columns = keysOf(plan, register).map((key) => [columnOf(plan, key) ?? key, chosen] as const)
  return !conn.readOnly && refusalOf(conn, actor, entity, rowId, Object.fromEntries(columns)) === undefined
}

export function listConflicts(
  conn: Connection,
  actor: Actor,
  options: { readonly entity?: string | undefined; readonly id?: string | undefined; readonly limit: number },
): { total: number; conflicts: SyncConflict[] } {
  const entity = options.entity === undefined ? undefined : entityNamed(options.entity)
  const row =
    entity && options.id !== undefined
      ? getRow<{ rowId: number }>(
          conn,
          `SELECT rowId FROM ${visibleName(entity)} WHERE id = ?`,
          textToId(options.id),
        )
      : undefined
  if (entity && options.id !== undefined && !row) return { total: 0, conflicts: [] }
  const found = open(conn, entity && { entity, ...(row && { rowId: row.rowId }) })
  const conflicts = found.slice(0, options.limit).map(({ place, versions }): SyncConflict => {
    const plan = planOf(place.entity)
    return {
      entity: place.entity.name,
      id: idToText(place.id),
      title: place.title,
      field: fieldName(plan, place.register),
      register: place.register,
      mayChoose: mayChoose(conn, actor, place, versions[1]?.value ?? null),
      values: versions.map((version) => {
        const author = getRow<{ user: string | null; device: string | null; at: number }>(
          conn,
          authorSql,
          version.stream,
          version.seq,
        )
        return {
          version: versionText(version),
          value: jsonSafe(shownValue(conn, plan, place.register, version.value)),
          user: author?.user ?? null,
          device: author?.device ?? null,
          at: new Date(author?.at ?? hlcTime(version.hlc)).toISOString(),
        }
      }),
    }
  })
  return { total: found.length, conflicts }
}

/** Stored JSON and scalars only, so nothing is lost. */
const jsonSafe = (
  value: unknown,
): null | boolean | number | string | Jsonish[] | { [key: string]: Jsonish } =>
  JSON.parse(JSON.stringify(value ?? null)) as Jsonish
type Jsonish = null | boolean | number | string | Jsonish[] | { [key: string]: Jsonish }

function fieldName(plan: Plan, register: string): string {
  const { key, part, group } = registerName(register)
  const name = columnOf(plan, group === undefined ? key : (keysOf(plan, register)[0] ?? key)) ?? register
  return part === undefined ? name : `${name}.${part}`
}

function shownValue(conn: Connection, plan: Plan, register: string, value: DbValue): unknown {
  const { key, part, group } = registerName(register)
  if (group !== undefined) {
    const values = typeof value === 'string' ? (JSON.parse(value) as Record<string, DbValue>) : {}
    return Object.fromEntries(
      keysOf(plan, register).map((one) => [
        columnOf(plan, one) ?? one,
        decoded(conn, plan, one, values[one] ?? null),
      ]),
    )
  }
  if (part === undefined) return decoded(conn, plan, key, value)
  if (value === null) return null
  const isTag = plan.fieldByName.get(columnOf(plan, key) ?? '')?.kind === 'tags'
  return isTag ? part : (JSON.parse(String(value)) as unknown)
}

function decoded(conn: Connection, plan: Plan, key: string, value: DbValue): unknown {
  const column = columnOf(plan, key) ?? key
  const field: Field | undefined = isCustomName(column)
    ? customFieldsOf(conn, plan.entity).find(({ name }) => name === column)
    : plan.fieldByName.get(column)
  if (!field) return value
  if (field.kind !== 'ref') return decodeField(field, value)
  if (typeof value !== 'number') return null
  const to = field.name === 'mergedInto' ? plan.entity.name : (field.to ?? '')
  const row = getRow<{ id: Uint8Array; name: string | null }>(
    conn,
    `SELECT r.id, v.displayName AS name FROM main."${to}" r LEFT JOIN ${visibleName(to)} v ON v.rowId = r.canonicalId WHERE r.rowId = ?`,
    value,
  )
  return row ? { id: idToText(row.id), name: row.name } : null
}

export interface Choice {
  readonly entity: string
  readonly id: string
  readonly register: string
  readonly version: string
}

/** Takes a version. An ordinary write, so that it is undone, sent and shown like any other. @throws AppError Conflict `noConflict` */
export function takeVersion(write: Write, { entity: name, id, register, version }: Choice): void {
  const { conn } = write
  const entity = entityNamed(name)
  const row = getRow<{ rowId: number }>(
    conn,
    `SELECT rowId FROM ${visibleName(entity)} WHERE id = ?`,
    textToId(id),
  )
  const found =
    row && open(conn, { entity, rowId: row.rowId }).find(({ place }) => place.register === register)
  const chosen = found?.versions.find((one) => versionText(one) === version)
  if (!row || !found || !chosen) throw failure('Conflict', 'noConflict')
  const plan = planOf(entity)
  const current = (key: string): DbValue => currentValue(conn, plan, row.rowId, key)
  // That a record lives is nobody's version; that it was deleted is.
  for (const one of found.versions)
    if (register !== DELETED || one.value !== null) noteClosed(conn, plan, row.rowId, register, one, write.at)
  write.confirm(entity, row.rowId, [register])
  write.set(
    entity,
    row.rowId,
    columnsWith(conn, plan, row.rowId, new Map([[register, chosen.value]]), current),
  )
}

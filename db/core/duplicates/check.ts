/** Whether what somebody is typing is here already. */

import {
  highestScore,
  isOfHouse,
  isWorthScoring,
  type Level,
  type MayShare,
  type Profile,
  type Reason,
  type Sketch,
  scorePair,
} from '../../shared/duplicates/score.ts'
import type { Entity } from '../../shared/entity.ts'
import { idToText, textToId } from '../../shared/id.ts'
import { type Connection, getRow } from '../connection.ts'
import { pluck } from '../lookup/statements.ts'
import { type KeyIndex, keyIndexOf, type Pause } from './keyIndex.ts'
import { addressHash, type KeyRow } from './keys.ts'
import { listIn, Profiles, pointKey, typedProfile } from './profiles.ts'
import { sharersOf } from './scan.ts'
import { addressNumber, birthdayNumber } from './traits.ts'

export interface Twin {
  readonly id: string
  readonly displayName: string
  readonly level: Level
  readonly score: number
  readonly because: readonly Reason[]
}

/** Of one key: looked at whatever else they share, and looked through for those that share two. */
const PER_KEY = { few: 12, many: 2_000 }
const MOST = 40
const SHOWN = 5

/** Records that look like the one typed, the likeliest first. `id`: the record itself, when it is stored already. */
export async function twinsOf(
  conn: Connection,
  entity: Entity,
  data: Readonly<Record<string, unknown>>,
  id: string | undefined,
  pause: Pause,
): Promise<Twin[]> {
  const index = keyIndexOf(conn, entity)
  await index.ready(pause, { names: true })
  const company = companyOf(conn, data.companyId)
  const profile = typedProfile(conn, entity, company ? { ...data, company: company.name } : data)
  const profiles = new Profiles(conn, entity, MOST)
  const frequencies = { names: index.count, points: sharersOf(conn, entity, index) }
  const twins: Twin[] = []
  for (const rowId of worthReading(conn, entity, index, profile, keysOf(profile, data, company?.rowId))) {
    const candidate = profiles.of(rowId)
    if (!candidate || idToText(candidate.id) === id) continue
    const { score, level, because } = scorePair(profile, candidate.profile, frequencies)
    if (level)
      twins.push({ id: idToText(candidate.id), displayName: candidate.displayName, level, score, because })
  }
  return twins.sort((a, b) => b.score - a.score).slice(0, SHOWN)
}

/** Rows that meet the profile under a key and may be it, as far as can be said without reading them: the likeliest first. */
function worthReading(
  conn: Connection,
  entity: Entity,
  index: KeyIndex,
  profile: Profile,
  keys: KeyRow,
): readonly number[] {
  const mail = new Set<number>()
  const phone = new Map<number, 'own' | 'house'>()
  const rows = new Set<number>()
  for (const point of profile.points.keys()) {
    const { kind, norm } = pointKey(point)
    const isPhone = point.startsWith('phone:')
    const found = isPhone
      ? [...index.withPhone(norm, PER_KEY.many)]
      : pluck(
          conn,
          `SELECT rowId FROM contactPoint WHERE norm = ? AND kind = ? AND entity = ? LIMIT ${PER_KEY.many}`,
          norm,
          kind,
          entity.id,
        )
    for (const rowId of found.slice(0, PER_KEY.few)) rows.add(rowId)
    for (const rowId of found)
      if (!isPhone) mail.add(rowId)
      else if (phone.get(rowId) !== 'own') phone.set(rowId, isOfHouse(found.length) ? 'house' : 'own')
  }
  const reached = new Set([...mail, ...phone.keys()])
  for (const rowId of index.candidates(keys, reached, PER_KEY.few, PER_KEY.many)) rows.add(rowId)
  if (entity.title.from !== 'person') return [...rows].slice(0, MOST)
  const sketch: Sketch = {
    name: profile.name,
    company: keys.companyId ?? 0,
    birthday: birthdayNumber(keys.birthday),
    address: addressNumber(keys.addresses),
  }
  const worth: { rowId: number; highest: number }[] = []
  for (const rowId of rows) {
    const may: MayShare = {
      mail: mail.has(rowId),
      phone: phone.get(rowId) ?? 'none',
      taxId: keys.taxId !== '',
    }
    const highest = highestScore(sketch, index.sketch(rowId), may, index.count)
    if (isWorthScoring(highest, 'possible')) worth.push({ rowId, highest })
  }
  return worth
    .sort((a, b) => b.highest - a.highest)
    .slice(0, MOST)
    .map(({ rowId }) => rowId)
}

function companyOf(conn: Connection, id: unknown): { rowId: number; name: string } | undefined {
  if (typeof id !== 'string') return undefined
  const row = getRow<{ rowId: number; name: string | null }>(
    conn,
    'SELECT v.rowId, v.displayName AS name FROM main.company r JOIN visibleCompany v ON v.rowId = r.canonicalId WHERE r.id = ?',
    textToId(id),
  )
  return row && { rowId: row.rowId, name: row.name ?? '' }
}

/** What the profile would be found under, were it stored. */
function keysOf(
  { name, title, birthday, taxId, hosts }: Profile,
  data: Readonly<Record<string, unknown>>,
  companyId: number | undefined,
): KeyRow {
  const middle = typeof data.middleName === 'string' ? data.middleName.trim() : ''
  return {
    given: middle && name.given.endsWith(` ${middle}`) ? name.given.slice(0, -middle.length - 1) : name.given,
    family: name.family,
    nickname: name.nickname,
    title,
    companyId: companyId ?? null,
    birthday,
    taxId,
    addresses: listIn(data.addresses).map(addressHash),
    hosts: [...hosts],
  }
}

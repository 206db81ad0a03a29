/** Whether what somebody is typing is here already. */

import { type Level, type Profile, type Reason, scorePair } from '../../shared/duplicates/score.ts'
import type { Entity } from '../../shared/entity.ts'
import { idToText, textToId } from '../../shared/id.ts'
import { stripCompanyForm } from '../../shared/text/companyForms.ts'
import { type Connection, getRow } from '../connection.ts'
import { pluck } from '../lookup/statements.ts'
import { keyIndexOf, type Pause } from './keyIndex.ts'
import { Profiles, pointKey, typedProfile } from './profiles.ts'
import { sharersOf } from './scan.ts'

export interface Twin {
  readonly id: string
  readonly displayName: string
  readonly level: Level
  readonly score: number
  readonly because: readonly Reason[]
}

const PER_KEY = 12
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
  await index.ready(pause)
  const companyId = companyOf(conn, data.companyId)
  const named = companyId && { ...data, company: stripCompanyForm(companyId.name) }
  const profile = typedProfile(conn, entity, named ?? data)
  const rows = new Set<number>()
  for (const point of profile.points.keys()) {
    const { kind, norm } = pointKey(point)
    if (point.startsWith('phone:')) {
      for (const rowId of index.withPhone(norm, PER_KEY)) rows.add(rowId)
      continue
    }
    const found = pluck(
      conn,
      `SELECT rowId FROM contactPoint WHERE norm = ? AND kind = ? AND entity = ? LIMIT ${PER_KEY}`,
      norm,
      kind,
      entity.id,
    )
    for (const rowId of found) rows.add(rowId)
  }
  for (const rowId of index.candidates(keysRow(profile, companyId?.rowId ?? null), PER_KEY)) {
    if (rows.size >= MOST) break
    rows.add(rowId)
  }
  const profiles = new Profiles(conn, entity, MOST)
  const frequencies = { names: index.count, points: sharersOf(conn, entity, index) }
  const twins: Twin[] = []
  for (const rowId of rows) {
    const candidate = profiles.of(rowId)
    if (!candidate || idToText(candidate.id) === id) continue
    const { score, level, because } = scorePair(profile, candidate.profile, frequencies)
    if (level)
      twins.push({ id: idToText(candidate.id), displayName: candidate.displayName, level, score, because })
  }
  return twins.sort((a, b) => b.score - a.score).slice(0, SHOWN)
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

const keysRow = (profile: Profile, companyId: number | null) => ({
  given: profile.name.given,
  middle: '',
  family: profile.name.family,
  nickname: profile.name.nickname,
  title: profile.title,
  companyId,
  birthday: profile.birthday,
  taxId: profile.taxId,
  addresses: profile.addresses,
  hosts: [...profile.hosts],
})

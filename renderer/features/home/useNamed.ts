/** Records by identity, as a short list shows them: name, and what stands under it. Those gone from sight are left out. */
import { useRead } from '../../data/hooks.ts'
import type { Seen } from './recent.ts'

export interface Named extends Seen {
  readonly name: string
  readonly detail: string
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export function useNamed(records: readonly Seen[]): readonly Named[] {
  const contacts = useKind('contact', records)
  const companies = useKind('company', records)
  const found = new Map([...contacts, ...companies].map((record) => [record.id, record]))
  return records.flatMap(({ entity, id }) => {
    const record = found.get(id)
    if (!record || (record.trashedAt ?? null) !== null) return []
    const refs = Object(record.refs)
    const detail = [text(record.jobTitle), text(refs.companyId), text(record.industry)].filter(Boolean)
    return [{ entity, id, name: text(record.displayName), detail: detail.join(' · ') }]
  })
}

function useKind(entity: string, records: readonly Seen[]) {
  const ids = records.filter((record) => record.entity === entity).map((record) => record.id)
  const read = useRead(
    'record.getMany',
    { entity, ids },
    { depends: { on: [entity] }, enabled: ids.length > 0, keep: true },
  )
  return ids.length > 0 ? (read.data?.records ?? []) : []
}

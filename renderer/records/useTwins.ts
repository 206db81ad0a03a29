/** Records that may be the one being made: the same phone, e-mail or web address, the same name of a company. */
import { useEffect, useState } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import type { Filter } from '#db/shared/filter.ts'
import { stripCompanyForm } from '#db/shared/text/companyForms.ts'
import { fold } from '#db/shared/text/fold.ts'
import { useRead } from '../data/hooks.ts'

const SETTLE_MS = 250
const AT_MOST = 5
/** Shorter than this, a number or an address is still being typed. */
const SHORTEST = 5

const values = (value: unknown): string[] =>
  (Array.isArray(value) ? value : []).flatMap((element) => {
    const text: unknown = Object(element).value
    return typeof text === 'string' && text.trim().length >= SHORTEST ? [text.trim()] : []
  })

/** What a twin would have in common; undefined while there is nothing to go by. */
function likeness(entity: Entity, data: Readonly<Record<string, unknown>>): Filter | undefined {
  const same: Filter[] = entity.fields
    .filter((field) => field.elements === 'phone' || field.elements === 'email')
    .flatMap((field) =>
      values(data[field.name]).map((value) => ({ field: field.name, op: 'is' as const, value })),
    )
  return same.length > 0 ? { or: same } : undefined
}

/** The name a twin would go by; people share names, organisations do not. */
function nameOf(entity: Entity, data: Readonly<Record<string, unknown>>): string {
  if (entity.title.from !== 'organisation') return ''
  const name = data[entity.title.field]
  return typeof name === 'string' ? name.trim() : ''
}

export interface Twin {
  readonly id: string
  readonly name: string
}

export function useTwins(entity: Entity, data: Readonly<Record<string, unknown>>): readonly Twin[] {
  const filter = useSettled(JSON.stringify(likeness(entity, data) ?? null))
  const name = useSettled(nameOf(entity, data))
  const asked: Filter | null = JSON.parse(filter)
  const reached = useRead(
    'record.list',
    { entity: entity.name, ...(asked && { filter: asked }), limit: AT_MOST },
    { depends: { on: [entity.name] }, enabled: asked !== null },
  ).data
  const called = useRead(
    'search.run',
    { text: name, entity: entity.name, limit: AT_MOST },
    { depends: { on: [entity.name] }, enabled: name !== '' },
  ).data
  const twins = new Map<string, Twin>()
  if (asked !== null)
    for (const row of reached?.rows ?? [])
      twins.set(row.id, { id: row.id, name: String(row.displayName ?? '') })
  for (const hit of called?.hits ?? [])
    if (fold(stripCompanyForm(hit.title)) === fold(stripCompanyForm(name)))
      twins.set(hit.id, { id: hit.id, name: hit.title })
  return [...twins.values()]
}

/** The value once it has not changed for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

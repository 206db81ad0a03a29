/** Going to a record of any entity: those with a section of their own have a page. */
import { extraEntities } from '#db/shared/extraEntities.ts'
import { findEntity } from '#db/shared/registry.ts'
import { go, type Route } from '../state/route.ts'

/** Entities whose records are shown on pages; their domain is the section. */
const paged: ReadonlySet<string> = new Set([
  'contact',
  'company',
  'group',
  'ticket',
  'article',
  'opportunity',
  'product',
  'quote',
  'campaign',
  ...extraEntities.map(({ name }) => name),
])

export const hasPage = (entity: string): boolean => paged.has(entity)

export function routeOf(entity: string, id: string, full = false): Route | undefined {
  const domain = findEntity(entity)?.domain
  if (!domain || !hasPage(entity)) return undefined
  return { section: domain, id, ...(full && { full: true as const }) }
}

export function openRecord(entity: string, id: string): void {
  const route = routeOf(entity, id)
  if (route) go(route)
}

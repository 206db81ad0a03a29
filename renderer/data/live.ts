/** Turns change notices of the host into refetches: the only place that invalidates. */
import type { Query, QueryClient } from '@tanstack/react-query'
import type { Changed } from '#db/shared/wire.ts'
import type { Depends } from './hooks.ts'
import type { Port } from './port.ts'

const isDepends = (part: unknown): part is Depends =>
  typeof part === 'object' && part !== null && 'on' in part && Array.isArray(part.on)

/** Whether a change concerns a read. */
export function concerns(depends: Depends, changed: Changed): boolean {
  for (const [entity, ids] of Object.entries(changed.entities)) {
    if (!depends.on.includes(entity) && !depends.on.includes('*')) continue
    if (ids === 'many' || !depends.ids || depends.ids.some((id) => ids.includes(id))) return true
  }
  return false
}

function isConcerned(query: Query, changed: Changed): boolean {
  const depends = query.queryKey[1]
  return isDepends(depends) && concerns(depends, changed)
}

/** A first answer that is under way may be older than the change, and would be taken for fresh when it comes. */
function askAgainAfterFirst(client: QueryClient, query: Query): void {
  if (query.state.fetchStatus !== 'fetching' || query.state.data !== undefined) return
  void query.promise?.then(() => client.invalidateQueries({ queryKey: query.queryKey, exact: true }), ignore)
}

/** A first answer that failed is shown as a failure; there is nothing to make fresh. */
const ignore = (): undefined => undefined

/** Keeps the cache true until the returned function is called. After a host restart everything is asked again. */
export function keepLive(client: QueryClient, port: Port): () => void {
  const stopChanges = port.onChanged((changed) => {
    for (const query of client.getQueryCache().getAll())
      if (isConcerned(query, changed)) askAgainAfterFirst(client, query)
    void client.invalidateQueries({ predicate: (query) => isConcerned(query, changed) })
  })
  let wasLost = false
  const stopState = port.onState((state) => {
    if (state === 'lost') wasLost = true
    if (state === 'connected' && wasLost) {
      wasLost = false
      void client.invalidateQueries()
    }
  })
  return () => {
    stopChanges()
    stopState()
  }
}

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

const isUnderWay = ({ state }: Query): boolean => state.fetchStatus === 'fetching'

/** Reads that are under way and will be asked again: once, however many changes come meanwhile. */
const askedAgain = new WeakSet<Query>()

/**
 * An answer that is under way may be older than the change. It is shown when it comes, then asked for again: ending it
 * would leave a slow read without any answer for as long as an import goes on.
 */
function askAgain(client: QueryClient, query: Query): void {
  if (askedAgain.has(query)) return
  askedAgain.add(query)
  const again = (): void => {
    askedAgain.delete(query)
    void client.invalidateQueries({ queryKey: query.queryKey, exact: true })
  }
  query.promise?.then(again, again)
}

/** Keeps the cache true until the returned function is called. After a host restart everything is asked again. */
export function keepLive(client: QueryClient, port: Port): () => void {
  const stopChanges = port.onChanged((changed) => {
    const concerned = client.getQueryCache().findAll({ predicate: (query) => isConcerned(query, changed) })
    for (const query of concerned) if (isUnderWay(query)) askAgain(client, query)
    void client.invalidateQueries({ predicate: (query) => concerned.includes(query) && !isUnderWay(query) })
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

/** The palette's records: what the search finds anywhere, grouped by entity, as typed. */
import type { Output } from '#db/shared/contract.ts'
import { useRead } from '../data/hooks.ts'
import { call } from '../data/port.ts'
import { type Text, useHasText, useText } from '../i18n/I18nProvider.tsx'
import { reportFailure } from '../state/feedback.ts'
import { go } from '../state/route.ts'
import type { PaletteGroup, PaletteItem } from '../ui/overlay/Palette.tsx'
import { routeOf } from './open.ts'

type Hit = Output<'search.run'>['hits'][number]

const LIMIT = 20

export function useFoundRecords(query: string): { groups: readonly PaletteGroup[]; busy: boolean } {
  const t = useText()
  const has = useHasText()
  const text = query.trim()
  const { data, isFetching } = useRead(
    'search.run',
    { text, limit: LIMIT },
    { depends: { on: ['*'] }, enabled: text !== '', keep: true },
  )
  if (text === '' || !data) return { groups: [], busy: false }
  const groups = new Map<string, { id: string; label: string; items: PaletteItem[] }>()
  for (const hit of data.hits) {
    let group = groups.get(hit.entity)
    if (!group) {
      group = { id: hit.entity, label: t(`${hit.entity}.many`), items: [] }
      groups.set(hit.entity, group)
    }
    group.items.push({
      id: hit.id,
      label: hit.title,
      ...(hit.field !== null && { detail: hit.snippet }),
      onSelect: () => void open(hit, t, has),
    })
  }
  return { groups: [...groups.values()], busy: isFetching }
}

/** A note is shown on the page of the record it is about. */
async function open(hit: Hit, t: Text, has: (id: string) => boolean): Promise<void> {
  const route = routeOf(hit.entity, hit.id)
  if (route) return go(route)
  try {
    const record = await call('record.get', { entity: hit.entity, id: hit.id })
    if (typeof record.contactId === 'string') go({ section: 'contacts', id: record.contactId, full: true })
    else if (typeof record.companyId === 'string')
      go({ section: 'companies', id: record.companyId, full: true })
  } catch (failure) {
    reportFailure(failure, t, has)
  }
}

/** The records somebody looked at last, on this device, newest first. Kept by every window, shown on Home and in the palette. */
import { useEffect } from 'react'
import { create } from 'zustand'
import { allEntities } from '#db/shared/registry.ts'
import { call } from '../../data/port.ts'
import { useSettings } from '../../data/settings.ts'
import { hasPage } from '../../records/open.ts'
import { useRoute } from '../../state/route.ts'

export interface Seen {
  readonly entity: string
  readonly id: string
}

const KEY = 'home.recent'
const MOST = 30
/** Shorter than this is paging past. */
const LOOKED_AT_MS = 1_200

interface Recent {
  /** Undefined until it is known. */
  readonly records: readonly Seen[] | undefined
}
export const useRecent = create<Recent>()(() => ({ records: undefined }))

export function parseRecent(stored: unknown): readonly Seen[] {
  if (!Array.isArray(stored)) return []
  return stored.flatMap((each: unknown) => {
    const { entity, id } = Object(each)
    return typeof entity === 'string' && typeof id === 'string' ? [{ entity, id }] : []
  })
}

/** The one looked at now comes first, and stands there once. */
export const withSeen = (records: readonly Seen[], seen: Seen): readonly Seen[] =>
  [seen, ...records.filter((each) => each.id !== seen.id)].slice(0, MOST)

/** Another window may have added its own meanwhile, so what is stored is read again first. */
async function remember(seen: Seen): Promise<void> {
  const { device } = await call('settings.get', {})
  const records = withSeen(parseRecent(device[KEY]), seen)
  useRecent.setState({ records })
  const { readOnly } = await call('app.info', {})
  if (!readOnly)
    await call('settings.setLocal', { key: KEY, value: records.map(({ entity, id }) => ({ entity, id })) })
}

/** Notes what is looked at. Shows nothing itself. */
export function RecentTracker(): null {
  const { section, id } = useRoute()
  const settings = useSettings()
  const known = useRecent((state) => state.records !== undefined)
  useEffect(() => {
    if (settings && !known) useRecent.setState({ records: parseRecent(settings.device[KEY]) })
  }, [settings, known])
  useEffect(() => {
    const entity = allEntities().find(({ name, domain }) => domain === section && hasPage(name))?.name
    if (!entity || id === undefined) return
    const timer = setTimeout(() => {
      remember({ entity, id }).catch((error: unknown) => {
        console.error('what was looked at could not be kept', error)
      })
    }, LOOKED_AT_MS)
    return () => clearTimeout(timer)
  }, [section, id])
  return null
}

/** What the palette offers before a letter is typed: favourites and what was looked at last; then what is found. */
import { useText } from '../../i18n/I18nProvider.tsx'
import { openRecord } from '../../records/open.ts'
import { useFoundRecords } from '../../records/useFoundRecords.tsx'
import type { PaletteGroup, PaletteItem } from '../../ui/overlay/Palette.tsx'
import { useFavourites } from './favourites.tsx'
import { useRecent } from './recent.ts'
import { type Named, useNamed } from './useNamed.ts'

const AT_MOST = 6

export function usePaletteRecords(query: string): { groups: readonly PaletteGroup[]; busy: boolean } {
  const t = useText()
  const found = useFoundRecords(query)
  const favourites = useNamed((useFavourites() ?? []).slice(0, AT_MOST))
  const seen = useRecent((state) => state.records) ?? []
  const recent = useNamed(seen.slice(0, AT_MOST))
  if (query.trim() !== '') return found
  const groups = [
    { id: 'recent', label: t('home.recent'), items: recent.map((record) => itemOf('recent', record)) },
    {
      id: 'favourites',
      label: t('home.favourites'),
      items: favourites.map((record) => itemOf('favourite', record)),
    },
  ]
  return { groups: groups.filter(({ items }) => items.length > 0), busy: false }
}

const itemOf = (group: string, { entity, id, name, detail }: Named): PaletteItem => ({
  id: `${group} ${id}`,
  label: name,
  ...(detail && { detail }),
  onSelect: () => openRecord(entity, id),
})

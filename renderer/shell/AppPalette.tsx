/** The palette filled: sections and commands that can be done now, and whatever the search finds. */
import { type ReactNode, useState } from 'react'
import { type Command, commands, keysOf } from '#db/shared/commands.ts'
import { fold } from '#db/shared/text/fold.ts'
import { usePreferences, useText } from '../i18n/I18nProvider.tsx'
import { directionOf } from '../i18n/preferences.ts'
import { runCommand, useOffers } from '../state/commands.ts'
import { isMac, keyText } from '../state/keys.ts'
import { setPalette, useUi } from '../state/ui.ts'
import { Palette, type PaletteGroup, type PaletteItem } from '../ui/overlay/Palette.tsx'

interface Props {
  /** Records found for a query: a hook of whoever owns search. */
  readonly useFound?: (query: string) => { readonly groups: readonly PaletteGroup[]; readonly busy: boolean }
}

const nothingFound = { groups: [], busy: false }
const useNothing = (): typeof nothingFound => nothingFound

export function AppPalette({ useFound = useNothing }: Props): ReactNode {
  const open = useUi((state) => state.palette)
  return open ? <OpenPalette useFound={useFound} /> : null
}

function OpenPalette({ useFound }: Required<Props>): ReactNode {
  const t = useText()
  const { language } = usePreferences()
  const [query, setQuery] = useState('')
  const offers = useOffers((state) => state.offers)
  const found = useFound(query)
  const where = { isMac, isRtl: directionOf(language) === 'rtl' }
  const needle = fold(query)
  const items = commands.flatMap((command: Command): (PaletteItem & { readonly score: number })[] => {
    const possible = offers.find((offer) => offer.id === command.id)
    if (!possible || command.hiddenFromPalette || command.id === 'palette.open') return []
    const label = t(`command.${command.id}`)
    const score = matchScore(fold(label), needle)
    if (score === 0) return []
    const keys = keysOf(command, where)
    return [
      {
        id: command.id,
        label,
        ...(keys && { keys: keyText(keys) }),
        score,
        onSelect: () => runCommand(possible.id),
      },
    ]
  })
  const best = items.toSorted((a, b) => b.score - a.score)
  const groups: PaletteGroup[] = [
    ...found.groups,
    { id: 'commands', label: t('app.palette.commands'), items: best },
  ]
  return (
    <Palette
      open
      onClose={() => setPalette(false)}
      query={query}
      onQuery={setQuery}
      groups={groups}
      busy={found.busy}
    />
  )
}

/** 3 starts so, 2 a word starts so, 1 contains it, 0 does not match. */
export function matchScore(text: string, query: string): number {
  if (query === '') return 1
  if (text.startsWith(query)) return 3
  if (text.includes(` ${query}`)) return 2
  return text.includes(query) ? 1 : 0
}

/** Keeps Electron in step with the page: menu clicks become commands, menus know what can be done, language, theme. */
import { useEffect } from 'react'
import { commands } from '#db/shared/commands.ts'
import { native } from '../data/native.ts'
import { offeredIds, runCommand, useOffers } from '../state/commands.ts'
import { useUserPreferences } from '../state/preferences.ts'

/** `onLink`: a `samphan://` address was handed over. */
export function useNativeWindow(onLink: (address: string) => void): void {
  const language = useUserPreferences((state) => state.language)
  const theme = useUserPreferences((state) => state.colorScheme)

  useEffect(
    () =>
      native?.onCommand(({ id, argument }) => {
        if (id === 'link.open') onLink(argument ?? '')
        else runCommand(id)
      }),
    [onLink],
  )
  useEffect(() => {
    void native?.setLanguage(language)
  }, [language])
  useEffect(() => {
    void native?.setTheme(theme)
  }, [theme])
  useEffect(() => {
    const tell = (): void => {
      const possible = new Set<string>(offeredIds())
      void native?.setCommands(Object.fromEntries(commands.map(({ id }) => [id, possible.has(id)])))
    }
    // Screens come and go with many offers at once: one message after they have settled.
    let timer = setTimeout(tell, 0)
    const stop = useOffers.subscribe(() => {
      clearTimeout(timer)
      timer = setTimeout(tell, 50)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [])
}

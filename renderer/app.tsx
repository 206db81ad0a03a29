/** The window put together: which sections there are, which screen a route shows, who uses it and how they like it. */
import { IconListDetails } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useCallback, useEffect } from 'react'
import { extraEntities } from '#db/shared/extraEntities.ts'
import { initials, splitFullName } from '#db/shared/text/names.ts'
import { useRead } from './data/hooks.ts'
import { call } from './data/port.ts'
import { useSettings } from './data/settings.ts'
import { CompanyPage } from './features/companies/Page.tsx'
import { ContactPage } from './features/contacts/Page.tsx'
import { SettingsPage } from './features/settings/Page.tsx'
import { useHasText, useText } from './i18n/I18nProvider.tsx'
import { GenericPage } from './records/GenericPage.tsx'
import { useFoundRecords } from './records/useFoundRecords.tsx'
import { AppPalette } from './shell/AppPalette.tsx'
import { Providers } from './shell/Providers.tsx'
import { Shell } from './shell/Shell.tsx'
import { StatusBar } from './shell/StatusBar.tsx'
import { sectionsOf } from './shell/sections.tsx'
import { TopBar } from './shell/TopBar.tsx'
import { useNativeWindow } from './shell/useNativeWindow.ts'
import { useCommand } from './state/commands.ts'
import { redo, undo } from './state/feedback.ts'
import { applyPreferences, applyStoredPreferences, type Preferences } from './state/preferences.ts'
import { go, hashToRoute, type Route, useRoute } from './state/route.ts'
import { setPalette } from './state/ui.ts'

/** What a section shows. A section without a screen is not in the sidebar. */
const screens: Readonly<Record<string, (route: Route) => ReactNode>> = {
  contacts: (route) => <ContactPage key="contacts" route={route} />,
  companies: (route) => <CompanyPage key="companies" route={route} />,
  settings: () => <SettingsPage onPreferences={prefer} />,
  ...Object.fromEntries(
    extraEntities.map((entity) => [
      entity.domain,
      (route: Route) => <GenericPage key={entity.domain} entity={entity} route={route} />,
    ]),
  ),
}
const sections = [
  ...sectionsOf(new Set(Object.keys(screens))),
  ...extraEntities.map(({ domain, name }) => ({ id: domain, icon: IconListDetails, label: `${name}.many` })),
]
const first = sections[0]?.id ?? 'settings'

/** Applies at once, then keeps it for this user on every device. */
function prefer(change: Partial<Preferences>): void {
  applyPreferences(change)
  for (const [key, value] of Object.entries(change)) {
    call('settings.set', { scope: 'user', key: `preferences.${key}`, value }).catch(() => undefined)
  }
}

/** `samphan://contacts/0193…` and the like, handed over by another program. */
function openLink(address: string): void {
  const route = hashToRoute(`#/${address.replace(/^samphan:\/\/\/?/, '')}`)
  if (route && route.section in screens) go(route)
}

export function App(): ReactNode {
  return (
    <Providers>
      <Window />
    </Providers>
  )
}

function Window(): ReactNode {
  const route = useRoute()
  const info = useRead('app.info', {}, { depends: { on: ['user'] } }).data
  const settings = useSettings()
  useNativeWindow(useCallback(openLink, []))

  useEffect(() => {
    if (!settings) return
    const stored = Object.entries(settings.user).flatMap(([key, value]) =>
      key.startsWith('preferences.') ? [[key.slice('preferences.'.length), value]] : [],
    )
    applyStoredPreferences(Object.fromEntries(stored))
  }, [settings])

  const t = useText()
  const has = useHasText()
  useCommand('edit.undo', () => void undo(undefined, t, has))
  useCommand('edit.redo', () => void redo(t, has))

  const screen = screens[route.section] ?? screens[first]
  return (
    <>
      <Shell
        sections={sections}
        topBar={
          <TopBar
            user={info && { ...info.user, initials: initials(splitFullName(info.user.name)) }}
            onPreferences={prefer}
            onSearch={() => setPalette(true)}
          />
        }
        statusBar={<StatusBar file={info?.file} readOnly={info?.readOnly ?? false} />}
      >
        {screen?.(route)}
      </Shell>
      <AppPalette useFound={useFoundRecords} />
    </>
  )
}

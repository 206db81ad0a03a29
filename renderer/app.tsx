/** The window put together: which sections there are, which screen a route shows, who uses it and how they like it. */

import { IconListDetails } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { createElement, useCallback, useEffect, useState } from 'react'
import { create } from 'zustand'
import type { Output } from '#db/shared/contract.ts'
import { extraEntities } from '#db/shared/extraEntities.ts'
import { initials, splitFullName } from '#db/shared/text/names.ts'
import { useRead } from './data/hooks.ts'
import { native } from './data/native.ts'
import { call, port } from './data/port.ts'
import { useSettings } from './data/settings.ts'
import { openNumberLink, openReminderLink } from './features/activities/links.ts'
import { HelpFrame } from './features/help/HelpFrame.tsx'
import { HomePage } from './features/home/Page.tsx'
import { usePaletteRecords } from './features/home/usePaletteRecords.ts'
import { SharingState } from './features/sharing/SharingPage.tsx'
import { useSharing } from './features/sharing/state.ts'
import { SignIn } from './features/users/SignIn.tsx'
import * as features from './features.ts'
import { useHasText, useText } from './i18n/I18nProvider.tsx'
import { ExtensionsProvider } from './records/extensions.tsx'
import { GenericPage } from './records/GenericPage.tsx'
import { NewCommand } from './records/NewCommand.tsx'
import { AppPalette } from './shell/AppPalette.tsx'
import { Providers } from './shell/Providers.tsx'
import { Shell } from './shell/Shell.tsx'
import { StatusBar } from './shell/StatusBar.tsx'
import { sectionsOf } from './shell/sections.tsx'
import { TopBar } from './shell/TopBar.tsx'
import { DatabaseTrouble, ReadOnlyBanner } from './shell/Trouble.tsx'
import { useNativeWindow } from './shell/useNativeWindow.ts'
import { useCommand } from './state/commands.ts'
import { redo, undo } from './state/feedback.ts'
import { applyPreferences, applyStoredPreferences, type Preferences } from './state/preferences.ts'
import { go, hashToRoute, type Route, useRoute } from './state/route.ts'
import { signOut, useMay, useSession } from './state/session.ts'
import { setPalette } from './state/ui.ts'
import { lazily } from './ui/lazily.tsx'

const Dashboard = lazily(async () => (await import('./features/reports/dashboard/Dashboard.tsx')).Dashboard)
const Guide = lazily(async () => (await import('./guide.tsx')).Guide)
const SettingsPage = lazily(async () => (await import('./features/settings/Page.tsx')).SettingsPage)

/** What a section shows. A section without a screen is not in the sidebar. */
const screens: Readonly<Record<string, (route: Route) => ReactNode>> = {
  home: (route) => <HomePage route={route} panels={features.homePanels} Dashboard={Dashboard} />,
  settings: (route) => (
    <SettingsPage route={route} onPreferences={prefer} onGuide={openGuide} pages={features.settingsPages} />
  ),
  ...Object.fromEntries(
    Object.entries(features.screens).map(([section, Screen]) => [
      section,
      (route: Route) => <Screen key={section} route={route} />,
    ]),
  ),
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
const standing = features.standing.map((Each, index) => createElement(Each, { key: index }))
/** Where a window opens that has not been anywhere yet. */
const first = 'contacts'

/** Applies at once, then keeps it for this user on every device. */
function prefer(change: Partial<Preferences>): void {
  applyPreferences(change)
  for (const [key, value] of Object.entries(change)) {
    call('settings.set', { scope: 'user', key: `preferences.${key}`, value }).catch(() => undefined)
  }
}

/** `samphan://contacts/0193…` and the like, handed over by another program. */
function openLink(address: string): void {
  if (openNumberLink(address) || openReminderLink(address)) return
  const route = hashToRoute(`#/${address.replace(/^samphan:\/\/\/?/, '')}`)
  if (route && route.section in screens) go(route)
}

export function App(): ReactNode {
  return (
    <Providers>
      <Gate />
    </Providers>
  )
}

/** Nobody who has not signed in sees anything; somebody else begins with a window of their own. */
function Gate(): ReactNode {
  const { status, identity } = useSession()
  if (status === 'asking') return null
  return status === 'locked' ? <SignIn key={identity} /> : <Window key={identity} />
}

function leave(): void {
  signOut(port).catch(() => undefined)
}

function Window(): ReactNode {
  const app = useRead('app.info', {}, { depends: { on: ['user', 'setting'] } })
  useNativeWindow(useCallback(openLink, []))
  const { data: info, error, refetch } = app
  // A host that restarts is waited for; a database that cannot be opened is not.
  if (!info && error && error.record.reason !== 'hostLost')
    return (
      <DatabaseTrouble
        error={error.record}
        onAgain={async () => {
          await reconnected()
          await refetch()
        }}
      />
    )
  return <OpenWindow info={info} />
}

/** A fresh link to the host, which makes another attempt to open the database. */
function reconnected(): Promise<void> {
  return new Promise((resolve) => {
    const stop = port.onState((state) => {
      if (state !== 'connected') return
      stop()
      resolve()
    })
    native?.connect()
  })
}

function OpenWindow({ info }: { readonly info: Output<'app.info'> | undefined }): ReactNode {
  const route = useRoute()
  const signedIn = useSession((state) => state.needed)
  const settings = useSettings()
  const guide = useGuide(info)

  useEffect(() => {
    if (!settings) return
    const stored = Object.entries(settings.user).flatMap(([key, value]) =>
      key.startsWith('preferences.') ? [[key.slice('preferences.'.length), value]] : [],
    )
    applyStoredPreferences(Object.fromEntries(stored))
  }, [settings])

  const t = useText()
  const has = useHasText()
  const mayUndo = useMay('undo')
  useCommand('edit.undo', mayUndo ? () => void undo(undefined, t, has) : undefined)
  useCommand('edit.redo', mayUndo ? () => void redo(t, has) : undefined)

  const screen = screens[route.section] ?? screens[first]
  const conflicts = useSharing((state) => state.status?.conflicts ?? 0)
  const shown = sections.filter(({ id }) => id !== 'conflicts' || conflicts > 0 || route.section === id)
  return (
    <>
      {features.creates.map(({ command, entity }) => (
        <NewCommand key={command} command={command} entity={entity} />
      ))}
      <Shell
        sections={shown}
        counts={{ conflicts }}
        topBar={
          <>
            <TopBar
              user={info && { ...info.user, initials: initials(splitFullName(info.user.name)) }}
              onPreferences={prefer}
              onSearch={() => setPalette(true)}
              {...(signedIn && { onSignOut: leave })}
            />
            {info?.readOnlyBecause && <ReadOnlyBanner because={info.readOnlyBecause} />}
          </>
        }
        statusBar={
          <StatusBar file={info?.file} readOnly={info?.readOnly ?? false}>
            <SharingState />
          </StatusBar>
        }
      >
        <ExtensionsProvider value={features.extensions}>
          <HelpFrame route={route}>{screen?.(route)}</HelpFrame>
        </ExtensionsProvider>
      </Shell>
      {standing}
      {guide.open && <Guide onPreferences={prefer} onClose={guide.close} />}
      <AppPalette useFound={usePaletteRecords} />
    </>
  )
}

const useGuideAsked = create<{ readonly asked: boolean }>()(() => ({ asked: false }))

function openGuide(): void {
  useGuideAsked.setState({ asked: true })
}

/** The guide opens by itself in the first window of a fresh, empty database, and whenever it is asked for. */
function useGuide(info: Output<'app.info'> | undefined): {
  readonly open: boolean
  readonly close: () => void
} {
  const asked = useGuideAsked((state) => state.asked)
  const mayConfigure = useMay('configure')
  const [closed, setClosed] = useState(false)
  const isFirst = native?.environment.windowKind !== 'record'
  const fresh = info !== undefined && !info.configured && !info.readOnly && isFirst
  const counts = useRead('app.counts', {}, { depends: { on: ['setting'] }, enabled: fresh }).data?.counts
  const close = useCallback(() => {
    setClosed(true)
    useGuideAsked.setState({ asked: false })
  }, [])
  return { open: mayConfigure && (asked || (fresh && !closed && counts?.contact === 0)), close }
}

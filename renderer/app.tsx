/** The window put together: which sections there are, which screen a route shows, who uses it and how they like it. */

import {
  IconCalendarCog,
  IconLayout,
  IconListDetails,
  IconMail,
  IconShare,
  IconUsers,
} from '@tabler/icons-react'
import type { ComponentType, ReactNode } from 'react'
import { useCallback, useEffect, useState } from 'react'
import { create } from 'zustand'
import type { CommandId } from '#db/shared/commands.ts'
import { company } from '#db/shared/companies.ts'
import { contact } from '#db/shared/contacts.ts'
import type { Output } from '#db/shared/contract.ts'
import type { Entity } from '#db/shared/entity.ts'
import { extraEntities } from '#db/shared/extraEntities.ts'
import { initials, splitFullName } from '#db/shared/text/names.ts'
import { useRead } from './data/hooks.ts'
import { native } from './data/native.ts'
import { call, port } from './data/port.ts'
import { useSettings } from './data/settings.ts'
import { Alarms } from './features/activities/alarms/Alarms.tsx'
import { CalendarPage } from './features/activities/calendar/Page.tsx'
import { ActivityDialogs } from './features/activities/Dialogs.tsx'
import './features/activities/colours.css'
import { Due } from './features/activities/Due.tsx'
import { openNumberLink } from './features/activities/links.ts'
import { activitiesTab, activityActions, seriesAction } from './features/activities/RecordActivities.tsx'
import { ActivitySettings } from './features/activities/settings/Page.tsx'
import { TasksPage } from './features/activities/tasks/Page.tsx'
import { bulkActions } from './features/bulk/actions.tsx'
import { Bulk } from './features/bulk/Bulk.tsx'
import { Cards, codeAction } from './features/cards/Cards.tsx'
import { CompanyPage } from './features/companies/Page.tsx'
import { ContactPage } from './features/contacts/Page.tsx'
import { demoteAction, SecondaryBanner } from './features/contacts/Secondary.tsx'
import { Documents, useDocumentCount } from './features/documents/Documents.tsx'
import { mergeAction } from './features/duplicates/actions.tsx'
import { Duplicates } from './features/duplicates/Duplicates.tsx'
import { MergedBanner } from './features/duplicates/MergedBanner.tsx'
import { DuplicatesPage } from './features/duplicates/Page.tsx'
import { groupsTab } from './features/groups/GroupsTab.tsx'
import { GroupVerbs, groupActions } from './features/groups/GroupVerbs.tsx'
import { GroupsPage } from './features/groups/Page.tsx'
import { HelpFrame } from './features/help/HelpFrame.tsx'
import { Star } from './features/home/favourites.tsx'
import { HomePage } from './features/home/Page.tsx'
import { RecentTracker } from './features/home/recent.ts'
import { usePaletteRecords } from './features/home/usePaletteRecords.ts'
import { arrangeAction, LayoutCommands } from './features/layouts/Commands.tsx'
import { LayoutsPage } from './features/layouts/LayoutsPage.tsx'
import { Letters, letterExtensions } from './features/letters/Letters.tsx'
import { TemplatesPage } from './features/letters/TemplatesPage.tsx'
import { MailAccounts } from './features/mail/Accounts.tsx'
import { Mail, mailExtensions } from './features/mail/Mail.tsx'
import { OutboxPage } from './features/mail/OutboxPage.tsx'
import { InterruptedNotice } from './features/operations/Notice.tsx'
import { OperationsPage } from './features/operations/Page.tsx'
import { Printing, printingExtensions } from './features/printing/Printing.tsx'
import { relationshipsTab } from './features/relationships/Panel.tsx'
import { RelationshipQuickAdd } from './features/relationships/QuickAdd.tsx'
import { BackupFolder } from './features/settings/Backups.tsx'
import { BusinessEssentials } from './features/settings/BusinessProfile.tsx'
import { SettingsCommands } from './features/settings/Commands.tsx'
import { CalendarChoice, LanguageChoice } from './features/settings/LookAndLanguage.tsx'
import { SettingsPage, type SettingsView } from './features/settings/Page.tsx'
import { RegionChoice } from './features/settings/Region.tsx'
import { SetupGuide } from './features/setup/Guide.tsx'
import { ConflictBanner, ConflictsPage } from './features/sharing/ConflictsPage.tsx'
import { Sharing } from './features/sharing/Sharing.tsx'
import { SharingPage, SharingState } from './features/sharing/SharingPage.tsx'
import { useSharing } from './features/sharing/state.ts'
import { Transfer } from './features/transfer/Transfer.tsx'
import { TrashPage } from './features/trash/Page.tsx'
import { SignIn } from './features/users/SignIn.tsx'
import { UsersPage } from './features/users/UsersPage.tsx'
import { useHasText, useText } from './i18n/I18nProvider.tsx'
import { type Extensions, ExtensionsProvider } from './records/extensions.tsx'
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

/** Pages of the settings that belong to features. */
const settingsPages: readonly SettingsView[] = [
  { id: 'activities', icon: IconCalendarCog, show: () => <ActivitySettings /> },
  { id: 'layouts', icon: IconLayout, show: () => <LayoutsPage /> },
  { id: 'users', icon: IconUsers, show: () => <UsersPage /> },
  { id: 'mail', icon: IconMail, show: () => <MailAccounts /> },
  { id: 'sharing', icon: IconShare, show: () => <SharingPage /> },
]

/** What features add to every record's page and list. */
const extensions: Extensions = {
  marks: [Star],
  banners: [MergedBanner, ConflictBanner, RelationshipQuickAdd, SecondaryBanner],
  tabs: [
    activitiesTab,
    groupsTab,
    relationshipsTab,
    {
      id: 'document',
      label: 'document.many',
      on: ({ name }) => name === 'contact' || name === 'company',
      Panel: Documents,
      useCount: useDocumentCount,
    },
  ],
  recordActions: [
    ...activityActions,
    codeAction,
    ...printingExtensions.recordActions,
    ...mailExtensions.recordActions,
    ...letterExtensions.recordActions,
    demoteAction,
    arrangeAction,
  ],
  listActions: [
    seriesAction,
    ...bulkActions,
    mergeAction,
    ...groupActions,
    ...printingExtensions.listActions,
    ...letterExtensions.listActions,
  ],
}

/** What features show on Home, before favourites and the like. */
const homePanels: readonly ComponentType[] = [Due]

/** What a section shows. A section without a screen is not in the sidebar. */
const screens: Readonly<Record<string, (route: Route) => ReactNode>> = {
  home: () => <HomePage panels={homePanels} />,
  contacts: (route) => <ContactPage key="contacts" route={route} />,
  companies: (route) => <CompanyPage key="companies" route={route} />,
  calendar: (route) => <CalendarPage route={route} />,
  tasks: () => <TasksPage />,
  groups: (route) => <GroupsPage route={route} />,
  templates: () => <TemplatesPage />,
  outbox: () => <OutboxPage />,
  duplicates: () => <DuplicatesPage />,
  conflicts: () => <ConflictsPage />,
  operations: () => <OperationsPage />,
  trash: () => <TrashPage />,
  settings: (route) => (
    <SettingsPage route={route} onPreferences={prefer} onGuide={openGuide} pages={settingsPages} />
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
/** Where a window opens that has not been anywhere yet. */
const first = 'contacts'

/** What can be made wherever the window is. */
const newCommands: readonly { readonly command: CommandId; readonly entity: Entity }[] = [
  { command: 'contact.new', entity: contact },
  { command: 'company.new', entity: company },
]

/** Applies at once, then keeps it for this user on every device. */
function prefer(change: Partial<Preferences>): void {
  applyPreferences(change)
  for (const [key, value] of Object.entries(change)) {
    call('settings.set', { scope: 'user', key: `preferences.${key}`, value }).catch(() => undefined)
  }
}

/** `samphan://contacts/0193…` and the like, handed over by another program. */
function openLink(address: string): void {
  if (openNumberLink(address)) return
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

/** What the guide asks, one matter of the settings per step. */
const setupSteps = [
  { id: 'language', content: <LanguageChoice onPreferences={prefer} /> },
  { id: 'calendar', content: <CalendarChoice onPreferences={prefer} /> },
  { id: 'region', content: <RegionChoice onPreferences={prefer} /> },
  { id: 'business', content: <BusinessEssentials /> },
  { id: 'backups', content: <BackupFolder /> },
]

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
  const conflicts = useSharing((state) => (state.status?.conflicts ?? 0) > 0)
  const shown = sections.filter(({ id }) => id !== 'conflicts' || conflicts || route.section === id)
  return (
    <>
      {newCommands.map(({ command, entity }) => (
        <NewCommand key={command} command={command} entity={entity} />
      ))}
      <Shell
        sections={shown}
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
        <ExtensionsProvider value={extensions}>
          <HelpFrame route={route}>{screen?.(route)}</HelpFrame>
        </ExtensionsProvider>
      </Shell>
      <Transfer />
      <Sharing />
      <Printing />
      <Letters />
      <Mail />
      <Bulk />
      <Duplicates />
      <GroupVerbs />
      <SettingsCommands />
      <LayoutCommands />
      <InterruptedNotice />
      <RecentTracker />
      <ActivityDialogs />
      <Alarms />
      <Cards />
      {guide.open && <SetupGuide steps={setupSteps} onClose={guide.close} />}
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

/** What one feature adds to the window. renderer/features.ts lists them; app.tsx puts them together. */
import type { IconProps } from '@tabler/icons-react'
import type { ComponentType, ReactNode } from 'react'
import type { CommandId } from '#db/shared/commands.ts'
import type { Entity } from '#db/shared/entity.ts'
import type { Preferences } from '../state/preferences.ts'
import type { Route } from '../state/route.ts'
import type { Extensions } from './extensions.tsx'

export interface SettingsProps {
  readonly onPreferences: (change: Partial<Preferences>) => void
  /** Opens the set-up guide again. */
  readonly onGuide: () => void
}

/** A page of the settings: `settings.view.<id>` is its name, `settings.view.<id>.text` says what it is for. */
export interface SettingsView {
  readonly id: string
  readonly icon: ComponentType<IconProps>
  /** `startNow`: the page also begins what it is for. */
  readonly show: (props: SettingsProps, startNow: boolean) => ReactNode
}

export interface Feature extends Partial<Extensions> {
  /** What sections show, by the section's id. A section without a screen is not in the sidebar. */
  readonly screens?: Readonly<Record<string, ComponentType<{ readonly route: Route }>>>
  readonly settingsPages?: readonly SettingsView[]
  /** Shown on Home, before favourites and the like. */
  readonly homePanels?: readonly ComponentType[]
  /** There in every window, whatever page it shows: hears commands, shows dialogs and notices. */
  readonly standing?: readonly ComponentType[]
  /** What can be made wherever the window is. */
  readonly creates?: readonly { readonly command: CommandId; readonly entity: Entity }[]
}

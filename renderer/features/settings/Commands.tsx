/** What the menu can do of the settings, wherever the window is. */
import type { ReactNode } from 'react'
import { useCommand } from '../../state/commands.ts'
import { go } from '../../state/route.ts'
import { starting } from './Page.tsx'

export function SettingsCommands(): ReactNode {
  useCommand('settings.fields', () => go({ section: 'settings', view: 'fields' }))
  useCommand('backup.create', () => go({ section: 'settings', view: starting('backups') }))
  useCommand('database.check', () => go({ section: 'settings', view: starting('database') }))
  return null
}

/** Commands of the settings. Their page is put together in app.tsx. */
import type { Feature } from '../../records/feature.ts'
import { BackupClock } from './BackupClock.tsx'
import { SettingsCommands } from './Commands.tsx'

export const settings: Feature = { standing: [SettingsCommands, BackupClock] }

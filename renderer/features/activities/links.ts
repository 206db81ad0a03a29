/** Addresses that open something of activities: a number handed over by a telephone program, what a reminder was about. */
import { systemTimeZone } from '#db/shared/dates/format.ts'
import { call } from '../../data/port.ts'
import { go } from '../../state/route.ts'
import { openDialog } from './dialogs.ts'

/** True when the address was one of these. */
export function openNumberLink(address: string): boolean {
  const match = /^samphan:\/\/call\/?\?number=([^&#]+)$/i.exec(address)
  if (!match?.[1]) return false
  // Electron main has read it before: it decodes.
  openDialog({ what: 'caller', number: decodeURIComponent(match[1].replaceAll('+', '%2B')) })
  return true
}

/** `samphan://activity/…`, from the tray or a notification: its dialog while it rings, else the tasks. */
export function openReminderLink(address: string): boolean {
  const id = /^samphan:\/\/activity\/([0-9a-f-]{36})\/?$/i.exec(address)?.[1]?.toLowerCase()
  if (id === undefined) return false
  call('activity.alarms', { timeZone: systemTimeZone(), limit: 200 }).then(
    ({ due }) => {
      const item = due.find((alarm) => alarm.id === id)
      if (item) openDialog({ what: 'edit', item })
      else go({ section: 'tasks' })
    },
    () => go({ section: 'tasks' }),
  )
  return true
}

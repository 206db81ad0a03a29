// The tray and the notifications of the system itself: the one place that makes them, and that asks whether there is a tray.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Menu, Notification, nativeImage, Tray } from 'electron'
import type { Desktop } from './alarms.ts'

/** The desktop, with the picture it shows in its tray. */
export function systemDesktop(icon: string): Desktop {
  // A notification nobody holds is collected, and a click on it goes nowhere.
  const shown = new Set<Notification>()
  return {
    openTray(onClick) {
      const image = nativeImage.createFromPath(icon)
      if (image.isEmpty()) throw new Error(`no tray picture at ${icon}`)
      const tray = new Tray(image.resize({ height: 18 }))
      tray.on('click', onClick)
      return {
        setToolTip: (text) => tray.setToolTip(text),
        setMenu: (items) => tray.setContextMenu(Menu.buildFromTemplate(items.map((item) => ({ ...item })))),
        destroy: () => tray.destroy(),
      }
    },
    notify({ title, body }, onClick) {
      if (!Notification.isSupported()) return false
      const notice = new Notification({ title, body })
      shown.add(notice)
      notice.on('close', () => shown.delete(notice))
      notice.on('click', () => {
        shown.delete(notice)
        onClick()
      })
      notice.show()
      return true
    },
  }
}

const ASK_MS = 2_000

/**
 * Whether the desktop shows a tray. Windows and macOS always do; on Linux somebody must have taken the name of the
 * watcher of status items, for without one a tray is accepted and never seen.
 */
export function hasTray(platform: NodeJS.Platform = process.platform): Promise<boolean> {
  if (platform === 'win32' || platform === 'darwin') return Promise.resolve(true)
  // Asking where there is no bus would start one.
  const { DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR } = process.env
  if (!DBUS_SESSION_BUS_ADDRESS && !(XDG_RUNTIME_DIR && existsSync(join(XDG_RUNTIME_DIR, 'bus'))))
    return Promise.resolve(false)
  const question = [
    '--session',
    '--print-reply=literal',
    '--dest=org.freedesktop.DBus',
    '/org/freedesktop/DBus',
    'org.freedesktop.DBus.NameHasOwner',
    'string:org.kde.StatusNotifierWatcher',
  ]
  return new Promise((resolve) => {
    execFile('dbus-send', question, { timeout: ASK_MS }, (error, stdout) =>
      resolve(!error && stdout.includes('true')),
    )
  })
}

// What is due, told by the system: notifications and the tray. The page asks the host and says what there is; nothing is
// read or worked out here. A system without notifications or a tray simply shows none.
import { Menu, Notification, nativeImage, Tray } from 'electron'

/** What the page says is due. */
export interface DueInput {
  readonly count: number
  readonly lines: readonly string[]
}
export interface NotifyInput {
  readonly title: string
  readonly body: string
}

interface Options {
  /** The picture in the tray. */
  readonly icon: string
  /** Brings the window to the front. */
  readonly show: () => void
  /** A tray that the system cannot show is written down once, not asked for again. */
  readonly failed: (error: unknown) => void
}

export interface Alarms {
  notify(input: NotifyInput): void
  setDue(input: DueInput): void
}

export function keepAlarms({ icon, show, failed }: Options): Alarms {
  let tray: Tray | undefined
  let impossible = false
  const open = (): Tray | undefined => {
    if (tray || impossible) return tray
    try {
      const image = nativeImage.createFromPath(icon)
      if (image.isEmpty()) throw new Error(`no tray picture at ${icon}`)
      tray = new Tray(image.resize({ height: 18 }))
      tray.on('click', show)
    } catch (error) {
      impossible = true
      failed(error)
    }
    return tray
  }
  return {
    notify({ title, body }) {
      if (!Notification.isSupported()) return
      const notice = new Notification({ title, body })
      notice.on('click', show)
      notice.show()
    },
    setDue({ count, lines }) {
      if (count === 0) {
        tray?.destroy()
        tray = undefined
        return
      }
      const shown = open()
      shown?.setToolTip(['Samphan', ...lines].join('\n'))
      shown?.setContextMenu(Menu.buildFromTemplate(lines.map((label) => ({ label, click: show }))))
    },
  }
}

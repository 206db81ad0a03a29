// What is due, told by the system: notifications, and the tray, which also stands for the program while no window is open.
// The page asks the host and says what there is; nothing is read or worked out here. The system's objects are handed in
// (desktop.ts), so that tests can hold them; a desktop without notifications or a tray simply shows none.

/** One line of what is due. */
export interface DueLine {
  readonly label: string
  /** The `samphan://` address that opens it. */
  readonly link: string
}
/** What the page says is due, in its own words. */
export interface DueInput {
  readonly count: number
  /** “3 reminders”. */
  readonly title: string
  readonly lines: readonly DueLine[]
  /** “2 more”, where the lines are not all. */
  readonly more: string | null
}
export interface NotifyInput {
  readonly title: string
  readonly body: string
  readonly link?: string | undefined
}

export interface TrayItem {
  readonly label?: string
  readonly type?: 'separator'
  readonly enabled?: boolean
  readonly click?: () => void
}

/** What a desktop can show. */
export interface Desktop {
  /** @throws where there is no tray */
  openTray(onClick: () => void): {
    setToolTip(text: string): void
    setMenu(items: readonly TrayItem[]): void
    destroy(): void
  }
  /** False where the system shows no notifications. */
  notify(input: NotifyInput, onClick: () => void): boolean
}

interface Options {
  readonly desktop: Desktop
  /** A word of the menus, in the language of now. */
  readonly say: (key: string) => string
  /** Whether the tray is there even when nothing is due. */
  readonly stays: () => boolean
  /** Brings the window to the front, and to an address. */
  readonly show: (link?: string) => void
  readonly quit: () => void
  /** A tray that the system cannot show is written down once, not asked for again. */
  readonly failed: (error: unknown) => void
}

export interface Alarms {
  /** False where nothing could be shown. */
  notify(input: NotifyInput): boolean
  setDue(input: DueInput): void
  /** After a change of language, or of whether the program stays. */
  refresh(): void
}

const NOTHING: DueInput = { count: 0, title: '', lines: [], more: null }

export function keepAlarms({ desktop, say, stays, show, quit, failed }: Options): Alarms {
  let tray: ReturnType<Desktop['openTray']> | undefined
  let impossible = false
  let due = NOTHING

  const open = (): typeof tray => {
    if (tray || impossible) return tray
    try {
      tray = desktop.openTray(() => show())
    } catch (error) {
      impossible = true
      failed(error)
    }
    return tray
  }
  const menu = (): TrayItem[] => [
    ...(due.count > 0
      ? [
          { label: due.title, enabled: false },
          ...due.lines.map(({ label, link }) => ({ label, click: () => show(link) })),
          ...(due.more === null ? [] : [{ label: due.more, click: () => show() }]),
          { type: 'separator' as const },
        ]
      : []),
    { label: say('native.tray.open'), click: () => show() },
    { label: say('command.app.quit'), click: quit },
  ]
  const refresh = (): void => {
    if (due.count === 0 && !stays()) {
      tray?.destroy()
      tray = undefined
      return
    }
    const shown = open()
    shown?.setToolTip(['Samphan', ...(due.count > 0 ? [due.title] : [])].join(' · '))
    shown?.setMenu(menu())
  }
  return {
    notify: (input) => desktop.notify(input, () => show(input.link)),
    setDue(input) {
      due = input
      refresh()
    },
    refresh,
  }
}

/**
 * `window.native`: all that the page can ask of Electron main. Pure types and names; `bridgeSchemas.ts` checks what
 * arrives, `native.ts` answers. Paths come from dialogs and drops only, and go back for nothing else.
 */
import type { CommandEvent } from '../db/shared/commands.ts'
import type { ErrorRecord } from '../db/shared/errors.ts'
import type { PrintDocument } from '../db/shared/printing.ts'
import type { DueInput, NotifyInput } from './alarms.ts'

export const languages = ['en', 'th', 'fa'] as const
export type Language = (typeof languages)[number]
export type Theme = 'light' | 'dark' | 'system'

export interface FileFilter {
  readonly name: string
  readonly extensions: readonly string[]
}
export interface OpenFilesInput {
  readonly title?: string
  readonly filters?: readonly FileFilter[]
  readonly many?: boolean
  readonly folder?: boolean
}
export interface SaveFileInput {
  readonly title?: string
  readonly suggestedName?: string
  readonly filters?: readonly FileFilter[]
}
export interface AskInput {
  readonly kind?: 'info' | 'warning' | 'error' | 'question'
  readonly message: string
  readonly detail?: string
  readonly buttons: readonly string[]
  readonly defaultButton?: number
  readonly cancelButton?: number
}
/** Every command the window knows how to do, and whether it can be done now; the menus follow. */
export type CommandStates = Readonly<Record<string, boolean>>

/** Whether the program goes on without a window. */
export interface StayingState {
  /** Whether this desktop shows a tray. */
  readonly tray: boolean
  readonly stays: boolean
  /** Started with the session of the person. */
  readonly atLogin: boolean
}

/** What the hidden printer answers (electron/pdf.ts). */
export type Laid<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ErrorRecord }

/** The calls that have an answer: name → [input, output]. */
export interface Calls {
  /** The chosen paths; empty when cancelled. */
  openFiles: [OpenFilesInput, string[]]
  /** The chosen path; null when cancelled. */
  saveFile: [SaveFileInput, string | null]
  /** The index of the pressed button, in a native message box. */
  ask: [AskInput, number]
  /** https, mailto and tel only; false when refused. Numbers go to the dial program, if one is chosen. Needs a fresh click or key press. */
  openExternal: [string, boolean]
  /** The program that numbers are handed to; null when that is the system's own. */
  dialProgram: [null, string | null]
  /** Lets the person choose it, or gives the numbers back to the system; answers what it is then. */
  setDialProgram: [{ readonly choose: boolean; readonly title?: string }, string | null]
  /** Opens a file from a dialog or of Samphan's own with its usual program; false when refused. */
  openPath: [string, boolean]
  /** Shows such a file in the file manager; false when refused. */
  showInFolder: [string, boolean]
  copyText: [string, null]
  /** A further window on `route` (`/contacts/…`). */
  openWindow: [string, null]
  closeWindow: [null, null]
  /** Shows the log files in the file manager. */
  showLogs: [null, null]
  setLanguage: [Language, null]
  setTheme: [Theme, null]
  setCommands: [CommandStates, null]
  /** A notification of the system; a click on it brings the window to the front. False where the system shows none. */
  notify: [NotifyInput, boolean]
  /** What is due, for the tray. */
  setDue: [DueInput, null]
  /** Whether the program goes on without a window, and starts with the session. */
  staying: [null, StayingState]
  setStaying: [{ readonly stays?: boolean | undefined; readonly atLogin?: boolean | undefined }, StayingState]
  /** A document laid out on pages, as PDF to look at. */
  renderPdf: [PrintDocument, Laid<{ readonly pdf: Uint8Array; readonly pages: number }>]
  /** The same into a file chosen before. */
  savePdf: [
    { readonly document: PrintDocument; readonly path: string },
    Laid<{ readonly pages: number; readonly bytes: number }>,
  ]
  /** Asks which printer; false when the person thought better of it. */
  printDocument: [PrintDocument, Laid<boolean>]
}
export type CallName = keyof Calls

export const callNames = [
  'openFiles',
  'saveFile',
  'ask',
  'openExternal',
  'dialProgram',
  'setDialProgram',
  'openPath',
  'showInFolder',
  'copyText',
  'openWindow',
  'closeWindow',
  'showLogs',
  'setLanguage',
  'setTheme',
  'setCommands',
  'notify',
  'setDue',
  'staying',
  'setStaying',
  'renderPdf',
  'savePdf',
  'printDocument',
] as const satisfies readonly CallName[]

/** What the page is told at birth. */
export interface Environment {
  readonly platform: 'linux' | 'darwin' | 'win32'
  readonly version: string
  readonly electron: string
  /** The language to begin with: `--lang`, else the one last set, else the system's. */
  readonly language: Language
  /** `--lang` was given: it wins over what the database remembers. */
  readonly languageForced: boolean
  readonly windowId: number
  /** `main` remembers its route; the others were opened on one. */
  readonly windowKind: 'main' | 'record'
}

type CallFns = { readonly [N in CallName]: (input: Calls[N][0]) => Promise<Calls[N][1]> }

export interface Native extends CallFns {
  readonly environment: Environment
  /** Asks for a port to the db host; it arrives as a window message (see `db/shared/link.ts`). */
  connect(): void
  /** Menu clicks and handed-over addresses. Returns how to stop listening. */
  onCommand(fn: (event: CommandEvent) => void): () => void
  /** The path of a dropped file, usable like one from a dialog; null when it has none. */
  pathOfDropped(file: object): string | null
}

/** Channels between preload and main. */
export const channel = {
  call: (name: CallName): string => `native.${name}`,
  connect: 'host.connect',
  news: 'host.news',
  command: 'command',
  dropped: 'native.dropped',
} as const

/** How main hands the environment to preload: one command-line argument. */
export const ENVIRONMENT_ARGUMENT = '--samphan-environment='
